"""How steps stand on a page, which days are told, and going through them one at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.numbering import StepNumber, number_in_address, number_runs
from facilitate.guides.guide import Guide, GuideDay, GuideGroup, GuideObjective, GuideStep
from facilitate.guides.reading.arrangement import (
    ALL,
    MANY,
    arrange_steps,
    days_to_tell,
    steps_by_objective,
)
from facilitate.guides.reading.rehearsal import (
    nearest_step_number,
    rehearsal_stage,
    rehearsal_steps,
)

from ..sample import step_numbers

FIRST = date(2027, 3, 18)
BARE = Guide("en", "Spring", [], "", FIRST, FIRST, "", 0, FIRST, [], [], [], [])


def step(number: int, start: int = 0, **more: object) -> GuideStep:
    return GuideStep(
        number, StepNumber(0, number), "group", start, start + 10, 10, f"Step {number}", **more
    )


def of_days(*days: list[GuideStep]) -> Guide:
    dated = [
        GuideDay(n, FIRST + timedelta(n - 1), 0, 600, 0, steps) for n, steps in enumerate(days, 1)
    ]
    return replace(BARE, days=dated)


def session() -> list[GuideStep]:
    """A step, a session with an opening, two groups of two and one step, a closing, and a step after it."""
    groups = [
        GuideGroup("North", "", "", "", 0, step_numbers(4, 5)),
        GuideGroup("South", "", "", "", 0, step_numbers(6)),
    ]
    within = {"session": "Counties"}
    return [
        step(1, 0),
        replace(step(2, 10, holds=True, groups=groups), end=50, title="Counties"),
        step(3, 10, **within),
        step(4, 20, **within, group="North"),
        step(5, 30, **within, group="North"),
        step(6, 20, **within, group="South"),
        step(7, 40, **within),
        step(8, 50),
    ]


def test_a_session_has_its_groups_side_by_side() -> None:
    one, counties, last = arrange_steps(session())
    assert [one.step.number, last.step.number] == step_numbers(1, 8)
    assert [held.number for held in counties.before] == step_numbers(3)
    assert [(group.name, [held.number for held in steps]) for group, steps in counties.beside] == [
        ("North", step_numbers(4, 5)),
        ("South", step_numbers(6)),
    ]
    assert [held.number for held in counties.after] == step_numbers(7)


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["", "Counties"]), st.booleans()), max_size=30
    )
)
def test_every_step_stands_in_exactly_one_place(rows: list[tuple[bool, str, bool]]) -> None:
    steps = []
    for number, (holds, held_by, grouped) in enumerate(rows, 1):
        groups = [GuideGroup("North", "", "", "", 0, step_numbers(number + 1))] if grouped else []
        steps.append(step(number, holds=holds, session="" if holds else held_by, groups=groups))
    placed = [
        held.number
        for piece in arrange_steps(steps)
        for held in [
            piece.step,
            *piece.before,
            *(s for _group, own in piece.beside for s in own),
            *piece.after,
        ]
    ]
    assert sorted(placed) == [one.number for one in steps]


def test_a_short_event_is_told_whole_and_a_day_on_request() -> None:
    guide = of_days([step(1)], [step(2)], [])
    assert [one.number for one in days_to_tell(guide, "", FIRST)] == [1, 2]
    assert [one.number for one in days_to_tell(guide, "2027-03-19", FIRST)] == [2]
    assert [one.number for one in days_to_tell(guide, "2027-03-20", FIRST)] == [1, 2], (
        "a day without steps"
    )
    assert [one.number for one in days_to_tell(guide, "tomorrow", FIRST)] == [1, 2]
    assert days_to_tell(of_days([], []), "", FIRST) == []


@pytest.mark.parametrize(
    ("asked", "today", "days"),
    [
        ("", date(2027, 1, 1), [1]),
        ("", date(2027, 3, 19), [2]),
        ("2027-03-19", FIRST, [2]),
        (ALL, FIRST, [1, 2]),
    ],
)
def test_a_long_event_is_told_a_day_at_a_time(asked: str, today: date, days: list[int]) -> None:
    guide = of_days([step(n) for n in range(1, 21)], [step(n) for n in range(21, MANY + 2)])
    assert [one.number for one in days_to_tell(guide, asked, today)] == days


@pytest.mark.parametrize(
    ("given_numbers", "drawn"),
    [
        ([], []),
        (step_numbers(7), [(7, 7)]),
        (step_numbers(1, 2), [(1, 1), (2, 2)]),
        (step_numbers(8, 3, 1, 2, 2, 9), [(1, 3), (8, 8), (9, 9)]),
        ([*step_numbers(1, 2, 3, on=1), *step_numbers(4, on=2)], [(1, 3), (4, 4)]),
    ],
)
def test_neighbouring_numbers_are_drawn_together(
    given_numbers: list[StepNumber], drawn: list[tuple[int, int]]
) -> None:
    assert [(first.place, last.place) for first, last in number_runs(given_numbers)] == drawn


@given(st.sets(st.integers(1, 60)))
def test_no_number_is_lost_when_they_are_drawn_together(places: set[int]) -> None:
    assert {
        place
        for first, last in number_runs(step_numbers(*places))
        for place in range(first.place, last.place + 1)
    } == places


def test_which_steps_serve_an_objective() -> None:
    one = GuideObjective("O1", "People stay in post")
    assert steps_by_objective([step(1, objectives=[one]), step(2), step(3, objectives=[one])]) == {
        "O1": step_numbers(1, 3)
    }


def test_going_through_the_steps_in_their_order() -> None:
    guide = of_days(session(), [step(9)])
    way = rehearsal_steps(guide, 0)
    at = rehearsal_stage(guide, way, StepNumber(0, 1))
    assert (at.place, at.before, at.after and at.after.number.place, at.day.number) == (
        1,
        None,
        2,
        1,
    )
    last = rehearsal_stage(guide, way, StepNumber(0, 9))
    assert (last.place, last.after, last.follows, last.day.number) == (9, None, None, 2)


@pytest.mark.parametrize(
    ("number", "follows"), [(1, 2), (2, 3), (4, 5), (5, 7), (6, 7), (7, 8), (8, None)]
)
def test_what_comes_next_in_the_room(number: int, follows: int | None) -> None:
    guide = of_days(session())
    found = rehearsal_stage(guide, guide.steps, StepNumber(0, number)).follows
    assert (found and found.number.place) == follows


def test_one_persons_steps_are_those_led_helped_in_or_noted() -> None:
    guide = of_days(
        [
            step(1),
            step(2, lead_id=5),
            step(3, supporter_ids=[4, 5]),
            step(4, note_taker_id=5),
            step(5, lead_id=4),
        ]
    )
    way = rehearsal_steps(guide, 5)
    assert [one.number for one in way] == step_numbers(2, 3, 4)
    assert [nearest_step_number(way, number) for number in step_numbers(1, 3, 5)] == step_numbers(
        2, 3, 4
    )
    at = rehearsal_stage(guide, way, StepNumber(0, 4))
    assert (at.place, len(at.way), at.follows and at.follows.number.place) == (3, 3, 5)
    assert rehearsal_steps(guide, 99) == []


@pytest.mark.parametrize(
    ("number", "said", "address", "leading"),
    [(StepNumber(0, 7), "7", "7", "7."), (StepNumber(2, 7), "2·7", "2-7", "2·7")],
)
def test_a_step_is_called_by_day_and_place(
    number: StepNumber, said: str, address: str, leading: str
) -> None:
    assert (str(number), number.address, number.leading) == (said, address, leading)
    assert number_in_address(address) == number
    assert [number_in_address(text) for text in ("", "0", "2-", "2·7", "-7", "1-2-3")] == [None] * 6
