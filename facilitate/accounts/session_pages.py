"""Ending sessions: one's own, and, for an administrator, another person's."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_login import current_user, login_user

from ..data.db import db, get_or_404
from ..web.i18n import _
from .audit import AuditAct, note_act
from .blueprint import bp
from .doors import administrators_only, signed_in
from .models import DeviceSession, User
from .sessions import (
    SessionStart,
    begin_session,
    end_session,
    session_start_here,
    sign_out_everywhere,
)


@bp.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_own_session(session_id: int) -> Any:
    """Sign out on another device."""
    end_session(_open_session(session_id, current_user.id))
    flash(_("You are signed out on that device."))
    db.session.commit()
    return redirect(url_for("accounts.edit_account", _anchor="devices"))


@bp.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> Any:
    """Sign out on every device but this one, which gets a new cookie; those from before sessions were listed end too."""
    user: User = current_user._get_current_object()
    start = session_start_here()
    sign_out_everywhere(user)
    flash(_("You are signed out on all other devices."))
    stay_signed_in(start)
    return redirect(url_for("accounts.edit_account", _anchor="devices"))


@bp.post("/accounts/<int:user_id>/sessions/<int:session_id>/end")
@administrators_only
def end_session_of(user_id: int, session_id: int) -> Any:
    """Sign a person out on one device."""
    user = get_or_404(User, User.id == user_id)
    end_session(_open_session(session_id, user.id))
    note_act(AuditAct.ENDED_SESSION, current_user, user)
    flash(_("%(name)s is signed out on that device.", name=user.name))
    db.session.commit()
    return redirect(url_for("accounts.user_page", user_id=user.id))


def _open_session(session_id: int, user_id: int) -> DeviceSession:
    return get_or_404(
        DeviceSession,
        DeviceSession.id == session_id,
        DeviceSession.user_id == user_id,
        DeviceSession.ended_at.is_(None),
    )


def stay_signed_in(start: SessionStart) -> None:
    """A new cookie for this device alone, as lasting as the one before; commits. `start`: what `session_start_here` said before."""
    user: User = current_user._get_current_object()
    begin_session(user, start)
    db.session.commit()
    login_user(user, remember="remember_token" in request.cookies)
