"""No page costs more than `budgets.toml` allows, and none grows faster than its data: a sample of all, and the heaviest.

`make bench ONLY=budgets` looks at every page.
"""

import pytest

from .budgets import ROOM, TIMES, USUAL, Cost, grows_too_fast, over_budget, page_costs, read_budgets

MAY = read_budgets()
SAMPLE = sorted(MAY)[::4]
HEAVY = sorted(MAY, key=lambda name: MAY[name][1].calls)[-8:]
TENFOLD = [*SAMPLE[::4], *HEAVY]


def test_a_page_that_stands_in_no_line_may_cost_what_is_usual() -> None:
    assert read_budgets()["a.new_page"] == USUAL
    assert all(may.statements <= 64 for may, _tenfold in MAY.values())


def test_no_page_of_the_demo_may_send_more_than_250_kilobytes() -> None:
    assert {name for name, (may, _tenfold) in MAY.items() if may.kilobytes > 250 * ROOM} == set()


@pytest.fixture(scope="module")
def small() -> dict[str, Cost]:
    """What the sample costs on the demo."""
    return page_costs(1, {*SAMPLE, *HEAVY}.__contains__)


def test_a_page_of_the_demo_stays_within_its_budget(small: dict[str, Cost]) -> None:
    wrong = {name: over_budget(cost, MAY[name][0]) for name, cost in small.items()}
    assert {name: text for name, text in wrong.items() if text} == {}


def test_with_ten_times_as_much_too_and_no_page_grows_faster(small: dict[str, Cost]) -> None:
    large = page_costs(TIMES, set(TENFOLD).__contains__)
    wrong = {name: over_budget(cost, MAY[name][1]) for name, cost in large.items()}
    assert {name: text for name, text in wrong.items() if text} == {}
    assert [name for name in large if grows_too_fast(small[name], large[name])] == []


def test_what_is_over_is_said() -> None:
    may = Cost(12, 100, 50)
    assert over_budget(Cost(12, 100, 50), may) == []
    assert over_budget(Cost(13, 100, 200), may) == ["13 statements of 12", "200 calls of 50"]


def test_growing_faster_is_noticed_where_it_matters() -> None:
    small = Cost(1, 1, 10)
    assert not grows_too_fast(small, Cost(1, 1, 100))
    assert grows_too_fast(small, Cost(1, 1, 120))
    assert not grows_too_fast(Cost(1, 1, 1), Cost(1, 1, 30))
