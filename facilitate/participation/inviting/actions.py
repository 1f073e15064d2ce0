"""What happens to invitations: everybody gets a link of their own, once; mails go out; free seats are given on."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.contacts.sheet import contacts_to_csv, contacts_to_xlsx
from ...events.actions import wait_for_event_lock
from ...events.extensions import follows_dates
from ...events.models import Event
from ...lib.text import make_slug
from ...mail.outbox import MailAbout, Message, MessageState, can_mail, is_cut_off, post_mails
from ...mailing.letters import mail_to
from ...mailing.letters import mailing_fingerprint as fingerprint_of
from ...web.i18n import _, _n, label_of, pick_wording, use_language
from ..columns import CONTACT, LIST, exported_as
from ..labels import roles_named
from ..models import Participation, Registration, RegistrationSetting, Standing
from ..queries import registration_setting
from . import seats
from .calendar_copies import CalendarMethod, event_calendar, send_copies
from .letters import InvitationMail
from .pen import InvitationPen, WrittenMail
from .queries import InviteeLine, invitee_lines

AGAIN_AFTER = timedelta(days=3)
"""Who got a mail is not reminded within that time, unless somebody asks for it."""


NOT_COMING = (Standing.DECLINED, Standing.REPLACED)
"""Who has said no since is not invited once more because the first mail did not go out."""


class InvitationRecipients(NamedTuple):
    """Whom a mail would go to now, who has no address, who got one too lately to be reminded, and how many have left their post."""

    to: list[InviteeLine]
    no_address: list[InviteeLine]
    lately: int
    left: int = 0


@follows_dates
def move_last_day_to_answer(event: Event, moved: timedelta) -> None:
    """Nobody is asked to answer after the event has begun; an earlier day that people were told stays."""
    setting = registration_setting(event)
    if setting.answer_by and setting.answer_by > event.first_day:
        setting.answer_by = event.first_day


def ensure_registration(participation: Participation) -> Registration:
    """The registration of one person, made where there is none yet, with a personal link of its own."""
    return ensure_registrations([participation])[participation.id]


def ensure_registrations(participations: Iterable[Participation]) -> dict[int, Registration]:
    """The registrations of several people by the number of their participation; who has none gets one."""
    rows = list(participations)
    wanted = sa.select(Registration).where(
        Registration.participation_id.in_([row.id for row in rows])
    )
    found = {one.participation_id: one for one in db.session.scalars(wanted)}
    new = {
        row.id: Registration(participation_id=row.id, token=fresh_token())
        for row in rows
        if row.id not in found
    }
    db.session.add_all(new.values())
    db.session.flush()
    return found | new


def fresh_token() -> str:
    """A link nobody guesses, short enough to be typed from a letter in need."""
    return secrets.token_urlsafe(12)


def update_waiting_list(event: Event, ids: Sequence[int], now: datetime) -> list[int]:
    """After these people were changed: note who waits since when, give free seats on; gives the mails for the queue."""
    rows = db.session.scalars(sa.select(Participation).where(Participation.id.in_(ids))).all()
    ensure_registrations(row for row in rows if row.standing is Standing.WAITING)
    asked = db.session.scalars(
        sa.select(Registration).where(Registration.participation_id.in_(ids))
    )
    known = {one.participation_id: one for one in asked}
    seats.waits_from([row for row in rows if row.id in known], known, now)
    setting = registration_setting(event)
    return tell_seated(event, setting, seats.move_up(event, setting))


def tell_seated(
    event: Event, setting: RegistrationSetting, rows: Sequence[Participation]
) -> list[int]:
    """Write to those who waited and have a seat now; gives the mails for the queue."""
    if not rows:
        return []
    pen, registrations = InvitationPen(event, setting), ensure_registrations(rows)
    return queue_invitation_mails(
        event, [(row, pen.seat(row, registrations[row.id])) for row in rows]
    )


def queue_invitation_mails(
    event: Event, letters: Sequence[tuple[Participation, WrittenMail]]
) -> list[int]:
    """Put mails with the event for the calendar into the outbox for those who have an address, if there is a mail server.

    Gives their ids.
    """
    if not can_mail():
        return []
    reached = [(row, written) for row, written in letters if row.person.email]
    copies = send_copies(event, [row.person for row, _written in reached])
    mails = [
        mail_to(row.person, *written, event_calendar(event, copies[row.person_id]))
        for row, written in reached
    ]
    return [message.id for message in post_mails(mails, MailAbout.INVITATION, event.id)]


def recipients_of(
    event: Event, mail: InvitationMail, now: datetime, again: bool = False
) -> InvitationRecipients:
    """Whom the mail would go to: the invitation to who is listed, the reminder to who was invited and is silent.

    `retry_invitation_mails`: also to who got a mail within the last days.
    """
    wanted = Standing.LISTED if mail is InvitationMail.INVITATION else Standing.INVITED
    there = invitee_lines(event, wanted)
    lines, lately = [line for line in there if line.row.person.left_on is None], 0
    left = len(there) - len(lines)
    if mail is not InvitationMail.INVITATION:
        silent = [
            line
            for line in lines
            if line.registration is None or line.registration.answered_at is None
        ]
        lines = [line for line in silent if again or not _had_one(line, now)]
        lately = len(silent) - len(lines)
    no_address = [line for line in lines if not line.row.person.email]
    return InvitationRecipients(
        [line for line in lines if line.row.person.email], no_address, lately, left
    )


def _had_one(line: InviteeLine, now: datetime) -> bool:
    one = line.registration
    had = [at for at in (one.sent_at, one.reminded_at) if at] if one else []
    return any(now - at < AGAIN_AFTER for at in had)


def invitation_fingerprint(setting: RegistrationSetting, recipients: InvitationRecipients) -> str:
    """Changes when the letter, or the list of those who get it, changes between looking and sending."""
    people = sorted(
        (line.row.id, line.row.person.name, line.row.person.email) for line in recipients.to
    )
    return fingerprint_of((setting.letter, setting.signed_by, setting.answer_by, people))


def send_invitations(
    event: Event, mail: InvitationMail, mark: str, now: datetime, again: bool = False
) -> list[int] | None:
    """Put the mail to everybody who is to get it into the outbox; gives the mails' ids.

    None where `mark` is not the fingerprint any more: then nothing happens. Two people who send at the same moment
    come one after the other, and the second finds nobody left.
    """
    wait_for_event_lock(event)
    setting = registration_setting(event)
    recipients = recipients_of(event, mail, now, again)
    if not recipients.to:
        return []
    if mark != invitation_fingerprint(setting, recipients):
        return None
    pen, rows = InvitationPen(event, setting), [line.row for line in recipients.to]
    registrations = ensure_registrations(rows)
    write = pen.invitation if mail is InvitationMail.INVITATION else pen.reminder
    invites, calendars = mail is InvitationMail.INVITATION, dict[int, str]()
    if invites:
        method = CalendarMethod.REQUEST if setting.takes_calendars else CalendarMethod.PUBLISH
        copies = send_copies(event, [row.person for row in rows])
        calendars = {key: event_calendar(event, copy, method) for key, copy in copies.items()}
    mails = [
        mail_to(row.person, *write(row, registrations[row.id]), calendars.get(row.person_id, ""))
        for row in rows
    ]
    messages = post_mails(mails, MailAbout.INVITATION, event.id)
    for row, message in zip(rows, messages, strict=True):
        one = registrations[row.id]
        one.message_id = message.id
        if not invites:
            one.reminded_at = now
            continue
        one.sent_at, row.standing, row.invited_on = (
            now,
            Standing.INVITED,
            clock.day_in(event.zone, now),
        )
    db.session.flush()
    return [message.id for message in messages]


def invited_on_paper(event: Event, ids: Sequence[int], today: date) -> int:
    """These people have got the invitation as a letter: who was on the list is invited now."""
    query = sa.select(Participation).where(
        Participation.event_id == event.id,
        Participation.id.in_(ids),
        Participation.standing == Standing.LISTED,
    )
    rows = db.session.scalars(query).all()
    for row in rows:
        row.standing, row.invited_on = Standing.INVITED, today
    ensure_registrations(rows)
    return len(rows)


def people_list_file(
    event: Event, contacts: bool, ending: str = "xlsx", *, outside: bool = False
) -> tuple[int, bytes, str]:
    """How many people are in it, the list as Excel or as text in the event's language, and its name without an ending.

    `outside`: without the numbers people have in this planner.
    """
    rows = [line.row for line in invitee_lines(event)]
    left = {*(() if contacts else CONTACT), *(("number",) if outside else ())}
    columns = [one for one in LIST.columns if one.name not in left]
    with use_language(event.language):
        cells = [_cells(row) for row in rows]
        title = _("People")
        name = f"{event.slug}-{make_slug(title)}"
        if ending == "csv":
            return len(rows), contacts_to_csv(columns, cells), name
        return (
            len(rows),
            contacts_to_xlsx(f"{title} – {pick_wording(event.title)}", columns, cells),
            name,
        )


def _cells(row: Participation) -> dict[str, Any]:
    person = row.person
    return {
        "name": person.name,
        "organisation": row.organisation.name,
        "position": pick_wording(person.position),
        "sector": pick_wording(row.sector.name),
        "county": row.county.name if row.county else "",
        "district": row.district.name if row.district else "",
        "parts": roles_named(row.parts),
        "standing": label_of(row.standing),
        "invited_on": row.invited_on,
        "email": person.email,
        "phone": person.phone,
        "number": person.id,
        "exported": exported_as(row),
    }


def seats_said(setting: RegistrationSetting, counts: dict[Standing, int]) -> str:
    """`96 of 110 seats are taken.`; nothing where as many may come as like."""
    if not setting.capacity:
        return ""
    number = sum(counts.get(standing, 0) for standing in seats.SEATED)
    told = _n(
        "%(num)d of %(seats)d seats is taken.",
        "%(num)d of %(seats)d seats are taken.",
        number,
        seats=setting.capacity,
    )
    over = number - setting.capacity
    more = _("That is %(over)d more than there are.", over=over) if over > 0 else ""
    return f"{told} {more}".strip()


def retry_invitation_mails(event: Event, now: datetime) -> list[int]:
    """The mails that wait, or whose sending was cut off, and those that failed, written anew; gives them for the queue."""
    wait_for_event_lock(event)
    sent = {
        line.registration.message_id: line for line in invitee_lines(event) if line.registration
    }
    ids = [number for number in sent if number is not None]
    stuck = sa.select(Message).where(
        Message.id.in_(ids),
        sa.or_(Message.state.in_((MessageState.WAITING, MessageState.FAILED)), is_cut_off(now)),
    )
    pen, found = InvitationPen(event, registration_setting(event)), []
    for message in db.session.scalars(stuck).all():
        row, one = sent[message.id].row, sent[message.id].registration
        if one is None or not row.person.email or row.person.left_on or row.standing in NOT_COMING:
            continue
        if message.state is MessageState.FAILED:
            message.subject, message.body = (pen.reminder if one.reminded_at else pen.invitation)(
                row, one
            )
            message.to, message.state, message.error = row.person.email, MessageState.WAITING, ""
        found.append(message.id)
    db.session.flush()
    return found
