"""What arrives in a watched mailbox: answers of calendars are counted, what was not is shown; mails that came back are marked."""

import imaplib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import current_app

from ... import clock
from ...data.db import db
from ...data.noted import note_value, noted_value
from ...directory.models import Person
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.mailbox import new_mails
from ...lib.reading_child import FileProblem
from ...lib.typed_addresses import read_mailbox_address
from ...mail.bounces import is_delivery_report, mark_returned, read_returned_mails
from ...mail.outbox import send_mails_soon
from ...run.jobs import every_minute
from ...run.settings import Settings
from ...web.i18n import _
from ...web.uploaded import read_upload
from ..models import Participation, Registration
from ..queries import UNREAD_ANSWERS
from .calendar_answers import (
    CalendarOutcome,
    import_calendar_replies,
    is_own_reply,
    reply_to_event,
)
from .calendar_replies import (
    EVENT,
    CalendarReply,
    CalendarStatus,
    counts_replies,
    may_be_packed,
    packed_sender,
    read_calendar_replies,
    tell_packed,
)

Read = TypeVar("Read")
Line = dict[str, Any]
"""An answer as it is noted."""
SEEN, TROUBLE = "mailbox-seen", "mailbox-trouble"
SETTLED = (CalendarOutcome.COUNTED, CalendarOutcome.KNOWN)
"""What nobody has to look at."""
KEPT = 50
"""Answers of an event that are shown, newest first."""


@dataclass(frozen=True)
class ArrivedReply:
    """An answer that came by mail; `name` is empty for who is not on the list, `answered` None where it cannot be read."""

    name: str
    row_id: int
    answered: CalendarStatus | None
    outcome: CalendarOutcome
    at: datetime
    proposes: str = ""


@every_minute
def read_mailbox() -> None:
    """Count what has arrived since the last look. Read twice, an answer counts once: the second time it is known."""
    address = _address()
    if not address:
        return
    try:
        seen, mails = new_mails(
            read_mailbox_address(address), noted_value(SEEN), clock.now().date()
        )
    except (OSError, imaplib.IMAP4.error) as problem:
        note_value(TROUBLE, type(problem).__name__)
        db.session.commit()
        return
    arrived: dict[tuple[str, int], list[CalendarReply]] = {}
    for content in mails:
        if is_delivery_report(content):
            _mark_returned(content)
            continue
        replies = _read(read_calendar_replies, content)
        for reply in map(reply_to_event, filter(is_own_reply, replies or ())):
            arrived.setdefault((reply.about, reply.row), []).append(reply)
        if replies is None and may_be_packed(content):
            _tell_packed(_read(packed_sender, content) or "")
    for (about, row), mine in arrived.items():
        if about == EVENT:
            _count(row, mine)
        elif count := counts_replies(about):
            count(row, mine)
            db.session.commit()
    note_value(SEEN, seen)
    note_value(TROUBLE, "")
    db.session.commit()


def _read(reader: Callable[[bytes], Read], content: bytes) -> Read | None:
    """What a mail says; None where it cannot be read. No mail, however odd, keeps those after it from being counted."""
    try:
        return read_upload(reader, content)
    except FileProblem:
        return None
    except Exception as error:
        logging.getLogger(__name__).warning("a mail was not read: %s", type(error).__name__)
        return None


def _mark_returned(content: bytes) -> None:
    """What a mail server says did not arrive stands at the mail and at the entry of whom it was for."""
    for one in _read(read_returned_mails, content) or ():
        mark_returned(one, clock.now())
    db.session.commit()


def _tell_packed(sender: str) -> None:
    """Where its sender was asked by mail to what is not over, an answer that Outlook alone opens is shown: nobody else sees it."""
    if not sender:
        return
    rows = db.session.execute(
        sa.select(Participation.id, Event)
        .join(Participation.person)
        .join(Event, Event.id == Participation.event_id)
        .join(Registration, Registration.participation_id == Participation.id)
        .where(
            sa.func.lower(Person.email) == sender.lower(),
            Registration.sent_at.is_not(None),
            Event.last_day >= clock.today(),
            Event.archived_at.is_(None),
        )
    ).all()
    for row_id, event in rows:
        wait_for_event_lock(event)
        _keep(event, [_line(row_id, "", CalendarOutcome.PACKED)])
        db.session.commit()
    others = tell_packed(sender)
    db.session.commit()
    logging.getLogger(__name__).warning(
        "a mail came as winmail.dat, which only Outlook opens; its sender was told of %d days and rehearsals and is invited to %d events",
        others,
        len(rows),
    )


def _count(event_id: int, replies: Sequence[CalendarReply]) -> None:
    event = db.session.get(Event, event_id)
    if event is None:
        return
    wait_for_event_lock(event)
    taken, mails = import_calendar_replies(event, replies, clock.now())
    _keep(
        event,
        [
            _line(one.row.id if one.row else 0, one.reply.answered, one.outcome, one.reply.proposes)
            for one in reversed(taken)
        ],
    )
    db.session.commit()
    send_mails_soon(mails)


def _line(row_id: int, answered: str, outcome: CalendarOutcome, proposes: str = "") -> Line:
    """Who, by the number of the row alone: somebody who is erased is gone here too."""
    return {
        "row": row_id,
        "answered": answered,
        "outcome": outcome,
        "at": clock.now().isoformat(),
        "proposes": proposes,
    }


def _keep(event: Event, newest: Sequence[Line]) -> None:
    note_value(_name(event), json.dumps([*newest, *_kept(event)][:KEPT]))
    if more := sum(one["outcome"] not in SETTLED for one in newest):
        note_value(f"{UNREAD_ANSWERS}{event.id}", str(unread_replies(event) + more))


def unread_replies(event: Event) -> int:
    """How many answers that came by mail count for nothing, and nobody has said that they looked at them."""
    return int(noted_value(f"{UNREAD_ANSWERS}{event.id}") or 0)


def mark_replies_read(event: Event) -> None:
    """Somebody has looked at them; the caller commits."""
    note_value(f"{UNREAD_ANSWERS}{event.id}", "0")


def arrived_replies(event: Event) -> list[ArrivedReply]:
    """The newest answers that came by mail."""
    kept = _kept(event)
    rows = sa.select(Participation).where(Participation.id.in_([one["row"] for one in kept]))
    names = {row.id: row.person.name for row in db.session.scalars(rows)} if kept else {}
    return [
        ArrivedReply(
            name=names.get(one["row"], ""),
            row_id=one["row"] if one["row"] in names else 0,
            answered=CalendarStatus(one["answered"]) if one["answered"] else None,
            outcome=CalendarOutcome(one["outcome"]),
            at=datetime.fromisoformat(one["at"]),
            proposes=one.get("proposes", ""),
        )
        for one in kept
    ]


def mailbox_sentence() -> str:
    """Whether answers are counted by themselves, and whether that works; empty where no mailbox is watched."""
    if not _address():
        return ""
    if noted_value(TROUBLE):
        return _("The mailbox cannot be read at the moment. The planner tries again every minute.")
    return _("What arrives in the mailbox is counted automatically, within a minute.")


def _address() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.mailbox_url


def _kept(event: Event) -> list[Line]:
    kept: list[Line] = json.loads(noted_value(_name(event)) or "[]")
    return kept


def _name(event: Event) -> str:
    return f"mailbox-{event.id}"
