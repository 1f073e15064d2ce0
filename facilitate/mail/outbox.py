"""The outbox: a mail is a row first, then it is sent, and one can see what became of it."""

import logging
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from ..data.db import Keyed, db, enum_column, parent_key, pointer_key
from ..run.jobs import enqueue_job, every_minute, slow_job
from .reasons import MailFailure, failure_reason
from .server import MailLine, mail_id, may_work_later
from .setup import mail_server

CUT_OFF = timedelta(minutes=15)
"""A mail that is being sent for longer than that was cut off by a crash; it may be sent again. The slowest mail server that
we wait for is done by then: a dozen answers of a minute each."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=4),
)
"""How long a mail that did not go waits before it is tried again, each time longer; then it is left to a person."""
FOUND_AGAIN = timedelta(days=3)
"""For how long a mail that waits is sent by itself after a restart; who would still want an older one is for a person to say."""
AT_ONCE, TURN = 50, 60
"""Letters of a long mailing that go out before other mails have their turn, and after how many seconds it is theirs anyway."""


class MessageState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class MailAbout(StrEnum):
    """What a mail is about."""

    CONSULTATION = "consultation"
    EVALUATION = "evaluation"
    INVITATION = "invitation"
    REPORT = "report"
    PROMISE = "promise"
    TASKS = "tasks"
    COMMENT = "comment"
    MEETING = "meeting"
    REHEARSAL = "rehearsal"
    FORUM = "forum"
    LESSONS = "lessons"
    BULLETIN = "bulletin"
    ENTRY = "entry"
    ACCOUNT = "account"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class OutgoingMail:
    """A mail as it is handed to the outbox: `name` and `person_id` say who is behind the address `to`."""

    to: str
    subject: str
    body: str
    name: str = ""
    person_id: int | None = None
    calendar: str = ""


class Message(Keyed):
    """One mail in the outbox. `sent_at`: since when it is being sent; empty before and after.

    `tries`: how often it did not go; `again_at`: when it is tried again, empty where that is left to a person.
    `calendar` is an entry for the reader's calendar (the text of an .ics file) that goes along.
    `event_id` is empty for a mail that no event sent, `person_id` for who is not in the directory or not to be found by it.
    """

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    calendar: Mapped[str] = mapped_column(default="")
    state: Mapped[MessageState] = enum_column(MessageState, default=MessageState.WAITING)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    again_at: Mapped[datetime | None]
    about: Mapped[MailAbout] = enum_column(MailAbout, default=MailAbout.OTHER)
    name: Mapped[str] = mapped_column(default="")
    event_id: Mapped[int | None] = parent_key("event.id")
    person_id: Mapped[int | None] = pointer_key("person.id")


def can_mail() -> bool:
    """Whether a mail server is set up; without one, links are shown to be copied."""
    return bool(mail_server().url)


def post_mail(mail: OutgoingMail, about: MailAbout, event_id: int | None = None) -> Message:
    """Put a mail into the outbox. After the commit, `send_mail_soon` hands it over."""
    return post_mails([mail], about, event_id)[0]


def post_mails(
    mails: Iterable[OutgoingMail], about: MailAbout, event_id: int | None = None
) -> list[Message]:
    """Put several mails of an event, or of none, into the outbox.

    After the commit, `send_mails_soon` hands them over.
    """
    now = clock.now()
    messages = [
        Message(
            to=mail.to,
            subject=" ".join(mail.subject.split()),
            body=mail.body,
            calendar=mail.calendar,
            created_at=now,
            about=about,
            name=mail.name,
            event_id=event_id,
            person_id=mail.person_id,
        )
        for mail in mails
    ]
    db.session.add_all(messages)
    db.session.flush()
    return messages


def settle_mails(messages: Iterable[Message]) -> None:
    """These mails need not go out any more: their rows look like those of mails that did."""
    for message in messages:
        message.state, message.error, message.body = MessageState.SENT, "", ""
        message.sent_at = message.again_at = None


def send_mail_soon(message_id: int) -> None:
    """Hand a committed mail to the queue."""
    enqueue_job(deliver, message_id)


def send_mails_soon(message_ids: Sequence[int]) -> None:
    """Hand committed mails to the queue, to go out over one connection."""
    enqueue_job(deliver_all, list(message_ids))


def is_cut_off(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that the sending of a mail was cut off; it may have arrived or not."""
    return sa.and_(Message.state == MessageState.SENDING, Message.sent_at < now - CUT_OFF)


