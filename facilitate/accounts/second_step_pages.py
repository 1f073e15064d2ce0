"""The second step: set up with an app, asked for after the password, removed, for whom it is required; and keys of devices."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_login import current_user, login_user

from .. import clock
from ..data.db import db, get_or_404, read_first, then_write
from ..lib.qr_codes import picture_address, qr_picture
from ..mail.outbox import send_mails_soon
from ..web.i18n import _
from ..web.limits import is_failed_guess, limiter
from ..web.signing import seal_here, unseal_here
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import administrators_only, public_page, signed_in
from .entering import HALF_IN, pending_sign_in, pending_sign_in_key, safe_next
from .forms import (
    CodeForm,
    OwnerForm,
    PasskeyForm,
    PasskeySignInForm,
    SecondStepForm,
    SigningInForm,
)
from .letters import second_step_mails
from .models import Passkey, User
from .outside import for_emergencies, may_use_password, outside_sign_in
from .owner import OwnerProof, ask_owner, is_owner, limit_owner_guesses, owner_hindrance, proof_of
from .passkeys import (
    add_passkey,
    passkey_creation_options,
    passkey_domain,
    passkey_sign_in_options,
    passkeys_of,
    user_of_passkey,
)
from .second_step import (
    authenticator_of,
    is_right_code,
    new_recovery_codes,
    new_secret,
    recovery_codes_left,
    remove_app,
    require_of,
    required_of,
    set_up_app,
    setup_address,
)
from .sessions import begin_session, network_here


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public_page
@limiter.limit("60/minute;300/hour", methods=["POST"], deduct_when=is_failed_guess)
@limiter.limit(
    "6/minute;30/hour", key_func=pending_sign_in_key, methods=["POST"], deduct_when=is_failed_guess
)
def sign_in_code() -> Any:
    """After the password: the app's code, or a recovery code."""
    read_first()
    half = pending_sign_in()
    if half is None:
        return redirect(url_for("accounts.sign_in"))
    form, user = CodeForm(), half.user
    if form.validate_on_submit():
        then_write()
        before = recovery_codes_left(user)
        if is_right_code(user, form.code.data):
            recovered = recovery_codes_left(user) < before
            begin_session(user)
            note_act(
                AuditAct.RECOVERED if recovered else AuditAct.SIGNED_IN, user, about=network_here()
            )
            if recovered:
                flash(_("You used a recovery code. Codes that are left: %(num)d.", num=before - 1))
            db.session.commit()
            login_user(user, remember=half.remember)
            session.pop(HALF_IN, None)
            session.pop("language", None)
            return redirect(half.next_page or url_for("overview.show_front_page"))
        note_act(AuditAct.WRONG_CODE, user, about=network_here())
        db.session.commit()
        form.code.errors = [_("This code is wrong, too old or was used before.")]
    page = render_template(
        "accounts/sign_in_code.html",
        form=form,
        passkey=passkey_sign_in_options() if passkey_domain() and passkeys_of(user) else None,
    )
    return page, form.status


@bp.route("/account/second-step", methods=["GET", "POST"])
@signed_in
@limit_owner_guesses
def second_step() -> Any:
    """Set up an app that shows codes; the first code it shows proves that it has the secret."""
    user: User = current_user._get_current_object()
    if authenticator_of(user):
        return _kept_page(user, CodeForm(formdata=None)), 200
    form = SecondStepForm()
    proof = proof_of(user)
    ask_owner(form, proof)
    use = f"setting up:{user.id}"
    secret = unseal_here(use, form.secret.data or "") or new_secret()
    form.secret.data = seal_here(use, secret)
    if form.validate_on_submit() and is_owner(form, user, proof):
        if set_up_app(user, secret, form.code.data.replace(" ", "")):
            codes = new_recovery_codes(user)
            note_act(AuditAct.SECOND_STEP, user)
            mails = second_step_mails(user, "set_up")
            db.session.commit()
            send_mails_soon(mails)
            return render_template("accounts/recovery_codes.html", codes=codes)
        form.code.errors = [
            _("This is not the code of the app. Check that the clock on your phone is right.")
        ]
    address = setup_address(user, secret)
    page = render_template(
        "accounts/second_step.html",
        form=form,
        secret=secret,
        address=address,
        code=picture_address(qr_picture(address)),
        first=owner_hindrance(proof),
        passkeys_work=bool(passkey_domain()),
    )
    return page, form.status


@bp.post("/account/second-step/codes")
@signed_in
@limit_owner_guesses
def new_codes() -> Any:
    """Ten new recovery codes; the ones before no longer work."""
    form, user = CodeForm(), current_user._get_current_object()
    if form.validate_on_submit() and is_right_code(user, form.code.data):
        codes = new_recovery_codes(user)
        db.session.commit()
        return render_template("accounts/recovery_codes.html", codes=codes)
    return _refused(user, form)


