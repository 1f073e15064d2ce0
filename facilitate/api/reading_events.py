"""What can be read of events: the event, its team, goals and objectives."""

from datetime import date, datetime
from typing import TypedDict

import sqlalchemy as sa
from flask import abort, g
from flask_login import current_user

from ..accounts.doors import signed_in
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import AgreementStatus, Event, EventKind, Goal, Member, Objective
from ..events.queries import team_of
from ..objectives.models import ObjectiveIndicator
from ..techniques.technique import OutputKind
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .rights import ApiArea


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
    version: int


class ObjectiveShape(TypedDict):
    """What the event is to reach, the result expected, what is to come out (`sought`); why no step works on it, and who does instead.

    `goal_id`: the goal it serves, which `/goals/<id>` tells; None where it serves none.
    """

    id: int
    code: str
    text: Bilingual
    result: Bilingual
    sought: OutputKind
    unserved_why: Bilingual
    passed_to: Bilingual
    status: AgreementStatus
    goal_id: int | None
    version: int


class IndicatorShape(TypedDict):
    """What shall be different because of an objective: how it is, how it shall be (`goal`: no `Goal`), by when, who says so."""

    id: int
    objective_id: int
    text: Bilingual
    before: str
    goal: str
    by_on: date | None
    source: str
    method: str
    version: int


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
    return tell_row(EventShape, event, is_archived=event.archived_at is not None)


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
    return Paged(sa.select(Goal).where(Goal.event_id == event.id), Goal.id, _goal)


@read_operation(
    "/events/<slug>/goals/<int:goal_id>",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("One goal"),
)
@needs(Can.SEE)
def read_goal(event: Event, goal_id: int) -> GoalShape:
    return _goal(get_or_404(Goal, Goal.id == goal_id, Goal.event_id == event.id))


def _goal(row: Goal) -> GoalShape:
    return tell_row(GoalShape, row)


@read_operation(
    "/events/<slug>/objectives",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("Its objectives"),
)
@needs(Can.SEE)
def read_objectives(event: Event) -> Paged[ObjectiveShape]:
    query = sa.select(Objective).where(Objective.event_id == event.id)
    return Paged(query, Objective.id, _objective)


@read_operation(
    "/events/<slug>/objectives/<int:objective_id>",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("One objective"),
)
@needs(Can.SEE)
def read_objective(event: Event, objective_id: int) -> ObjectiveShape:
    return _objective(
        get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)
    )


def _objective(row: Objective) -> ObjectiveShape:
    return tell_row(ObjectiveShape, row)


@read_operation(
    "/events/<slug>/indicators",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("What should change because of its objectives"),
)
@needs(Can.SEE)
def read_indicators(event: Event) -> Paged[IndicatorShape]:
    return Paged(_indicators(event), ObjectiveIndicator.id, _indicator)


@read_operation(
    "/events/<slug>/indicators/<int:indicator_id>",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("One indicator"),
)
@needs(Can.SEE)
def read_indicator(event: Event, indicator_id: int) -> IndicatorShape:
    row = db.session.scalar(_indicators(event).where(ObjectiveIndicator.id == indicator_id))
    return _indicator(row) if row else abort(404)


def _indicators(event: Event) -> sa.Select[ObjectiveIndicator]:
    return (
        sa.select(ObjectiveIndicator)
        .join(Objective, ObjectiveIndicator.objective_id == Objective.id)
        .where(Objective.event_id == event.id)
    )


def _indicator(row: ObjectiveIndicator) -> IndicatorShape:
    return tell_row(IndicatorShape, row)
