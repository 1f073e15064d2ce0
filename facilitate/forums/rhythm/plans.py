"""The plan of a forum's year: proposals, who may vote, what they said, what else is on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...events.models import Event
from ...lib.text import albanian_key
from ...lib.workdays import ClosedDays
from ..duties import tasks_of, times_of
from ..duty_status import MEETING, DutyTask, DutyTimes
from ..models import (
    DayVote,
    Forum,
    ForumMeeting,
    ForumMember,
    ForumRole,
    MeetingProposal,
)
from .proposing import (
    BlockedDays,
    DaysWish,
    ProposedMeeting,
    hosts_in_turn,
    next_due,
    propose_meetings,
)

SUITS, IF_NEED_BE, DOES_NOT = 2, 1, 0
ANSWERS = (SUITS, IF_NEED_BE, DOES_NOT)


@dataclass(frozen=True)
class DayCount:
    """One day: how many it suits, suits if need be, does not suit, and who said nothing."""

    day: date
    suits: int
    if_need_be: int
    does_not: int
    silent: int

    @property
    def can(self) -> int:
        """How many could come."""
        return self.suits + self.if_need_be


def tally_days(
    days: Sequence[date], votes: Mapping[tuple[int, date], int], members: Sequence[int]
) -> list[DayCount]:
    """Count each day over these members; give only those who decide. `votes`: by member and day."""
    found = []
    for day in days:
        said = [votes.get((member, day)) for member in members]
        found.append(
            DayCount(
                day=day,
                suits=said.count(SUITS),
                if_need_be=said.count(IF_NEED_BE),
                does_not=said.count(DOES_NOT),
                silent=said.count(None),
            )
        )
    return found


def best_day(counts: Sequence[DayCount]) -> date | None:
    """The day most could come on, then the one that suits most, then the earliest; None while nobody could on any."""
    ranked = sorted(counts, key=lambda one: (-one.can, -one.suits, one.day))
    return ranked[0].day if ranked and ranked[0].can else None


COUNTRY = "AL"
"""Whose public holidays are avoided."""


def days_of(proposal: MeetingProposal) -> list[date]:
    """The days to choose from, the earliest first."""
    return sorted(date.fromisoformat(text) for text in proposal.days)


def year_of(proposal: MeetingProposal) -> int:
    """The year whose plan the proposal belongs to."""
    return days_of(proposal)[0].year


def all_proposals(forum_id: int) -> list[MeetingProposal]:
    """Every proposal of a forum with its host, in the order of their days."""
    rows = db.session.scalars(
        sa.select(MeetingProposal)
        .where(MeetingProposal.forum_id == forum_id)
        .options(joinedload(MeetingProposal.host).joinedload(ForumMember.organisation))
    )
    return sorted(rows, key=lambda row: (days_of(row)[0], row.id))


def proposals_of(forum_id: int, year: int) -> list[MeetingProposal]:
    """The proposals of a year."""
    return [row for row in all_proposals(forum_id) if year_of(row) == year]


def voting_members(forum_id: int) -> list[ForumMember]:
    """Who belongs today, those who decide before the observers, in the order of presidencies, then of the alphabet."""
    today = clock.today()
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(
            ForumMember.forum_id == forum_id,
            sa.or_(ForumMember.until.is_(None), ForumMember.until >= today),
        )
        .options(joinedload(ForumMember.organisation), joinedload(ForumMember.person))
    )
    return sorted(
        rows,
        key=lambda row: (
            is_observer(row),
            row.turn or 10_000,
            albanian_key(row.organisation.name),
            row.id,
        ),
    )


def is_observer(member: ForumMember) -> bool:
    """Whether a member only advises: it never counts and never receives the others."""
    return member.role is ForumRole.OBSERVER


def votes_on(proposals: Sequence[MeetingProposal]) -> dict[int, dict[tuple[int, date], int]]:
    """What was said, by proposal, then by member and day."""
    found: dict[int, dict[tuple[int, date], int]] = {row.id: {} for row in proposals}
    columns = sa.select(DayVote.proposal_id, DayVote.member_id, DayVote.day, DayVote.suits)
    for proposal_id, member_id, day, suits in db.session.execute(
        columns.where(DayVote.proposal_id.in_(found))
    ):
        found[proposal_id][member_id, day] = suits
    return found


@dataclass(frozen=True)
class Ballot:
    """A proposal with what was said of its days. `said`: member → day → answer, for all members, observers last."""

    proposal: MeetingProposal
    days: list[date]
    counts: list[DayCount]
    favourite: date | None
    said: dict[int, dict[date, int | None]]

    @property
    def spoken(self) -> set[int]:
        """The members who said something of one of its days."""
        return {
            key
            for key, days in self.said.items()
            if any(suits is not None for suits in days.values())
        }


def count_ballots(
    proposals: Sequence[MeetingProposal], members: Sequence[ForumMember]
) -> list[Ballot]:
    """Every proposal counted."""
    votes = votes_on(proposals)
    deciding = [member.id for member in members if not is_observer(member)]
    found = []
    for row in proposals:
        days = days_of(row)
        counts = tally_days(days, votes[row.id], deciding)
        said = {one.id: {day: votes[row.id].get((one.id, day)) for day in days} for one in members}
        found.append(
            Ballot(proposal=row, days=days, counts=counts, favourite=best_day(counts), said=said)
        )
    return found


@dataclass(frozen=True)
class YearDraft:
    """What the planner proposes for a year: meetings with their days, and the number of the host of each.

    `since`: from when meetings are counted; `due`: by when the next one is that neither took place nor is planned.
    """

    meetings: list[ProposedMeeting] = field(default_factory=list)
    hosts: list[int] = field(default_factory=list)
    since: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class YearBasis:
    """What a plan begins from: how often the forum meets, when it did or will, who received the others (the latest last)."""

    task: DutyTask | None
    times: DutyTimes
    hosted: list[int]


def year_basis(forum: Forum, today: date, proposals: Sequence[MeetingProposal]) -> YearBasis:
    """What is known of a forum. `proposals` are all of the forum's."""
    task = next((one for one in tasks_of([forum.id])[forum.id] if one.key == MEETING), None)
    return YearBasis(task, times_of([forum.id], today)[forum.id], _hosted(forum, proposals))


