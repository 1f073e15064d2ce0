"""Which role may do what in an event: the one table, and the door that asks it."""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cache, wraps
from typing import Any

import sqlalchemy as sa
from flask import abort, g
from flask_login import current_user
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import NotFound

from ..accounts.doors import has_door, signed_in
from ..accounts.models import User
from ..accounts.works_here import makes_releaser, makes_team
from ..data.db import db, hold_row
from .models import Event, Member, Role

_UNDER_AN_EVENT = re.compile(r"/events/([^/\0]+)/")


class Can(StrEnum):
    """What somebody may do in an event."""

    SEE = "see"
    EDIT_EVENT = "edit_event"
    EDIT_TEAM = "edit_team"
    EDIT_CONSULTATION = "edit_consultation"
    INVITE = "invite"
    TYPE_ANSWERS = "type_answers"
    READ_ANSWERS = "read_answers"
    CODE_ANSWERS = "code_answers"
    EDIT_OBJECTIVES = "edit_objectives"
    EDIT_AGENDA = "edit_agenda"
    COMMENT = "comment"
    RUN_AGENDA = "run_agenda"
    WRITE_GUIDE = "write_guide"
    EDIT_CAFE = "edit_cafe"
    RUN_CAFE = "run_cafe"
    TAKE_NOTES = "take_notes"
    EDIT_CHECKLIST = "edit_checklist"
    TICK_TASKS = "tick_tasks"
    EDIT_PEOPLE = "edit_people"
    SEE_PEOPLE = "see_people"
    SEE_CONTACTS = "see_contacts"
    SEE_OUTBOX = "see_outbox"
    CHECK_IN = "check_in"
    PUBLISH_FIGURES = "publish_figures"
    SEE_BUDGET = "see_budget"
    EDIT_BUDGET = "edit_budget"
    WRITE_REPORT = "write_report"
    RELEASE_REPORT = "release_report"


_LEAD = frozenset(Can) - {Can.EDIT_EVENT, Can.EDIT_TEAM}
ALLOWED: dict[Role, frozenset[Can]] = {
    Role.ORGANISER: frozenset(Can),
    Role.LEAD_FACILITATOR: _LEAD,
    Role.FACILITATOR: frozenset(
        {
            Can.SEE,
            Can.COMMENT,
            Can.RUN_AGENDA,
            Can.WRITE_GUIDE,
            Can.RUN_CAFE,
            Can.TAKE_NOTES,
            Can.READ_ANSWERS,
            Can.CODE_ANSWERS,
            Can.TICK_TASKS,
            Can.SEE_PEOPLE,
            Can.CHECK_IN,
            Can.WRITE_REPORT,
            Can.RELEASE_REPORT,
        }
    ),
    Role.NOTE_TAKER: frozenset(
        {Can.SEE, Can.COMMENT, Can.RUN_AGENDA, Can.TAKE_NOTES, Can.TICK_TASKS, Can.WRITE_REPORT}
    ),
    Role.STAFF: frozenset(
        {
            Can.SEE,
            Can.COMMENT,
            Can.INVITE,
            Can.TYPE_ANSWERS,
            Can.RUN_AGENDA,
            Can.RUN_CAFE,
            Can.TAKE_NOTES,
            Can.EDIT_CHECKLIST,
            Can.TICK_TASKS,
            Can.EDIT_PEOPLE,
            Can.SEE_PEOPLE,
            Can.SEE_CONTACTS,
            Can.SEE_OUTBOX,
            Can.CHECK_IN,
            Can.SEE_BUDGET,
            Can.EDIT_BUDGET,
            Can.WRITE_REPORT,
        }
    ),
    Role.VIEWER: frozenset({Can.SEE, Can.SEE_BUDGET}),
}


@makes_team
def is_in_an_event(user_id: Any) -> sa.ColumnElement[bool]:
    """Whether an account is in the team of any event."""
    return sa.exists().where(Member.user_id == user_id)


@makes_releaser
def may_release_in_an_event(user_id: Any) -> sa.ColumnElement[bool]:
    """Whether an account has a role that releases, in any event."""
    roles = [role for role, allowed in ALLOWED.items() if Can.RELEASE_REPORT in allowed]
    return sa.exists().where(Member.user_id == user_id, Member.role.in_(roles))


def may(permission: Can) -> bool:
    """Whether the person signed in may do that in the event of this page."""
    return permission in g.allowed


def needs(permission: Can) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Door of an event's pages: turns the slug into the event and hands it over.

    Who is not in the team gets 404 (the event is none of their business), a wrong role 403.
    Administrators may do everything.
    """

    def door(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        @signed_in
        def guarded(slug: str, **kwargs: Any) -> Any:
            g.event, g.allowed = event, allowed = _enter(slug)
            if permission not in allowed:
                abort(403)
            hold_row(event)
            return view(event=event, **kwargs)

        return has_door(guarded, f"needs {permission}")

    return door


def enter_event_at(path: str) -> Event | None:
    """The event an address is under, with what may be done in it, when no page of it was found there.

    None for who is not signed in, or has no part in it: they are told of no event.
    """
    of_event = _UNDER_AN_EVENT.match(path)
    if not of_event or not current_user.is_authenticated or current_user.lacks_second_step:
        return None
    try:
        g.event, g.allowed = _enter(of_event[1])
    except NotFound:
        return None
    event: Event = g.event
    return event


def somebody_else_may(event: Event, permission: Can, user_id: int) -> bool:
    """Whether anybody but that account may do it: somebody of the team, or an administrator."""
    roles = [role for role, allowed in ALLOWED.items() if permission in allowed]
    mine = sa.and_(Member.event_id == event.id, Member.user_id == User.id, Member.role.in_(roles))
    others = sa.select(User.id).where(
        User.id != user_id, User.active, sa.or_(User.administrator, sa.exists().where(mine))
    )
    return db.session.scalar(others.limit(1)) is not None


def who_else_may(event: Event, permission: Can, apart: Collection[int]) -> list[str]:
    """The names of those of the team who may do it, apart from these accounts."""
    roles = [role for role, allowed in ALLOWED.items() if permission in allowed]
    others = (
        sa.select(User.name)
        .join(Member, Member.user_id == User.id)
        .where(
            Member.event_id == event.id, Member.role.in_(roles), User.id.not_in(apart), User.active
        )
        .order_by(User.name)
    )
    return list(db.session.scalars(others))


@cache
def _event_and_role() -> sa.Executable:
    """An event by its address and the role of an account in it; made once: every page of an event asks it."""
    member = sa.and_(Member.event_id == Event.id, Member.user_id == sa.bindparam("user"))
    return (
        sa.select(Event, Member.role)
        .outerjoin(Member, member)
        .outerjoin(Event.county)
        .options(contains_eager(Event.county))
        .where(Event.slug == sa.bindparam("slug"))
    )


def _enter(slug: str) -> tuple[Event, frozenset[Can]]:
    """The event and what the person signed in may do there."""
    found = db.session.execute(_event_and_role(), {"slug": slug, "user": current_user.id}).first()
    if found is None or (found.role is None and not current_user.administrator):
        abort(404)
    return found.Event, frozenset(Can) if current_user.administrator else ALLOWED[found.role]
