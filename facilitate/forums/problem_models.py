"""Problems a forum cannot solve itself, and where they were passed."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import NEVER_AGAIN, Versioned, needed_key, parent_key, pointer_key
from ..directory.models import County
from ..events.models import Event


class Problem(Versioned):
    """A problem or need found in a forum, with a theme and a county; it is passed up, answered, and told back."""

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    event_id: Mapped[int | None] = pointer_key("event.id")
    text: Mapped[str]
    theme: Mapped[str]
    county_id: Mapped[int | None] = needed_key("county.id")
    raised_on: Mapped[date]
    county: Mapped[County | None] = relationship()
    event: Mapped[Event | None] = relationship()


class PassedUp(Versioned):
    """A problem was passed to an event's consultation (then `answer_id` is what it became there) or to an institution by letter.

    `language`, `place`, `office` and `signed` are the letter's: what it is written in, where, by which office and whom.
    """

    problem_id: Mapped[int] = parent_key("problem.id")
    event_id: Mapped[int | None] = pointer_key("event.id")
    answer_id: Mapped[int | None] = pointer_key("answer.id")
    institution: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    language: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    office: Mapped[str] = mapped_column(default="")
    signed: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None] = mapped_column(default=None)
    problem: Mapped[Problem] = relationship()
    event: Mapped[Event | None] = relationship()
