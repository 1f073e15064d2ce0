"""Who presides, who could, what the presidencies set out to do, what was said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db, get_or_404
from ...lib.text import albanian_key
from ..consensus import MembershipDays
from ..kinds import forum_kind
from ..models import (
    Forum,
    ForumMember,
    ForumRole,
    OrderChange,
    Presidency,
    WorkPlan,
)
from .rotation import DAY, PresidencyTerm, TurnSeat, days_without_term, next_terms, order_of_turns

HALF_A_YEAR = 6
"""Months of a term where the kind of forum says nothing."""


@dataclass(frozen=True)
class PresidencyBoard:
    """Everybody who ever belonged, and every presidency with whether it has a work plan, the earliest first."""

    forum: Forum
    members: list[ForumMember]
    terms: list[Presidency]
    plans: dict[int, WorkPlan]
    today: date

    @property
    def months(self) -> int:
        """How long a presidency is as a rule."""
        return forum_kind(self.forum.kind).presidency_months or HALF_A_YEAR

    @property
    def present(self) -> Presidency | None:
        """The presidency of today."""
        return next(
            (one for one in self.terms if one.first_day <= self.today <= one.last_day), None
        )

    @property
    def coming(self) -> list[Presidency]:
        """Those that have not begun."""
        return [one for one in self.terms if one.first_day > self.today]

    @property
    def past(self) -> list[Presidency]:
        """Those that are over, the latest first."""
        return [one for one in reversed(self.terms) if one.last_day < self.today]

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """Days to come on which nobody presides, between presidencies."""
        return [
            (first, last)
            for first, last in days_without_term(map(as_term, self.terms))
            if last >= self.today
        ]

    @property
    def by_id(self) -> dict[int, ForumMember]:
        """Members by their number."""
        return {one.id: one for one in self.members}

    @property
    def in_order(self) -> list[ForumMember]:
        """Who takes turns today, in their order."""
        known = self.by_id
        return [known[key] for key in order_of_turns(turn_seats(self.members), self.today)]

    @property
    def deciding(self) -> list[ForumMember]:
        """Who belongs today and decides, in the order of the alphabet."""
        rows = [
            one
            for one in members_on(self.members, self.today)
            if one.role is not ForumRole.OBSERVER
        ]
        return sorted(rows, key=lambda one: albanian_key(one.organisation.name))

    @property
    def next_day(self) -> date:
        """The first day that no presidency has yet."""
        return self.terms[-1].last_day + DAY if self.terms else self.today

    def proposed(self, number: int) -> list[PresidencyTerm]:
        """Who would preside after the last one that is planned."""
        after = self.terms[-1].member_id if self.terms else None
        return next_terms(
            turn_seats(self.members), self.months, start=self.next_day, number=number, after=after
        )

    def succeeding(self, term: Presidency) -> Presidency | None:
        """The presidency that follows another one."""
        return next((one for one in self.terms if one.first_day > term.last_day), None)

    def before(self, term: Presidency) -> Presidency | None:
        """The presidency before another one."""
        return next((one for one in reversed(self.terms) if one.last_day < term.first_day), None)


def turn_seats(members: Iterable[ForumMember]) -> list[TurnSeat]:
    """Members as far as turns go."""
    return [
        TurnSeat(
            id=one.id,
            turn=one.turn,
            since=one.since,
            until=one.until,
            observer=one.role is ForumRole.OBSERVER,
        )
        for one in members
    ]


def membership_days(members: Iterable[ForumMember]) -> list[MembershipDays]:
    """Members as far as counting goes."""
    return [
        MembershipDays(one.organisation_id, one.role is ForumRole.OBSERVER, one.since, one.until)
        for one in members
    ]


def as_term(row: Presidency) -> PresidencyTerm:
    """A presidency as a value."""
    return PresidencyTerm(row.member_id, row.first_day, row.last_day)


def members_on(members: Iterable[ForumMember], on: date) -> list[ForumMember]:
    """Who belongs on that day."""
    return [one for one in members if (one.since or on) <= on <= (one.until or on)]


def all_members(forum_id: int) -> list[ForumMember]:
    """All rows of the members with organisation and person, in the order of the alphabet."""
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum_id)
        .options(joinedload(ForumMember.organisation), joinedload(ForumMember.person))
    )
    return sorted(rows, key=lambda row: (albanian_key(row.organisation.name), row.id))


def presidency_board(forum: Forum, today: date) -> PresidencyBoard:
    """Members, presidencies and work plans of a forum."""
    members = all_members(forum.id)
    terms = db.session.scalars(
        sa.select(Presidency).where(Presidency.forum_id == forum.id).order_by(Presidency.first_day)
    ).all()
    plans = db.session.scalars(
        sa.select(WorkPlan).where(WorkPlan.presidency_id.in_([one.id for one in terms]))
    )
    return PresidencyBoard(
        forum=forum,
        members=members,
        terms=list(terms),
        plans={one.presidency_id: one for one in plans},
        today=today,
    )


def has_presidencies(forum: Forum) -> bool:
    """Whether the presidency goes round in this forum, or did."""
    if forum_kind(forum.kind).presidency_months:
        return True
    return (
        db.session.scalar(sa.select(Presidency.id).where(Presidency.forum_id == forum.id).limit(1))
        is not None
    )


def presidency_of(forum: Forum, presidency_id: int) -> Presidency:
    """One presidency of the forum, or a page that says it is not there."""
    return get_or_404(Presidency, Presidency.id == presidency_id, Presidency.forum_id == forum.id)


def order_changes(forum: Forum) -> Sequence[OrderChange]:
    """How the order was changed, the latest first, with who changed it."""
    return db.session.scalars(
        sa.select(OrderChange)
        .where(OrderChange.forum_id == forum.id)
        .options(joinedload(OrderChange.by))
        .order_by(OrderChange.at.desc(), OrderChange.id.desc())
    ).all()
