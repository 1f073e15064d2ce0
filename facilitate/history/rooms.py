"""How a room tells what was done in it: the one small thing each gives to the page of an event's history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, abort, current_app

from ..data.db import db
from ..events.access import Can, may
from ..events.actions import wait_for_event_lock
from ..events.models import Event
from ..web.i18n import _
from ..web.refused import Refused
from .models import REDONE, UNDONE, Change

Kind = TypeVar("Kind", bound=Change)


@dataclass(frozen=True)
class ToldChange:
    """One thing somebody did, in words: whether it is undone, and what it changed exactly, where that can be said.

    `final`: it cannot be undone from the page of the history. `source`: the file it came from.
    """

    said: str
    undone: bool = False
    final: bool = False
    source: str = ""
    exactly: Sequence[str] = field(default=())


@dataclass(frozen=True)
class RoomHistory:
    """A room's part of the history. `name`: as the event's thread calls it. `page`: the endpoint of the room.

    `sees`: who may read it; `undoes`: who may undo what anybody did there; `undoes_own`: what they did themselves.
    `changed`: number, moment and account of all its changes; `told`: some of them in words; `take_back`: undo one, or
    (`True`) do it again, for that account; it raises `Refused` where somebody has changed the same since.
    """

    key: str
    name: Any
    page: str
    sees: Can
    undoes: Can
    undoes_own: Can
    changed: Callable[[Event], sa.Select[int, datetime, int | None]]
    told: Callable[[Event, Sequence[int]], Mapping[int, ToldChange]]
    take_back: Callable[[Event, int, int, bool], ToldChange]

    def may_undo(self, done_by: int | None, user_id: int) -> bool:
        """Whether the person signed in may undo what that account did."""
        return may(self.undoes) or (done_by == user_id and may(self.undoes_own))


def changes_query(kind: Any) -> Callable[[Event], sa.Select[int, datetime, int | None]]:
    """`RoomHistory.changed` of a table whose rows are what somebody (`user_id`) did to an event, and when (`at`)."""
    return lambda event: sa.select(kind.id, kind.at, kind.user_id).where(kind.event_id == event.id)


def tell_changes(
    kind: Any, in_words: Callable[[Any], ToldChange], *options: Any
) -> Callable[[Event, Sequence[int]], Mapping[int, ToldChange]]:
    """`RoomHistory.told` of such a table, a row at a time; `options`: what of a row is read."""

    def told(event: Event, ids: Sequence[int]) -> Mapping[int, ToldChange]:
        query = sa.select(kind).where(kind.event_id == event.id, kind.id.in_(ids)).options(*options)
        return {row.id: in_words(row) for row in db.session.scalars(query)}

    return told


def find_standing_change(kind: type[Kind], event: Event, change_id: int, again: bool) -> Kind:
    """The change to take back, or (`again`) to do again, while nobody else changes the event.

    404 where there is none; refused where somebody was faster.
    """
    wait_for_event_lock(event)
    query = sa.select(kind).where(
        kind.id == change_id, kind.event_id == event.id, kind.did.not_in([UNDONE, REDONE])
    )
    change = db.session.scalar(query.execution_options(populate_existing=True)) or abort(404)
    if change.undone is not again:
        raise Refused(
            _("This has already been redone.") if again else _("This has already been undone.")
        )
    return change


def init_app(app: Flask, rooms: Sequence[RoomHistory]) -> None:
    """The rooms that tell, in the order of the event's thread."""
    app.extensions["histories"] = {room.key: room for room in rooms}


def find_room_history(key: str) -> RoomHistory:
    """The room of that name; 404 where there is none, 403 where the person signed in may not read its history."""
    found: dict[str, RoomHistory] = current_app.extensions["histories"]
    room = found.get(key) or abort(404)
    return room if may(room.sees) else abort(403)


def visible_histories() -> dict[str, RoomHistory]:
    """The rooms whose history the person signed in may read in the event of this page."""
    found: dict[str, RoomHistory] = current_app.extensions["histories"]
    return {key: room for key, room in found.items() if may(room.sees)}
