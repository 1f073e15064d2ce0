"""Signing in step by step: who has given the password and is asked for the code, and where one goes on to."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import request, session, url_for

from .. import clock
from ..data.db import db
from .models import User
from .passwords import token_hash

HALF_IN = "half_in"
PATIENCE = timedelta(minutes=10)
"""How long the password counts while the code is looked for."""


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
    return target if local else url_for("overview.show_front_page")


@dataclass(frozen=True)
class PendingSignIn:
    """Somebody whose password was right. `next_page`: where they wanted to go."""

    user: User
    remember: bool
    next_page: str


def begin_pending_sign_in(user: User, *, remember: bool = False, next_page: str = "") -> None:
    """Remember in the browser's signed cookie that the password was right; a new password ends it."""
    session[HALF_IN] = {
        "user": user.id,
        "mark": _mark(user),
        "at": clock.now().timestamp(),
        "remember": remember,
        "next": next_page,
    }


def pending_sign_in() -> PendingSignIn | None:
    """Who is asked for the second step in this browser; nobody after ten minutes, or once the account is locked."""
    kept: dict[str, Any] = session.get(HALF_IN) or {}
    if not kept or clock.now().timestamp() - kept["at"] > PATIENCE.total_seconds():
        return None
    user = db.session.get(User, kept["user"])
    if user is None or not user.active or kept["mark"] != _mark(user):
        return None
    return PendingSignIn(user, kept["remember"], kept["next"])


def pending_sign_in_key() -> str:
    """Whose codes are counted: a guesser is stopped from wherever the tries come."""
    return f"second step {(session.get(HALF_IN) or {}).get('user', '')}"


def _mark(user: User) -> str:
    """Another one once everybody was signed out; the cookie can be read, so it does not hold the token itself."""
    return token_hash(f"{HALF_IN} {user.session_token}")[:16]
