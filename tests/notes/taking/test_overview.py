"""Places as addresses and devices say them, and what a café's overview counts."""

from datetime import date

import pytest

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import Plan, PlanDay, PlanStep
from facilitate.lib.text import Words
from facilitate.notes.spots import NoteSpot, read_spot
from facilitate.notes.taking.overview import (
    CafeNotes,
    NotesFacts,
    NotesGroup,
    days_of_notes,
    row_on_now,
)

DAY = date(2027, 3, 18)
STEPS = {
    1: PlanStep(1, day=1, rank="a", title=Words("Opening"), minutes=30),
    2: PlanStep(2, day=1, rank="b", kind=StepKind.BREAK, title=Words("Coffee"), minutes=15),
    3: PlanStep(3, day=1, rank="c", kind=StepKind.GROUP, title=Words("By county"), minutes=60),
    4: PlanStep(4, day=1, rank="d", kind=StepKind.CAFE, title=Words("Café"), minutes=90),
}
FACTS = NotesFacts(
    {1: "Ana"},
    [NotesGroup(7, 3, Words("North"), "Ben")],
    {4: CafeNotes(2, ((9, 1, Words("Schools"), ""),))},
)
PLAN = Plan({1: PlanDay(1, DAY)}, {}, {}, STEPS)


@pytest.mark.parametrize(
    ("step", "asked", "spot"),
    [
        (3, {}, NoteSpot(3)),
        ("3", {"strand": "7"}, NoteSpot(3, 7)),
        (4, {"table": 9, "round": "2"}, NoteSpot(4, None, 9, 2)),
        (None, {"table": "x"}, NoteSpot(None)),
        ("-1", {"round": "99"}, NoteSpot(None)),
        (10**30, {"strand": 0}, NoteSpot(None)),
    ],
)
def test_a_spot_is_read_from_whatever_comes(step, asked, spot) -> None:
    assert read_spot(step, asked) == spot


def test_every_place_has_its_own_number_and_what_is_missing_is_said() -> None:
    counts = {
        NoteSpot(1): 4,
        NoteSpot(3, 7): 2,
        NoteSpot(4, None, 9, 2): 3,
        NoteSpot(4): 1,
        NoteSpot(4, None, 8, 1): 5,
    }
    (day,) = days_of_notes(PLAN, counts, FACTS, DAY, DAY)
    assert [(row.spot.step, row.all_lines, row.taker) for row in day.rows] == [
        (1, 4, "Ana"),
        (3, 2, ""),
        (4, 9, ""),
    ]
    assert day.lines == 15
    assert [(row.spot, row.lines, row.taker) for row in day.rows[1].inside] == [
        (NoteSpot(3, 7), 2, "Ben")
    ]
    assert day.rows[2].grid == (
        (
            1,
            Words("Schools"),
            "",
            ((NoteSpot(4, None, 9, 1), 0, 0), (NoteSpot(4, None, 9, 2), 3, 0)),
        ),
    )
    assert day.rows[2].lines == 6  # of the café as a whole, and of a table that is gone
    (empty,) = days_of_notes(PLAN, {}, FACTS, DAY, DAY)
    assert [one.spot for row in empty.rows for one in row.silent] == [
        NoteSpot(1),
        NoteSpot(3, 7),
        NoteSpot(4),
    ]


def test_what_was_started_is_on_else_what_is_planned() -> None:
    days = days_of_notes(PLAN, {}, FACTS, DAY, DAY)
    assert row_on_now(days, DAY, 9 * 60 + 10, None).spot == NoteSpot(1)  # type: ignore[union-attr]
    assert row_on_now(days, DAY, 9 * 60 + 10, 3).spot == NoteSpot(3)  # type: ignore[union-attr]
    assert row_on_now(days, DAY, 9 * 60 + 35, None) is None  # coffee
    assert row_on_now(days, date(2027, 3, 19), 9 * 60 + 10, None) is None