@slow_job
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; a failure stays readable on its row. Its text is not kept once it is sent:

    it may hold a link that lets somebody in.
    """
    _deliver([message_id], [MessageState.WAITING, MessageState.FAILED])


@slow_job
def deliver_all(message_ids: Sequence[int]) -> None:
    """Send those mails of the outbox that wait, one after the other over one connection.

    Each is settled before the next: a crash loses none, and only the one it met may arrive twice if somebody sends
    it again. After some, the rest goes to the end of the queue, so that a long mailing holds up no other mail.
    """
    done = _deliver(message_ids[:AT_ONCE], [MessageState.WAITING])
    if rest := list(message_ids[done:]):
        enqueue_job(deliver_all, rest)


def leave_to_a_person(connection: Connection) -> None:
    """In a planner restored from a copy: what waited then may have gone out since, and no mail goes out twice by itself."""
    wait = Message.state.in_((MessageState.WAITING, MessageState.SENDING))
    connection.execute(
        sa.update(Message)
        .where(sa.or_(wait, Message.again_at.is_not(None)))
        .values(
            state=MessageState.FAILED,
            error=MailFailure.RESTORED,
            sent_at=None,
            again_at=None,
        )
    )


@every_minute
def deliver_due() -> None:
    """Send what waits although nothing sends it: the server died, or the mail server did not take it a while ago.

    A mail that was being sent when the server died may have arrived: it is left to a person.
    """
    if not can_mail():
        return
    now = clock.now()
    forgotten = sa.and_(
        Message.state == MessageState.WAITING,
        Message.created_at.between(now - FOUND_AGAIN, now - PAUSES[0]),
    )
    due = sa.and_(Message.state == MessageState.FAILED, Message.again_at <= now)
    query = sa.select(Message.id).where(sa.or_(forgotten, due)).order_by(Message.id).limit(AT_ONCE)
    ids = db.session.scalars(query).all()
    db.session.commit()
    _deliver(ids, [MessageState.WAITING, MessageState.FAILED], even_cut_off=False)


def _deliver(
    message_ids: Sequence[int], states: Sequence[MessageState], *, even_cut_off: bool = True
) -> int:
    """Send mails until they are all sent or the turn is over; gives how many had their turn."""
    server = mail_server()
    line, began = MailLine(server.url), time.monotonic()
    try:
        for done, message_id in enumerate(message_ids, start=1):
            if message := _taken(message_id, states, even_cut_off):
                _settle(message, _problem(line, message, server.sender))
            if time.monotonic() - began > TURN:
                return done
    finally:
        line.close()
    return len(message_ids)


def _taken(message_id: int, states: Sequence[MessageState], even_cut_off: bool) -> Message | None:
    """The mail, marked as being sent; None where it is not to be sent, or another worker has it.

    No transaction stays open while the mail server takes its time: others go on writing.
    """
    now = clock.now()
    free = (
        sa.or_(Message.state.in_(states), is_cut_off(now))
        if even_cut_off
        else Message.state.in_(states)
    )
    taken = db.session.execute(
        sa.update(Message)
        .where(Message.id == message_id, free)
        .values(state=MessageState.SENDING, sent_at=now, again_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    message = db.session.get(Message, message_id, populate_existing=True) if taken else None
    db.session.commit()
    return message


def _problem(line: MailLine, message: Message, sender: str) -> Exception | None:
    """Send the mail; gives why it did not go, else nothing."""
    try:
        line.send(_mail(message, sender), message.to)
    except (
        Exception
    ) as error:  # besides smtplib: the mail library raises whatever an odd address leads to
        logging.getLogger(__name__).warning(
            "mail %s was not sent: %s", message.id, type(error).__name__
        )
        return error
    return None


def _settle(message: Message, problem: Exception | None) -> None:
    """Note what became of a mail; one that was taken out meanwhile is gone."""
    values: dict[str, object] = {
        "state": MessageState.SENT,
        "error": "",
        "body": "",
        "sent_at": None,
    }
    if problem is not None:
        pause = (
            PAUSES[message.tries]
            if may_work_later(problem) and message.tries < len(PAUSES)
            else None
        )
        values = {
            "state": MessageState.FAILED,
            "error": failure_reason(problem),
            "sent_at": None,
            "tries": message.tries + 1,
            "again_at": clock.now() + pause if pause else None,
        }
    db.session.execute(
        sa.update(Message)
        .where(Message.id == message.id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def _mail(message: Message, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, message.to
    # Folded here: the library of Python 3.13 puts a second space between an encoded word and the next plain one.
    mail.set_raw("Subject", Header(message.subject, header_name="Subject").encode())
    mail["Message-ID"] = mail_id(sender)
    mail["Date"] = format_datetime(clock.now())
    mail.set_content(message.body)
    asks = re.search(r"^METHOD:(REQUEST|CANCEL)\s*$", message.calendar, re.MULTILINE)
    if asks:  # what a calendar is to answer or to take out is the mail itself
        request = {"method": asks[1]}
        mail.add_alternative(message.calendar, subtype="calendar", params=request)
    elif message.calendar:
        about = {"method": "PUBLISH"}
        mail.add_attachment(
            message.calendar, subtype="calendar", filename="event.ics", params=about
        )
    return mail
