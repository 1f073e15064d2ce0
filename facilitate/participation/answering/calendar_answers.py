"""What becomes of an answer that a calendar sent: counted once with the one given by the personal link, never over it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ... import clock
from ...data.db import db
from ...directory.models import Person
from ...events.models import Event
from ...web.i18n import _l, register_labels
from ...web.shared_keys import calendar_host
from ..inviting.actions import ensure_registration
from ..inviting.calendar_copies import FIRST_HOST, copy_of_person
from ..models import CalendarCopy, Participation, Registration
from ..queries import registration_setting
from .actions import save_invitation_answer
from .answer_rules import REPLY_OF, InvitationAnswer, InvitationReply, StatedNeeds, is_similar_name
from .calendar_replies import EVENT, CalendarReply, CalendarStatus
from .wording import last_day_to_answer


class CalendarOutcome(StrEnum):
    """What became of it."""

    COUNTED = "counted"
    KNOWN = "known"
    CONTRADICTS = "contradicts"
    UNSURE = "unsure"
    PROPOSES = "proposes"
    DELEGATES = "delegates"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    ELSEWHERE = "elsewhere"
    LATE = "late"
    OLDER = "older"
    PACKED = "packed"


register_labels(
    {
        CalendarOutcome.COUNTED: _l("counted"),
        CalendarOutcome.KNOWN: _l("was known already"),
        CalendarOutcome.CONTRADICTS: _l("not counted: it contradicts what they answered before"),
        CalendarOutcome.UNSURE: _l("not counted: they are not sure yet"),
        CalendarOutcome.PROPOSES: _l("not counted: they propose another time"),
        CalendarOutcome.DELEGATES: _l("not counted: they ask somebody else to go"),
        CalendarOutcome.UNKNOWN: _l("not counted: nobody on the list has this address"),
        CalendarOutcome.SEVERAL: _l("not counted: several people on the list have this address"),
        CalendarOutcome.ELSEWHERE: _l("not counted: it answers the invitation to another event"),
        CalendarOutcome.LATE: _l("not counted: it came after the last day to answer"),
        CalendarOutcome.OLDER: _l(
            "not counted: it answers the invitation as it was before it changed. Ask them again."
        ),
        CalendarOutcome.PACKED: _l(
            "not read: it came as winmail.dat, which only Outlook opens. Ask them to answer by their personal link."
        ),
        CalendarStatus.ACCEPTED: _l("is coming"),
        CalendarStatus.DECLINED: _l("cannot come"),
        CalendarStatus.TENTATIVE: _l("is perhaps coming"),
    }
)
_MEANS = {
    CalendarStatus.ACCEPTED: InvitationReply.COMING,
    CalendarStatus.DECLINED: InvitationReply.DECLINED,
}


DECIDED = (CalendarOutcome.COUNTED, CalendarOutcome.CONTRADICTS)
ELSEWHERE = timedelta(hours=14)
"""So far from midnight here it may be midnight somewhere."""
YEAR = timedelta(days=366)
"""So far a calendar’s clock is believed."""


@dataclass(frozen=True)
class ImportedReply:
    """One answer and what became of it; `row`: whose it is."""

    reply: CalendarReply
    outcome: CalendarOutcome
    row: Participation | None = None


def import_calendar_replies(
    event: Event, replies: Sequence[CalendarReply], now: datetime
) -> tuple[list[ImportedReply], list[int]]:
    """Count what can be counted, in the order in which it was answered; gives the mails for the queue too.

    The caller holds the event's turn.
    """
    taken, mails = [], list[int]()
    for reply in sorted(replies, key=lambda one: (one.at is None, one.at or now)):
        row, outcome = _whose(event, reply)
        if row is not None and outcome is None:
            outcome = _outcome(reply, row, one := ensure_registration(row))
            if outcome in DECIDED and _is_older(event, reply, row):
                outcome = CalendarOutcome.OLDER
            setting, at = registration_setting(event), _answered_at(reply, one, now)
            counts = outcome is CalendarOutcome.COUNTED
            if counts and clock.day_in(event.zone, min(at, now)) > last_day_to_answer(
                event, setting
            ):
                outcome = CalendarOutcome.LATE
            elif counts:
                said = InvitationAnswer(_MEANS[reply.answered], _needs(one), one.remark)
                mails += save_invitation_answer(event, setting, one=one, said=said, now=at)
                db.session.flush()
        taken.append(ImportedReply(reply, outcome or CalendarOutcome.UNKNOWN, row))
    return taken, mails


def _answered_at(reply: CalendarReply, one: Registration, now: datetime) -> datetime:
    """When they answered: not before they were asked, whatever their clock says; the waiting list goes by it."""
    return max(min(reply.at or now, now + YEAR), one.sent_at or now - YEAR)


def reply_to_event(reply: CalendarReply) -> CalendarReply:
    """The answer as one to the event whose invitation went on under the name of an earlier entry; any other as it is."""
    if reply.about == EVENT:
        return reply
    copy = CalendarCopy
    became = sa.select(copy.event_id).where(
        copy.uid == f"{reply.about}-{reply.row}@{reply.host}",
        sa.func.lower(copy.email) == reply.email.lower(),
    )
    event = db.session.scalar(became.limit(1))
    return replace(reply, about=EVENT, row=event) if event else reply


def is_own_reply(reply: CalendarReply) -> bool:
    """Whether it answers an invitation of this planner, and not one of another that has an event of that number too."""
    return reply.host in (calendar_host(), FIRST_HOST)


def _whose(
    event: Event, reply: CalendarReply
) -> tuple[Participation | None, CalendarOutcome | None]:
    """Who on the list has that address, or had it when they were asked; of several, the one of that name."""
    if (reply.about, reply.row) != (EVENT, event.id) or not is_own_reply(reply):
        return None, CalendarOutcome.ELSEWHERE
    if not reply.email:  # as many on a list have none
        return None, CalendarOutcome.UNKNOWN
    query = (
        sa.select(Participation)
        .join(Participation.person)
        .options(contains_eager(Participation.person))
        .where(Participation.event_id == event.id)
    )
    mine, address = CalendarCopy.event_id == event.id, reply.email.lower()
    asked = sa.select(CalendarCopy.person_id).where(
        mine, sa.func.lower(CalendarCopy.email) == address
    )
    found = (
        db.session.scalars(query.where(sa.func.lower(Person.email) == address)).all()
        or db.session.scalars(query.where(Person.id.in_(asked))).all()
    )
    if len(found) > 1:
        given, _blank, family = reply.name.partition(" ")
        found = [
            row
            for row in found
            if is_similar_name(given, family, row.person.given_name, row.person.family_name)
        ]
        if len(found) != 1:
            return None, CalendarOutcome.SEVERAL
    return (found[0], None) if found else (None, CalendarOutcome.UNKNOWN)


def _outcome(reply: CalendarReply, row: Participation, one: Registration) -> CalendarOutcome:
    means = _MEANS.get(reply.answered)
    if means is None:
        unsure = CalendarOutcome.PROPOSES if reply.proposes else CalendarOutcome.UNSURE
        return CalendarOutcome.DELEGATES if reply.delegates else unsure
    before = REPLY_OF.get(row.standing)
    if before is None:
        return CalendarOutcome.COUNTED
    return CalendarOutcome.KNOWN if before is means else CalendarOutcome.CONTRADICTS


def _is_older(event: Event, reply: CalendarReply, row: Participation) -> bool:
    """Whether what they answer was asked of other days than the event has now.

    The day that a calendar answers decides, for a reminder is a new edition too; where it names none, the edition does (RFC 5546, 2.1.5).
    """
    if reply.begins and not _is_begin_of(event, reply.begins, event.first_day):
        return True
    after = event.last_day + timedelta(days=1)
    if reply.begins and (not reply.ends or _is_begin_of(event, reply.ends, after)):
        return False
    copy = copy_of_person(event.id, row.person_id)
    return copy is not None and reply.sequence < copy.sequence


def _is_begin_of(event: Event, at: str, day: date) -> bool:
    """Whether that day, or moment, is where this day begins: Exchange writes a whole day as the midnight of who answers."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        return moment.date() == day
    return abs(moment - clock.day_bounds(day, event.zone)[0]) <= ELSEWHERE


def _needs(one: Registration) -> StatedNeeds:
    """What they need stays as they said it."""
    return StatedNeeds(
        interpreter=one.interpreter,
        lodging=one.lodging,
        diet=one.diet,
        access=one.access,
        arrival=one.arrival,
        in_list=one.in_list,
    )
