"""Signing in and out, links, passwords, one's own account, and the first run."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import (
    Blueprint,
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
from ..db import db, get_or_404, read_first, then_write
from ..i18n import LANGUAGES, _, _l
from ..limits import failed, limiter
from ..mail import can_mail, send_soon
from ..refused import Refused
from . import letters
from .actions import (
    add_user,
    find_link,
    lock,
    make_link,
    remove,
    set_password,
    set_rights,
    sign_out,
    sign_out_everywhere,
    unlock,
    user_by_email,
    user_of_cookie,
)
from .audit import Act, audit
from .doors import administrators, public, signed_in
from .first_run import nobody_yet, token_fits, token_path
from .forms import (
    AccountForm,
    ChangePasswordForm,
    FirstRunForm,
    ForgotForm,
    InviteForm,
    PasswordForm,
    RightsForm,
    SignInForm,
)
from .models import Link, Purpose, User
from .passwords import is_right

bp = Blueprint("accounts", __name__)
login_manager = LoginManager()
login_manager.login_view = "accounts.sign_in"
login_manager.login_message = _l("Please sign in first.")


@login_manager.user_loader
def load_user(token: str) -> User | None:
    return user_of_cookie(token)


def safe_next() -> str:
    """The page to go on to: only a path of our own."""
    target = request.values.get("next", "")
    try:
        elsewhere = bool(urlsplit(target).netloc)
    except ValueError:  # “//[” is no address at all
        elsewhere = True
    local = (
        target.isprintable()
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and not elsewhere
    )
    return target if local else url_for("overview.front")


def account_and_address() -> str:
    """Who tries to sign in from where: a guesser is stopped, the others behind the same router are not."""
    return f"{request.form.get('email', '').strip().casefold()} {get_remote_address()}"


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit("60/minute;300/hour", methods=["POST"], deduct_when=failed)
@limiter.limit(
    "10/minute;60/hour", key_func=account_and_address, methods=["POST"], deduct_when=failed
)
def sign_in() -> Any:
    read_first()  # checking a password takes its time, and others save meanwhile
    if nobody_yet():
        session.pop("_flashes", None)  # nobody can sign in yet: it does not ask for it
        return redirect(url_for("accounts.first_run"))
    form = SignInForm()
    if form.validate_on_submit():
        user = user_by_email(form.email.data)
        if (
            is_right(user.password_hash if user else None, form.password.data)
            and user
            and user.active
        ):
            then_write()
            audit(Act.SIGNED_IN, user)
            db.session.commit()
            login_user(user, remember=form.remember.data)
            session.pop("language", None)
            return redirect(safe_next())
        then_write()
        audit(Act.FAILED, user)
        db.session.commit()
        form.password.errors = [_("The e-mail address and the password do not match.")]
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.post("/sign-out", endpoint="sign_out")
@signed_in
def leave() -> Any:
    """End this session on the server too: a copied cookie opens nothing."""
    sign_out(current_user, session["_user_id"])
    logout_user()
    db.session.commit()
    return redirect(url_for("accounts.sign_in"))


@bp.post("/sign-out-everywhere")
@signed_in
def everywhere() -> Any:
    sign_out_everywhere(current_user)
    logout_user()
    flash(_("You are signed out on all devices."))
    db.session.commit()
    return redirect(url_for("accounts.sign_in"))


@bp.post("/language")
@public
def language() -> Any:
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        abort(400)
    session["language"] = code
    return redirect(safe_next())


@bp.route("/forgot", methods=["GET", "POST"])
@public
@limiter.limit("60/minute;300/hour", methods=["POST"])
@limiter.limit("5/minute;20/hour", key_func=account_and_address, methods=["POST"])
def forgot() -> Any:
    form = ForgotForm()
    if form.validate_on_submit() and can_mail():
        user = user_by_email(form.email.data)
        message = (
            letters.reset(user, make_link(user, Purpose.RESET)) if user and user.active else None
        )
        db.session.commit()
        if message:
            send_soon(message.id)
        return render_template("accounts/forgot_sent.html")
    return render_template("accounts/forgot.html", form=form, can_mail=can_mail()), form.status


@bp.route("/link/<token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", deduct_when=failed)
def link(token: str) -> Any:
    """GET shows a button, so that a mail scanner that follows links does not use them up."""
    found = find_link(token)
    if found is None or found.used_at or found.expires_at < clock.now():
        return render_template("accounts/link_ended.html", used=bool(found and found.used_at)), 410
    user = db.session.get_one(User, found.user_id)
    if not user.active:
        return render_template("accounts/link_ended.html", used=True), 410
    form = None if found.purpose is Purpose.SIGN_IN else PasswordForm()
    if request.method == "POST" and (form is None or form.validate()):
        _use(found, user, form.password.data if form else None)
        audit(Act.SIGNED_IN, user)
        db.session.commit()
        login_user(user)
        session.pop("language", None)
        return redirect(url_for("overview.front"))
    page = render_template("accounts/link.html", form=form, user=user)
    return page, 422 if request.method == "POST" else 200


def _use(found: Link, user: User, password: str | None) -> None:
    found.used_at = clock.now()
    if password:
        set_password(user, password)


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def account() -> Any:
    form = AccountForm(obj=current_user)
    if form.validate_on_submit():
        form.populate_obj(current_user)
        session.pop("language", None)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("accounts.account"))
    page = render_template(
        "accounts/account.html", form=form, change=ChangePasswordForm(formdata=None)
    )
    return page, form.status


@bp.post("/account/password")
@signed_in
@limiter.limit("10/minute", deduct_when=failed)
def change_password() -> Any:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        if is_right(current_user.password_hash, form.current.data):
            set_password(current_user, form.password.data)
            flash(_("Your password was changed. You are signed out on your other devices."))
            db.session.commit()
            login_user(current_user._get_current_object())
            return redirect(url_for("accounts.account"))
        form.current.errors = [_("This is not your current password.")]
    return render_template(
        "accounts/account.html", form=AccountForm(formdata=None, obj=current_user), change=form
    ), 422


@bp.route("/accounts", methods=["GET", "POST"])
@administrators
def users() -> Any:
    """Everybody with an account, and a form to invite one more."""
    form = InviteForm()
    made = None
    if form.validate_on_submit():
        if user_by_email(form.email.data):
            form.email.errors = [_("There is already an account with this address.")]
        else:
            user = add_user(form.name.data, form.email.data, administrator=form.administrator.data)
            user.sees_contacts = form.sees_contacts.data
            audit(Act.INVITED, current_user, user)
            made = make_link(user, Purpose.INVITATION)
            message = letters.invitation(user, made) if can_mail() else None
            db.session.commit()
            if message:
                send_soon(message.id)
            form = InviteForm(formdata=None)
    people = db.session.scalars(
        sa.select(User).where(User.removed_at.is_(None)).order_by(User.name)
    ).all()
    page = render_template(
        "accounts/users.html", form=form, people=people, made=made, mailed=can_mail()
    )
    return page, form.status


@bp.route("/accounts/<int:user_id>", methods=["GET", "POST"])
@administrators
def user_page(user_id: int) -> Any:
    """One account: what its owner may do, and what an administrator may do with it."""
    user = _account(user_id)
    form = RightsForm(obj=user)
    if form.validate_on_submit():
        set_rights(
            user, administrator=form.administrator.data, sees_contacts=form.sees_contacts.data
        )
        audit(Act.RIGHTS, current_user, user)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("accounts.user_page", user_id=user.id))
    return render_template("accounts/user.html", user=user, form=form, made=None), form.status


@bp.post("/accounts/<int:user_id>/link")
@administrators
def new_link(user_id: int) -> Any:
    """A link by which the owner chooses a new password, for where no mail arrives."""
    user = _account(user_id)
    if not user.active:
        raise Refused(_("This account is locked. Unlock it first."))
    made = make_link(user, Purpose.RESET)
    audit(Act.LINK, current_user, user)
    db.session.commit()
    return render_template(
        "accounts/user.html", user=user, form=RightsForm(formdata=None, obj=user), made=made
    )


@bp.post("/accounts/<int:user_id>/<any(lock, unlock, sign_out, remove):what>")
@administrators
def user_do(user_id: int, what: str) -> Any:
    """Lock an account or unlock it, end its sessions, remove it."""
    user = _account(user_id)
    if user == current_user and what in ("lock", "remove"):
        raise Refused(_("This is your own account. Another administrator can do that."))
    done, said = DO[what]
    done(user)
    audit(Act(what), current_user, user)
    flash(said % {"name": user.name})
    db.session.commit()
    return redirect(
        url_for("accounts.users")
        if what == "remove"
        else url_for("accounts.user_page", user_id=user.id)
    )


DO: dict[str, tuple[Callable[[User], None], Any]] = {
    "lock": (lock, _l("%(name)s can no longer sign in.")),
    "unlock": (unlock, _l("%(name)s can sign in again.")),
    "sign_out": (sign_out_everywhere, _l("%(name)s is signed out on every device.")),
    "remove": (remove, _l("The account of %(name)s was removed. What they wrote stays.")),
}


def _account(user_id: int) -> User:
    return get_or_404(User, User.id == user_id, User.removed_at.is_(None))


@bp.route("/first-run", methods=["GET", "POST"])
@public
@limiter.limit("10/minute", methods=["POST"], deduct_when=failed)
def first_run() -> Any:
    if not nobody_yet():
        return redirect(url_for("accounts.sign_in"))
    form = FirstRunForm()
    if form.validate_on_submit():
        if token_fits(form.token.data):
            user = add_user(form.name.data, form.email.data, administrator=True)
            set_password(user, form.password.data)
            db.session.commit()
            token_path().unlink(missing_ok=True)
            login_user(user)
            return redirect(url_for("overview.front"))
        form.token.errors = [_("This is not the token shown in the terminal.")]
    return render_template("accounts/first_run.html", form=form), form.status


def init_app(app: Flask) -> None:
    """Bind sign-in to the application."""
    login_manager.init_app(app)
    app.register_blueprint(bp)
