"""The one table of what was done."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import AS_WE_SAID, NEVER_AGAIN, Keyed, parent_key, pointer_key
from ..lib.text import Words

UNDONE, REDONE = "undone", "redone"
"""What every room calls it when a change is taken back, and done again."""


class Change(Keyed):
    """One thing somebody did in a room of an event, or of the planner (`event_id` empty): its cells (`lib.cells.ChangeCell`), and whether it was taken back.

    `did`: the room's own word for it; `about`: what it is called after; `count`: how many rows; `source`: the name of the
    file it came from; `of_id`: the change that this one took back, did again, or is a part of. Each room has a kind of its own.
    """

    __table_args__ = NEVER_AGAIN
    __mapper_args__: Any = {**AS_WE_SAID, "polymorphic_on": "room"}

    event_id: Mapped[int | None] = parent_key("event.id", nullable=True)
    room: Mapped[str]
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    did: Mapped[str]
    about: Mapped[Words] = mapped_column(default=Words())
    count: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(default="")
    cells: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    undone: Mapped[bool] = mapped_column(default=False)
    of_id: Mapped[int | None] = pointer_key("change.id")
    user: Mapped[User | None] = relationship()
    of: Mapped["Change | None"] = relationship(remote_side="Change.id")


class MemberChange(Change):
    """Somebody who was removed from the team."""

    __mapper_args__: Any = {**AS_WE_SAID, "polymorphic_identity": "team"}


class FactsChange(Change):
    """An event's facts were edited. `about`: what differs, one a line."""

    __mapper_args__: Any = {**AS_WE_SAID, "polymorphic_identity": "event"}


class DirectoryChange(Change):
    """A person or an organisation removed from the directory."""

    __mapper_args__: Any = {**AS_WE_SAID, "polymorphic_identity": "directory"}


class MergeChange(Change):
    """Two people or two organisations that became one. `about`: what the one was called that went, and the other, one a line."""

    __mapper_args__: Any = {**AS_WE_SAID, "polymorphic_identity": "merges"}


def change_of_room(key: str) -> Any:
    """`__mapper_args__` of a room's own kind of change."""
    return {**AS_WE_SAID, "polymorphic_identity": key}
