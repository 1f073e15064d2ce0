"""The templates there are, and the agendas of other events to copy from."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_login import current_user

from ...accounts.models import User
from ...data.db import db, model_again
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ...events.queries import my_events
from ...lib.numbers import read_whole
from ...lib.text import Words
from ...web.i18n import pick_wording, sort_by_name
from ..models import AgendaTemplate, Step
from ..plan import Plan
from .templating import from_template, shipped_agendas

OWN = "own-"
"""What the key of a template of our own begins with; its number follows. Shipped ones are called like their file."""


@dataclass(frozen=True)
class ListedTemplate:
    """A template in a list; `user_id` is its author's (0: it came with the planner, or its author is gone)."""

    key: str
    name: Words
    user_id: int = 0
    by: str = ""
    at: datetime | None = None

    @property
    def own(self) -> bool:
        """Whether somebody of us made it."""
        return self.key.startswith(OWN)


def list_templates() -> list[ListedTemplate]:
    """Every template: the shipped ones, then our own by name."""
    columns = (
        AgendaTemplate.id,
        AgendaTemplate.name,
        AgendaTemplate.at,
        AgendaTemplate.user_id,
        User.name,
    )
    rows = db.session.execute(
        sa.select(*columns).outerjoin(User, User.id == AgendaTemplate.user_id)
    ).all()
    own = [
        ListedTemplate(key=f"{OWN}{key}", name=name, user_id=user or 0, by=by or "", at=at)
        for key, name, at, user, by in rows
    ]
    return [
        *(ListedTemplate(one.key, one.name) for one in shipped_agendas().values()),
        *sort_by_name(own, lambda one: pick_wording(one.name)),
    ]


def own_template(key: str) -> AgendaTemplate | None:
    """The template of our own of that key; None for a shipped one, or where there is none."""
    number = read_whole(key.removeprefix(OWN)) if key.startswith(OWN) else None
    return None if number is None else db.session.get(AgendaTemplate, number)


def template_plan(key: str) -> tuple[Words, Plan] | None:
    """The name and the agenda of a template; None where there is none of that key."""
    if key in shipped_agendas():
        return shipped_agendas()[key].name, shipped_agendas()[key].plan
    kept = own_template(key)
    return (kept.name, from_template(kept.content)) if kept else None


@dataclass(frozen=True)
class CopySource:
    """An event to copy from, and how many steps its agenda has."""

    event: Event
    steps: int


def copy_sources(event: Event) -> list[CopySource]:
    """My other events whose agenda has steps, the latest first."""
    others = [one for one in my_events() if one.id != event.id]
    counts = (
        sa.select(Step.event_id, sa.func.count())
        .where(Step.removed_at.is_(None))
        .group_by(Step.event_id)
    )
    steps: dict[int, int] = {key: count for key, count in db.session.execute(counts)}
    return [CopySource(one, steps[one.id]) for one in others if steps.get(one.id)]


def events_to_edit(today: date) -> tuple[list[Event], list[Event]]:
    """The events whose agenda the person signed in may edit: what is still to come, the next first, then what is over."""
    query = sa.select(Event).order_by(Event.first_day, Event.id)
    if not current_user.administrator:
        roles = [role for role, allowed in ALLOWED.items() if Can.EDIT_AGENDA in allowed]
        query = query.join(Member).where(Member.user_id == current_user.id, Member.role.in_(roles))
    events = db.session.scalars(query).unique().all()
    coming = [event for event in events if event.last_day >= today]
    return coming, [event for event in reversed(events) if event.last_day < today]


def same_people(source: Event, event: Event) -> dict[int, int]:
    """Who of one event's team is in the other's: their numbers there by their numbers here."""
    there, here = model_again(Member, "there"), model_again(Member, "here")
    query = (
        sa.select(there.id, here.id)
        .join(here, here.user_id == there.user_id)
        .where(there.event_id == source.id, here.event_id == event.id)
    )
    return {key: own for key, own in db.session.execute(query)}
