"""What the last workbook changed in the budget, for the page of the event's history."""

from ...events.access import Can
from ...events.models import Event
from ...history.rooms import RoomHistory, ToldChange, changes_query, tell_changes
from ...web.i18n import _l, _n
from ..models import BudgetImport
from .import_undo import undo_last_import


def _in_words(row: BudgetImport) -> ToldChange:
    said = _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", len(row.rows)
    )
    return ToldChange(said, source=row.source)


def _take_back(event: Event, change_id: int, _by: int, _again: bool) -> ToldChange:
    return _in_words(undo_last_import(event, change_id))


BUDGET_HISTORY = RoomHistory(
    key="budget",
    name=_l("Budget"),
    page="budget.show_budget",
    sees=Can.SEE_BUDGET,
    undoes=Can.EDIT_BUDGET,
    undoes_own=Can.EDIT_BUDGET,
    changed=changes_query(BudgetImport),
    told=tell_changes(BudgetImport, _in_words),
    take_back=_take_back,
)
