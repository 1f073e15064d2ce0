"""What was done to themes, for the page of the event's history."""

from collections.abc import Sequence

import sqlalchemy as sa

from ...data.db import db, get_or_404
from ...events.access import Can
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...history.rooms import RoomHistory, ToldChange, changes_query, tell_changes
from ...lib.text import Words
from ...web.i18n import _l, pick_wording
from ..models import ChangeKind, ThemeChange
from .changes import theme_change_sentence, undo_theme_change


def _in_words(row: ThemeChange) -> ToldChange:
    return ToldChange(theme_change_sentence(row), row.undone, final=row.undone)


def _take_back(event: Event, change_id: int, _by: int, _again: bool) -> ToldChange:
    change = get_or_404(ThemeChange, ThemeChange.id == change_id, ThemeChange.event_id == event.id)
    undo_theme_change(event, change)
    return _in_words(change)


THEME_HISTORY = RoomHistory(
    key="themes",
    name=_l("Themes"),
    page="consultation.list_themes",
    sees=Can.CODE_ANSWERS,
    undoes=Can.CODE_ANSWERS,
    undoes_own=Can.CODE_ANSWERS,
    changed=changes_query(ThemeChange),
    told=tell_changes(ThemeChange, _in_words),
    take_back=_take_back,
)


def _removed(event: Event) -> Sequence[RemovedRow]:
    query = sa.select(ThemeChange).where(
        ThemeChange.event_id == event.id,
        ThemeChange.kind == ChangeKind.REMOVE,
        ~ThemeChange.undone,
    )
    return [RemovedRow(row.id, _called(row), row.at) for row in db.session.scalars(query)]


def _restore(event: Event, change_id: int, _by: int) -> str:
    change = get_or_404(ThemeChange, ThemeChange.id == change_id, ThemeChange.event_id == event.id)
    undo_theme_change(event, change)
    return _called(change)


def _called(row: ThemeChange) -> str:
    return pick_wording(Words(**row.before["names"][0]))


THEME_BIN = RoomBin(
    key="themes",
    name=_l("Themes"),
    restores=Can.CODE_ANSWERS,
    removed=_removed,
    restore=_restore,
)
