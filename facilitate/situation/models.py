"""What a kind of forum counts, what each office sent, what was asked back, and what a committee approved."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NEVER_AGAIN, Base, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..directory.models import OfficeKind
from ..forums.models import ForumMember
from ..lib.text import Words
from .cells import EVERY_MEMBER, PeopleSplit, PlaceSplit


class SituationIndicator(Versioned):
    """What is counted in every half-year: one line of numbers. A changed definition is a new line of the same `key`.

    `kind`: the kind of forum; `parts`: names of the parts of its own split, `[en, sq]` each; `first`, `last`: the half-years it is asked
    in; `mirrors`: the key of the indicator whose total over all offices is to be the same (received: referred), or empty. A former
    release reads `office_kinds` and knows no more than kinds: where all members count, the first of them is one nobody asks.
    """

    __table_args__ = (sa.UniqueConstraint("kind", "key", "line"), NEVER_AGAIN)
    kind: Mapped[str] = mapped_column(index=True)
    key: Mapped[str]
    line: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    name: Mapped[Words]
    unit: Mapped[Words]
    definition: Mapped[Words]
    counted: Mapped[Words]
    people: Mapped[PeopleSplit] = enum_column(PeopleSplit, default=PeopleSplit.NONE)
    parts: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    by_place: Mapped[bool] = mapped_column(default=False)
    by_municipality: Mapped[bool] = mapped_column(default=False)
    office_kinds: Mapped[list[str]] = mapped_column("sources", sa.JSON)
    by_every_member: Mapped[bool] = mapped_column(default=False)
    mirrors: Mapped[str] = mapped_column(default="")
    first: Mapped[int]
    last: Mapped[int | None] = mapped_column(default=None)

    @property
    def sources(self) -> list[str]:
        """Kinds of offices that are asked, or `cells.EVERY_MEMBER`: the first one counts and the others are compared with it."""
        first, *others = self.office_kinds
        return [EVERY_MEMBER if self.by_every_member else first, *others]

    @sources.setter
    def sources(self, asked: Sequence[str]) -> None:
        first, *others = asked
        self.by_every_member = first == EVERY_MEMBER
        self.office_kinds = [OfficeKind.SHELTER if self.by_every_member else first, *others]

    @property
    def place(self) -> PlaceSplit:
        """Which places it is split by."""
        if not self.by_place:
            return PlaceSplit.NONE
        return PlaceSplit.MUNICIPALITY if self.by_municipality else PlaceSplit.DISTRICT

    @place.setter
    def place(self, split: PlaceSplit) -> None:
        self.by_place = split is not PlaceSplit.NONE
        self.by_municipality = split is PlaceSplit.MUNICIPALITY


class SituationSending(Keyed):
    """What an office sent for a half-year, whole and for ever: who sends again adds a row, and no row is changed.

    `counts`: by the number of the indicator as text, a mapping of cells. `reported_on`: the day these numbers went to its ministry.
    """

    __table_args__ = (sa.Index("ix_situation_sending_forum_period", "forum_id", "period"),)
    forum_id: Mapped[int] = parent_key("forum.id")
    member_id: Mapped[int] = parent_key("forum_member.id")
    period: Mapped[int]
    name: Mapped[str]
    at: Mapped[datetime]
    reported_on: Mapped[date | None] = mapped_column(default=None)
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(sa.JSON)
    member: Mapped[ForumMember] = relationship()


class SituationQuestion(Keyed):
    """A number that was asked back, by whom, and what the office answered. It stays in the county."""

    forum_id: Mapped[int] = parent_key("forum.id")
    member_id: Mapped[int] = parent_key("forum_member.id")
    indicator_id: Mapped[int] = parent_key("situation_indicator.id")
    period: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    answer: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    by: Mapped[User | None] = relationship()


class SituationReview(Versioned):
    """A half-year of one forum on its way to approval: sent to the members (`sent_on`), approved, filed.

    `told`: what may leave, one JSON for each time it was approved, the last one last (`protecting`); `totals`: the totals of the
    last one by indicator, None where it may not be told, for pages that show many half-years.
    """

    __table_args__ = (sa.UniqueConstraint("forum_id", "period"),)
    forum_id: Mapped[int] = parent_key("forum.id")
    period: Mapped[int] = mapped_column(index=True)
    edition: Mapped[int] = mapped_column(default=1)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    approved_on: Mapped[date | None] = mapped_column(default=None)
    document_id: Mapped[int | None] = pointer_key("forum_document.id")
    told: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list, deferred=True)
    totals: Mapped[dict[str, int | None]] = mapped_column(sa.JSON, default=dict)


class SituationApproval(Keyed):
    """A member approved an edition of a half-year, or said why not."""

    __table_args__ = (sa.UniqueConstraint("review_id", "edition", "member_id"),)
    review_id: Mapped[int] = parent_key("situation_review.id")
    edition: Mapped[int]
    member_id: Mapped[int] = parent_key("forum_member.id")
    approves: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    at: Mapped[datetime]
    member: Mapped[ForumMember] = relationship()


class SituationText(Versioned):
    """A block of an analysis that somebody wrote; `key` says which."""

    __table_args__ = (sa.UniqueConstraint("forum_id", "period", "key"),)
    forum_id: Mapped[int] = parent_key("forum.id")
    period: Mapped[int]
    key: Mapped[str]
    text: Mapped[Words]


class NationalText(Versioned):
    """A block of the national analysis of a kind of forum that somebody wrote; `key` says which."""

    __table_args__ = (sa.UniqueConstraint("kind", "period", "key"),)
    kind: Mapped[str]
    period: Mapped[int]
    key: Mapped[str]
    text: Mapped[Words]


class SituationNation(Base):
    """What was told of a half-year once every forum of a kind had approved its own.

    `rest`: by indicator, the forums whose totals are too small to be told alone, and their sum.
    """

    kind: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    rest: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
