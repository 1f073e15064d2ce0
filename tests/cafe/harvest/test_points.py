"""Key points as values: put together without losing one, who has written, which round it is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.harvest.points import (
    HarvestGrouping,
    KeyPoint,
    expected_rounds,
    group_points,
    points_in_order,
    present_round,
    written_in_round,
)
from facilitate.lib.text import Words

ASKED = [Words("Who pays?", "Kush paguan?"), Words("Who comes?"), Words()]
ONE = KeyPoint(
    1, 11, 1, Words("Money"), 1, ASKED[0], "Ask in September", 5, "O2", Words("Payers"), 1
)

points = st.lists(
    st.builds(
        KeyPoint,
        id=st.integers(1, 99),
        table=st.sampled_from([None, 11, 12, 13]),
        number=st.integers(1, 4),
        name=st.just(Words()),
        round=st.integers(1, 3),
        question=st.sampled_from(ASKED),
        text=st.just("…"),
        objective_id=st.sampled_from([None, 5, 6]),
        position=st.integers(1, 9),
    ).map(
        lambda one: replace(one, code="" if one.objective_id is None else f"O{one.objective_id}")
    ),
    max_size=30,
    unique_by=lambda one: one.id,
)


@given(points, st.sampled_from(HarvestGrouping))
def test_putting_together_loses_nothing_and_mixes_nothing(
    found: list[KeyPoint], by: HarvestGrouping
) -> None:
    made = group_points(found, by)
    assert points_in_order(point for group in made for point in group.points) == points_in_order(
        found
    )
    parts = [point for group in made for part in group.parts for point in part.points]
    assert points_in_order(parts) == points_in_order(found)
    keys = {
        HarvestGrouping.TABLE: lambda p: (p.number, p.table),
        HarvestGrouping.QUESTION: lambda p: p.question,
        HarvestGrouping.OBJECTIVE: lambda p: p.objective_id,
    }
    shared = [{keys[by](point) for point in group.points} for group in made]
    assert [len(one) for one in shared] == [1] * len(made)
    assert len({frozenset(one) for one in shared}) == len(made)


@given(points)
def test_a_question_stands_once(found: list[KeyPoint]) -> None:
    for group in group_points(found, HarvestGrouping.TABLE):
        asked = {point.question for point in group.points}
        assert group.question == (asked.pop() if len(asked) == 1 else Words())
        for part in group.parts:
            assert all((part.question or group.question) == point.question for point in part.points)


def test_groups_come_in_the_order_people_expect() -> None:
    late = replace(
        ONE, id=2, table=10, number=2, round=2, question=ASKED[1], objective_id=None, code=""
    )
    tenth = replace(ONE, id=3, number=3, table=12, objective_id=6, code="O10")
    assert [
        group.first.number for group in group_points([late, tenth, ONE], HarvestGrouping.TABLE)
    ] == [1, 2, 3]
    assert [group.question for group in group_points([late, ONE], HarvestGrouping.QUESTION)] == [
        ASKED[0],
        ASKED[1],
    ]
    assert [
        group.first.code for group in group_points([late, tenth, ONE], HarvestGrouping.OBJECTIVE)
    ] == [
        "O2",
        "O10",
        "",
    ]


def test_a_table_that_is_gone_is_not_the_one_that_has_its_number_now() -> None:
    gone = replace(ONE, id=2, table=None)
    assert [group.first.there for group in group_points([gone, ONE], HarvestGrouping.TABLE)] == [
        True,
        False,
    ]


def test_who_has_written() -> None:
    standing = [(11, 1), (12, 2), (13, 3)]
    one = written_in_round(standing, [ONE, replace(ONE, id=2), replace(ONE, table=12, round=2)], 1)
    assert (one.wrote, one.tables, one.missing) == (1, 3, [2, 3])


@given(st.integers(1, 10), st.integers(0, 12), st.integers(0, 12), points)
def test_the_round_is_one_of_the_cafe_s(
    rounds: int, held: int, clock: int, found: list[KeyPoint]
) -> None:
    assert 1 <= present_round(rounds, held, clock) <= rounds
    assert expected_rounds(rounds, held, found) == list(
        range(1, len(expected_rounds(rounds, held, found)) + 1)
    )


def test_which_round_it_is() -> None:
    assert [
        present_round(3, 0, 0),
        present_round(3, 1, 0),
        present_round(3, 3, 0),
        present_round(3, 0, 2),
    ] == [1, 2, 3, 2]
    assert (
        expected_rounds(3, 0, []),
        expected_rounds(3, 2, []),
        expected_rounds(3, 0, [ONE]),
        expected_rounds(3, 9, []),
    ) == (
        [],
        [1, 2],
        [1],
        [1, 2, 3],
    )
