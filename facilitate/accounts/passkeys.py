"""Passkeys: a device's own key and its fingerprint, face or PIN instead of a password and a code."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, session

from .. import clock
from ..data.db import db
from .models import Passkey, User

CHALLENGE = "passkey_challenge"
PATIENCE = timedelta(minutes=10)
"""How long a page may stand open before its button is pressed."""
KINDS_OF_KEY = (-7, -257, -8)
"""ECDSA with P-256, RSA, Ed25519, as COSE numbers them: what devices make."""
LONGEST = 20_000
"""Letters of what a browser sends about a key."""


def passkey_domain() -> str:
    """For which name passkeys are made here; empty where the planner is called by a number, or without HTTPS by another computer."""
    base = urlsplit(current_app.extensions["settings"].base_url)
    host = base.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host if base.scheme == "https" or host == "localhost" else ""
    return ""


def _origin() -> str:
    base = urlsplit(current_app.extensions["settings"].base_url)
    return f"{base.scheme}://{base.netloc}"


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _new_challenge() -> str:
    challenge = _text(secrets.token_bytes(32))
    session[CHALLENGE] = [challenge, clock.now().timestamp()]
    return challenge


def _challenge() -> bytes:
    """What this browser was asked to sign; once. Raises ValueError where it was asked nothing, or too long ago."""
    challenge, asked_at = session.pop(CHALLENGE, None) or ("", 0.0)
    if clock.now().timestamp() - asked_at > PATIENCE.total_seconds():
        raise ValueError("asked too long ago")
    return _bytes(challenge)


def passkey_creation_options(user: User) -> dict[str, Any]:
    """What the browser is asked in order to make a passkey for this person, each device once."""
    return {
        "challenge": _new_challenge(),
        "rp": {"id": passkey_domain(), "name": "facilitate"},
        "user": {
            "id": _text(f"user {user.id}".encode()),
            "name": user.email,
            "displayName": user.name,
        },
        "pubKeyCredParams": [{"type": "public-key", "alg": kind} for kind in KINDS_OF_KEY],
        "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
        "excludeCredentials": [
            {"type": "public-key", "id": one.credential} for one in passkeys_of(user)
        ],
        "attestation": "none",
        "timeout": int(PATIENCE.total_seconds() * 1000),
    }


def passkey_sign_in_options() -> dict[str, Any]:
    """What the browser is asked in order to sign somebody in, whoever they are."""
    return {
        "challenge": _new_challenge(),
        "rpId": passkey_domain(),
        "userVerification": "required",
        "timeout": int(PATIENCE.total_seconds() * 1000),
    }


def add_passkey(user: User, answer: str, name: str) -> Passkey | None:
    """The passkey that the browser made; None where its answer is not one to what it was asked."""
    from webauthn import verify_registration_response  # noqa: PLC0415 - long to load, seldom needed
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        found = verify_registration_response(
            credential=json.loads(answer),
            expected_challenge=_challenge(),
            expected_rp_id=passkey_domain(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
        return None
    passkey = Passkey(
        user_id=user.id,
        credential=_text(found.credential_id),
        public_key=_text(found.credential_public_key),
        sign_count=found.sign_count,
        name=name,
        created_at=clock.now(),
    )
    if _by_credential(passkey.credential) is not None:
        return None
    db.session.add(passkey)
    db.session.flush()
    return passkey


def user_of_passkey(answer: str) -> User | None:
    """Who signs in with the passkey of that answer; None where it is not theirs, was copied, or the account is locked."""
    from webauthn import verify_authentication_response  # noqa: PLC0415 - as above
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        said = json.loads(answer)
        passkey = _by_credential(str(said["id"]))
        challenge = _challenge()
        if passkey is None:
            return None
        found = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=passkey_domain(),
            expected_origin=_origin(),
            credential_public_key=_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
        return None
    passkey.sign_count, passkey.used_at = found.new_sign_count, clock.now()
    user = db.session.get_one(User, passkey.user_id)
    return user if user.active else None


def passkeys_of(user: User) -> Sequence[Passkey]:
    """The passkeys of an account, oldest first."""
    mine = sa.select(Passkey).where(Passkey.user_id == user.id)
    return db.session.scalars(mine.order_by(Passkey.id)).all()


def _by_credential(credential: str) -> Passkey | None:
    return db.session.scalar(sa.select(Passkey).where(Passkey.credential == credential))
