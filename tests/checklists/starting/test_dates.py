"""When a starting list would be due, and what a late start has missed."""

from datetime import date

from facilitate.checklists.models import Anchor, Milestone, Phase, Unit
from facilitate.checklists.starting.dates import date_list
from facilitate.checklists.starting.task_list import StartingTask
from facilitate.events.models import Role
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays

FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)


def task(
    code: str, offset: int, unit: Unit, anchor: Anchor = Anchor.FIRST_DAY, **more: object
) -> StartingTask:
    usual: dict[str, object] = {"phase": Phase.DESIGN, "benchmark": Words(), "effort": 1.0}
    return StartingTask(
        code=code,
        title=Words(code),
        role=Role.STAFF,
        who=Words("Office"),
        offset=offset,
        unit=unit,
        anchor=anchor,
        **{**usual, **more},  # type: ignore[arg-type]
    )


def test_a_list_is_dated_and_says_what_is_missed() -> None:
    send = task("C2", -5, Unit.WEEKS, phase=Phase.INVITATIONS, milestone=Milestone.INVITATIONS)
    tasks = [
        task("C1", -4, Unit.MONTHS),
        send,
        task("C3", 1, Unit.WEEKS, Anchor.TASK, after="C2"),
        task("C4", 3, Unit.DAYS, Anchor.LAST_DAY, phase=Phase.FOLLOW_UP),
    ]
    found = date_list(tasks, FIRST, LAST, ClosedDays("AL"), date(2027, 2, 23))
    assert [row.due_on for row in found.rows] == [
        date(2026, 11, 18),
        date(2027, 2, 11),
        date(2027, 2, 18),
        date(2027, 3, 19),  # the 22nd is a holiday, the 21st a Sunday
    ]
    assert [row.missed for row in found.rows] == [97, 12, 5, 0]
    assert (found.first, [row.task.code for row in found.missed]) == (
        date(2026, 11, 18),
        ["C1", "C2", "C3"],
    )
    assert ([row.task.code for row in found.marked], found.rows[2].follows, found.hours) == (
        ["C2"],
        send,
        4.0,
    )
    assert [(phase, len(rows)) for phase, rows in found.by_phase()] == [
        (Phase.DESIGN, 2),
        (Phase.INVITATIONS, 1),
        (Phase.FOLLOW_UP, 1),
    ]


def test_a_list_without_tasks_has_no_first_day() -> None:
    assert (
        date_list([], FIRST, LAST, ClosedDays("AL"), FIRST).first,
        date_list([], FIRST, LAST, ClosedDays(), FIRST).missed,
    ) == (None, [])
