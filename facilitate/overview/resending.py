"""Sending mails of the Outbox again. A letter of a questionnaire is written anew, for it carries a link of its own."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from ..consultation.inviting.actions import retry_letters
from ..consultation.inviting.letter_pages import hindrance_texts
from ..consultation.models import LetterKind
from ..data.db import db
from ..directory.models import Person
from ..events.models import Event
from ..mail.outbox import Message, MessageState, is_cut_off
from ..web.refused import Refused
from .outbox import OutboxEntry, lately_failed_mails

FREE = (MessageState.WAITING, MessageState.FAILED)
"""Mails that surely have not arrived."""


def requeue_mails(ids: Collection[int], now: datetime) -> list[int]:
    """Let these mails wait for their turn once more; gives those that do, to be handed over after the commit.

    Left out are mails that went out, or are being sent at this moment.
    """
    waiting = (
        sa.update(Message)
        .where(Message.id.in_(ids), sa.or_(Message.state.in_(FREE), is_cut_off(now)))
        .values(state=MessageState.WAITING, error="", sent_at=None, again_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    found = sorted(db.session.scalars(waiting))
    _address_anew(found)
    return found


def _address_anew(ids: Collection[int]) -> None:
    """Take the address of who is in the directory from there; who has none any more keeps the one that was written to."""
    address = sa.select(Person.email).where(Person.id == Message.person_id, Person.email != "")
    db.session.execute(
        sa.update(Message)
        .where(Message.id.in_(ids), address.exists())
        .values(to=address.scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def resend_mail(entry: OutboxEntry, now: datetime) -> list[int]:
    """Let a mail wait once more; gives it where it does, to be handed over after the commit.

    Raises Refused for a letter that leads nowhere now: the questionnaire is closed.
    """
    if entry.kind is None or entry.event is None or entry.questionnaire is None:
        return requeue_mails([entry.id], now)
    if reason := hindrance_texts(entry.event, entry.questionnaire).get(entry.kind):
        raise Refused(reason)
    if entry.mail.state is MessageState.FAILED:
        return retry_letters(entry.event, entry.questionnaire, {entry.kind}, entry.invitation)
    return requeue_mails([entry.id], now)


def resendable_mails(event: Event | None, now: datetime) -> list[OutboxEntry]:
    """The failed mails of the last weeks that may go out again now."""
    entries, hindered = lately_failed_mails(event, now), set[tuple[int, LetterKind]]()
    asked = {entry.questionnaire.id: entry for entry in entries if entry.questionnaire is not None}
    for number, entry in asked.items():
        if entry.event and entry.questionnaire:
            hindered |= {
                (number, kind) for kind in hindrance_texts(entry.event, entry.questionnaire)
            }
    return [
        entry
        for entry in entries
        if entry.questionnaire is None or (entry.questionnaire.id, entry.kind) not in hindered
    ]


def resend_mails(entries: Sequence[OutboxEntry], now: datetime) -> list[int]:
    """Let all these mails wait once more; gives them."""
    ids = requeue_mails([entry.id for entry in entries if entry.questionnaire is None], now)
    letters = {
        (entry.questionnaire.id, entry.kind): entry
        for entry in entries
        if entry.questionnaire is not None
    }
    for entry in letters.values():
        if entry.event and entry.questionnaire and entry.kind:
            ids += retry_letters(entry.event, entry.questionnaire, {entry.kind})
    return ids
