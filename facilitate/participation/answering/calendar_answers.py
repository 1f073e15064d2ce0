"""What becomes of an answer that a calendar sent: counted once with the one given by the personal link, never over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...data.db import db
from ...directory.models import Person
from ...events.models import Event
from ...web.i18n import _l, names
from ..inviting.actions import registered
from ..models import Participation, Registration
from ..queries import registration_of
from .actions import answer
from .calendar_replies import Answered, CalendarReply
from .said import REPLY_OF, Needs, Reply, Said, alike


class Outcome(StrEnum):
    """What became of it."""

    COUNTED = "counted"
    KNOWN = "known"
    CONTRADICTS = "contradicts"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    ELSEWHERE = "elsewhere"


names(
    {
        Outcome.COUNTED: _l("counted"),
        Outcome.KNOWN: _l("was known already"),
        Outcome.CONTRADICTS: _l("not counted: it contradicts what they answered before"),
        Outcome.UNSURE: _l("not counted: they are not sure yet"),
        Outcome.UNKNOWN: _l("not counted: nobody on the list has this address"),
        Outcome.SEVERAL: _l("not counted: several people on the list have this address"),
        Outcome.ELSEWHERE: _l("not counted: it answers the invitation to another event"),
        Answered.ACCEPTED: _l("is coming"),
        Answered.DECLINED: _l("cannot come"),
        Answered.TENTATIVE: _l("is perhaps coming"),
    }
)
_MEANS = {Answered.ACCEPTED: Reply.COMING, Answered.DECLINED: Reply.DECLINED}


@dataclass(frozen=True)
class Taken:
    """One answer and what became of it; `row`: whose it is."""

    reply: CalendarReply
    outcome: Outcome
    row: Participation | None = None


def take_all(
    event: Event, replies: Sequence[CalendarReply], now: datetime
) -> tuple[list[Taken], list[int]]:
    """Count what can be counted, in the order in which it was answered; gives the mails for the queue too.

    The caller holds the event's turn.
    """
    taken, mails = [], list[int]()
    for reply in sorted(replies, key=lambda one: (one.at is None, one.at or now)):
        row, outcome = _whose(event, reply)
        if row is not None and outcome is None:
            outcome = _outcome(reply, row, one := registered(row))
            if outcome is Outcome.COUNTED:
                said = Said(_MEANS[reply.answered], _needs(one), one.remark)
                setting = registration_of(event)
                mails += answer(event, setting, one=one, said=said, now=reply.at or now)
                db.session.flush()
        taken.append(Taken(reply, outcome or Outcome.UNKNOWN, row))
    return taken, mails


def _whose(event: Event, reply: CalendarReply) -> tuple[Participation | None, Outcome | None]:
    """Who on the list has that address; of several, the one of that name."""
    if reply.event != event.id:
        return None, Outcome.ELSEWHERE
    query = (
        sa.select(Participation)
        .join(Participation.person)
        .options(contains_eager(Participation.person))
        .where(
            Participation.event_id == event.id, sa.func.lower(Person.email) == reply.email.lower()
        )
    )
    found = db.session.scalars(query).all()
    if len(found) > 1:
        given, _blank, family = reply.name.partition(" ")
        found = [
            row
            for row in found
            if alike(given, family, row.person.given_name, row.person.family_name)
        ]
        if len(found) != 1:
            return None, Outcome.SEVERAL
    return (found[0], None) if found else (None, Outcome.UNKNOWN)


def _outcome(reply: CalendarReply, row: Participation, one: Registration) -> Outcome:
    means = _MEANS.get(reply.answered)
    if means is None:
        return Outcome.UNSURE
    before = REPLY_OF.get(row.standing)
    if before is None:
        return Outcome.COUNTED
    return Outcome.KNOWN if before is means else Outcome.CONTRADICTS


def _needs(one: Registration) -> Needs:
    """What they need stays as they said it."""
    return Needs(
        interpreter=one.interpreter,
        lodging=one.lodging,
        diet=one.diet,
        access=one.access,
        arrival=one.arrival,
        in_list=one.in_list,
    )
