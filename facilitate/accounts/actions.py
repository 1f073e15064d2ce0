"""What happens to accounts: made, let in by a link, given a password, signed out everywhere."""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from .. import clock
from ..db import db
from .models import Link, Purpose, User
from .passwords import hashed

LIFETIME = {
    Purpose.SIGN_IN: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=14),
    Purpose.RESET: timedelta(hours=2),
}


def add_user(name: str, email: str, *, administrator: bool = False, language: str = "en") -> User:
    """A new account without a password; a link lets its owner choose one."""
    user = User(
        name=name,
        email=email.strip().lower(),
        administrator=administrator,
        language=language,
        session_token=secrets.token_urlsafe(24),
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def user_by_email(email: str) -> User | None:
    """The account with that address."""
    return db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def make_link(user: User, purpose: Purpose) -> str:
    """The address of a new single-use link. Only its hash is kept, so it cannot be shown a second time."""
    token = secrets.token_urlsafe(24)
    db.session.add(
        Link(
            user_id=user.id,
            purpose=purpose,
            token_hash=token_hash(token),
            expires_at=clock.now() + LIFETIME[purpose],
        )
    )
    return f"{current_app.extensions['settings'].base_url}/link/{token}"


def find_link(token: str) -> Link | None:
    """The link of that token, used or not."""
    return db.session.scalar(sa.select(Link).where(Link.token_hash == token_hash(token)).with_for_update())


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def set_password(user: User, password: str) -> None:
    """A new password; every other session and every open link of the account ends."""
    user.password_hash = hashed(password)
    sign_out_everywhere(user)
    db.session.execute(
        sa.update(Link).where(Link.user_id == user.id, Link.used_at.is_(None)).values(used_at=clock.now())
    )


def sign_out_everywhere(user: User) -> None:
    """Make every cookie of the account worthless."""
    user.session_token = secrets.token_urlsafe(24)
