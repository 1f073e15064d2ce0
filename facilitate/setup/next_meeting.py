"""A forum's next meeting, opened from its last one: everything filled in beforehand, then put into the planner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from ..accounts.models import User
from ..agenda import actions as agenda
from ..agenda.history import AgendaAct
from ..agenda.models import Step
from ..agenda.queries import plan_of
from ..agenda.reusing.actions import fill_empty_days
from ..agenda.reusing.templating import bare_plan
from ..cafe.actions import copy_cafes
from ..checklists.models import Task
from ..checklists.queries import tasks_of
from ..checklists.starting.actions import copy_tasks, start_from_list
from ..checklists.starting.from_event import as_starting_tasks
from ..checklists.starting.queries import list_named, shipped_list
from ..data.db import db
from ..events.models import Event, Member, Role
from ..events.queries import team_of
from ..forums.kinds import forum_kind
from ..forums.meetings.next_meeting import next_host
from ..forums.meetings.numbering import carried_title, likely_day, meeting_title, number_in_year
from ..forums.meetings.queries import (
    deciding_members,
    last_meeting,
    members_now,
    next_proposal,
    proposed_day,
)
from ..forums.models import Forum, ForumMeeting, ForumMember, ForumRole, MeetingProposal
from ..forums.queries import rhythms_of
from ..lib.text import Words
from ..lib.workdays import ClosedDays
from ..participation.actions import invite_all_to_event
from ..participation.models import ParticipantRole, Standing
from .actions import add_empty_event, copy_usual_agenda

COUNTRY = "AL"
"""Whose holidays are avoided where no meeting has been held yet."""


@dataclass(frozen=True)
class NextMeetingDraft:
    """The next meeting as it would be: its facts, who receives the others, what it is made from."""

    event: Event
    host_id: int | None
    last: ForumMeeting | None
    proposal: MeetingProposal | None
    agreed: bool
    members: Sequence[ForumMember] = field(default_factory=list)

    @property
    def last_id(self) -> int:
        """The event it is made from; 0 where there is none. Who opens a meeting says which one they saw."""
        return self.last.event_id if self.last else 0


def draft_next_meeting(forum: Forum, today: date, chosen: date | None = None) -> NextMeetingDraft:
    """The next meeting, filled in from the year's plan and the last meeting; nothing is kept. `chosen`: its agreed day."""
    last, members = last_meeting(forum), members_now(forum)
    proposal = next_proposal(forum, chosen)
    before = last.event if last else None
    day = proposed_day(proposal) if proposal else None
    agreed = proposal is not None and proposal.chosen is not None
    if day is None or day <= today:  # the plan is behind: what it proposed is over
        day, agreed = _likely(forum, before, today), False
    host = _host(proposal, members, last)
    event = _facts(forum, before, day=day, host=host, members=len(members))
    event.title = name_meeting(forum, before, day)
    return NextMeetingDraft(
        event=event,
        host_id=host.id if host else None,
        last=last,
        proposal=proposal,
        agreed=agreed,
        members=members,
    )


def name_meeting(forum: Forum, before: Event | None, day: date) -> Words:
    """What a meeting on that day is called: as the last one, counted on; else the forum's name and which meeting of the year it is."""
    days = _days(forum)
    number = number_in_year(days, day)
    if before is not None:
        then = before.first_day
        count = number_in_year((one for one in days if one < then), then)
        if as_before := carried_title(before.title, then, count=count, on=day, number=number):
            return as_before
    return meeting_title(forum.name, number, day.year)


def _likely(forum: Forum, before: Event | None, today: date) -> date:
    closed = ClosedDays(before.country if before else COUNTRY)
    return likely_day(
        before.first_day if before else None, rhythms_of([forum])[forum.id][0], closed, today
    )


def _host(
    proposal: MeetingProposal | None, members: Sequence[ForumMember], last: ForumMeeting | None
) -> ForumMember | None:
    can = {row.id: row for row in deciding_members(members)}
    if proposal and proposal.host_id in can:
        return can[proposal.host_id]
    turn = next_host(list(can), last.host_id) if last and last.host_id else None
    return can[turn] if turn is not None else None


def _facts(
    forum: Forum, before: Event | None, day: date, host: ForumMember | None, members: int
) -> Event:
    """The facts of the last meeting on another day; where another member receives the others, at their place."""
    event = Event(
        kind=forum_kind(forum.kind).event_kind,
        description=forum.purpose,
        language="sq",
        zone="Europe/Tirane",
        country=COUNTRY,
        first_day=day,
        last_day=day,
        venue="",
        town="",
        county_id=None,
        expected=members,
    )
    if before is not None:
        for name in (
            "kind",
            "description",
            "language",
            "zone",
            "country",
            "venue",
            "town",
            "county_id",
        ):
            setattr(event, name, getattr(before, name))
        event.last_day = day + (before.last_day - before.first_day)
        event.expected, event.builds_on_id = before.expected or members, before.id
    if host is not None:
        office = host.organisation
        event.venue, event.county_id = office.name, office.county_id
        event.town = office.district.name if office.district else ""
    return event


