"""Status, day and reason made one; and who was meant by a name nobody has."""

from datetime import date

import pytest

from facilitate.checklists.excel.file_changes import nearest_names
from facilitate.checklists.excel.merge import TaskState
from facilitate.checklists.excel.state import StateCells, Understood, settle_task_state

D1, D2 = date(2027, 1, 12), date(2027, 1, 20)
OPEN, DONE, BLOCKED = (
    TaskState("open"),
    TaskState("done", D1),
    TaskState("blocked", None, "the ministry"),
)


def cells(status: str | None = "open", day: date | None = None, why: str | None = "") -> StateCells:
    return StateCells(status, day, True, why)


CASES = [
    # exported, in the file: what the task becomes, what is said
    (OPEN, cells(), OPEN, ()),
    (OPEN, cells("done"), TaskState("done", True), ()),
    (OPEN, cells("done", D2), TaskState("done", D2), ()),
    (DONE, cells("done", D1), DONE, ()),
    (DONE, cells("open", D1), OPEN, ()),  # opened again, the old day left standing
    (DONE, cells("in_progress", D2), TaskState("in_progress"), (Understood.NO_DAY,)),
    (OPEN, cells("open", D2), TaskState("done", D2), (Understood.DONE,)),
    (TaskState("not_needed"), cells("not_needed", D2), TaskState("done", D2), (Understood.DONE,)),
    (OPEN, cells("blocked", None, "rain"), TaskState("blocked", None, "rain"), ()),
    (OPEN, cells("open", None, "rain"), TaskState("blocked", None, "rain"), (Understood.BLOCKED,)),
    (OPEN, cells("done", D2, "rain"), TaskState("done", D2), (Understood.NO_REASON,)),
    (BLOCKED, cells("open", None, "the ministry"), OPEN, ()),  # the old reason left standing
    (BLOCKED, cells("blocked", None, ""), TaskState("blocked"), ()),
    (BLOCKED, cells("blocked", None, None), BLOCKED, ()),  # no such column
    (None, cells("open", D2), TaskState("done", D2), (Understood.DONE,)),
    (None, cells("in_progress", D2), TaskState("in_progress"), (Understood.NO_DAY,)),
    (None, cells(None, None, None), None, ()),
    (
        DONE,
        StateCells(None, None, True, None),
        OPEN,
        (),
    ),  # no column for the status, the day taken out
    (OPEN, StateCells(None, D2, True, None), TaskState("done", D2), (Understood.DONE,)),
    (OPEN, StateCells("done", None, False, None), TaskState("done", True), ()),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_three_columns_say(
    case: tuple[TaskState | None, StateCells, TaskState | None, tuple[Understood, ...]],
) -> None:
    exported, file, state, told = case
    assert settle_task_state(file, exported) == (state, told)


TEAM = ["Arta Hoxha", "Besnik Kola", "Elira Ndoj", "Çelik Gjoni"]
NAMES = {
    "Artan Hoxa": "Arta Hoxha",
    "Hoxha Arta": "Arta Hoxha",
    "elira": "Elira Ndoj",
    "B. Kola": "Besnik Kola",
    "Celik Gjoni-Leka": "Çelik Gjoni",
}


@pytest.mark.parametrize("typed", NAMES)
def test_the_nearest_name(typed: str) -> None:
    assert nearest_names(typed, TEAM)[0] == NAMES[typed]


@pytest.mark.parametrize("typed", ["", "?", "Ministry of Health"])
def test_nobody_is_near(typed: str) -> None:
    assert nearest_names(typed, TEAM) == ()