def draft_year(
    known: YearBasis,
    year: int,
    today: date,
    wish: DaysWish,
    members: Sequence[ForumMember],
    proposals: Sequence[MeetingProposal],
) -> YearDraft:
    """Propose the meetings that the year still needs; what is being agreed already counts as planned."""
    task = known.task
    if task is None:
        return YearDraft()
    there = [days_of(row)[0] for row in proposals if row.chosen is None]
    days = sorted({*known.times.meetings, *there})
    calendar = BlockedDays(ClosedDays(COUNTRY), _taken(year))
    meetings = propose_meetings(
        task.rhythm,
        task.since,
        held=days,
        today=today,
        year=year,
        calendar=calendar,
        wish=wish,
        starts=known.times.starts,
    )
    hosting = [member.id for member in members if not is_observer(member)]
    hosts = hosts_in_turn(hosting, known.hosted, len(meetings))
    return YearDraft(meetings, hosts, task.since, next_due(task.rhythm, task.since, days, today))


def _taken(year: int) -> set[date]:
    """The days of a year on which an event is on."""
    spans = db.session.execute(
        sa.select(Event.first_day, Event.last_day).where(
            Event.last_day >= date(year, 1, 1), Event.first_day <= date(year, 12, 31)
        )
    )
    return {
        first + timedelta(days=number)
        for first, last in spans
        for number in range((last - first).days + 1)
    }


def _hosted(forum: Forum, proposals: Sequence[MeetingProposal]) -> list[int]:
    """Who received the others so far, or is to, the latest last."""
    met = sa.select(ForumMeeting.host_id, Event.first_day).join(
        Event, Event.id == ForumMeeting.event_id
    )
    held = db.session.execute(
        met.where(ForumMeeting.forum_id == forum.id, ForumMeeting.host_id.is_not(None))
    )
    rows = [(day, host) for host, day in held if host is not None]
    rows += [
        (row.chosen or days_of(row)[0], row.host_id) for row in proposals if row.host_id is not None
    ]
    return [host for _day, host in sorted(rows)]
