"""What the last workbook changed in the budget, for the page of the event's history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from ...db import db
from ...events.access import Can
from ...events.models import Event
from ...history.rooms import RoomHistory, Told
from ...i18n import _l, _n
from ..models import BudgetImport
from .undoing import undo


def _changed(event: Event) -> sa.Select[int, datetime, int | None]:
    columns = (BudgetImport.id, BudgetImport.at, BudgetImport.user_id)
    return sa.select(*columns).where(BudgetImport.event_id == event.id)


def _told(event: Event, ids: Sequence[int]) -> Mapping[int, Told]:
    query = sa.select(BudgetImport).where(BudgetImport.event_id == event.id, BudgetImport.id.in_(ids))
    return {row.id: _in_words(row) for row in db.session.scalars(query)}


def _in_words(row: BudgetImport) -> Told:
    said = _n("%(num)d row is changed or new.", "%(num)d rows are changed or new.", len(row.rows))
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
    changed=_changed,
    told=_told,
    take_back=_take_back,
)
