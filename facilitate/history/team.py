"""Somebody leaves the team, and can come back with all that was theirs: steps, tasks, tables."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, url_for
from flask_login import current_user

from ..accounts.audit import AuditAct, note_role
from ..accounts.models import User
from ..accounts.outside import registers_role_giver
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.actions import (
    join_team,
    keep_an_organiser,
    need_an_organiser,
    wait_for_event_lock,
)
from ..events.models import Event, Member, Role
from ..events.routes import bp
from ..lib.cells import cells_from_rows
from ..lib.text import Words
from ..web.i18n import _, _l
from ..web.refused import Refused
from .models import MemberChange
from .removing import RoomRemovals
from .rooms import Place, ToldChange


class TeamRemovals(RoomRemovals):
    """How somebody leaves the team: neither the first time nor again as its last organiser."""

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        told = super()._take_back(event, change_id, by, again)
        left = cells_from_rows(db.session.get_one(self.kind, change_id).cells)[0].before or {}
        if again and event is not None and left["role"] == Role.ORGANISER:
            need_an_organiser(event.id)
        return told


REMOVALS = TeamRemovals(
    kind=MemberChange,
    models=(Member,),
    key="team",
    name=_l("Team"),
    page="events.edit_team",
    sees=Can.SEE,
    undoes=Can.EDIT_TEAM,
)


@registers_role_giver
def give_event_roles(
    user: User, roles: Mapping[str, Collection[str]], events: Iterable[str]
) -> None:
    """Roles by event as the office's sign-in says, of several the one that is allowed most; who has none any more leaves, as if
    somebody had removed them.
    """
    for event in db.session.scalars(sa.select(Event).where(Event.slug.in_(list(events)))):
        role = next((one for one in Role if one in roles.get(event.slug, ())), None)
        mine = sa.select(Member).where(Member.event_id == event.id, Member.user_id == user.id)
        member = db.session.scalar(mine)
        with suppress(Refused):  # the last organiser stays
            if role is not None:
                join_team(event, user, role)
            elif member is not None:
                keep_an_organiser(event, member)
                REMOVALS.remove(event, member, Words(member.name), user.id)
                note_role(AuditAct.ENDED_ROLE, user, event.slug)


@bp.post("/team/<int:member_id>/remove")
@needs(Can.EDIT_TEAM)
def remove_member(event: Event, member_id: int) -> Any:
    """Their steps and tasks stay, without a name until they come back."""
    wait_for_event_lock(event)  # two organisers who remove each other
    member = get_or_404(Member, Member.id == member_id, Member.event_id == event.id)
    keep_an_organiser(event, member)
    name, page = member.name, url_for("events.edit_team", slug=event.slug)
    note_role(AuditAct.ENDED_ROLE, member.user, event.slug)
    change = REMOVALS.remove(event, member, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the team.", name=name), REMOVALS.offer_undo(event, change, page)
    )
    db.session.commit()
    return redirect(page)
