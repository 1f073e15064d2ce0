"""What the report adds to what the other rooms hold: edited sections, editions and their releases, who it was sent to."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NEVER_AGAIN, Keyed, Versioned, parent_key, pointer_key
from ..history.models import Change, change_of_room


class ActionAtForum(Keyed):
    """An action of a meeting that its forum follows as an open point: passed on once."""

    action_id: Mapped[int] = parent_key("note_action.id", unique=True)
    point_id: Mapped[int] = parent_key("open_point.id")


class Proceedings(Versioned):
    """How an event's report is put together: its sections. It wears the look of the event's guide.

    `sections`: `{key, included}` in their order; empty where all stand in the usual order. `token`: the address of the released
    report.
    """

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    sections: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    token: Mapped[str] = mapped_column(unique=True)


class SectionText(Versioned):
    """A section as the team has written it in one language; `source` is what was assembled at that time.

    What is assembled now is compared with `source`: that is what changed since.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "section", "language"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    section: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    source: Mapped[str]
    by_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    by: Mapped[User | None] = relationship()


class Attachment(Versioned):
    """A presentation or annex that was uploaded. `public`: whoever gave it agrees that it goes out with the report."""

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    step_id: Mapped[int | None] = pointer_key("step.id")
    title: Mapped[str]
    speaker: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    public: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    by: Mapped[User | None] = relationship()


class Edition(Keyed):
    """The whole report in both languages as it is to be released; what leaves the house is read from here alone.

    `content`: by language. `digest` tells whether the report has changed since. `released_at`: when the second of two people
    released it. `withdrawn_at`: it is out no longer.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "number"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    number: Mapped[int]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, deferred=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = pointer_key("user.id")
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class Release(Keyed):
    """Somebody has read an edition and lets it leave the house; it takes two different people."""

    __table_args__ = (sa.UniqueConstraint("edition_id", "user_id"),)
    edition_id: Mapped[int] = parent_key("edition.id")
    user_id: Mapped[int] = parent_key("user.id")
    at: Mapped[datetime]
    user: Mapped[User] = relationship()


class InterestedParty(Keyed):
    """Somebody who took no part and gets the report all the same."""

    event_id: Mapped[int] = parent_key("event.id")
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str] = mapped_column(default="sq")


class AnnexChange(Change):
    """An annex of the report that was removed."""

    __mapper_args__ = change_of_room("annexes")


class ReportChange(Change):
    """Somebody interested in the report who was removed."""

    __mapper_args__ = change_of_room("report")


class SentReport(Keyed):
    """The report was sent to this address; whether anybody opened it is not known."""

    __table_args__ = (sa.UniqueConstraint("edition_id", "email"),)
    edition_id: Mapped[int] = parent_key("edition.id")
    participation_id: Mapped[int | None] = pointer_key("participation.id")
    interested_id: Mapped[int | None] = pointer_key("interested_party.id")
    email: Mapped[str]
    message_id: Mapped[int | None] = pointer_key("message.id")
    at: Mapped[datetime]
