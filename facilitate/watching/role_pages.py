"""Roles reviewed on one page: who has what, since when, last signed in; ended at one press; that it was looked through is kept."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.actions import set_rights
from ..accounts.audit import AuditAct, last_entry, note_act
from ..accounts.doors import administrators_only
from ..accounts.models import User
from ..data.db import db, get_or_404
from ..events.actions import keep_an_organiser
from ..events.models import Event, Member
from ..forums.models import Forum, ForumKeeper
from ..history.team import REMOVALS
from ..lib.text import Words
from ..web.i18n import _, pick_wording
from ..web.refused import Refused
from .blueprint import bp
from .roles import role_holders


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
    flash(_("It is kept that you reviewed the roles today."))
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
