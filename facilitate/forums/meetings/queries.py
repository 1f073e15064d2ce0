"""Questions about a forum's meetings, its open points and what members want on the next agenda."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ...accounts.models import User
from ...data.db import db, get_or_404, model_again
from ...directory.models import Organisation, Person
from ...events.models import Event, EventKind, Member
from ...events.queries import is_seen_by
from ...lib.text import albanian_key
from ...participation.models import Participation, Standing
from ...web.i18n import label_of, pick_wording
from ..kinds import forum_kind
from ..models import (
    Forum,
    ForumMeeting,
    ForumMember,
    ForumRole,
    MeetingProposal,
    OpenPoint,
    ProposedItem,
)
from ..problem_models import PassedUp, Problem


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as lists show it: its event, who receives the others, and how many came (None: not known)."""

    event: Event
    host: ForumMember | None
    came: int | None


def meetings_of(forum: Forum) -> list[MeetingRow]:
    """The forum's meetings, the latest first."""
    came = (
        sa.select(sa.func.count())
        .where(Participation.event_id == Event.id, Participation.standing == Standing.ATTENDED)
        .scalar_subquery()
    )
    query = (
        sa.select(ForumMeeting, came)
        .join(ForumMeeting.event)
        .outerjoin(ForumMeeting.host)
        .outerjoin(ForumMember.organisation)
        .options(
            contains_eager(ForumMeeting.event),
            contains_eager(ForumMeeting.host).contains_eager(ForumMember.organisation),
        )
        .where(ForumMeeting.forum_id == forum.id)
        .order_by(Event.first_day.desc(), Event.id.desc())
    )
    return [
        MeetingRow(row.event, row.host, number or None) for row, number in db.session.execute(query)
    ]


def meeting_of(forum: Forum, event_id: int) -> ForumMeeting:
    """One meeting of the forum, or a page that says it is not there."""
    return get_or_404(
        ForumMeeting, ForumMeeting.forum_id == forum.id, ForumMeeting.event_id == event_id
    )


def event_kinds(events: Collection[Event]) -> dict[int, str]:
    """What each event is, in words: a meeting as its forum's kind calls them, any other by its own kind."""
    query = sa.select(ForumMeeting.event_id, Forum.kind).join(
        Forum, Forum.id == ForumMeeting.forum_id
    )
    ids = [event.id for event in events]
    rows = db.session.execute(query.where(ForumMeeting.event_id.in_(ids)).order_by(Forum.id.desc()))
    of_forum = {event_id: forum_kind(kind) for event_id, kind in rows}
    return {
        event.id: pick_wording(kind.meeting)
        if kind and event.kind in (kind.event_kind, EventKind.REGIONAL_MEETING)
        else label_of(event.kind)
        for event in events
        for kind in (of_forum.get(event.id),)
    }


def last_meeting(forum: Forum) -> ForumMeeting | None:
    """The forum's latest meeting, held or coming: the one the next one is made from."""
    query = (
        sa.select(ForumMeeting)
        .join(ForumMeeting.event)
        .options(contains_eager(ForumMeeting.event))
        .where(ForumMeeting.forum_id == forum.id)
        .order_by(Event.first_day.desc(), Event.id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def select_next_meeting(event: Event, reader: User | None) -> sa.Select[Any]:
    """The statement that gives one row: the forum whose meeting an event is, and title, day and address of its next one.

    None stands where there is no such forum, or no later meeting that account sees (a command sees all).
    """
    after, theirs = model_again(Event, "after"), model_again(ForumMeeting, "theirs")
    later = sa.and_(
        after.id == theirs.event_id, after.first_day > Event.last_day, is_seen_by(after, reader)
    )
    return (
        sa.select(ForumMeeting.forum_id, after.title, after.first_day, after.slug)
        .select_from(Event)
        .outerjoin(ForumMeeting, ForumMeeting.event_id == Event.id)
        .outerjoin(theirs, theirs.forum_id == ForumMeeting.forum_id)
        .outerjoin(after, later)
        .where(Event.id == event.id)
        .order_by(after.first_day.is_(None), after.first_day, after.id)
        .limit(1)
    )


def next_proposal(forum: Forum, agreed: date | None = None) -> MeetingProposal | None:
    """The next meeting of the year's plan that is not opened yet; one whose day is agreed goes first, before all that of `agreed`."""
    query = sa.select(MeetingProposal).where(
        MeetingProposal.forum_id == forum.id, MeetingProposal.event_id.is_(None)
    )
    rows = db.session.scalars(query).all()
    return min(
        rows,
        key=lambda row: (
            agreed is None or row.chosen != agreed,
            row.chosen is None,
            proposed_day(row) or date.max,
            row.id,
        ),
        default=None,
    )


def proposed_day(proposal: MeetingProposal) -> date | None:
    """The day agreed on, else the first one proposed."""
    days = [date.fromisoformat(day) for day in proposal.days]
    return proposal.chosen or min(days, default=None)


def members_now(forum: Forum) -> list[ForumMember]:
    """Who belongs now, in Albanian order, with organisation and person (and the person's own office)."""
    person = joinedload(ForumMember.person).joinedload(Person.organisation)
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum.id, ForumMember.until.is_(None))
        .options(
            joinedload(ForumMember.organisation).joinedload(Organisation.district),
            joinedload(ForumMember.organisation).joinedload(Organisation.county),
            person,
        )
    )
    return sorted(rows, key=lambda row: (albanian_key(row.organisation.name), row.id))


