"""Questions about events asked in more than one place."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask_login import current_user

from ..accounts.models import User
from ..data.db import db, model_again
from ..lib.text import Words
from .models import Event, Goal, Member, Objective, Role


def event_by_slug(slug: str) -> Event | None:
    """The event of that address, whoever asks (for commands and public pages)."""
    return db.session.scalar(sa.select(Event).where(Event.slug == slug))


def my_events() -> Sequence[Event]:
    """The events that the person signed in may see, latest first."""
    query = sa.select(Event).order_by(Event.first_day.desc(), Event.id)
    if not current_user.administrator:
        query = query.join(Member).where(Member.user_id == current_user.id)
    return db.session.scalars(query).unique().all()


def team_of(event: Event) -> Sequence[Member]:
    """The event's team, the most responsible first."""
    rank = {role: number for number, role in enumerate(Role)}
    members = db.session.scalars(sa.select(Member).where(Member.event_id == event.id)).all()
    return sorted(members, key=lambda member: (rank[member.role], member.name))


def objectives_of(event: Event) -> Sequence[Objective]:
    """The event's objectives in their order."""
    return db.session.scalars(
        sa.select(Objective).where(Objective.event_id == event.id).order_by(Objective.position)
    ).all()


def goals_of(event: Event) -> Sequence[Goal]:
    """The event's goals in their order."""
    return db.session.scalars(
        sa.select(Goal).where(Goal.event_id == event.id).order_by(Goal.position)
    ).all()


EARLIER, LATER, MEETING = "earlier", "later", "meeting"
"""What an event of another planner is to one here."""


class LinkedEvent(NamedTuple):
    """An event that builds on another one, or the one it builds on; `slug`: empty where it is in another planner, of which an archive told.

    `address`: its slug there, where the archive told it.
    """

    title: Words
    first_day: date
    slug: str = ""
    address: str = ""

    @classmethod
    def from_json(cls, kept: dict[str, str]) -> "LinkedEvent":
        """One of `Event.linked_elsewhere`. Raises KeyError or ValueError."""
        title, on = Words(kept["en"], kept["sq"]), date.fromisoformat(kept["first_day"])
        return cls(title, on, address=kept.get("address", ""))

    def to_json(self) -> dict[str, str]:
        """As it is kept in `Event.linked_elsewhere`, there with what it is: `earlier`, `later` or `meeting`."""
        return {"en": self.title.en, "sq": self.title.sq, "first_day": self.first_day.isoformat()}


class EventLinks(NamedTuple):
    """The event on which another one builds, and those that build on it; `meeting`: its forum's next, where an archive told of it."""

    earlier: LinkedEvent | None
    later: list[LinkedEvent]
    meeting: LinkedEvent | None = None

    @property
    def before(self) -> str:
        """The address of the one it builds on, here or where that is; empty where there is none."""
        return self.earlier.slug or self.earlier.address if self.earlier else ""

    def to_json(self) -> list[dict[str, str]]:
        """As `Event.linked_elsewhere` keeps them."""
        before = (
            [self.earlier.to_json() | {"link": EARLIER, "address": self.before}]
            if self.earlier
            else []
        )
        next_one = [self.meeting.to_json() | {"link": MEETING}] if self.meeting else []
        return [*before, *(one.to_json() | {"link": LATER} for one in self.later), *next_one]


def linked_events(event: Event, reader: User | None) -> EventLinks:
    """What an event builds on and what builds on it, as that account sees it (a command sees all); those of another planner too."""
    earlier, later = model_again(Event, "earlier"), model_again(Event, "later")
    query = (
        sa.select(
            Event.linked_elsewhere,
            earlier.title,
            earlier.first_day,
            earlier.slug,
            later.title,
            later.first_day,
            later.slug,
        )
        .select_from(Event)
        .outerjoin(earlier, sa.and_(earlier.id == Event.builds_on_id, is_seen_by(earlier, reader)))
        .outerjoin(later, sa.and_(later.builds_on_id == Event.id, is_seen_by(later, reader)))
        .where(Event.id == event.id)
    )
    rows = [tuple(row) for row in db.session.execute(query)]
    here = [LinkedEvent(*row[4:]) for row in rows if row[-1]]
    before = [LinkedEvent(*row[1:4]) for row in rows if row[3]]
    known, meeting = {one[:2] for one in here}, None
    for kept in rows[0][0] if rows else ():
        one = LinkedEvent.from_json(kept)
        if kept["link"] == EARLIER:
            before.append(one)
        elif kept["link"] == MEETING:
            meeting = one
        elif one[:2] not in known:
            here.append(one)
    return EventLinks(
        earlier=next(iter(before), None),
        later=sorted(here, key=lambda one: (one.first_day, one.title.sq, one.title.en)),
        meeting=meeting,
    )


def is_seen_by(event: type[Event], reader: User | None) -> sa.ColumnElement[bool]:
    """The condition that an account sees an event: it is in its team, or administers; nobody, a command, sees all."""
    if reader is None or reader.administrator:
        return sa.true()
    return sa.exists().where(Member.event_id == event.id, Member.user_id == reader.id)
