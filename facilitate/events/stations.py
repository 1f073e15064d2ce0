"""How far each room of an event is: not begun, under way or ready, why, and what to do next there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, g, url_for

from .. import clock
from ..data.db import db
from .access import Can, may
from .models import Event


class RoomState(StrEnum):
    """How far a room is. Unneeded: this event has nothing of the kind."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    READY = "ready"
    UNNEEDED = "unneeded"


class Band(StrEnum):
    """When a room is worked in."""

    BEFORE = "before"
    IN_THE_ROOM = "in_the_room"
    AFTER = "after"
    VIEWS = "views"


@dataclass(frozen=True)
class EventPage:
    """A page of the event, as its endpoint and what else stands in its address."""

    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def url(self, event: Event) -> str:
        return url_for(self.endpoint, slug=event.slug, **self.values)


@dataclass(frozen=True)
class NextAct:
    """The one thing to do next in a room: what, why, the words of its button, where, and who may."""

    title: str
    why: str
    button: str
    place: EventPage
    can: Can


@dataclass(frozen=True)
class OpenNeed:
    """One line of what waits for somebody: how many, of what, why, and where it is done."""

    number: int
    what: str
    button: str
    place: EventPage
    can: Can
    why: str = ""
    late: bool = False


@dataclass(frozen=True)
class RoomProgress:
    """How far a room is. `open`: what is still open, in two words; `part`: how much is done, in percent."""

    state: RoomState
    reason: str
    open: str = ""
    late: bool = False
    part: int = 0
    act: NextAct | None = None
    needs: Sequence[OpenNeed] = ()


StationCounts = Mapping[str, Any]


@dataclass(frozen=True)
class CountParameters:
    """What the counts of all rooms are asked with: the event and its today, as values to be filled in."""

    event: sa.BindParameter[int]
    today: sa.BindParameter[date]


@dataclass(frozen=True)
class Station:
    """What a room says of itself. `counts`: what it has to know, as parts of one statement; `told`: what follows.

    `name` is what the thread calls it, `page` its endpoint, `sees` who may open it.
    """

    key: str
    name: Any
    page: str
    band: Band
    counts: Callable[[CountParameters], Mapping[str, Any]]
    told: Callable[[StationCounts, Event, date], RoomProgress]
    sees: Can = Can.SEE
    asks_afterwards: bool = True
    """Whether what is open there still waits for somebody once the event is over; what only prepares it does not."""
    other_pages: frozenset[str] = frozenset()
    """More pages of the room (endpoints) on which work ends, and which then lead on as its own page does."""


@dataclass(frozen=True)
class StationStop:
    """A station of this event's thread and how far it is."""

    station: Station
    told: RoomProgress

    @property
    def act(self) -> NextAct | None:
        """What to do next there, where the person signed in may do it."""
        return self.told.act if self.told.act and may(self.told.act.can) else None


def count_rows(column: Any, *conditions: Any) -> Any:
    """How many rows there are, as a part of the one statement."""
    return sa.select(sa.func.count(column)).where(*conditions).scalar_subquery()


def select_value(column: Any, *conditions: Any) -> Any:
    """The one value, or None where there is no such row."""
    return sa.select(column).where(*conditions).scalar_subquery()


def select_rows_as_text(columns: Sequence[Any], *conditions: Any) -> Any:
    """Short rows as one text, for a rule that has to see each of them; `split_text_rows` reads it."""
    text: Any = sa.literal("")
    for place, column in enumerate(columns):
        cell = sa.func.coalesce(sa.cast(column, sa.String), "")
        text = cell if not place else text + ":" + cell
    return sa.select(sa.func.aggregate_strings(text, ";")).where(*conditions).scalar_subquery()


def split_text_rows(text: str | None) -> list[list[str]]:
    """The rows that `select_rows_as_text` has put together, in no order."""
    return [row.split(":") for row in text.split(";")] if text else []


def percent_done(done: int, of: int) -> int:
    """How much of it is done; all of it only where nothing is left."""
    return min(100 * done // of, 99 if done < of else 100) if of else 0


def list_open_needs(
    place: EventPage, can: Can, said: Iterable[tuple[int, str, str]]
) -> list[OpenNeed]:
    """A line for each number above 0: how many, of what, and the words of the button; all are done in one place."""
    return [
        OpenNeed(number=many, what=what, button=button, place=place, can=can)
        for many, what, button in said
        if many
    ]


def station_stops(event: Event) -> list[StationStop]:
    """The stations the person signed in may open, each with how far it is; asked once a page."""
    kept: dict[int, list[StationStop]] = g.setdefault("stops_of_events", {})
    if event.id not in kept:
        today = clock.today_in(event)
        statement = current_app.extensions["stations_statement"]
        found = db.session.execute(statement, {"event": event.id, "today": today}).one()._mapping
        kept[event.id] = [
            StationStop(one, one.told(_own(one, found), event, today))
            for one in registered_stations()
            if may(one.sees)
        ]
    return kept[event.id]


def _own(station: Station, found: Any) -> StationCounts:
    start = station.key + "_"
    return {key.removeprefix(start): found[key] for key in found if key.startswith(start)}


def is_still_asked(station: Station, event: Event, today: date) -> bool:
    """Whether what is open in that room waits for somebody: what only prepares an event does not once it is over."""
    return station.asks_afterwards or today <= event.last_day


def registered_stations() -> Sequence[Station]:
    """The stations of every room, in working order."""
    stations: Sequence[Station] = current_app.extensions["stations"]
    return stations


def init_app(app: Flask, stations: Sequence[Station]) -> None:
    """Put together what the rooms ask into a statement that every page of an event uses; it is made once."""
    asking = CountParameters(sa.bindparam("event"), sa.bindparam("today"))
    labels = [
        part.label(f"{one.key}_{name}")
        for one in stations
        for name, part in one.counts(asking).items()
    ]
    app.extensions["stations"] = stations
    app.extensions["stations_statement"] = sa.select(*labels)
