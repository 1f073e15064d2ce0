"""What was done to the agenda, for the page of the event's history."""

from sqlalchemy.orm import defer

from ...events.access import Can
from ...events.models import Event
from ...history.models import REDONE, UNDONE
from ...history.rooms import (
    RoomHistory,
    ToldChange,
    changes_query,
    find_standing_change,
    tell_changes,
)
from ...web.i18n import _l
from ..models import AgendaChange
from ..undoing import take_back
from .wording import agenda_change_line


def _in_words(row: AgendaChange) -> ToldChange:
    return ToldChange(
        agenda_change_line(row), row.undone, final=row.did in (UNDONE, REDONE), source=row.source
    )


def _take_back(event: Event, change_id: int, by: int, again: bool) -> ToldChange:
    change = find_standing_change(AgendaChange, event, change_id, again)
    take_back(event, change, by, again)
    return _in_words(change)


AGENDA_HISTORY = RoomHistory(
    key="agenda",
    name=_l("Agenda"),
    page="agenda.show_agenda",
    sees=Can.SEE,
    undoes=Can.EDIT_AGENDA,
    undoes_own=Can.EDIT_AGENDA,
    changed=changes_query(AgendaChange),
    told=tell_changes(AgendaChange, _in_words, defer(AgendaChange.cells)),
    take_back=_take_back,
)
