"""Ending sessions together with the office's own sign-in: what it says has ended there, and where one signs out there."""

from typing import Any

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..data.noted import forget_noted, note_first
from ..run.jobs import daily
from .audit import AuditAct, note_act
from .models import DeviceSession, OutsideAccount, User
from .outside import CLOCKS_APART, OutsideSignIn
from .passwords import token_hash
from .sessions import end_session

EVENT = "http://schemas.openid.net/event/backchannel-logout"
"""What a message that somebody signed out is called (OpenID Connect Back-Channel Logout 1.0)."""
ONCE = "outside-ended:"


class UntrueEnding(ValueError):
    """Why a message does not end anything, in words for who looks after the office's sign-in."""


class _Said(dict[str, Any]):
    """What a signed message says; the library checks the signature, `_check` the rest."""

    def __init__(
        self,
        claims: dict[str, Any],
        header: dict[str, Any],
        *_options: object,
    ) -> None:
        super().__init__(claims)
        self.algorithm = str(header.get("alg"))

    def validate(self, leeway: int) -> None:
        """Refuse what anybody could have written."""
        if not self.algorithm.startswith(("RS", "PS", "ES", "Ed")):
            raise UntrueEnding("logout_token is not signed with the service's key")


def said_to_have_ended(setup: OutsideSignIn, speaker: Any, token: str) -> dict[str, Any]:
    """What a message says that the office's sign-in alone could have written.

    Raises what the library raises where the signature is wrong or the keys cannot be had, else UntrueEnding.
    """
    said = speaker.parse_id_token({"id_token": token}, nonce=None, claims_cls=_Said)
    _check(setup, said)
    return dict(said)


def _check(setup: OutsideSignIn, said: dict[str, Any]) -> None:
    now = clock.now().timestamp()
    audience, events = said.get("aud"), said.get("events")
    begins, ends = said.get("iat"), said.get("exp", now)
    if str(said.get("iss")).rstrip("/") != setup.issuer.rstrip("/"):
        raise UntrueEnding("iss is not the service that signs people in here")
    if setup.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise UntrueEnding("aud does not name this planner")
    if not isinstance(begins, int | float) or abs(now - begins) > CLOCKS_APART.total_seconds():
        raise UntrueEnding("iat is missing or more than five minutes from this planner's clock")
    if not isinstance(ends, int | float) or now - ends > CLOCKS_APART.total_seconds():
        raise UntrueEnding("exp is over")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict) or "nonce" in said:
        raise UntrueEnding("this is no logout token")
    if not _text(said, "sub") and not _text(said, "sid"):
        raise UntrueEnding("sub and sid are missing")
    if not _text(said, "jti"):
        raise UntrueEnding("jti is missing")


def _text(said: dict[str, Any], claim: str) -> str:
    value = said.get(claim)
    return value if isinstance(value, str) else ""


def end_what_ended(setup: OutsideSignIn, said: dict[str, Any]) -> None:
    """End the sessions that were meant, on every server. The caller commits. Raises UntrueEnding the second time.

    A session from which the service gave no name ends with any other of the same person.
    """
    subject, name = _text(said, "sub"), _text(said, "sid")
    if not note_first(f"{ONCE}{token_hash(said['jti'])}", ""):
        raise UntrueEnding("jti was used before")
    query = sa.select(DeviceSession).where(DeviceSession.outside, DeviceSession.ended_at.is_(None))
    if subject:
        query = query.where(
            DeviceSession.user_id.in_(
                sa.select(OutsideAccount.user_id).where(
                    OutsideAccount.issuer == setup.issuer, OutsideAccount.subject == subject
                )
            )
        )
    if name:
        names = [name, ""] if subject else [name]
        query = query.where(DeviceSession.outside_sid.in_(names))
    found = db.session.scalars(query).all()
    for session in found:
        end_session(session)
    for user_id in sorted({session.user_id for session in found}):
        user = db.session.get_one(User, user_id)
        note_act(AuditAct.ENDED_SESSION, None, user, about=setup.name)


def way_out(setup: OutsideSignIn, speaker: Any, back: str) -> str:
    """Where one signs out of the office's sign-in; empty where it offers that nowhere, or does not answer."""
    try:
        found = speaker.load_server_metadata()
        if not found.get("end_session_endpoint"):
            return ""
        made = speaker.create_logout_url(post_logout_redirect_uri=back, client_id=setup.client_id)
    except (OSError, ValueError, RuntimeError):
        return ""
    return str(made["url"])


@daily
def forget_endings() -> None:
    """Forget which messages were used: they are too old by now to be taken again."""
    forget_noted(ONCE, 3 * CLOCKS_APART)
    db.session.commit()
