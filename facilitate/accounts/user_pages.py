"""Accounts, for administrators: inviting, rights, locks, sessions, the second step of others."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from .. import clock
from ..data.db import db, get_or_404
from ..mail.outbox import can_mail, send_mail_soon, send_mails_soon
from ..web.i18n import _, _l, current_language
from ..web.refused import Refused
from . import letters
from .actions import (
    add_user,
    lock_user,
    make_link,
    remove_user,
    reset_second_step,
    set_rights,
    unlock_user,
    user_by_email,
)
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import administrators_only
from .forms import InviteForm, RightsForm
from .models import AccountLinkPurpose, User
from .second_step import has_second_step
from .sessions import sessions_of, sign_out_everywhere


@bp.route("/accounts", methods=["GET", "POST"])
@administrators_only
def show_accounts() -> Any:
    """Everybody with an account, and a form to invite one more."""
    form = InviteForm()
    made = None
    if form.validate_on_submit():
        if user_by_email(form.email.data):
            form.email.errors = [_("There is already an account with this address.")]
        else:
            user = add_user(
                form.name.data,
                form.email.data,
                administrator=form.administrator.data,
                language=current_language(),
            )
            user.sees_contacts = form.sees_contacts.data
            note_act(AuditAct.INVITED, current_user, user)
            made = make_link(user, AccountLinkPurpose.INVITATION)
            message = letters.invitation_mail(user, made) if can_mail() else None
            db.session.commit()
            if message:
                send_mail_soon(message.id)
            form = InviteForm(formdata=None)
    people = db.session.scalars(
        sa.select(User).where(User.removed_at.is_(None)).order_by(User.name)
    ).all()
    page = render_template(
        "accounts/users.html", form=form, people=people, made=made, mailed=can_mail()
    )
    return page, form.status


@bp.route("/accounts/<int:user_id>", methods=["GET", "POST"])
@administrators_only
def user_page(user_id: int) -> Any:
    """One account: what its owner may do, and what an administrator may do with it."""
    user = _account(user_id)
    form = RightsForm(obj=user)
    if form.validate_on_submit():
        set_rights(
            user, administrator=form.administrator.data, sees_contacts=form.sees_contacts.data
        )
        note_act(AuditAct.RIGHTS, current_user, user)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("accounts.user_page", user_id=user.id))
    return _user_page(user, form), form.status


def _user_page(user: User, form: RightsForm, made: str | None = None) -> str:
    return render_template(
        "accounts/user.html",
        user=user,
        form=form,
        made=made,
        sessions=sessions_of(user),
        second_step=has_second_step(user),
        at_home=clock.at_home,
    )


@bp.post("/accounts/<int:user_id>/link")
@administrators_only
def new_link(user_id: int) -> Any:
    """A link by which the owner chooses a new password, for where no mail arrives."""
    user = _account(user_id)
    if not user.active:
        raise Refused(_("This account is locked. Unlock it first."))
    made = make_link(user, AccountLinkPurpose.RESET)
    note_act(AuditAct.LINK, current_user, user)
    db.session.commit()
    return _user_page(user, RightsForm(formdata=None, obj=user), made)


@bp.post("/accounts/<int:user_id>/second-step/reset")
@administrators_only
def reset_second(user_id: int) -> Any:
    """For a lost phone: the owner signs in with the password and sets up a new second step; they are told by mail."""
    user = _account(user_id)
    reset_second_step(user)
    note_act(AuditAct.RESET_SECOND_STEP, current_user, user)
    mails = letters.second_step_mails(user, "reset")
    flash(
        _(
            "%(name)s signs in with the password alone until a new second step is set up.",
            name=user.name,
        )
    )
    db.session.commit()
    send_mails_soon(mails)
    return redirect(url_for("accounts.user_page", user_id=user.id))


@bp.post("/accounts/<int:user_id>/<any(lock, unlock, sign_out, remove):what>")
@administrators_only
def user_do(user_id: int, what: str) -> Any:
    """Lock an account or unlock it, end its sessions, remove it."""
    user = _account(user_id)
    if user == current_user and what in ("lock", "remove"):
        raise Refused(_("This is your own account. Another administrator can do that."))
    done, said = DO[what]
    done(user)
    note_act(AuditAct(what), current_user, user)
    flash(said % {"name": user.name})
    db.session.commit()
    return redirect(
        url_for("accounts.show_accounts")
        if what == "remove"
        else url_for("accounts.user_page", user_id=user.id)
    )


DO: dict[str, tuple[Callable[[User], None], Any]] = {
    "lock": (lock_user, _l("%(name)s can no longer sign in.")),
    "unlock": (unlock_user, _l("%(name)s can sign in again.")),
    "sign_out": (sign_out_everywhere, _l("%(name)s is signed out on every device.")),
    "remove": (remove_user, _l("The account of %(name)s was removed. What they wrote stays.")),
}


def _account(user_id: int) -> User:
    return get_or_404(User, User.id == user_id, User.removed_at.is_(None))
