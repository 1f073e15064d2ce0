"""Status, day and reason made one; and who was meant by a name nobody has."""

from datetime import date

import pytest

from facilitate.checklists.excel.merge import State
from facilitate.checklists.excel.nearest import nearest
from facilitate.checklists.excel.state import Cells, Understood, settled

D1, D2 = date(2027, 1, 12), date(2027, 1, 20)
OPEN, DONE, BLOCKED = State("open"), State("done", D1), State("blocked", None, "the ministry")


def cells(status: str | None = "open", day: date | None = None, why: str | None = "") -> Cells:
    return Cells(status, day, True, why)


CASES = [
    # exported, in the file: what the task becomes, what is said
    (OPEN, cells(), OPEN, ()),
    (OPEN, cells("done"), State("done", True), ()),
    (OPEN, cells("done", D2), State("done", D2), ()),
    (DONE, cells("done", D1), DONE, ()),
    (DONE, cells("open", D1), OPEN, ()),  # opened again, the old day left standing
    (DONE, cells("in_progress", D2), State("in_progress"), (Understood.NO_DAY,)),
    (OPEN, cells("open", D2), State("done", D2), (Understood.DONE,)),
    (State("not_needed"), cells("not_needed", D2), State("done", D2), (Understood.DONE,)),
    (OPEN, cells("blocked", None, "rain"), State("blocked", None, "rain"), ()),
    (OPEN, cells("open", None, "rain"), State("blocked", None, "rain"), (Understood.BLOCKED,)),
    (OPEN, cells("done", D2, "rain"), State("done", D2), (Understood.NO_REASON,)),
    (BLOCKED, cells("open", None, "the ministry"), OPEN, ()),  # the old reason left standing
    (BLOCKED, cells("blocked", None, ""), State("blocked"), ()),
    (BLOCKED, cells("blocked", None, None), BLOCKED, ()),  # no such column
    (None, cells("open", D2), State("done", D2), (Understood.DONE,)),
    (None, cells("in_progress", D2), State("in_progress"), (Understood.NO_DAY,)),
    (None, cells(None, None, None), None, ()),
    (DONE, Cells(None, None, True, None), OPEN, ()),  # no column for the status, the day taken out
    (OPEN, Cells(None, D2, True, None), State("done", D2), (Understood.DONE,)),
    (OPEN, Cells("done", None, False, None), State("done", True), ()),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_three_columns_say(
    case: tuple[State | None, Cells, State | None, tuple[Understood, ...]],
) -> None:
    exported, file, state, told = case
    assert settled(file, exported) == (state, told)


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
    assert nearest(typed, TEAM)[0] == NAMES[typed]


@pytest.mark.parametrize("typed", ["", "?", "Ministry of Health"])
def test_nobody_is_near(typed: str) -> None:
    assert nearest(typed, TEAM) == ()
