"""Signing in and out, links, passwords, one's own account, and the first run."""

from typing import Any

from flask import (
    Flask,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user, login_user, logout_user

from .. import clock
from ..data.db import db, read_first, then_write
from ..mail.outbox import can_mail, send_mail_soon
from ..web.i18n import LANGUAGES, _, _l, current_language
from ..web.limits import is_failed_guess, limiter
from . import letters, outside_pages, second_step_pages, session_pages, user_pages
from .actions import (
    add_user,
    find_link,
    make_link,
    set_password,
    user_by_email,
)
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import public_page, signed_in
from .entering import begin_pending_sign_in, safe_next
from .first_run import has_no_account, is_first_run_token, token_path
from .forms import (
    LONGEST_ADDRESS,
    AccountForm,
    ChangePasswordForm,
    FirstRunForm,
    ForgotForm,
    PasswordForm,
    SignInForm,
)
from .models import AccountLinkPurpose, Link, User
from .outside import for_emergencies, may_use_password, outside_sign_in
from .passkeys import passkey_domain, passkey_sign_in_options
from .passwords import is_right_password, token_hash
from .second_step import has_second_step
from .session_pages import stay_signed_in
from .sessions import (
    begin_session,
    network_here,
    session_start_here,
    sessions_of,
    sign_out,
    sign_out_everywhere,
    user_of_cookie,
)

__all__ = ["bp", "outside_pages", "second_step_pages", "session_pages", "user_pages"]

WITHOUT_COOKIE = ("accounts.outside_ended",)
"""What another machine posts, signed by it."""

login_manager = LoginManager()
login_manager.login_view = "accounts.sign_in"
login_manager.login_message = _l("Please sign in first.")


@login_manager.user_loader
def load_user(token: str) -> User | None:
    return user_of_cookie(token)


def account_and_address() -> str:
    """Who tries to sign in from where: a guesser is stopped, the others behind the same router are not."""
    typed = request.form.get("email", "")[
        :LONGEST_ADDRESS
    ]  # counted for an hour: a longer one is no address
    return f"{typed.strip().casefold()} {get_remote_address()}"


@bp.route("/sign-in", methods=["GET", "POST"])
@public_page
@limiter.limit("60/minute;300/hour", methods=["POST"], deduct_when=is_failed_guess)
@limiter.limit(
    "10/minute;60/hour", key_func=account_and_address, methods=["POST"], deduct_when=is_failed_guess
)
def sign_in() -> Any:
    read_first()  # checking a password takes its time, and others save meanwhile
    if has_no_account():
        session.pop("_flashes", None)  # nobody can sign in yet: it does not ask for it
        return redirect(url_for("accounts.first_run"))
    form = SignInForm()
    if form.validate_on_submit():
        user = user_by_email(form.email.data)
        if (
            is_right_password(user.password_hash if user else None, form.password.data)
            and user
            and user.active
        ):
            if not may_use_password(user):
                flash(for_emergencies(), "problem")
                return redirect(url_for("accounts.sign_in"))
            if has_second_step(user):
                begin_pending_sign_in(user, remember=form.remember.data, next_page=safe_next())
                return redirect(url_for("accounts.sign_in_code"))
            then_write()
            begin_session(user)
            note_act(AuditAct.SIGNED_IN, user, about=network_here())
            db.session.commit()
            login_user(user, remember=form.remember.data)
            session.pop("language", None)
            return redirect(safe_next())
        then_write()
        note_act(AuditAct.FAILED, user, about=network_here())
        db.session.commit()
        form.password.errors = [_("The e-mail address and the password do not match.")]
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        passkey=passkey_sign_in_options() if passkey_domain() else None,
        outside=outside_sign_in(),
    )
    return page, form.status


@bp.post("/sign-out", endpoint="sign_out")
@signed_in
def sign_out_here() -> Any:
    """End this session on the server too: a copied cookie opens nothing. Then the one at the office's own sign-in, if it began there."""
    there = session_start_here().outside
    sign_out(current_user, session["_user_id"])
    logout_user()
    db.session.commit()
    return redirect(_signed_out(there))


@bp.post("/sign-out-everywhere")
@signed_in
def end_all_sessions() -> Any:
    there = session_start_here().outside
    sign_out_everywhere(current_user)
    logout_user()
    flash(_("You are signed out on all devices."))
    db.session.commit()
    return redirect(_signed_out(there))


def _signed_out(outside: bool) -> str:
    return url_for("accounts.sign_out_outside" if outside else "accounts.sign_in")


@bp.post("/language")
@public_page
def choose_language() -> Any:
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        abort(400)
    session["language"] = code
    return redirect(safe_next())


