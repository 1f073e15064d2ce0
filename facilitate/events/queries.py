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


class LaterEvent(NamedTuple):
    """An event that builds on another one; `slug`: empty where it is in another planner, of which an archive told."""

    title: Words
    first_day: date
    slug: str = ""

    @classmethod
    def from_json(cls, kept: dict[str, str]) -> "LaterEvent":
        """One of `Event.later_elsewhere`. Raises KeyError or ValueError."""
        return cls(Words(kept["en"], kept["sq"]), date.fromisoformat(kept["first_day"]))

    def to_json(self) -> dict[str, str]:
        """As it is kept in `Event.later_elsewhere`."""
        return {"en": self.title.en, "sq": self.title.sq, "first_day": self.first_day.isoformat()}


def later_events(event: Event, reader: User | None) -> list[LaterEvent]:
    """The events that build on this one, as that account sees them (a command sees all); those of another planner too."""
    after = model_again(Event, "after")
    mine = sa.exists().where(
        Member.event_id == after.id, Member.user_id == (reader.id if reader else 0)
    )
    seen = sa.true() if reader is None or reader.administrator else mine
    query = (
        sa.select(Event.later_elsewhere, after.title, after.first_day, after.slug)
        .outerjoin(after, sa.and_(after.builds_on_id == Event.id, seen))
        .where(Event.id == event.id)
    )
    rows = db.session.execute(query).all()
    here = [LaterEvent(*row[1:]) for row in rows if row.slug]
    known = {one[:2] for one in here}
    elsewhere = map(LaterEvent.from_json, rows[0].later_elsewhere if rows else ())
    found = [*here, *(one for one in elsewhere if one[:2] not in known)]
    return sorted(found, key=lambda one: (one.first_day, one.title.sq, one.title.en))
