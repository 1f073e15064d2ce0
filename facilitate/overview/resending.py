"""Sending mails of the Outbox again. A letter of a questionnaire is written anew, for it carries a link of its own."""

from collections.abc import Sequence
from datetime import datetime

from ..consultation.inviting.actions import retry_letters
from ..consultation.inviting.letter_pages import hindrance_texts
from ..consultation.models import LetterKind
from ..events.models import Event
from ..mail.outbox import MessageState
from ..mailing.requeueing import requeue_mails
from ..web.refused import Refused
from .outbox import OutboxEntry, lately_failed_mails


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