@bp.route("/forgot", methods=["GET", "POST"])
@public_page
@limiter.limit("60/minute;300/hour", methods=["POST"])
@limiter.limit("5/minute;20/hour", key_func=account_and_address, methods=["POST"])
def forgot_password() -> Any:
    form = ForgotForm()
    if form.validate_on_submit() and can_mail():
        user = user_by_email(form.email.data)
        message = (
            letters.reset_mail(user, make_link(user, AccountLinkPurpose.RESET))
            if user and user.active
            else None
        )
        db.session.commit()
        if message:
            send_mail_soon(message.id)
        return render_template("accounts/forgot_sent.html")
    return render_template("accounts/forgot.html", form=form, can_mail=can_mail()), form.status


@bp.route("/link/<token>", methods=["GET", "POST"])
@public_page
@limiter.limit("30/minute", deduct_when=is_failed_guess)
def use_link(token: str) -> Any:
    """GET shows a button, so that a mail scanner that follows links does not use them up."""
    found = find_link(token)
    if found is None or found.used_at or found.expires_at < clock.now():
        return render_template("accounts/link_ended.html", used=bool(found and found.used_at)), 410
    user = db.session.get_one(User, found.user_id)
    if not user.active:
        return render_template("accounts/link_ended.html", used=True), 410
    if found.purpose is not AccountLinkPurpose.SIGN_IN and not may_use_password(user):
        return redirect(url_for("accounts.sign_in"))
    form = None if found.purpose is AccountLinkPurpose.SIGN_IN else PasswordForm()
    if request.method == "POST" and (form is None or form.validate()):
        _use(found, user, form.password.data if form else None)
        if has_second_step(user):
            begin_pending_sign_in(user)
            db.session.commit()
            return redirect(url_for("accounts.sign_in_code"))
        begin_session(user)
        note_act(AuditAct.SIGNED_IN, user, about=network_here())
        db.session.commit()
        login_user(user)
        session.pop("language", None)
        return redirect(url_for("overview.show_front_page"))
    page = render_template("accounts/link.html", form=form, user=user)
    return page, 422 if request.method == "POST" else 200


def _use(found: Link, user: User, password: str | None) -> None:
    found.used_at = clock.now()
    if found.purpose is AccountLinkPurpose.INVITATION:
        user.language = session.get("language", user.language)  # chosen on the page of the link
    if password:
        set_password(user, password)


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def edit_account() -> Any:
    form = AccountForm(obj=current_user)
    if form.validate_on_submit():
        form.populate_obj(current_user)
        session.pop("language", None)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("accounts.edit_account"))
    shown = form if form.is_submitted() else _own_account()
    return _account_page(shown, ChangePasswordForm(formdata=None)), form.status


def _own_account() -> AccountForm:
    """The account as it is kept, in the language spoken now: saving it does not turn the page back."""
    form = AccountForm(formdata=None, obj=current_user)
    form.language.data = current_language()
    return form


def _account_page(form: AccountForm, change: ChangePasswordForm) -> str:
    return render_template(
        "accounts/account.html",
        form=form,
        change=change,
        sessions=sessions_of(current_user),
        this=token_hash(session["_user_id"]),
        second_step=has_second_step(current_user),
        at_home=clock.at_home,
    )


@bp.post("/account/password")
@signed_in
@limiter.limit("10/minute", deduct_when=is_failed_guess)
def change_password() -> Any:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        if is_right_password(current_user.password_hash, form.current.data):
            start = session_start_here()
            set_password(current_user, form.password.data)
            flash(_("Your password was changed. You are signed out on your other devices."))
            stay_signed_in(start)
            return redirect(url_for("accounts.edit_account"))
        form.current.errors = [_("This is not your current password.")]
    return _account_page(_own_account(), form), 422


@bp.route("/first-run", methods=["GET", "POST"])
@public_page
@limiter.limit("10/minute", methods=["POST"], deduct_when=is_failed_guess)
def first_run() -> Any:
    if not has_no_account():
        return redirect(url_for("accounts.sign_in"))
    form = FirstRunForm()
    if form.validate_on_submit():
        if is_first_run_token(form.token.data):
            user = add_user(
                form.name.data, form.email.data, administrator=True, language=current_language()
            )
            set_password(user, form.password.data)
            begin_session(user)
            db.session.commit()
            token_path().unlink(missing_ok=True)
            login_user(user)
            return redirect(url_for("overview.show_front_page"))
        form.token.errors = [_("This is not the token shown in the terminal.")]
    return render_template("accounts/first_run.html", form=form), form.status


def init_app(app: Flask) -> None:
    """Bind sign-in to the application."""
    login_manager.init_app(app)
    app.register_blueprint(bp)
