"""What lists changed in an event's people, for the page of the event's history."""

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
from ...web.i18n import _, _l, _n
from ...web.refused import Refused
from ..models import PeopleChange
from .actions import undo_people_import


def _in_words(row: PeopleChange) -> ToldChange:
    said = _n(
        "%(num)d person on the list was added or changed.",
        "%(num)d people on the list were added or changed.",
        row.count,
    )
    if row.did == UNDONE:
        said = _("Undone: %(what)s", what=said)
    return ToldChange(
        said, row.undone, final=row.undone or row.did in (UNDONE, REDONE), source=row.source
    )


def _take_back(event: Event, change_id: int, by: int, again: bool) -> ToldChange:
    if again:
        raise Refused(_("Import the file again instead."))
    change = find_standing_change(PeopleChange, event, change_id, again)
    undo_people_import(event, change, by)
    return _in_words(change)


PEOPLE_HISTORY = RoomHistory(
    key="people",
    name=_l("People"),
    page="participation.show_people",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_PEOPLE,
    undoes_own=Can.EDIT_PEOPLE,
    changed=changes_query(PeopleChange),
    told=tell_changes(PeopleChange, _in_words),
    take_back=_take_back,
)
