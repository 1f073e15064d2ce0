"""Mails that come back days later: what a mail server says of them (RFC 3464), and the mail in the outbox that it means."""

import email.policy
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message as Part

import sqlalchemy as sa

from ..data.db import db
from ..lib.text import clean_text
from .outbox import Message, MessageState
from .server import without_addresses

COMES_BACK_WITHIN = timedelta(days=14)
"""How long after it was sent a mail may come back; servers try for five days."""
MOST, LONGEST = 50, 300


@dataclass(frozen=True)
class ReturnedMail:
    """An address that a mail did not reach for good, and why, in the words of the server without addresses."""

    to: str
    why: str


def is_delivery_report(content: bytes) -> bool:
    """Whether a mail may be a report of a mail server; a look that costs nothing."""
    return b"delivery-status" in content


def read_returned_mails(content: bytes) -> list[ReturnedMail]:
    """The addresses that a report says were not reached; a delay, or a mail that arrived, is none."""
    found = []
    mail = message_from_bytes(content, policy=email.policy.compat32)
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks[:MOST] if isinstance(blocks, list) else []:
            if isinstance(block, Part) and _said(block, "Action").lower() == "failed":
                to = _said(block, "Original-Recipient") or _said(block, "Final-Recipient")
                why = _said(block, "Diagnostic-Code") or _said(block, "Status")
                if to:
                    why = without_addresses(_after_kind(why))[:LONGEST]
                    found.append(ReturnedMail(_after_kind(to).strip("<>"), why))
    return found


def _said(block: Part, name: str) -> str:
    """A line of the report as one types it: anybody may write it, and PostgreSQL keeps no NUL."""
    return " ".join(clean_text(str(block.get(name, ""))).split())


def _after_kind(said: str) -> str:
    """`rfc822;ana@office.example` without what comes before the semicolon."""
    return said.partition(";")[2].strip() if ";" in said else said


def mark_returned(one: ReturnedMail, now: datetime) -> bool:
    """The last mail that went to that address did not arrive; says whether there is one. Marked once, it stays so."""
    row = db.session.scalars(
        sa.select(Message)
        .where(
            sa.func.lower(Message.to) == one.to.lower(),
            Message.state == MessageState.SENT,
            Message.created_at > now - COMES_BACK_WITHIN,
        )
        .order_by(Message.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return False
    row.state, row.error, row.again_at = MessageState.FAILED, one.why, None
    db.session.flush()
    return True
