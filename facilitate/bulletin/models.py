"""Editions of the bulletin, their items, and who got them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..data.db import NEVER_AGAIN, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..history.models import Change, change_of_room
from ..lib.text import Words


class BulletinKind(StrEnum):
    """What an item is about, in the order in which an edition tells it."""

    REPORT = "report"
    DATE = "date"
    LESSON = "lesson"
    ANALYSIS = "analysis"
    TREND = "trend"
    LAW = "law"
    PROCEDURE = "procedure"
    TRAINING = "training"
    PARTNER = "partner"


class BulletinChange(Change):
    """An item or an edition that was removed."""

    __mapper_args__ = change_of_room("bulletin")


class BulletinEdit(Change):
    """An item that was edited. `about`: its heading."""

    __mapper_args__ = change_of_room("bulletin_edits")


class BulletinEdition(Versioned):
    """One bulletin. `token`: where everybody reads it once two people have released it (`released_at`).

    `sent_at`: when the first mails of it were handed to the outbox.
    """

    __table_args__ = NEVER_AGAIN
    number: Mapped[int] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_composed(self) -> bool:
        """Whether it is still being put together: neither released nor sent."""
        return self.released_at is None and self.sent_at is None


class BulletinItem(Versioned):
    """One piece of news. `source` says which row of another room it was made of; empty where somebody wrote it.

    `sent_by`: who of the members sent it in, name and office; it waits without an edition until it is put into one.
    """

    __table_args__ = NEVER_AGAIN
    edition_id: Mapped[int | None] = parent_key("bulletin_edition.id", nullable=True)
    kind: Mapped[BulletinKind] = enum_column(BulletinKind)
    heading: Mapped[Words]
    text: Mapped[Words] = mapped_column(default=Words())
    link: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[str] = mapped_column(default="")


class BulletinReceipt(Keyed):
    """Somebody was written to about an edition, at the organisation they had then; what became of it is the mail's to say."""

    __table_args__ = (sa.UniqueConstraint("edition_id", "person_id"),)
    edition_id: Mapped[int] = parent_key("bulletin_edition.id")
    person_id: Mapped[int | None] = pointer_key("person.id")
    organisation_id: Mapped[int | None] = pointer_key("organisation.id")
    message_id: Mapped[int | None] = pointer_key("message.id")
    at: Mapped[datetime]
