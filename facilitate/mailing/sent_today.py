"""A letter goes out once, whatever is pressed twice."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..mail.outbox import MailAbout, Message
from .letters import MailingLetter

A_DAY = timedelta(days=1)


def unsent_letters(
    letters: Sequence[MailingLetter], about: MailAbout, event_id: int | None = None
) -> list[MailingLetter]:
    """The letters but those that went to the same address, with the same subject, within a day. The caller holds the turn."""
    sent = sa.select(Message.to, Message.subject).where(
        Message.about == about,
        Message.event_id.is_not_distinct_from(event_id),
        Message.created_at > clock.now() - A_DAY,
    )
    there = {(to, subject) for to, subject in db.session.execute(sent)}
    return [one for one in letters if (one.email, " ".join(one.subject.split())) not in there]
