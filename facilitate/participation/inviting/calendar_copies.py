"""The event as an entry in people's calendars: what goes along with a mail, and what each of them was sent last."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...directory.models import Person
from ...events.models import Event
from ...lib.ics import CalendarEntry, to_ics
from ...mail.setup import mail_server
from ...web.shared_keys import calendar_host
from ..models import EXPECTED, CalendarCopy, Participation, Standing

FIRST_HOST = "facilitate"
"""What stood behind the @ of every planner's invitations before each had a name of its own; answers to those still count."""
NOT_EXPECTED = (Standing.LISTED, Standing.REPLACED)
"""Whose invitation no longer stands although they are on the list."""


class CalendarMethod(StrEnum):
    """What a calendar does with an entry (RFC 5546): keep it, ask for an answer, take it out."""

    PUBLISH = "publish"
    REQUEST = "request"
    CANCEL = "cancel"


class EarlierEntry(NamedTuple):
    """An entry that already stands in somebody's calendar for what became this event: the invitation goes on under its name."""

    uid: str
    sequence: int
    email: str


KnowsEntries = Callable[[Event], Mapping[int, EarlierEntry]]
_KNOWN: list[KnowsEntries] = []


def knows_entries(of: KnowsEntries) -> KnowsEntries:
    """Marks a function of a room that sends entries for what may become an event: those of this one, by the number of the person."""
    _KNOWN.append(of)
    return of


def event_calendar(
    event: Event,
    copy: CalendarCopy | None = None,
    method: CalendarMethod = CalendarMethod.PUBLISH,
) -> str:
    """The event as an entry for a calendar, in its own language: for everybody, or as the `copy` of one person."""
    title = event.title.to(event.language)
    asked = copy is not None and method is not CalendarMethod.PUBLISH
    entry = CalendarEntry(
        copy.uid if copy else _uid(event),
        title,
        event.first_day,
        event.last_day + timedelta(days=1),
        place=event_place(event),
        sequence=copy.sequence if copy else event.version,
        cancelled=method is CalendarMethod.CANCEL,
        organizer=mail_server().sender if asked else "",
        attendee=(copy.person.name, copy.email) if copy and asked else None,
    )
    return to_ics(title, [entry], stamp=clock.now()).decode()


def send_copies(event: Event, people: Sequence[Person]) -> dict[int, CalendarCopy]:
    """The copies of these people as they are sent now, by their number; whoever has none gets one."""
    found = {copy.person_id: copy for copy in copies_of(event)}
    before = {key: one for of in _KNOWN for key, one in of(event).items()}
    for person in people:
        copy = found.get(person.id)
        if copy is None:
            copy = found[person.id] = _new_copy(event, person, before.get(person.id))
            db.session.add(copy)
        copy.email = person.email
        renew_copy(copy, event)
    db.session.flush()
    return {person.id: found[person.id] for person in people}


def _new_copy(event: Event, person: Person, before: EarlierEntry | None) -> CalendarCopy:
    """Under the name of the entry that stands in their calendar already, so that the day stands there once."""
    same = before if before and before.email.lower() == person.email.lower() else None
    return CalendarCopy(
        event_id=event.id,
        person=person,
        uid=same.uid if same else _uid(event),
        sequence=same.sequence if same else 0,
        withdrawn=False,
    )


def copy_of_person(event_id: int, person_id: int) -> CalendarCopy | None:
    """What somebody was sent of the event, if anything."""
    mine = CalendarCopy.event_id == event_id, CalendarCopy.person_id == person_id
    return db.session.scalar(sa.select(CalendarCopy).where(*mine))


def people_with_copies(event_id: int | None) -> set[int]:
    """The numbers of the people who were sent the event for their calendars."""
    mine = sa.select(CalendarCopy.person_id).where(CalendarCopy.event_id == event_id)
    return set(db.session.scalars(mine)) if event_id else set()


def renew_copy(copy: CalendarCopy, event: Event) -> None:
    """It says what the event is now, and no calendar takes it for an older one."""
    copy.renew(event_told(event), event.version)


def copies_of(event: Event) -> Sequence[CalendarCopy]:
    """What people were sent for their calendars, in Albanian order."""
    query = (
        sa.select(CalendarCopy)
        .join(CalendarCopy.person)
        .where(CalendarCopy.event_id == event.id)
        .options(joinedload(CalendarCopy.person).joinedload(Person.organisation))
        .order_by(Person.sorting, CalendarCopy.id)
    )
    return db.session.scalars(query).all()


def count_outdated_copies(event: Event) -> tuple[int, int]:
    """How many people have the event in their calendar as it no longer is, and how many although they are not expected."""
    expected, copy = Participation.standing.in_(EXPECTED), CalendarCopy
    stands = sa.and_(expected, copy.told != event_told(event))
    gone = sa.or_(Participation.id.is_(None), Participation.standing.in_(NOT_EXPECTED))
    joined = sa.and_(
        Participation.event_id == copy.event_id, Participation.person_id == copy.person_id
    )
    there = copy.person.has(Person.left_on.is_(None))  # nobody writes to the others any more
    query = (
        sa.select(*(sa.func.count(sa.case((one, 1))) for one in (stands, gone)))
        .select_from(copy)
        .outerjoin(Participation, joined)
        .where(copy.event_id == event.id, ~copy.withdrawn, there)
    )
    found = db.session.execute(query).one()
    return found[0], found[1]


def event_told(event: Event) -> str:
    """What of the event stands in a calendar, in one text to compare."""
    days = f"{event.first_day}/{event.last_day}"
    return "\n".join((days, event.title.to(event.language), event_place(event)))


def event_place(event: Event) -> str:
    """Where it is, as a calendar shows it."""
    return ", ".join(filter(None, (event.venue, event.town)))


def _uid(event: Event) -> str:
    return f"event-{event.id}@{calendar_host()}"
