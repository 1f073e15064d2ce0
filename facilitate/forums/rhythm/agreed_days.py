"""Agreed days in members' calendars: what was sent to whom, what goes along with the next mail, and what their calendars answer."""

import json
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...data.noted import note_value, noted_values
from ...events.models import Event
from ...lib.ics import CalendarEntry, to_ics, whole_day_entry
from ...mail.setup import mail_server
from ...participation.answering.calendar_replies import (
    DAY,
    CalendarReply,
    CalendarStatus,
    takes_replies,
    tells_packed,
)
from ...participation.inviting.calendar_copies import EarlierEntry, knows_entries
from ...web.i18n import _, pick_wording
from ...web.shared_keys import calendar_host
from ..actions import lock_forum
from ..day_models import DayCopy
from ..models import Forum, ForumMember, MeetingProposal
from . import planning

SUITS = {CalendarStatus.ACCEPTED: 2, CalendarStatus.TENTATIVE: 1, CalendarStatus.DECLINED: 0}


def day_entry(
    forum: Forum, proposal: MeetingProposal, copy: DayCopy | None = None
) -> CalendarEntry:
    """A whole day for the meeting whose day is agreed: for everybody, or as the `copy` of one member, who is asked to answer.

    It has its name for life, whatever day it is moved to. Of one that is withdrawn the day it had is told.
    """
    day = copy.told.partition("\n")[0] if copy else ""
    on = proposal.chosen or date.fromisoformat(day)
    person = copy.member.person if copy else None
    return whole_day_entry(
        _uid(proposal.id),
        f"{pick_wording(forum.name)}: {_('Meeting %(number)d', number=proposal.number)}",
        on,
        text=_("Host: %(name)s", name=proposal.host.organisation.name) if proposal.host else "",
        sequence=copy.sequence if copy else proposal.version,
        cancelled=copy.withdrawn if copy else False,
        organizer=mail_server().sender if copy else "",
        attendee=(person.name if person else copy.member.organisation.name, copy.email)
        if copy
        else None,
    )


def agreed_entries(forum: Forum, proposals: Sequence[MeetingProposal]) -> list[CalendarEntry]:
    """The meetings of a year whose day is agreed."""
    return [day_entry(forum, one) for one in proposals if one.chosen]


def day_told(proposal: MeetingProposal) -> str:
    """What of the agreed day stands in a calendar, in one text to compare; empty where none is agreed."""
    if proposal.chosen is None:
        return ""
    return f"{proposal.chosen.isoformat()}\n{proposal.host_id or ''}"


def day_copies(proposal: MeetingProposal) -> dict[int, DayCopy]:
    """What members were sent of it, by the number of the member."""
    query = (
        sa.select(DayCopy)
        .where(DayCopy.proposal_id == proposal.id)
        .options(
            joinedload(DayCopy.member).joinedload(ForumMember.person),
            joinedload(DayCopy.member).joinedload(ForumMember.organisation),
        )
        .order_by(DayCopy.id)
    )
    return {row.member_id: row for row in db.session.scalars(query)}


def is_in_calendars(proposal: MeetingProposal) -> bool:
    """Whether any member has the day in a calendar."""
    mine = sa.select(DayCopy.id).where(DayCopy.proposal_id == proposal.id, ~DayCopy.withdrawn)
    return db.session.scalar(mine.limit(1)) is not None


@knows_entries
def days_that_became(event: Event) -> dict[int, EarlierEntry]:
    """The agreed day of a meeting that is opened, in the calendars of those who were sent it."""
    query = (
        sa.select(DayCopy, ForumMember.person_id)
        .join(MeetingProposal, DayCopy.proposal_id == MeetingProposal.id)
        .join(ForumMember, DayCopy.member_id == ForumMember.id)
        .where(MeetingProposal.event_id == event.id, ~DayCopy.withdrawn)
    )
    return {
        person: EarlierEntry(_uid(copy.proposal_id), copy.sequence, copy.email)
        for copy, person in db.session.execute(query)
        if person is not None
    }


