"""Tokens for programs, and what a program has sent once already."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NOT_IN_BACKUPS, Keyed, parent_key
from ..events.models import Event


class ApiToken(Keyed):
    """Lets a program do what its owner may, as far as `scopes` go (`tasks:write`, several between spaces).

    Only a hash of the token is kept. `event_id`: for that event alone; empty: for all. Used last, as far as five minutes tell.
    """

    user_id: Mapped[int] = parent_key("user.id")
    event_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    scopes: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    user: Mapped[User] = relationship()
    event: Mapped[Event | None] = relationship()


class ApiPost(Keyed):
    """Something a program has sent with a key of its own (`Idempotency-Key`): sent again it gets the same answer, and nothing is done twice.

    `digest` is of what was sent. `answer` is empty until it is known. It is kept for two days (`actions.forget_posts`).
    """

    __table_args__ = (
        sa.UniqueConstraint("token_id", "key"),
        {"info": {NOT_IN_BACKUPS: True}},
    )
    token_id: Mapped[int] = parent_key("api_token.id")
    key: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[int] = mapped_column(default=0)
    answer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), default=None)
