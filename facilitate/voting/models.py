"""What a step asks the room, what can be chosen, and ballots that know nobody."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..data.db import NEVER_AGAIN, Base, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..history.models import Change, change_of_room
from ..lib.text import Words


class VoteKind(StrEnum):
    """How the room answers."""

    DOTS = "dots"
    RANKING = "ranking"
    GRADIENTS = "gradients"
    WORD = "word"


class VoteStatus(StrEnum):
    """How far a vote is."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class VoteChange(Change):
    """A vote that was removed."""

    __mapper_args__ = change_of_room("voting")


class StepVote(Versioned):
    """One question to the room. `dots`: how many each person has; `hidden`: the wall shows no result until it is closed.

    `code`: what stands behind `/vote/` on phones. `passes`: how many personal codes there are; with any, or with `badges`,
    each code votes once. `sent`: ballots of phones, counted when it was closed; `slips`: slips of paper typed in.
    """

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    step_id: Mapped[int | None] = pointer_key("step.id")
    kind: Mapped[VoteKind] = enum_column(VoteKind)
    question: Mapped[Words]
    dots: Mapped[int] = mapped_column(default=3)
    hidden: Mapped[bool] = mapped_column(default=False)
    badges: Mapped[bool] = mapped_column(default=False)
    passes: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(unique=True)
    status: Mapped[VoteStatus] = enum_column(VoteStatus, default=VoteStatus.PREPARED)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent: Mapped[int] = mapped_column(default=0)
    slips: Mapped[int] = mapped_column(default=0)

    @property
    def is_personal(self) -> bool:
        """Whether a phone needs a code of its own to vote."""
        return self.badges or self.passes > 0


class VoteOption(Keyed):
    """What can be chosen. `sent`: its dots, points or people by phone, counted when the vote was closed; `papers`: on paper."""

    __table_args__ = NEVER_AGAIN
    vote_id: Mapped[int] = parent_key("step_vote.id")
    position: Mapped[int]
    text: Mapped[Words]
    sent: Mapped[int] = mapped_column(default=0)
    papers: Mapped[int] = mapped_column(default=0)


class VoteWord(Versioned):
    """A word that people wrote, known by `folded`: without case and accents. `at`: when the vote was opened, not when it came.

    `sent`, `papers`: as of an option; `withheld`: kept off the wall and out of the report.
    """

    __table_args__ = (sa.UniqueConstraint("vote_id", "folded"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    vote_id: Mapped[int] = parent_key("step_vote.id")
    text: Mapped[str]
    folded: Mapped[str]
    at: Mapped[datetime]
    sent: Mapped[int] = mapped_column(default=0)
    papers: Mapped[int] = mapped_column(default=0)
    withheld: Mapped[bool] = mapped_column(default=False)


class VoteBallot(Keyed):
    """What one device has chosen: pairs of the number of an option (or word) and its dots, its place, or 1.

    `mark`: finds the device's ballot again for this vote alone; who that is follows from nothing. `turn` and `key` say which
    of the forms that device sent is the latest.
    """

    __table_args__ = (sa.UniqueConstraint("vote_id", "mark"), NEVER_AGAIN)
    vote_id: Mapped[int] = parent_key("step_vote.id")
    mark: Mapped[str]
    turn: Mapped[int]
    key: Mapped[str]
    chosen: Mapped[list[Any]] = mapped_column(sa.JSON)


class UsedPasses(Base):
    """Which personal codes have voted, as marks in the order of the alphabet: which ballot is whose is not known."""

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("step_vote.id", ondelete="CASCADE"), primary_key=True
    )
    marks: Mapped[list[str]] = mapped_column(sa.JSON)
