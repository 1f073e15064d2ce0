"""Interested parties are added; the report goes out, to everybody once."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from ...consultation.inviting.listed import Entry
from ...db import db
from ...events.actions import in_turn
from ...events.models import Event
from ...i18n import _
from ...mail import About, OutgoingMail, can_mail, post_all
from ...refused import Refused
from ..models import Edition, InterestedParty, SentReport
from ..out import released
from ..writing.actions import kept
from .letters import Written, report_link, signed_by, written
from .queries import interested_in, recipients_of
from .recipients import Recipients, key


def add(event: Event, entries: Iterable[Entry], usual: str) -> int:
    """Take these people in as interested parties, each address once; gives how many are new. `usual`: their language where none is said."""
    in_turn(event)
    there = {key(one.email) for one in interested_in(event)}
    new = {key(one.email): one for one in entries if key(one.email) not in there}
    db.session.add_all(
        InterestedParty(event_id=event.id, name=one.name, email=one.email, language=one.language or usual)
        for one in new.values()
    )
    db.session.flush()
    return len(new)


def out_now(event: Event) -> Edition:
    """The edition that is out. Raises Refused where there is none: then nothing is sent."""
    edition = released(event)
    if edition is None:
        raise Refused(_("The report is not released. It can be sent once two people have released it."))
    return edition


def letters(event: Event, recipients: Recipients) -> list[Written]:
    """The mail to each of them."""
    link, signed = report_link(kept(event)), signed_by(event)
    return [
        written(event, one.names, language=one.language, link=link, signed=signed, corrected=one.corrected)
        for one in recipients.to
    ]


def fingerprint(edition: Edition, recipients: Recipients) -> str:
    """Changes when the edition, or who gets it, changes between looking and sending."""
    what = repr((edition.id, sorted((one.email, one.language, one.names) for one in recipients.to)))
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]


def send(event: Event, mark: str, now: datetime) -> list[int] | None:
    """Put the mails into the outbox and note that they were sent, no more; gives their ids.

    None where `mark` is not the fingerprint any more: then nothing happens. Two who send at once come one after the other.
    Raises Refused without a released edition or a mail server.
    """
    in_turn(event)
    edition = out_now(event)
    if not can_mail():
        raise Refused(_("No mail server is set. Copy the link instead."))
    recipients = recipients_of(event, edition, interested_in(event))
    if not recipients.to:
        return []
    if mark != fingerprint(edition, recipients):
        return None
    mails = [
        OutgoingMail(to=one.email, name=", ".join(one.names), subject=text.subject, body=text.body)
        for one, text in zip(recipients.to, letters(event, recipients), strict=True)
    ]
    messages = post_all(mails, About.REPORT, event.id)
    db.session.add_all(
        SentReport(
            edition_id=edition.id, participation_id=one.participation_id, interested_id=one.interested_id,
            email=key(one.email), message_id=message.id, at=now,
        )
        for one, message in zip(recipients.to, messages, strict=True)
    )  # fmt: skip
    db.session.flush()
    return [message.id for message in messages]
