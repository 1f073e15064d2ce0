"""What a committee sees to in its municipalities, the money it asks for together with others, and what it advises and teaches."""

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

    `standard`: a key of `standards.toml`, or words of the committee's own. `told_on`: when the keepers were last reminded by mail.
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
    told_on: Mapped[date | None] = mapped_column(default=None)
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
    event into whose budget and checklist it was taken. `language`, `place`, `office`, `signed` and `annexes` (a title a line) are
    the letter's, as of `PassedUp`.
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
    language: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    office: Mapped[str] = mapped_column(default="")
    signed: Mapped[str] = mapped_column(default="")
    annexes: Mapped[str] = mapped_column(default="")
    event: Mapped[Event | None] = relationship()


class GuidanceKind(StrEnum):
    """What a forum gave others, or received itself."""

    ADVICE_GIVEN = "advice_given"
    ADVICE_RECEIVED = "advice_received"
    TRAINING_GIVEN = "training_given"
    TRAINING_RECEIVED = "training_received"


class GuidanceEntry(Versioned):
    """A question of procedure with the advice on it, or a training. Never the facts of a case.

    `other`: who asked or was taught, or who advised or taught; an office. `who`: who did or attended it for the forum. `people`: how
    many were taught, 0 where nobody knows. A question without `answer` waits for one.
    """

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    kind: Mapped[GuidanceKind] = enum_column(GuidanceKind)
    asked_on: Mapped[date]
    other: Mapped[str]
    topic: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    who: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=0)


class ForumRowChange(Change):
    """Something of a forum that was removed: a member, a duty, a document, an activity, a request …"""

    __mapper_args__ = change_of_room("forum_programme")


class StandardImport(Change):
    """What a file changed in the checks of standards, or in advice and trainings."""

    __mapper_args__ = change_of_room("standard_lists")
