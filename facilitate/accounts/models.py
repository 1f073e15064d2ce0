"""People who sign in, and the single-use links that let them in."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Keyed, choice, parent


class User(UserMixin, Keyed):
    """Somebody with an account. Each cookie carries `session_token` and a part of its own: a new token signs out everywhere.

    `sees_contacts`: may see e-mail addresses and phone numbers of the directory; administrators always may.
    Who is locked (not `active`) cannot sign in and gets no mail. Of who was removed only the name stays, beside what they did.
    """

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    session_token: Mapped[str] = mapped_column(unique=True)
    administrator: Mapped[bool] = mapped_column(default=False)
    sees_contacts: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    removed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime]
    works_here: ClassVar[bool | None] = None
    """Whether they work in any event or forum; told to the one whose cookie was looked up, None to others."""

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def may_see_contacts(self) -> bool:
        """Whether e-mail addresses and phone numbers of the directory are shown to them."""
        return self.administrator or self.sees_contacts

    @property
    def address(self) -> str:
        """Where mails to them go; empty for who can no longer sign in."""
        return self.email if self.active else ""

    def get_id(self) -> str:
        return f"{self.session_token}.{secrets.token_urlsafe(12)}"


class Purpose(StrEnum):
    """What a single-use link is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    RESET = "reset"


class Link(Keyed):
    """A single-use link; only the hash of its token is kept."""

    user_id: Mapped[int] = parent("user.id")
    purpose: Mapped[Purpose] = choice(Purpose)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class EndedSession(Keyed):
    """A cookie that somebody signed out with: a copy of it opens nothing. Only its hash is kept."""

    user_id: Mapped[int] = parent("user.id")
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    ended_at: Mapped[datetime]
