"""An event's facts and its team; its home, the desk, stands on all rooms and so in `overview/desk.py`."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, url_for

from ..accounts import letters
from ..accounts.models import User
from ..data.db import db
from ..mail.outbox import can_mail, send_mail_soon
from ..web.i18n import _
from . import labels  # the names of fixed values  # noqa: F401
from .access import Can, needs
from .actions import invite_colleague, join_team
from .forms import ColleagueForm, TeamForm
from .models import Event
from .queries import team_of

bp = Blueprint("events", __name__, url_prefix="/events/<slug>")


@bp.route("/team", methods=["GET", "POST"])
@needs(Can.EDIT_TEAM)
def edit_team(event: Event) -> Any:
    form = _team_form()
    if form.validate_on_submit():
        join_team(event, db.session.get_one(User, form.user_id.data), form.role.data)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("events.edit_team", slug=event.slug))
    return _team_page(event, form)


def _team_form() -> TeamForm:
    form = TeamForm()
    form.user_id.offer(
        db.session.scalars(sa.select(User).where(User.active).order_by(User.name)),
        lambda user: user.name,
    )
    return form


def _team_page(
    event: Event,
    form: TeamForm,
    colleague: ColleagueForm | None = None,
    link: str = "",
    mailed: bool = False,
) -> Any:
    wrong = colleague is not None and colleague.errors
    return render_template(
        "events/team.html",
        event=event,
        form=form,
        colleague=colleague if wrong else ColleagueForm(formdata=None),
        link=link,
        mailed=mailed,
        team=team_of(event),
    ), 422 if wrong else form.status


@bp.post("/team/invite")
@needs(Can.EDIT_TEAM)
def invite_to_team(event: Event) -> Any:
    """A colleague joins by name and address; the link for a new account is shown once, and mailed where that can be done."""
    form, link, message = ColleagueForm(), "", None
    if form.validate_on_submit():
        member, link = invite_colleague(event, form.name.data, form.email.data, form.role.data)
        message = letters.invitation_mail(member.user, link) if link and can_mail() else None
        if not link:
            flash(_("%(name)s is now in the team.", name=member.name))
        db.session.commit()
        if message:
            send_mail_soon(message.id)
    if form.errors or link:
        return _team_page(event, _team_form(), colleague=form, link=link, mailed=bool(message))
    return redirect(url_for("events.edit_team", slug=event.slug))
