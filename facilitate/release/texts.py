"""Texts that are to leave, whose they are, and what was decided about their words."""

from typing import Any, NamedTuple

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Event
from .models import Clearing, TextSource
from .verdicts import DecidedWords

Key = tuple[TextSource, int]
"""A row with texts."""


class TextOwner(NamedTuple):
    """The event or the forum that texts belong to, by its number; with neither they are the planner's own."""

    event_id: int | None = None
    forum_id: int | None = None

    def owns(self, model: Any) -> sa.ColumnElement[bool]:
        """The condition that a row is theirs."""
        if self.event_id:
            mine: sa.ColumnElement[bool] = model.event_id == self.event_id
        elif self.forum_id:
            mine = model.forum_id == self.forum_id
        else:
            mine = sa.and_(model.event_id.is_(None), model.forum_id.is_(None))
        return mine


def owner_of_event(event: Event) -> TextOwner:
    """The event's."""
    return TextOwner(event_id=event.id)


class RoomText(NamedTuple):
    """One text: where it stands, and what of that row it is (`text`, `who`, `objections`, `owner`, `outcome`)."""

    source: TextSource
    row_id: int
    field: str
    text: str


def verdicts_about(whose: TextOwner) -> dict[Key, list[DecidedWords]]:
    """What was decided, by the row it was decided for."""
    rows = db.session.execute(
        sa.select(
            Clearing.source, Clearing.row_id, Clearing.found, Clearing.verdict, Clearing.instead
        ).where(whose.owns(Clearing))
    )
    kept: dict[Key, list[DecidedWords]] = {}
    for source, row_id, found, verdict, instead in rows:
        kept.setdefault((source, row_id), []).append(DecidedWords(found, verdict, instead))
    return kept
