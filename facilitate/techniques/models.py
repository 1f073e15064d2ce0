"""Techniques the planner's people have written or adapted themselves; those of guides/techniques are files and stay as they are."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import Versioned, pointer_key
from .technique import Technique, technique_from_table


class OwnTechnique(Versioned):
    """One own technique; everybody in the planner may use it.

    `content`: a table as in a file of guides/techniques, where a wording may be there in one language only. `based_on`: the
    key of the technique it was adapted from. One that was taken off the shelf keeps `removed_at` and can come back.
    """

    key: Mapped[str] = mapped_column(unique=True)
    based_on: Mapped[str] = mapped_column(default="")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    removed_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()

    @property
    def technique(self) -> Technique:
        """The technique its content describes."""
        return technique_from_table(self.content)
