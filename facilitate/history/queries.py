"""What the page of an event's history asks: one page of what was done in all rooms, narrowed as the address says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app

from ..accounts.models import User
from ..clock import day_bounds
from ..data.db import db
from ..directory.search import Listing, page_bounds
from .rooms import Place, RoomHistory, ToldChange

PAGE = 50
"""Changes on a page."""


@dataclass(frozen=True)
class HistoryFilter:
    """What of the history somebody wants to see; None and empty: all."""

    who: int | None = None
    room: str = ""
    day: date | None = None
    page: int = 1

    @property
    def address(self) -> dict[str, Any]:
        """What narrows the list, as it stands in the address."""
        day = self.day.isoformat() if self.day else None
        return {"who": self.who, "where": self.room or None, "day": day}

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(self.address.values())


@dataclass(frozen=True)
class HistoryEntry:
    """A line of the history. `by`: the name of who did it, empty where they have left."""

    id: int
    room: RoomHistory
    at: datetime
    user_id: int | None
    by: str
    told: ToldChange


def history_zone(event: Place) -> ZoneInfo:
    """In which time zone a history is told: the event's, or the planner's."""
    return ZoneInfo(event.zone if event else current_app.extensions["settings"].zone)


def _all(event: Place, rooms: Mapping[str, RoomHistory]) -> sa.Subquery:
    parts = []
    for key, room in rooms.items():
        change, at, user = room.changed(event).selected_columns
        parts.append(
            room.changed(event).with_only_columns(
                sa.literal(key).label("room"),
                change.label("id"),
                at.label("at"),
                user.label("user_id"),
            )
        )
    return sa.union_all(*parts).subquery("done")


def people_in_history(event: Place, rooms: Mapping[str, RoomHistory]) -> Sequence[tuple[int, str]]:
    """Who did anything: number and name of each account."""
    done = _all(event, rooms)
    query = sa.select(User.id, User.name).where(User.id.in_(sa.select(done.c.user_id)))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(User.name, User.id))]


def list_changes(
    event: Place, rooms: Mapping[str, RoomHistory], asked: HistoryFilter
) -> Listing[HistoryEntry]:
    """One page of what was done, the latest first, in the rooms given."""
    done, wanted = _asked_for(event, rooms, asked)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(done).where(*wanted)) or 0
    number, pages, first = page_bounds(total, asked.page, PAGE)
    entries, _more = changes_from(event, rooms, asked, (first, PAGE))
    return Listing(entries, number, pages, total)


def changes_from(
    event: Place, rooms: Mapping[str, RoomHistory], asked: HistoryFilter, part: tuple[int, int]
) -> tuple[list[HistoryEntry], bool]:
    """What was done, the latest first, and whether there is more. `part`: after how many, and how many at most."""
    done, wanted = _asked_for(event, rooms, asked)
    query = (
        sa.select(done, User.name.label("by"))
        .outerjoin(User, User.id == done.c.user_id)
        .where(*wanted)
    )
    latest = query.order_by(done.c.at.desc(), done.c.room, done.c.id.desc())
    after, most = part
    found = db.session.execute(latest.limit(most + 1).offset(after)).all()
    rows = found[:most]
    told = {
        key: room.told(event, ids)
        for key, room in rooms.items()
        if (ids := [row.id for row in rows if row.room == key])
    }
    entries = [
        HistoryEntry(
            id=row.id,
            room=rooms[row.room],
            at=row.at,
            user_id=row.user_id,
            by=row.by or "",
            told=told[row.room][row.id],
        )
        for row in rows
        if row.id in told[row.room]  # its step may be on no day of the event any more
    ]
    return entries, len(found) > most


def _asked_for(
    event: Place, rooms: Mapping[str, RoomHistory], asked: HistoryFilter
) -> tuple[sa.Subquery, list[sa.ColumnElement[bool]]]:
    done = _all(event, {asked.room: rooms[asked.room]} if asked.room else rooms)
    wanted = [] if asked.who is None else [done.c.user_id == asked.who]
    if asked.day:
        begins, ends = day_bounds(asked.day, history_zone(event).key)
        wanted += [done.c.at >= begins, done.c.at < ends]
    return done, wanted