def deciding_members(members: Sequence[ForumMember]) -> list[ForumMember]:
    """Members without the observers, who advise only."""
    return [row for row in members if row.role is not ForumRole.OBSERVER]


def points_of(forum: Forum) -> Sequence[OpenPoint]:
    """Every point the forum ever had, with who does it and where it was raised."""
    return db.session.scalars(
        sa.select(OpenPoint)
        .where(OpenPoint.forum_id == forum.id)
        .options(
            joinedload(OpenPoint.member).joinedload(ForumMember.organisation),
            joinedload(OpenPoint.raised_at),
        )
        .order_by(OpenPoint.id)
    ).all()


def point_of(forum: Forum, point_id: int) -> OpenPoint:
    """One point of the forum, or a page that says it is not there."""
    return get_or_404(OpenPoint, OpenPoint.id == point_id, OpenPoint.forum_id == forum.id)


def items_of(forum: Forum, event: Event) -> list[ProposedItem]:
    """What is proposed for the agenda of that meeting, in the keepers' order."""
    return list(
        db.session.scalars(
            sa.select(ProposedItem)
            .where(ProposedItem.forum_id == forum.id, ProposedItem.event_id == event.id)
            .options(
                joinedload(ProposedItem.member).joinedload(ForumMember.organisation),
                joinedload(ProposedItem.member).joinedload(ForumMember.person),
            )
            .order_by(ProposedItem.position, ProposedItem.id)
        )
    )


def item_of(forum: Forum, event_id: int, item_id: int) -> ProposedItem:
    """One item proposed for that meeting, or a page that says it is not there."""
    return get_or_404(
        ProposedItem,
        ProposedItem.id == item_id,
        ProposedItem.forum_id == forum.id,
        ProposedItem.event_id == event_id,
    )


def role_in(event: Event, user_id: int) -> Member | None:
    """Whether an account is in the event's team, and as what."""
    return db.session.scalar(
        sa.select(Member).where(Member.event_id == event.id, Member.user_id == user_id)
    )


def answers_back(forum: Forum, event: Event) -> Sequence[PassedUp]:
    """Answers to what the forum passed up that came after its meeting before this one, and not after this one."""
    before = (
        sa.select(sa.func.max(Event.first_day))
        .join(ForumMeeting, ForumMeeting.event_id == Event.id)
        .where(ForumMeeting.forum_id == forum.id, Event.first_day < event.first_day)
        .scalar_subquery()
    )
    return db.session.scalars(
        sa.select(PassedUp)
        .join(PassedUp.problem)
        .options(contains_eager(PassedUp.problem), joinedload(PassedUp.event))
        .where(
            Problem.forum_id == forum.id,
            PassedUp.answered_on <= event.last_day,
            sa.or_(before.is_(None), PassedUp.answered_on > before),
        )
        .order_by(PassedUp.answered_on, PassedUp.id)
    ).all()