def _days(forum: Forum) -> Sequence[date]:
    mine = sa.select(Event.first_day).join(ForumMeeting, ForumMeeting.event_id == Event.id)
    return db.session.scalars(mine.where(ForumMeeting.forum_id == forum.id)).all()


@dataclass(frozen=True)
class CopiedParts:
    """What a new meeting was opened with."""

    tasks: int = 0
    steps: int = 0
    invited: int = 0
    nobody: Sequence[ForumMember] = ()


@dataclass(frozen=True)
class WantedCopies:
    """What comes along from the last meeting; what does not is the usual one of its kind (of people: nobody)."""

    checklist: bool = True
    agenda: bool = True
    members: bool = True


def create_next_meeting(
    forum: Forum,
    event: Event,
    host_id: int | None,
    plan: NextMeetingDraft,
    wanted: WantedCopies,
    organiser: User,
) -> CopiedParts:
    """Put the meeting into the planner: checklist with dates moved, agenda, members on the list; linked to the forum.

    Open points need no copying: they are the forum's, and show at this meeting until they are closed.
    """
    member = add_empty_event(event, organiser)
    last = plan.last.event if plan.last else None
    steps = _agenda(event, last if wanted.agenda else None)
    tasks = _checklist(forum, event, last if wanted.checklist else None, member)
    invited, nobody = _invite(event, plan.members) if wanted.members else (0, [])
    db.session.add(ForumMeeting(forum_id=forum.id, event_id=event.id, host_id=host_id))
    if plan.proposal is not None:
        plan.proposal.event_id = event.id
        plan.proposal.chosen = event.first_day
    db.session.flush()
    return CopiedParts(tasks, steps, invited, nobody)


def _agenda(event: Event, last: Event | None) -> int:
    """A copy of the last agenda without its people; the usual one where there is none."""
    theirs = bare_plan(plan_of(last)) if last else None
    if last is None or theirs is None or not theirs.steps:
        copy_usual_agenda(event)
    else:
        before = agenda.plan_to_change(event)
        agenda.write_plan(
            event,
            before,
            fill_empty_days(event, before, theirs).plan,
            AgendaAct.STARTED,
            remember=False,
        )
        copy_cafes(last, event)
    return len(plan_of(event).steps)


def _checklist(forum: Forum, event: Event, last: Event | None, member: Member) -> int:
    """The last list, each task as far from the new day as it was planned; that of the forum's kind where there is none."""
    people = {Role.ORGANISER: member}
    rows = tasks_of(last) if last else []
    if last is None or not rows:
        usual = list_named(forum_kind(forum.kind).checklist) or shipped_list(event.kind)
        return len(start_from_list(event, usual))
    roles = {one.id: one.role for one in team_of(last)}
    return len(
        copy_tasks(event, as_starting_tasks(rows, roles, last.first_day, last.last_day), people)
    )


def _invite(event: Event, members: Sequence[ForumMember]) -> tuple[int, list[ForumMember]]:
    """Everybody who speaks for a member, listed; gives how many, and the members for whom nobody is named."""
    named = [row for row in members if row.person is not None]
    observers = {row.person_id for row in named if row.role is ForumRole.OBSERVER}
    speakers = {row.person_id: row.person for row in named if row.person}
    others = {row.person_id for row in named if row.role is not ForumRole.OBSERVER}
    advise = [one for key, one in speakers.items() if key in observers - others]
    decide = [one for key, one in speakers.items() if key in others]
    new = invite_all_to_event(event, decide, Standing.LISTED)
    new += invite_all_to_event(event, advise, Standing.LISTED, [ParticipantRole.OBSERVER])
    return len(new), [row for row in members if row.person is None]


def last_meeting_parts(plan: NextMeetingDraft) -> CopiedParts:
    """What the last meeting has to give: how many tasks and steps, and whom the members name."""
    last = plan.last.event if plan.last else None
    nobody = [row for row in plan.members if row.person is None]
    people = len({row.person_id for row in plan.members if row.person_id})
    if last is None:
        return CopiedParts(invited=people, nobody=nobody)
    tasks = sa.select(sa.func.count(Task.id)).where(
        Task.event_id == last.id, Task.removed_at.is_(None)
    )
    steps = sa.select(sa.func.count(Step.id)).where(
        Step.event_id == last.id, Step.removed_at.is_(None)
    )
    counts = db.session.execute(sa.select(tasks.scalar_subquery(), steps.scalar_subquery())).one()
    return CopiedParts(counts[0], counts[1], people, nobody)
