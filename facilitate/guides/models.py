"""Looks of the organisation's own, and what an event has agreed for its guide."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import Keyed, Versioned, parent_key, pointer_key


class GuideLook(Keyed):
    """A Word file whose styles, header, footer and logo a guide wears; everybody in the planner may use it.

    `file` is what is left of the upload (base 64 text): it holds no text, no macro and no link to the outside (see `looks`).
    `taken` are the names of the styles it lacked: those are the planner's.
    """

    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    name: Mapped[str]
    file: Mapped[str]
    taken: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    removed_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class GuideSetting(Versioned):
    """What an event has agreed for its guide: its look (none: the planner's)."""

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    look_id: Mapped[int | None] = pointer_key("guide_look.id")
