"""What happens at the door: somebody is checked in, walks in, is taken back; a door link is made and ended.

Two doors may do the same at the same moment: whoever is second waits for the row, sees who was first, and changes nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.models import Person
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import invite_all_to_event
from ..models import Attendance, DoorLink, DoorPress, ParticipantRole, Participation, Standing
from ..typed_people import organisation_as_typed, organisation_called, person_called
from .door_rules import undone_check_in

MOST_LINKS = 20


@dataclass(frozen=True)
class CheckInPress:
    """A press at a door: the day it is for, when, at which door or by whom, and the key its device gave it."""

    day: date
    at: datetime
    door: str = ""
    user_id: int | None = None
    key: str = ""


@dataclass(frozen=True)
class CheckInResult:
    """What became of it: the row, since when they are there (None: not there), and whether that is new."""

    row: Participation
    attendance: Attendance | None
    new: bool


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without being invited, as typed at the door."""

    given: str
    family: str
    office: str
    sector_id: int | None = None
    email: str = ""
    part: ParticipantRole = ParticipantRole.PARTICIPANT


def check_in(event: Event, row_id: int, press: CheckInPress) -> CheckInResult | None:
    """Somebody is there on that day; None: they are not in this event's list. From any standing they attended."""
    row = _held(event, row_id)
    if row is None:
        return None
    known = _known(press)
    there = _attendance(row, press.day)
    if there is not None and known is None and row.standing is not Standing.ATTENDED:
        row.standing = Standing.ATTENDED  # the list was changed since, and they are here
        db.session.flush()
    if there is not None or known is not None:
        return CheckInResult(row, there, new=False)
    was, row.standing = row.standing, Standing.ATTENDED
    there = _arrive(event, row, press, was)
    return CheckInResult(row, there, new=True)


def undo_check_in(event: Event, row_id: int, press: CheckInPress) -> Participation | None:
    """Somebody was not there after all; a door takes back only what it did itself. None: nothing was to be taken back."""
    row = _held(event, row_id)
    gone = _attendance(row, press.day) if row else None
    if row is None or gone is None or _known(press) is not None:
        return None
    if press.door and gone.door != press.door:
        raise Refused(_("This was done at another door. The team can undo it."))
    others = sa.select(Attendance).where(
        Attendance.participation_id == row.id, Attendance.id != gone.id
    )
    rest = list(db.session.scalars(others.order_by(Attendance.day)))
    left = undone_check_in(gone.was, [one.was for one in rest], walk_in=row.walk_in)
    _remember(event, row, press)
    db.session.delete(gone)
    db.session.flush()
    if left.goes:
        db.session.delete(row)
    else:
        row.standing = left.standing
        if rest and left.heir:
            rest[0].was = left.heir
    db.session.flush()
    return row


def check_in_walk_in(event: Event, walk: WalkIn, press: CheckInPress) -> CheckInResult:
    """Somebody who was not invited is there: found in the directory, or new; in the event's list, once.

    Whoever walks in elsewhere at this moment waits. The form has seen to it that a new organisation has a sector.
    """
    wait_for_event_lock(event)
    known = _known(press)
    if known is not None and known.participation_id:
        row = db.session.get_one(Participation, known.participation_id)
        return CheckInResult(row, _attendance(row, press.day), new=False)
    name = f"{walk.given} {walk.family}".strip()
    office_id = organisation_called(walk.office)
    person = person_called(name, walk.email, office_id) or _new_person(walk)
    there = sa.select(Participation.id).where(
        Participation.event_id == event.id, Participation.person_id == person.id
    )
    if (row_id := db.session.scalar(there)) is not None:
        checked = check_in(event, row_id, press)
        assert checked is not None
        return checked
    (row,) = invite_all_to_event(event, [person], Standing.ATTENDED, [walk.part])
    row.walk_in = True
    return CheckInResult(row, _arrive(event, row, press, None), new=True)


def create_door_link(event: Event, name: str) -> DoorLink:
    """A link for a helper at that door. Two doors of one name could not be told apart."""
    wait_for_event_lock(event)
    names = list(db.session.scalars(sa.select(DoorLink.name).where(DoorLink.event_id == event.id)))
    if name in names:
        raise Refused(_("There is already a door with this name. Give each door its own name."))
    if len(names) >= MOST_LINKS:
        raise Refused(_("There are twenty door links already. Remove one first."))
    link = DoorLink(
        event_id=event.id, name=name, token=secrets.token_urlsafe(16), made_at=clock.now()
    )
    db.session.add(link)
    db.session.flush()
    return link


def _held(event: Event, row_id: int) -> Participation | None:
    """The row, which nobody else changes until this is over."""
    query = sa.select(Participation).where(
        Participation.id == row_id, Participation.event_id == event.id
    )
    return db.session.scalar(
        query.with_for_update(of=Participation).execution_options(populate_existing=True)
    )


def _attendance(row: Participation, day: date) -> Attendance | None:
    query = sa.select(Attendance).where(
        Attendance.participation_id == row.id, Attendance.day == day
    )
    return db.session.scalar(query)


def _known(press: CheckInPress) -> DoorPress | None:
    return db.session.get(DoorPress, press.key) if press.key else None


def _arrive(
    event: Event, row: Participation, press: CheckInPress, was: Standing | None
) -> Attendance:
    there = Attendance(
        participation_id=row.id,
        day=press.day,
        at=press.at,
        door=press.door,
        by_id=press.user_id,
        was=was,
    )
    db.session.add(there)
    _remember(event, row, press)
    db.session.flush()
    return there


def _remember(event: Event, row: Participation, press: CheckInPress) -> None:
    if press.key:
        db.session.add(DoorPress(key=press.key, event_id=event.id, participation_id=row.id))


def _new_person(walk: WalkIn) -> Person:
    office = organisation_as_typed(walk.office, walk.sector_id)
    person = Person(
        given_name=walk.given,
        family_name=walk.family,
        organisation_id=office.id,
        organisation=office,
        position=Words(),
        email=walk.email,
        phone="",
    )
    db.session.add(person)
    db.session.flush()
    return person
