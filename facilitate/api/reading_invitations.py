"""What can be read of inviting: how people register, who was sent what and answered, what those who come need, who was there."""

from datetime import date, datetime
from typing import NotRequired, TypedDict

import sqlalchemy as sa
from flask import request

from ..data.db import db
from ..events.access import Can, may, needs
from ..events.models import Event
from ..mail.outbox import MessageState
from ..participation.answering.needs_pages import lines_with_needs
from ..participation.inviting.invite_pages import targets_with_counts
from ..participation.inviting.queries import InviteeLine, invitee_lines, targets_of
from ..participation.models import Attendance, CalendarCopy, Participation, Standing, TargetKind
from ..participation.queries import registration_setting
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .reading_people import CONTACTS, record_contacts
from .rights import ApiArea


class TargetShape(TypedDict):
    """A wish for who is invited: at least so many percent (of every county: people)."""

    id: int
    kind: TargetKind
    keys: list[str]
    least: int
    text: str
    met: bool


class RegistrationShape(TypedDict):
    """How people register: seats (0: as many as come), until when, what is asked, the letter, and the mix wished for."""

    capacity: int
    answer_by: date | None
    asks_needs: bool
    asks_gender: bool
    takes_calendars: bool
    letter: Bilingual
    signed_by: Bilingual
    targets: list[TargetShape]
    version: int


class InvitationShape(TypedDict):
    """One person's invitation: when it and the reminder were sent, what became of the mail, and when they answered.

    `calendar`: they have the event in their calendar by mail. `substitute_id`: who comes in their place.
    """

    participation_id: int
    name: str
    organisation: str
    standing: Standing
    invited_on: date | None
    sent_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime | None
    waiting_since: datetime | None
    substitute_id: int | None
    mail: MessageState | None
    calendar: bool
    email: NotRequired[str]


class NeedShape(TypedDict):
    """What one of those who come needs."""

    participation_id: int
    name: str
    interpreter: bool
    lodging: bool
    diet: str
    access: str
    arrival: str
    remark: str


class AttendanceShape(TypedDict):
    """Somebody was there on a day. `door`: the name of the link by which they were checked in."""

    id: int
    participation_id: int
    day: date
    at: datetime
    door: str


@read_operation(
    "/events/<slug>/registration",
    page="participation.show_invitations",
    area=ApiArea.PEOPLE,
    about=_l("How people register for an event, and the mix wished for"),
)
@needs(Can.EDIT_PEOPLE)
def read_registration(event: Event) -> RegistrationShape:
    row = registration_setting(event)
    counted = {one.number: one for one in targets_with_counts(event)}
    return tell_row(
        RegistrationShape,
        row,
        capacity=row.capacity or 0,
        targets=[
            {
                "id": one.id,
                "kind": one.kind,
                "keys": one.keys.split(),
                "least": one.least,
                "text": counted[one.id].sentence,
                "met": counted[one.id].met,
            }
            for one in targets_of(event)
        ],
        version=row.version or 0,
    )


@read_operation(
    "/events/<slug>/invitations",
    page="participation.show_invitations",
    area=ApiArea.PEOPLE,
    about=_l("Who was invited, what they were sent, and when they answered"),
    contacts=CONTACTS,
)
@needs(Can.EDIT_PEOPLE)
def read_invitations(event: Event) -> list[InvitationShape]:
    contacts = "contacts" in request.args and may(Can.SEE_CONTACTS)
    copies = sa.select(CalendarCopy.person_id).where(
        CalendarCopy.event_id == event.id, ~CalendarCopy.withdrawn
    )
    in_calendar = set(db.session.scalars(copies))
    told = [_invitation(line, in_calendar, contacts) for line in invitee_lines(event)]
    if contacts:
        record_contacts("invitations", len(told), event.slug)
    return told


def _invitation(line: InviteeLine, in_calendar: set[int], contacts: bool) -> InvitationShape:
    row, one = line.row, line.registration
    told: InvitationShape = {
        "participation_id": row.id,
        "name": row.person.name,
        "organisation": row.organisation.name,
        "standing": row.standing,
        "invited_on": row.invited_on,
        "sent_at": one.sent_at if one else None,
        "reminded_at": one.reminded_at if one else None,
        "answered_at": one.answered_at if one else None,
        "waiting_since": one.waiting_since if one else None,
        "substitute_id": one.substitute_id if one else None,
        "mail": line.mail,
        "calendar": row.person_id in in_calendar,
    }
    return {**told, "email": row.person.email} if contacts else told


@read_operation(
    "/events/<slug>/needs",
    page="participation.show_people_needs",
    area=ApiArea.PEOPLE,
    about=_l("What the people who are coming need"),
)
@needs(Can.EDIT_PEOPLE)
def read_needs(event: Event) -> list[NeedShape]:
    told: list[NeedShape] = [
        tell_row(NeedShape, one, participation_id=row.id, name=row.person.name)
        for row, one, _mail, _error in lines_with_needs(event)
        if one
    ]
    record_contacts("needs", len(told), event.slug)
    return told


@read_operation(
    "/events/<slug>/attendance",
    page="participation.show_attendance",
    area=ApiArea.PEOPLE,
    about=_l("Who was there on which day"),
)
@needs(Can.CHECK_IN)
def read_attendance(event: Event) -> Paged[AttendanceShape]:
    query = (
        sa.select(Attendance)
        .join(Attendance.participation)
        .where(Participation.event_id == event.id)
    )
    return Paged(query, Attendance.id, attendance_shape)


def attendance_shape(row: Attendance) -> AttendanceShape:
    return tell_row(AttendanceShape, row)
