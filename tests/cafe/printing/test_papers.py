"""What the papers say, and the order of slips in the pile."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as some

from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.printing.papers import Slip, cut_stack, slips_of, table_papers


def test_a_slip_says_where_to_go(seated: int, floor: Callable[[], CafeFloor]) -> None:
    now = floor()
    slips = slips_of(now)
    assert [slip.name for slip in slips] == [guest.name for guest in now.guests.values()]
    assert len(slips) == 24
    first = next(iter(now.guests))
    assert now.seating is not None
    assert [stop.table for stop in slips[0].stops] == [
        now.number_of(t) for t in now.seating.path(first)
    ]
    assert [stop.clock for stop in slips[0].stops] == [""] * 3, (
        "a café outside the days knows no times"
    )


def test_only_some_slips_and_their_addresses(seated: int, floor: Callable[[], CafeFloor]) -> None:
    now = floor()
    keys = list(now.guests)[:2]
    assert [slip.address for slip in slips_of(now, keys, lambda key: f"/{key}")] == [
        f"/{key}" for key in keys
    ]
    assert slips_of(now, []) == []


def test_nobody_seated_is_no_slip(people: dict[str, int], floor: Callable[[], CafeFloor]) -> None:
    assert slips_of(floor()) == []


def test_a_table_knows_who_comes(seated: int, floor: Callable[[], CafeFloor]) -> None:
    papers = table_papers(floor(), "sq", lambda token: f"/{token}")
    assert [one.number for one in papers] == [1, 2, 3]
    assert papers[0].one_question == "Si i mbajmë njerëzit?"
    assert [one.host for one in papers] == ["Çeljeta Doçi", "", "Ilir Stafa"]
    for number in range(3):
        everybody = [person.name for one in papers for person in one.talks[number].people]
        assert len(everybody) == len(set(everybody)) == 24


def slips(count: int) -> list[Slip]:
    return [Slip(str(number), "", "", "", ()) for number in range(count)]


@given(some.integers(0, 90), some.sampled_from([8, 10]))
def test_cut_piles_laid_on_each_other_are_in_order(count: int, on_page: int) -> None:
    shown = cut_stack(slips(count), on_page)
    assert len(shown) % on_page == 0
    pages = [shown[at : at + on_page] for at in range(0, len(shown), on_page)]
    piled = [page[place] for place in range(on_page) for page in pages]
    assert [int(slip.name) for slip in piled if slip] == list(range(count))
