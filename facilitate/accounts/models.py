"""People who sign in, and the single-use links that let them in."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from ..data.db import Keyed, enum_column, parent_key


class User(UserMixin, Keyed):
    """Somebody with an account. Each cookie carries `session_token` and a part of its own: a new token signs out everywhere.

    `sees_contacts`: may see e-mail addresses and phone numbers of the directory; administrators always may.
    `open_documents`: files are made as LibreOffice has them (.odt, .ods).
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
    open_documents: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    works_here: ClassVar[bool | None] = None
    """Whether they work in any event or forum; told to the one whose cookie was looked up, None to others."""
    lacks_second_step: ClassVar[bool] = False
    """Whether signing in has to ask them for a second step and they have none yet; told as `works_here` is."""
    own_cookie: ClassVar[str] = ""
    """What the cookie they are given holds, once it was made."""

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
        """What the cookie of one sign-in holds; the same however often it is asked, until everybody is signed out."""
        if not self.own_cookie.startswith(f"{self.session_token}."):
            self.own_cookie = f"{self.session_token}.{secrets.token_urlsafe(12)}"  # type: ignore[misc] # no column: SQLAlchemy takes any other annotation for one
        return self.own_cookie


class AccountLinkPurpose(StrEnum):
    """What a single-use link is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    RESET = "reset"


class Link(Keyed):
    """A single-use link; only the hash of its token is kept."""

    user_id: Mapped[int] = parent_key("user.id")
    purpose: Mapped[AccountLinkPurpose] = enum_column(AccountLinkPurpose)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DeviceSession(Keyed):
    """One sign-in on one device; of its cookie only the hash is kept. A copy of an ended one opens nothing.

    `browser`, `system`: as the browser names them; `network`: the address without its last part. They go when it ends.
    `outside`: the office's own sign-in let them in; `outside_sid`: what it calls that session, empty where it does not say.
    """

    user_id: Mapped[int] = parent_key("user.id")
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    network: Mapped[str] = mapped_column(default="")
    outside: Mapped[bool] = mapped_column(default=False)
    outside_sid: Mapped[str] = mapped_column(default="")


class Authenticator(Keyed):
    """An app that shows six digits. `secret`: sealed with the planner's key; `last_step`: the half minute of the last code used."""

    user_id: Mapped[int] = parent_key("user.id", unique=True)
    secret: Mapped[str]
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class RecoveryCode(Keyed):
    """A code that stands in once for the app; only its hash is kept."""

    user_id: Mapped[int] = parent_key("user.id")
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


class Passkey(Keyed):
    """A key of a device by which its owner signs in without a password: `credential` names it, both as base64url."""

    user_id: Mapped[int] = parent_key("user.id")
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OutsideAccount(Keyed):
    """As whom the office's own sign-in knows the owner of an account."""

    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)
    user_id: Mapped[int] = parent_key("user.id")
    issuer: Mapped[str]
    subject: Mapped[str]