def mailed_days(member: ForumMember) -> set[int]:
    """The numbers of the proposals that stand in a member's calendar by mail."""
    mine = sa.select(DayCopy.proposal_id).where(DayCopy.member_id == member.id, ~DayCopy.withdrawn)
    return set(db.session.scalars(mine))


def _uid(proposal_id: int) -> str:
    return f"{DAY}-{proposal_id}@{calendar_host()}"


def send_day_copy(
    forum: Forum, proposal: MeetingProposal, copy: DayCopy | None, member: ForumMember
) -> str:
    """The entry as it goes along with a mail now; no calendar takes it for an older one."""
    if copy is None:
        assert member.person is not None
        copy = DayCopy(
            proposal_id=proposal.id,
            member=member,
            email=member.person.email,
            sequence=0,
            told="",
            withdrawn=False,
        )
        db.session.add(copy)
    told = day_told(proposal) or copy.told
    copy.renew(told, proposal.version, withdrawn=proposal.chosen is None)
    db.session.flush()
    entry = day_entry(forum, proposal, copy)
    return to_ics(entry.title, [entry], stamp=clock.now()).decode()


@takes_replies(DAY)
def count_day_replies(proposal_id: int, replies: Sequence[CalendarReply]) -> int:
    """What calendars answer about an agreed day is what the member says of it, as by their link: the latest word counts. How many did.

    Whoever answers an older entry has said nothing of the day that is agreed now.
    """
    proposal = db.session.get(MeetingProposal, proposal_id)
    if proposal is None:
        return 0
    counted = 0
    lock_forum(db.session.get_one(Forum, proposal.forum_id))
    db.session.refresh(proposal)
    copies = [one for one in day_copies(proposal).values() if not one.withdrawn]
    for reply in sorted(replies, key=lambda one: (one.at is None, one.at or clock.now())):
        whose = [one for one in copies if one.email.lower() == reply.email.lower()]
        if proposal.chosen is None or len(whose) != 1 or reply.sequence < whose[0].sequence:
            continue
        said = {(proposal.id, proposal.chosen): SUITS[reply.answered]}
        planning.save_votes(whose[0].member, said)
        _note_packed(proposal, whose[0].member_id, packed=False)
        counted += 1
    return counted


@tells_packed
def keep_packed_answers(sender: str) -> int:
    """Who was sent a day that is to come and answered what only Outlook opens stands at that day. At how many."""
    query = (
        sa.select(DayCopy, MeetingProposal)
        .join(MeetingProposal, DayCopy.proposal_id == MeetingProposal.id)
        .where(
            sa.func.lower(DayCopy.email) == sender.lower(),
            ~DayCopy.withdrawn,
            MeetingProposal.chosen >= clock.today(),
        )
    )
    rows = db.session.execute(query).all()
    for copy, proposal in rows:
        _note_packed(proposal, copy.member_id, packed=True)
    return len(rows)


def packed_answers(proposals: Sequence[MeetingProposal]) -> dict[int, set[int]]:
    """The members whose calendars answered about the agreed days what only Outlook opens, by the number of the proposal."""
    names = {one.id: _packed_name(one) for one in proposals if one.chosen}
    noted = noted_values(names.values())
    return {key: set(json.loads(noted[name])) for key, name in names.items() if name in noted}


def _note_packed(proposal: MeetingProposal, member_id: int, *, packed: bool) -> None:
    before = packed_answers([proposal]).get(proposal.id, set())
    now = before | {member_id} if packed else before - {member_id}
    if now != before:
        note_value(_packed_name(proposal), json.dumps(sorted(now)))


def _packed_name(proposal: MeetingProposal) -> str:
    """What was answered was answered about one day."""
    return f"packed-day-{proposal.id}-{proposal.chosen}"
