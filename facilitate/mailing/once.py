"""A mail goes out once, whatever is pressed twice."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from .. import clock
from ..db import db
from ..mail import About, Message, OutgoingMail

A_DAY = timedelta(days=1)


def not_sent_today(
    mails: Sequence[OutgoingMail], about: About, event_id: int | None = None
) -> list[OutgoingMail]:
    """The mails but those that went to the same address, with the same subject, within a day. The caller holds the turn."""
    sent = sa.select(Message.to, Message.subject).where(
        Message.about == about,
        Message.event_id.is_not_distinct_from(event_id),
        Message.created_at > clock.now() - A_DAY,
    )
    there = {(to, subject) for to, subject in db.session.execute(sent)}
    return [mail for mail in mails if (mail.to, " ".join(mail.subject.split())) not in there]
