"""Passkeys: added, named and removed on one's account, and signing in with one."""

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_login import current_user, login_user

from .. import clock
from ..data.db import db, get_or_404
from ..mail.outbox import send_mails_soon
from ..web.i18n import _
from ..web.limits import is_failed_guess, limiter
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import public_page, signed_in
from .entering import HALF_IN, pending_sign_in, safe_next
from .forms import PasskeyForm, PasskeySignInForm
from .letters import second_step_mails
from .models import Passkey, User
from .passkeys import (
    add_passkey,
    passkey_creation_options,
    passkey_domain,
    passkeys_of,
    user_of_passkey,
)
from .second_step import new_recovery_codes, recovery_codes_left
from .sessions import begin_session, network_here


@bp.route("/account/passkeys", methods=["GET", "POST"])
@signed_in
@limiter.limit("10/minute", methods=["POST"], deduct_when=is_failed_guess)
def show_passkeys() -> Any:
    """The passkeys one has, and a form to add the one of this device."""
    form, user = PasskeyForm(), current_user._get_current_object()
    if form.validate_on_submit() and passkey_domain():
        if add_passkey(user, form.answer.data, form.name.data):
            codes = [] if recovery_codes_left(user) else new_recovery_codes(user)
            note_act(AuditAct.SECOND_STEP, user, about=form.name.data)
            mails = second_step_mails(user, "set_up")
            flash(_("The passkey was added. From now on you can sign in with it."))
            db.session.commit()
            send_mails_soon(mails)
            if codes:
                return render_template("accounts/recovery_codes.html", codes=codes)
            return redirect(url_for("accounts.show_passkeys"))
        form.name.errors = [_("This device made no passkey that we can use. Try again.")]
    page = render_template(
        "accounts/passkeys.html",
        form=form,
        passkeys=passkeys_of(user),
        asked=passkey_creation_options(user) if passkey_domain() else None,
        at_home=clock.at_home,
    )
    return page, form.status


@bp.post("/account/passkeys/<int:passkey_id>/remove")
@signed_in
def remove_passkey(passkey_id: int) -> Any:
    """The device lets nobody in any more."""
    user: User = current_user._get_current_object()
    passkey = get_or_404(Passkey, Passkey.id == passkey_id, Passkey.user_id == user.id)
    db.session.delete(passkey)
    note_act(AuditAct.NO_SECOND_STEP, user, about=passkey.name)
    mails = second_step_mails(user, "removed")
    flash(_("The passkey “%(name)s” was removed.", name=passkey.name))
    db.session.commit()
    send_mails_soon(mails)
    return redirect(url_for("accounts.show_passkeys"))


@bp.post("/sign-in/passkey")
@public_page
@limiter.limit("60/minute;300/hour", deduct_when=is_failed_guess)
def sign_in_passkey() -> Any:
    """Signing in with a passkey: it is password and second step at once."""
    form, half = PasskeySignInForm(), pending_sign_in()
    user = user_of_passkey(form.answer.data or "") if form.validate_on_submit() else None
    if user is None:
        note_act(AuditAct.WRONG_CODE, half.user if half else None, about=network_here())
        flash(_("That passkey does not fit. Sign in another way."), "problem")
        db.session.commit()
        return redirect(url_for("accounts.sign_in_code" if half else "accounts.sign_in"))
    begin_session(user)
    note_act(AuditAct.SIGNED_IN, user, about=network_here())
    db.session.commit()
    login_user(user, remember=bool(half and half.remember))
    session.pop(HALF_IN, None)
    session.pop("language", None)
    return redirect(half.next_page if half and half.next_page else safe_next())
