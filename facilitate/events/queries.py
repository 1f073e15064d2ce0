"""Questions about events asked in more than one place."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_login import current_user

from ..data.db import db
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
