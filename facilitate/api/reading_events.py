"""What can be read of events: the event, its team, goals and objectives."""

from datetime import date, datetime
from typing import TypedDict

import sqlalchemy as sa
from flask import g
from flask_login import current_user

from ..accounts.doors import signed_in
from ..events.access import Can, needs
from ..events.models import AgreementStatus, Event, EventKind, Goal, Member, Objective
from ..events.queries import team_of
from ..web.i18n import _l
from .operation import Paged, read_operation
from .rights import ApiArea
from .shapes import Bilingual, bilingual_words


class Me(TypedDict):
    """Whose token this is, and what it may do."""

    name: str
    language: str
    token: str
    scopes: list[str]
    event: str | None
    expires_at: datetime


class EventShape(TypedDict):
    """An event. Its times are wall time in `zone`."""

    slug: str
    kind: EventKind
    title: Bilingual
    description: Bilingual
    language: str
    zone: str
    country: str
    first_day: date
    last_day: date
    venue: str
    town: str
    county_id: int | None
    expected: int
    builds_on_id: int | None
    is_archived: bool
    version: int


class GoalShape(TypedDict):
    """What the event is for."""

    id: int
    code: str
    text: Bilingual
    status: AgreementStatus


class ObjectiveShape(TypedDict):
    """What the event is to reach, and the result expected of it."""

    id: int
    code: str
    text: Bilingual
    result: Bilingual
    status: AgreementStatus
    goal_id: int | None


class MemberShape(TypedDict):
    """Somebody in the event's team; steps and tasks name them by this number."""

    id: int
    name: str
    role: str


@read_operation(
    "/me",
    page="accounts.edit_account",
    area=ApiArea.EVENTS,
    about=_l("Whose token this is, and what it may do"),
)
@signed_in
def read_me() -> Me:
    token = g.api_token
    return {
        "name": current_user.name,
        "language": current_user.language,
        "token": token.name,
        "scopes": token.scopes.split(),
        "event": token.event.slug if token.event else None,
        "expires_at": token.expires_at,
    }


def _event(event: Event) -> EventShape:
    return {
        "slug": event.slug,
        "kind": event.kind,
        "title": bilingual_words(event.title),
        "description": bilingual_words(event.description),
        "language": event.language,
        "zone": event.zone,
        "country": event.country,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "venue": event.venue,
        "town": event.town,
        "county_id": event.county_id,
        "expected": event.expected,
        "builds_on_id": event.builds_on_id,
        "is_archived": event.archived_at is not None,
        "version": event.version,
    }


@read_operation(
    "/events",
    page="overview.show_front_page",
    area=ApiArea.EVENTS,
    about=_l("The events you work in"),
)
@signed_in
def read_events() -> Paged[EventShape]:
    query = sa.select(Event)
    if not current_user.administrator:
        query = query.join(Member).where(Member.user_id == current_user.id)
    if g.api_token.event_id:
        query = query.where(Event.id == g.api_token.event_id)
    return Paged(query, Event.id, _event)


@read_operation(
    "/events/<slug>", page="events.show_desk", area=ApiArea.EVENTS, about=_l("One event")
)
@needs(Can.SEE)
def read_event(event: Event) -> EventShape:
    return _event(event)


@read_operation(
    "/events/<slug>/team",
    page="events.show_desk",
    area=ApiArea.EVENTS,
    about=_l("The event’s team"),
)
@needs(Can.SEE)
def read_team(event: Event) -> list[MemberShape]:
    return [{"id": one.id, "name": one.name, "role": one.role.value} for one in team_of(event)]


@read_operation(
    "/events/<slug>/goals",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("Its goals"),
)
@needs(Can.SEE)
def read_goals(event: Event) -> Paged[GoalShape]:
    def told(goal: Goal) -> GoalShape:
        return {
            "id": goal.id,
            "code": goal.code,
            "text": bilingual_words(goal.text),
            "status": goal.status,
        }

    return Paged(sa.select(Goal).where(Goal.event_id == event.id), Goal.id, told)


@read_operation(
    "/events/<slug>/objectives",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("Its objectives"),
)
@needs(Can.SEE)
def read_objectives(event: Event) -> Paged[ObjectiveShape]:
    def told(objective: Objective) -> ObjectiveShape:
        return {
            "id": objective.id,
            "code": objective.code,
            "text": bilingual_words(objective.text),
            "result": bilingual_words(objective.result),
            "status": objective.status,
            "goal_id": objective.goal_id,
        }

    return Paged(sa.select(Objective).where(Objective.event_id == event.id), Objective.id, told)
