"""What happens to events, their team and their objectives."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..accounts.actions import add_user, make_link, user_by_email
from ..accounts.audit import AuditAct, note_role
from ..accounts.models import AccountLinkPurpose, OutsideAccount, Passkey, User
from ..accounts.works_here import works_here
from ..data.db import db
from ..lib.text import Words
from ..techniques.technique import OutputKind
from ..web.i18n import _
from ..web.refused import Refused
from .access import is_in_an_event
from .models import Event, Goal, Member, Objective, Role


def join_team(event: Event, user: User, role: Role) -> Member:
    """Take somebody into the team, or give a new role to who is in it."""
    member = db.session.scalar(
        sa.select(Member).where(Member.event_id == event.id, Member.user_id == user.id)
    )
    if member is None:
        member = Member(event_id=event.id, user_id=user.id, role=role)
        db.session.add(member)
    elif member.role is Role.ORGANISER and role is not Role.ORGANISER:
        keep_an_organiser(event, member)
    if member.id is None or member.role is not role:
        note_role(AuditAct.RIGHTS, user, f"{event.slug} · {role.value}")
    member.role = role
    db.session.flush()
    return member


def invite_colleague(event: Event, name: str, email: str, role: Role) -> tuple[Member, str]:
    """Take somebody into the team by their address; who has no account gets one, and the link that opens it.

    The link is empty for who can sign in already, and for an account that opens more than this event: who holds the link chooses
    its password. Raises Refused for an account that is locked.
    """
    user = user_by_email(email)
    if user is not None and not user.active:
        raise Refused(_("This account is locked. An administrator can unlock it."))
    link = ""
    if user is None:
        user = add_user(name, email, language=event.language)
    if user.password_hash is None and not _opens_more(user, event):
        link = make_link(user, AccountLinkPurpose.INVITATION)
    return join_team(event, user, role), link


def _opens_more(user: User, event: Event) -> bool:
    """Whether an account has rights beside this event, or its owner signs in without a password."""
    opens = sa.or_(
        sa.exists().where(Member.user_id == user.id, Member.event_id != event.id),
        works_here(user.id, but=is_in_an_event),
        sa.exists().where(OutsideAccount.user_id == user.id),
        sa.exists().where(Passkey.user_id == user.id),
    )
    return user.may_see_contacts or bool(db.session.scalar(sa.select(opens)))


def mark_event_archived(event: Event, now: datetime) -> None:
    """Put it out of sight: lists show it apart, and nobody is reminded of its tasks."""
    event.archived_at = event.archived_at or now


def mark_event_restored(event: Event) -> None:
    """Bring it back among the others."""
    event.archived_at = None


def keep_an_organiser(event: Event, leaving: Member) -> None:
    """Raises Refused where they are the only organiser."""
    if leaving.role is Role.ORGANISER:
        need_an_organiser(event.id, leaving.id)


def need_an_organiser(event_id: int, leaving_id: int = 0) -> None:
    """Raises Refused where nobody, or nobody but that member, is the event's organiser."""
    others = sa.select(Member.id).where(
        Member.event_id == event_id, Member.role == Role.ORGANISER, Member.id != leaving_id
    )
    if db.session.scalar(others.limit(1)) is None:
        raise Refused(_("An event needs an organiser. Make somebody else organiser first."))


def wait_for_event_lock(event: Event) -> None:
    """Whoever changes how many or in which order (steps, objectives, tasks, themes) waits here for the others.

    Without it two give the same number, or wait for each other (SQLite lets in one anyway).
    """
    db.session.execute(
        sa.select(Event.id).where(Event.id == event.id).with_for_update(key_share=True)
    )


def add_objective(
    event: Event,
    text: Words,
    result: Words,
    *,
    goal_id: int | None = None,
    sought: OutputKind = OutputKind.UNSAID,
) -> Objective:
    """A new objective, after the others; of one of the event's goals, or of none."""
    wait_for_event_lock(event)
    objective = Objective(
        event_id=event.id,
        position=after_last(Objective.position, Objective.event_id == event.id),
        text=text,
        result=result,
        goal_id=goal_id,
        sought=sought,
    )
    db.session.add(objective)
    db.session.flush()
    return objective


def add_goal(event: Event, text: Words) -> Goal:
    """A new goal, after the others."""
    wait_for_event_lock(event)
    position = after_last(Goal.position, Goal.event_id == event.id)
    goal = Goal(event_id=event.id, position=position, text=text)
    db.session.add(goal)
    db.session.flush()
    return goal


def after_last(position: Any, condition: sa.ColumnElement[bool]) -> int:
    """The position after the last one of the rows that meet the condition; 1 where there is none."""
    return (db.session.scalar(sa.select(sa.func.max(position)).where(condition)) or 0) + 1


def number_positions(rows: Sequence[Any]) -> None:
    """Number goals, objectives or others that have a position 1, 2, 3 in the order given."""
    for number, row in enumerate(rows, 1):
        db.session.execute(
            sa.update(type(row)).where(type(row).id == row.id).values(position=number)
        )
