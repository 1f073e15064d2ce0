"""Rehearsals in people's calendars: what was sent to whom, what goes along with the next mail, and what calendars answer."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...checklists.reminding.entries import brings_entries
from ...data.db import db
from ...data.noted import note_value, noted_values
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Member
from ...history.removing import RoomRemovals
from ...lib.ics import CalendarEntry, to_ics
from ...participation.answering.calendar_replies import (
    REHEARSAL,
    CalendarReply,
    takes_replies,
    tells_packed,
)
from ...web.i18n import _l
from ..models import Rehearsal, RehearsalChange, RehearsalCopy
from ..rehearsals import GuestLists, RehearsalGuest, rehearsal_entry, rehearsal_told

REHEARSALS_REMOVED = RoomRemovals(
    kind=RehearsalChange,
    models=(Rehearsal,),
    key="rehearsals",
    name=_l("Rehearsals"),
    page="guides.show_rehearsals",
    sees=Can.SEE,
    undoes=Can.EDIT_AGENDA,
)
"""How rehearsals are removed."""
PACKED = "packed"
"""What is noted of an answer that only Outlook opens."""


def rehearsal_copies(rehearsal: Rehearsal) -> dict[str, RehearsalCopy]:
    """What people were sent of it, by their address in small letters."""
    query = sa.select(RehearsalCopy).where(RehearsalCopy.rehearsal_id == rehearsal.id)
    return {row.email.lower(): row for row in db.session.scalars(query.order_by(RehearsalCopy.id))}


def is_in_calendars(rehearsal: Rehearsal) -> bool:
    """Whether anybody has it in a calendar."""
    copy = RehearsalCopy
    mine = sa.select(copy.id).where(copy.rehearsal_id == rehearsal.id, ~copy.withdrawn)
    return db.session.scalar(mine.limit(1)) is not None


def send_rehearsal_copy(
    event: Event,
    rehearsal: Rehearsal,
    guest: RehearsalGuest,
    *,
    copy: RehearsalCopy | None,
    expected: bool,
) -> str:
    """The entry as it goes along with a mail now: to be answered, or taken out where they are not expected any more."""
    if copy is None:
        copy = RehearsalCopy(rehearsal_id=rehearsal.id, email=guest.email, sequence=0, said="")
        db.session.add(copy)
    told = rehearsal_told(rehearsal)
    if copy.withdrawn or not expected or copy.told != told:
        copy.said = ""  # what was said was said of something else
    copy.name, copy.language = guest.name, guest.language
    copy.renew(told, rehearsal.version, withdrawn=not expected)
    db.session.flush()
    entry = rehearsal_entry(event, rehearsal, copy)
    return to_ics(entry.title, [entry], stamp=clock.now()).decode()


@takes_replies(REHEARSAL)
def count_rehearsal_replies(rehearsal_id: int, replies: Sequence[CalendarReply]) -> int:
    """Keep what calendars answer about a rehearsal: the latest word counts. How many did.

    Whoever answers an older entry has said nothing of the day and place it has now.
    """
    rehearsal = db.session.get(Rehearsal, rehearsal_id)
    if rehearsal is None:
        return 0
    wait_for_event_lock(db.session.get_one(Event, rehearsal.event_id))
    copies, counted = rehearsal_copies(rehearsal), 0
    for reply in sorted(replies, key=lambda one: (one.at is None, one.at or clock.now())):
        copy = copies.get(reply.email.lower())
        if copy is None or copy.withdrawn or reply.sequence < copy.sequence:
            continue
        copy.said = reply.answered.value
        if copy.id in packed_copies([copy]):
            note_value(_packed_name(copy), "")
        counted += 1
    db.session.flush()
    return counted


@tells_packed
def keep_packed_answers(sender: str) -> int:
    """Who was sent a rehearsal that is to come and answered what only Outlook opens is shown so. At how many."""
    query = (
        sa.select(RehearsalCopy)
        .join(Rehearsal, RehearsalCopy.rehearsal_id == Rehearsal.id)
        .where(
            sa.func.lower(RehearsalCopy.email) == sender.lower(),
            ~RehearsalCopy.withdrawn,
            Rehearsal.day >= clock.today(),
        )
    )
    rows = db.session.scalars(query).all()
    for copy in rows:
        note_value(_packed_name(copy), PACKED)
    return len(rows)


def packed_copies(copies: Iterable[RehearsalCopy]) -> set[int]:
    """The numbers of those whose calendars answered what only Outlook opens, and nothing that was read since."""
    names = {one.id: _packed_name(one) for one in copies if not one.withdrawn}
    noted = noted_values(names.values())
    return {key for key, name in names.items() if noted.get(name) == PACKED}


def _packed_name(copy: RehearsalCopy) -> str:
    """What was answered was answered to one letter."""
    return f"packed-rehearsal-{copy.id}-{copy.sequence}"


@brings_entries
def own_rehearsals(user: User) -> list[CalendarEntry]:
    """The rehearsals somebody of the team is to come to; not those they were sent by mail, for these stand in the calendar already."""
    sent = sa.exists().where(
        RehearsalCopy.rehearsal_id == Rehearsal.id,
        sa.func.lower(RehearsalCopy.email) == user.email.lower(),
    )
    query = (
        sa.select(Rehearsal, Event)
        .join(Event, Rehearsal.event_id == Event.id)
        .join(Member, Member.event_id == Event.id)
        .where(Member.user_id == user.id, Event.archived_at.is_(None), ~sent)
        .order_by(Rehearsal.day, Rehearsal.starts, Rehearsal.id)
    )
    lists: dict[int, GuestLists] = {}
    found = []
    for rehearsal, event in db.session.execute(query):
        guests = lists.setdefault(event.id, GuestLists(event)).of(rehearsal)
        if any(one.email.lower() == user.email.lower() for one in guests):
            found.append(rehearsal_entry(event, rehearsal))
    return found
