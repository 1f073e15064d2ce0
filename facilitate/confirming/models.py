"""The links by which people keep their own entries true, and what was changed that way."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import Keyed, parent_key, pointer_key
from ..directory.models import Person
from ..history.models import Change, change_of_room


class EntryLink(Keyed):
    """Somebody's link to their own entry, a new one each year. `made_on`, `sent_on`: this link, and the last letter with it.

    `times`: letters with it; `answered_at`: when they answered by it last. `waits`: what they sent that somebody has to look at,
    by the names of the form; empty where nothing waits.
    """

    person_id: Mapped[int] = parent_key("person.id", unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    made_on: Mapped[date]
    sent_on: Mapped[date | None] = mapped_column(default=None)
    times: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    waits: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    message_id: Mapped[int | None] = pointer_key("message.id", default=None)
    person: Mapped[Person] = relationship()


class EntryChange(Change):
    """Somebody confirmed or corrected their own entry, or what they sent was looked at. `about`: their name."""

    __mapper_args__ = change_of_room("entries")
