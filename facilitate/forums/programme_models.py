"""What a committee sees to in its municipalities, and the money it asks for together with others."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import NEVER_AGAIN, Versioned, enum_column, needed_key, parent_key, pointer_key
from ..directory.models import Organisation
from ..events.models import Event
from ..history.models import Change, change_of_room


class StandardCheck(Versioned):
    """One standard at one visit to a municipality: kept or not, what was found, by when and by whom it is to be mended, and when it was.

    `standard`: a key of `standards.toml`, or words of the committee's own.
    """

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    organisation_id: Mapped[int] = needed_key("organisation.id")
    visited_on: Mapped[date]
    standard: Mapped[str]
    kept: Mapped[bool]
    finding: Mapped[str] = mapped_column(default="")
    mend_by: Mapped[date | None] = mapped_column(default=None)
    mends: Mapped[str] = mapped_column(default="")
    mended_on: Mapped[date | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship()


class RequestStatus(StrEnum):
    """How far a request for money is."""

    DRAFT = "draft"
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"


class MoneyRequest(Versioned):
    """A request for money that several make together, once described. Amounts in cents of `PLAN_CURRENCY`.

    `partners`: one a line, with what each brings behind a colon. `report_due`: by when the giver wants a report. `event_id`: the
    event into whose budget and checklist it was taken.
    """

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    title: Mapped[str]
    description: Mapped[str]
    partners: Mapped[str] = mapped_column(default="")
    asked: Mapped[int] = mapped_column(sa.BigInteger)
    sent_to: Mapped[str]
    sent_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[RequestStatus] = enum_column(RequestStatus, default=RequestStatus.DRAFT)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    granted: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    answer: Mapped[str] = mapped_column(default="")
    report_due: Mapped[date | None] = mapped_column(default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    event_id: Mapped[int | None] = pointer_key("event.id")
    event: Mapped[Event | None] = relationship()


class ProgrammeChange(Change):
    """A check of a standard or a request for money that was removed."""

    __mapper_args__ = change_of_room("forum_programme")


class StandardImport(Change):
    """What a file changed in the checks of standards."""

    __mapper_args__ = change_of_room("standard_lists")
