"""What was done to themes, for the page of the event's history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from ...db import db, get_or_404
from ...events.access import Can
from ...events.models import Event
from ...history.rooms import RoomHistory, Told
from ...i18n import _l
from ..models import ThemeChange
from .changes import sentence, undo


def _changed(event: Event) -> sa.Select[int, datetime, int | None]:
    columns = (ThemeChange.id, ThemeChange.at, ThemeChange.user_id)
    return sa.select(*columns).where(ThemeChange.event_id == event.id)


def _told(event: Event, ids: Sequence[int]) -> Mapping[int, Told]:
    query = sa.select(ThemeChange).where(ThemeChange.event_id == event.id, ThemeChange.id.in_(ids))
    return {row.id: _in_words(row) for row in db.session.scalars(query)}


def _in_words(row: ThemeChange) -> Told:
    return Told(sentence(row), row.undone, final=row.undone)


def _take_back(event: Event, change_id: int, _by: int, _again: bool) -> Told:
    change = get_or_404(ThemeChange, ThemeChange.id == change_id, ThemeChange.event_id == event.id)
    undo(event, change)
    return _in_words(change)


THEME_HISTORY = RoomHistory(
    key="themes",
    name=_l("Themes"),
    page="consultation.theme_list",
    sees=Can.CODE_ANSWERS,
    undoes=Can.CODE_ANSWERS,
    undoes_own=Can.CODE_ANSWERS,
    changed=_changed,
    told=_told,
    take_back=_take_back,
)
