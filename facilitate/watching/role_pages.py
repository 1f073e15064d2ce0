"""Roles reviewed on one page: who has what, since when, last signed in; ended at one press; that it was looked through is kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.actions import set_rights
from ..accounts.audit import AuditAct, last_entry, last_signed_in, note_act
from ..accounts.doors import administrators_only
from ..accounts.models import User
from ..data.db import db, get_or_404
from ..events.actions import keep_an_organiser
from ..events.models import Event, Member
from ..forums.models import Forum, ForumKeeper
from ..history.team import REMOVALS
from ..lib.text import Words, albanian_key
from ..web.i18n import _, label_of, pick_wording
from ..web.refused import Refused
from .blueprint import bp

LONG = timedelta(days=180)
"""Who has not signed in for so long may need no role any more."""


@dataclass(frozen=True)
class HeldRole:
    """One role somebody has. `kind`, `number`: by which it is ended; `where`: the event or forum, empty for the whole planner."""

    kind: str
    number: int
    name: str
    where: str = ""
    since: datetime | None = None
    is_over: bool = False


@dataclass(frozen=True)
class RoleHolder:
    """Somebody with roles. `was_here`: when they last signed in; `is_away`: not for long, or never."""

    user: User
    was_here: datetime | None
    is_away: bool
    roles: list[HeldRole]


def role_holders() -> list[RoleHolder]:
    """Every account that is not removed and has a role, by name."""
    by_user: dict[int, list[HeldRole]] = defaultdict(list)
    team = sa.select(Member, Event).join(Event, Event.id == Member.event_id)
    for member, event in db.session.execute(team.order_by(Event.first_day.desc(), Event.id)):
        is_over = event.archived_at is not None
        title = pick_wording(event.title)
        held = HeldRole(
            kind="event",
            number=member.id,
            name=label_of(member.role),
            where=title,
            since=member.since,
            is_over=is_over,
        )
        by_user[member.user_id].append(held)
    keepers = sa.select(ForumKeeper, Forum).join(Forum, Forum.id == ForumKeeper.forum_id)
    for keeper, forum in db.session.execute(keepers.order_by(Forum.id)):
        held = HeldRole(
            kind="forum",
            number=forum.id,
            name=_("Keeper"),
            where=pick_wording(forum.name),
            since=keeper.since,
        )
        by_user[keeper.user_id].append(held)
    last, long_ago = last_signed_in(), clock.now() - LONG
    found = []
    for user in db.session.scalars(sa.select(User).where(User.removed_at.is_(None))):
        roles = [*_in_the_planner(user), *by_user[user.id]]
        was_here = last.get(user.id)
        is_away = (was_here or user.created_at) < long_ago
        if roles:
            found.append(RoleHolder(user, was_here, is_away, roles))
    return sorted(found, key=lambda one: albanian_key(one.user.name))


def _in_the_planner(user: User) -> list[HeldRole]:
    found = []
    if user.administrator:
        found.append(HeldRole(kind="administrator", number=user.id, name=_("Administrator")))
    if user.sees_contacts and not user.administrator:
        found.append(HeldRole(kind="contacts", number=user.id, name=_("sees contact details")))
    return found


@bp.get("/planner/roles")
@administrators_only
def show_roles() -> Any:
    """Every role, by person; `away`: only of those who have not signed in for long."""
    found, away = role_holders(), request.args.get("away") == "1"
    return render_template(
        "watching/roles.html",
        holders=[one for one in found if one.is_away or not away],
        away=away,
        people=len(found),
        number=sum(len(one.roles) for one in found),
        not_here=sum(one.is_away for one in found),
        reviewed=last_entry(AuditAct.REVIEWED),
        at_home=clock.at_home,
    )


@bp.post("/planner/roles/reviewed")
@administrators_only
def review_roles() -> Any:
    """Keep that somebody looked through them, and when."""
    found = role_holders()
    about = f"{len(found)} · {sum(len(one.roles) for one in found)}"
    note_act(AuditAct.REVIEWED, current_user, about=about)
    flash(_("Recorded: you reviewed the roles today."))
    db.session.commit()
    return redirect(url_for("watching.show_roles"))


@bp.post("/planner/roles/<int:user_id>/<any(administrator, contacts):right>/end")
@administrators_only
def end_right(user_id: int, right: str) -> Any:
    """Take a right in the whole planner."""
    user = _user(user_id)
    if user == current_user and right == "administrator":
        raise Refused(_("This is your own account. Another administrator can do that."))
    set_rights(
        user,
        administrator=user.administrator and right != "administrator",
        sees_contacts=user.sees_contacts and right != "contacts",
    )
    return _ended(user, right)


@bp.post("/planner/roles/event/<int:member_id>/end")
@administrators_only
def end_event_role(member_id: int) -> Any:
    """Somebody leaves the team of an event; its team can bring them back."""
    member = get_or_404(Member, Member.id == member_id)
    event, user = db.session.get_one(Event, member.event_id), member.user
    keep_an_organiser(event, member)
    REMOVALS.remove(event, member, Words(member.name), current_user.id)
    return _ended(user, pick_wording(event.title))


@bp.post("/planner/roles/<int:user_id>/forum/<int:forum_id>/end")
@administrators_only
def end_keeping(user_id: int, forum_id: int) -> Any:
    """Somebody keeps a forum no longer."""
    forum, user = get_or_404(Forum, Forum.id == forum_id), _user(user_id)
    mine = sa.and_(ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == user.id)
    db.session.execute(sa.delete(ForumKeeper).where(mine))
    return _ended(user, pick_wording(forum.name))


def _user(user_id: int) -> User:
    return get_or_404(User, User.id == user_id, User.removed_at.is_(None))


def _ended(user: User, where: str) -> Any:
    note_act(AuditAct.ENDED_ROLE, current_user, user, about=where)
    flash(_("The role of %(name)s was ended.", name=user.name))
    db.session.commit()
    return redirect(url_for("watching.show_roles", away=request.form.get("away") or None))
