"""What the last workbook changed in the budget, for the page of the event's history."""

from ...events.access import Can
from ...events.models import Event
from ...history.rooms import RoomHistory, Told, changed_in, told_by
from ...web.i18n import _l, _n
from ..models import BudgetImport
from .undoing import undo


def _in_words(row: BudgetImport) -> Told:
    said = _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", len(row.rows)
    )
    return Told(said, source=row.source)


def _take_back(event: Event, change_id: int, _by: int, _again: bool) -> Told:
    return _in_words(undo(event, change_id))


BUDGET_HISTORY = RoomHistory(
    key="budget",
    name=_l("Budget"),
    page="budget.page",
    sees=Can.SEE_BUDGET,
    undoes=Can.EDIT_BUDGET,
    undoes_own=Can.EDIT_BUDGET,
    changed=changed_in(BudgetImport),
    told=told_by(BudgetImport, _in_words),
    take_back=_take_back,
)
