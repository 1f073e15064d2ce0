"""Single sign-on: set up by an administrator; going to the office's sign-in, coming back, and ending both together."""

from typing import Any

from flask import (
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, login_user

from ..data.db import db, end_transaction, will_write
from ..web.addresses import full_address
from ..web.i18n import _
from ..web.limits import is_refused, limiter
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import administrators_only, public_page
from .entering import safe_next
from .forms import OutsideForm
from .outside import (
    apply_groups,
    no_entry_for,
    outside_client,
    outside_hindrance,
    outside_sign_in,
    refusal_of,
    save_outside_sign_in,
    user_of_visitor,
    visitor_of,
)
from .outside_ending import UntrueEnding, end_what_ended, said_to_have_ended, way_out
from .outside_reasons import BETWEEN, refusal_reason
from .sessions import (
    SessionStart,
    begin_session,
    end_sessions_from_here,
    network_here,
)

NEXT = "outside_next"


def _way_back() -> str:
    """The address to which the office's sign-in sends people back; it has to know it beforehand."""
    return full_address("accounts.outside_back")


@bp.get("/sign-in/outside")
@public_page
@limiter.limit("60/minute")
def sign_in_outside() -> Any:
    """On to the office's sign-in."""
    setup = outside_sign_in()
    if setup is None:
        return redirect(url_for("accounts.sign_in"))
    end_transaction()
    session[NEXT] = safe_next()
    try:
        return outside_client(setup).authorize_redirect(_way_back())
    except (OSError, ValueError, RuntimeError):
        flash(_("%(name)s does not answer at the moment.", name=setup.name), "problem")
        return redirect(url_for("accounts.sign_in"))


@bp.get("/sign-in/outside/back")
@public_page
@limiter.limit("60/minute")
def outside_back() -> Any:
    """Back from there: who it is, what their groups give, and in."""
    setup, next_page = outside_sign_in(), session.pop(NEXT, "")
    if setup is None or not {"code", "error"} & set(request.args):  # or back from signing out there
        return redirect(url_for("accounts.sign_in"))
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as in `outside.outside_client`
    from joserfc.errors import JoseError  # noqa: PLC0415 - as above

    end_transaction()
    why, visitor = "", None
    try:
        visitor = visitor_of(setup, outside_client(setup))
    except (AuthlibBaseError, JoseError, OSError, ValueError, KeyError, RuntimeError) as error:
        why = refusal_reason(error)
    will_write()
    user = user_of_visitor(setup, visitor) if visitor else None
    why = refusal_of(visitor, user) if visitor else why
    if visitor is None or user is None or why:
        about = f"{setup.name} {network_here()}{BETWEEN}{why}"
        note_act(AuditAct.OUTSIDE_FAILED, user, about=about)
        db.session.commit()
        current_app.logger.warning("single sign-on: nobody was let in: %s", why)
        flash(no_entry_for(setup, visitor, why), "problem")
        return redirect(url_for("accounts.sign_in"))
    apply_groups(setup, user, visitor)
    begin_session(user, SessionStart(outside=True, outside_sid=visitor.sid))
    note_act(AuditAct.SIGNED_IN, user, about=f"{setup.name} {network_here()}")
    db.session.commit()
    login_user(user)
    session.pop("language", None)
    return redirect(next_page or url_for("overview.show_front_page"))


@bp.get("/sign-out/outside")
@public_page
@limiter.limit("60/minute")
def sign_out_outside() -> Any:
    """On to where the office's sign-in ends its session too. A page of its own: the form of a page here leads nowhere else."""
    setup = outside_sign_in()
    end_transaction()
    there = way_out(setup, outside_client(setup), _way_back()) if setup else ""
    if setup is None or not there:
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/signed_out.html", setup=setup, there=there)


@bp.post("/sign-in/outside/ended")
@public_page
@limiter.limit("60/minute", deduct_when=is_refused)
def outside_ended() -> Any:
    """The office's sign-in says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    setup = outside_sign_in()
    if setup is None:
        abort(404)
    from joserfc.errors import JoseError  # noqa: PLC0415 - as in `outside.outside_client`

    end_transaction()
    try:
        said = said_to_have_ended(
            setup, outside_client(setup), request.form.get("logout_token", "")
        )
        end_what_ended(setup, said)
    except UntrueEnding as untrue:
        return _not_ended(str(untrue))
    except OSError:
        return _not_ended("the service's keys cannot be had at the moment")
    except (JoseError, ValueError, RuntimeError, TypeError, KeyError):
        return _not_ended("logout_token is not signed with the service's key")
    db.session.commit()
    return "", 200, {"Cache-Control": "no-store"}


def _not_ended(why: str) -> Any:
    db.session.rollback()
    current_app.logger.warning("single sign-on: a sign-out was refused: %s", why)
    said = {"error": "invalid_request", "error_description": why}
    return said, 400, {"Cache-Control": "no-store"}


@bp.route("/planner/signing-in/outside", methods=["GET", "POST"])
@administrators_only
def outside_setup() -> Any:
    """Where the office's sign-in is, whom it lets in, and what its groups give."""
    before = outside_sign_in()
    form = OutsideForm(obj=before)
    if form.validate_on_submit():
        setup = form.setup(before)
        end_transaction()
        wrong = outside_hindrance(setup)
        if not wrong:
            save_outside_sign_in(setup)
            if setup.emergency:
                end_sessions_from_here(but=(setup.emergency, current_user.email))
            note_act(AuditAct.SIGNING_IN, current_user, about=setup.issuer)
            flash(_("Saved. Now try it in another browser, and stay signed in here meanwhile."))
            db.session.commit()
            return redirect(url_for("accounts.outside_setup"))
        form.issuer.errors = [wrong]
    if before:
        form.client_secret.description = _("A secret is kept. Leave this empty to keep it.")
    page = render_template(
        "accounts/outside.html",
        form=form,
        kept=before,
        way_back=_way_back(),
        ended=full_address("accounts.outside_ended"),
    )
    return page, form.status


@bp.post("/planner/signing-in/outside/remove")
@administrators_only
def remove_outside() -> Any:
    """The planner alone signs people in again; accounts stay."""
    save_outside_sign_in(None)
    note_act(AuditAct.SIGNING_IN, current_user, about="–")
    flash(_("Single sign-on was removed. People sign in with their password."))
    db.session.commit()
    return redirect(url_for("accounts.signing_in"))
