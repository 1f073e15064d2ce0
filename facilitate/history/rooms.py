"""How a room tells what was done in it: the one small thing each gives to the page of an event's history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, abort, current_app, url_for

from ..data.db import db
from ..events.access import Can, may
from ..events.actions import wait_for_event_lock
from ..events.models import Event
from ..web.i18n import _
from ..web.refused import Refused
from .models import REDONE, UNDONE, Change

Kind = TypeVar("Kind", bound=Change)
Access = Can | Callable[[], bool]
"""Who may: what a role may do in the event of the page, or what is asked of the person signed in."""
Place = Event | None
"""Where something is done: in an event, or in the planner itself."""


def is_allowed(access: Access) -> bool:
    """Whether the person signed in may do that here."""
    return access() if callable(access) else may(access)


def history_address(event: Place, view: str, **values: Any) -> str:
    """The address of a page of an event's history, or of the planner's."""
    if event is None:
        return url_for(f"planner_history.{view}", **values)
    return url_for(f"history.{view}", slug=event.slug, **values)


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
    """A room's part of the history, of an event or of the planner. `name`: as the event's thread calls it. `page`: the endpoint of the room.

    `sees`: who may read it; `undoes`: who may undo what anybody did there; `undoes_own`: what they did themselves.
    `changed`: number, moment and account of all its changes; `told`: some of them in words; `take_back`: undo one, or
    (`True`) do it again, for that account; it raises `Refused` where somebody has changed the same since.
    """

    key: str
    name: Any
    page: str
    sees: Access
    undoes: Access
    undoes_own: Access
    changed: Callable[[Any], sa.Select[int, datetime, int | None]]
    told: Callable[[Any, Sequence[int]], Mapping[int, ToldChange]]
    take_back: Callable[[Any, int, int, bool], ToldChange]

    def may_undo(self, done_by: int | None, user_id: int) -> bool:
        """Whether the person signed in may undo what that account did."""
        return is_allowed(self.undoes) or (done_by == user_id and is_allowed(self.undoes_own))


def is_of(kind: Any, event: Place) -> sa.ColumnElement[bool]:
    """The condition that a change is of that event, or of the planner."""
    found: sa.ColumnElement[bool] = kind.event_id == (event and event.id)
    return found


def changes_query(kind: Any) -> Callable[[Place], sa.Select[int, datetime, int | None]]:
    """`RoomHistory.changed` of a table whose rows are what somebody (`user_id`) did to an event, and when (`at`)."""
    return lambda event: sa.select(kind.id, kind.at, kind.user_id).where(is_of(kind, event))


def tell_changes(
    kind: Any, in_words: Callable[[Any], ToldChange], *options: Any
) -> Callable[[Place, Sequence[int]], Mapping[int, ToldChange]]:
    """`RoomHistory.told` of such a table, a row at a time; `options`: what of a row is read."""

    def told(event: Place, ids: Sequence[int]) -> Mapping[int, ToldChange]:
        query = sa.select(kind).where(is_of(kind, event), kind.id.in_(ids)).options(*options)
        return {row.id: in_words(row) for row in db.session.scalars(query)}

    return told


def find_standing_change(kind: type[Kind], event: Place, change_id: int, again: bool) -> Kind:
    """The change to take back, or (`again`) to do again, while nobody else changes the event.

    404 where there is none; refused where somebody was faster.
    """
    if event is not None:
        wait_for_event_lock(event)
    query = sa.select(kind).where(
        kind.id == change_id, is_of(kind, event), kind.did.not_in([UNDONE, REDONE])
    )
    locked = query.with_for_update().execution_options(populate_existing=True)
    change = db.session.scalar(locked) or abort(404)
    if change.undone is not again:
        raise Refused(
            _("This has already been redone.") if again else _("This has already been undone.")
        )
    return change


def init_app(app: Flask, rooms: Sequence[RoomHistory], of_planner: Sequence[RoomHistory]) -> None:
    """The rooms that tell: of an event, in the order of its thread, and of the planner."""
    app.extensions["histories"] = {room.key: room for room in rooms}
    app.extensions["planner_histories"] = {room.key: room for room in of_planner}


def _histories(event: Place) -> dict[str, RoomHistory]:
    found: dict[str, RoomHistory] = current_app.extensions[
        "planner_histories" if event is None else "histories"
    ]
    return found


def find_room_history(event: Place, key: str) -> RoomHistory:
    """The room of that name; 404 where there is none, 403 where the person signed in may not read its history."""
    room = _histories(event).get(key) or abort(404)
    return room if is_allowed(room.sees) else abort(403)


def visible_histories(event: Place) -> dict[str, RoomHistory]:
    """The rooms whose history the person signed in may read in the event of this page, or in the planner."""
    return {key: room for key, room in _histories(event).items() if is_allowed(room.sees)}