@bp.post("/account/second-step/remove")
@signed_in
@limit_owner_guesses
def remove_second() -> Any:
    """The password alone lets in again; a code shows that it is the owner who asks."""
    form, user = CodeForm(), current_user._get_current_object()
    if form.validate_on_submit() and is_right_code(user, form.code.data):
        remove_app(user)
        note_act(AuditAct.NO_SECOND_STEP, user)
        flash(_("The second step was removed."))
        mails = second_step_mails(user, "removed")
        db.session.commit()
        send_mails_soon(mails)
        return redirect(url_for("accounts.edit_account"))
    return _refused(user, form)


def _refused(user: User, form: CodeForm) -> Any:
    if not form.errors:
        form.code.errors = [_("This code is wrong, too old or was used before.")]
    return _kept_page(user, form), 422


def _kept_page(user: User, form: CodeForm) -> str:
    return render_template(
        "accounts/second_step_kept.html",
        form=form,
        left=recovery_codes_left(user),
    )


@bp.route("/planner/signing-in", methods=["GET", "POST"])
@administrators_only
def signing_in() -> Any:
    """For whom the second step is required."""
    form = SigningInForm(data={"second_step": required_of()})
    if form.validate_on_submit():
        require_of(form.second_step.data)
        note_act(AuditAct.SIGNING_IN, current_user, about=form.second_step.data.value)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("accounts.signing_in"))
    return render_template(
        "accounts/signing_in.html", form=form, outside=outside_sign_in()
    ), form.status


@bp.route("/account/passkeys", methods=["GET", "POST"])
@signed_in
@limit_owner_guesses
def show_passkeys() -> Any:
    """The passkeys one has, and a form to add the one of this device."""
    form, user = PasskeyForm(), current_user._get_current_object()
    proof = proof_of(user)
    ask_owner(form, proof)
    if form.validate_on_submit() and _may_have_passkeys(user) and is_owner(form, user, proof):
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
    return _passkeys_page(user, proof, form), form.status


@bp.post("/account/passkeys/<int:passkey_id>/remove")
@signed_in
@limit_owner_guesses
def remove_passkey(passkey_id: int) -> Any:
    """The device lets nobody in any more."""
    user: User = current_user._get_current_object()
    passkey = get_or_404(Passkey, Passkey.id == passkey_id, Passkey.user_id == user.id)
    form, proof = OwnerForm(), proof_of(user)
    ask_owner(form, proof)
    if not (form.validate_on_submit() and is_owner(form, user, proof)):
        adding = PasskeyForm(formdata=None)
        ask_owner(adding, proof)
        return _passkeys_page(user, proof, adding, {passkey.id: form}), 422
    db.session.delete(passkey)
    note_act(AuditAct.NO_SECOND_STEP, user, about=passkey.name)
    mails = second_step_mails(user, "removed")
    flash(_("The passkey “%(name)s” was removed.", name=passkey.name))
    db.session.commit()
    send_mails_soon(mails)
    return redirect(url_for("accounts.show_passkeys"))


def _may_have_passkeys(user: User) -> bool:
    return bool(passkey_domain()) and may_use_password(user)


def _passkeys_page(
    user: User, proof: OwnerProof, form: PasskeyForm, refused: Mapping[int, OwnerForm] | None = None
) -> str:
    """`refused`: the form of the passkey that could not be removed, with its mistakes."""
    passkeys, removing = passkeys_of(user), dict(refused or {})
    for one in passkeys:
        if one.id not in removing:
            removing[one.id] = OwnerForm(formdata=None)
            ask_owner(removing[one.id], proof)
        removing[one.id].tell_apart(f"remove-{one.id}")
    may_use = may_use_password(user)
    return render_template(
        "accounts/passkeys.html",
        form=form,
        passkeys=passkeys,
        removing=removing,
        asked=passkey_creation_options(user) if may_use and passkey_domain() else None,
        first=owner_hindrance(proof) if may_use else for_emergencies(),
        at_home=clock.at_home,
    )


@bp.post("/sign-in/passkey")
@public_page
@limiter.limit("60/minute;300/hour", deduct_when=lambda _answer: "_user_id" not in session)
def sign_in_passkey() -> Any:
    """Signing in with a passkey: it is password and second step at once."""
    form, half = PasskeySignInForm(), pending_sign_in()
    user = user_of_passkey(form.answer.data or "") if form.validate_on_submit() else None
    if user is None:
        note_act(AuditAct.WRONG_CODE, half.user if half else None, about=network_here())
        flash(_("That passkey does not fit. Sign in another way."), "problem")
        db.session.commit()
        return redirect(url_for("accounts.sign_in_code" if half else "accounts.sign_in"))
    if not may_use_password(user):
        flash(for_emergencies(), "problem")
        return redirect(url_for("accounts.sign_in"))
    begin_session(user)
    note_act(AuditAct.SIGNED_IN, user, about=network_here())
    db.session.commit()
    login_user(user, remember=bool(half and half.remember))
    session.pop(HALF_IN, None)
    session.pop("language", None)
    return redirect(half.next_page if half and half.next_page else safe_next())
