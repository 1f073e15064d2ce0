"""What was decided about words that are to leave, and who has let which words out."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NOT_IN_BACKUPS, Base, Keyed, enum_column, parent_key, pointer_key


class TextSource(StrEnum):
    """Where a text stands that is looked at before it leaves the house, or what is released as a whole."""

    LINE = "line"
    CAFE_NOTE = "cafe_note"
    PHOTO = "photo"
    DECISION = "decision"
    ACTION = "action"
    SECTION = "section"
    QUOTE = "quote"
    SAID = "said"
    SHEET = "sheet"
    PROBLEM = "problem"
    PASSED_UP = "passed_up"
    ANSWERS = "answers"
    POSITION = "position"
    REVIEWS = "reviews"
    WORK_PLAN = "work_plan"
    APPROVALS = "approvals"
    HANDOVER = "handover"
    POINT = "point"
    PROGRAMME = "programme"
    TASK = "task"
    INDICATOR = "indicator"
    SITUATION = "situation"
    BULLETIN = "bulletin"
    VOTE_WORD = "vote_word"
    STORY = "story"
    STANDARD = "standard"
    MONEY_REQUEST = "money_request"
    OPEN_DATA = "open_data"
    NATION = "nation"


class Verdict(StrEnum):
    """What happens to what was found."""

    KEEP = "keep"
    GENERALISE = "generalise"
    REMOVE = "remove"


class Clearing(Keyed):
    """What somebody decided about one found piece of a text: it stays, is said more generally (`instead`), or goes.

    It holds for that row and exactly these words (`found`): other words are found anew. The text is an event's, a forum's or the planner's own.
    """

    __table_args__ = (
        sa.UniqueConstraint("event_id", "source", "row_id", "found"),
        sa.UniqueConstraint("forum_id", "source", "row_id", "found"),
    )
    event_id: Mapped[int | None] = parent_key("event.id", nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", nullable=True, default=None)
    source: Mapped[TextSource] = enum_column(TextSource)
    row_id: Mapped[int]
    found: Mapped[str]
    verdict: Mapped[Verdict] = enum_column(Verdict)
    instead: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    by: Mapped[User | None] = relationship()


class ReleasedWords(Keyed):
    """Somebody has read exactly these words (`digest`) of a page or paper, and lets them go to outsiders.

    It takes two different people; other words have another digest, and need both again.
    """

    __table_args__ = (sa.UniqueConstraint("source", "row_id", "digest", "user_id"),)
    event_id: Mapped[int | None] = parent_key("event.id", nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", nullable=True)
    source: Mapped[TextSource] = enum_column(TextSource)
    row_id: Mapped[int]
    digest: Mapped[str]
    user_id: Mapped[int] = parent_key("user.id")
    at: Mapped[datetime]
    user: Mapped[User] = relationship()


class FoundPassages(Base):
    """What was found in one text: `[start, end, why]` of each passage. The words themselves are nowhere in it.

    `mark` tells the text, the rules and the names that were known then, sealed with the planner's key: nobody can guess at a text
    by it. `day`: when it was needed last.
    """

    __table_args__ = {"info": {NOT_IN_BACKUPS: True}}
    mark: Mapped[str] = mapped_column(primary_key=True)
    found: Mapped[list[Any]] = mapped_column(sa.JSON)
    day: Mapped[date] = mapped_column(index=True)
