"""Letters to the invited: what may stand in them, which may go out now, and what became of them."""

from enum import StrEnum

from ...lib.placeholders import Placeholders, one_line
from ...mail.outbox import MessageState
from ..models import LetterKind, QuestionnairePurpose
from ..questionnaire import ConsultationStanding

PLACEHOLDERS = ("name", "event", "link", "closes", "minutes", "host")
"""What may stand in braces."""
LINK = "{link}"
_TEXT = Placeholders(PLACEHOLDERS)
filled, unknown = _TEXT.filled, _TEXT.unknown

__all__ = ["LINK", "PLACEHOLDERS", "filled", "one_line", "unknown"]


class Hindrance(StrEnum):
    """Why a letter may not go out."""

    CLOSED = "closed"
    NOT_PUBLISHED = "not_published"


def hindrance_of(kind: LetterKind, standing: ConsultationStanding, told: bool) -> Hindrance | None:
    """What stands against sending that kind now; `told`: whether what came out is published.

    What came out may be told while the consultation is open or closed; asking is for as long as people can answer.
    """
    if kind is LetterKind.OUTCOME:
        return None if told else Hindrance.NOT_PUBLISHED
    return Hindrance.CLOSED if standing is ConsultationStanding.CLOSED else None


def next_letter(standing: ConsultationStanding, told: bool, unsent: bool) -> LetterKind:
    """The letter whose turn it is; `unsent`: whether some of the invited have got none yet."""
    if told and standing is ConsultationStanding.CLOSED:
        return LetterKind.OUTCOME
    return LetterKind.INVITATION if unsent else LetterKind.REMINDER


def kinds_of(purpose: QuestionnairePurpose) -> list[LetterKind]:
    """The kinds of letter there are: what an evaluation came to stands in the report, which is sent instead."""
    return [
        kind
        for kind in LetterKind
        if purpose is QuestionnairePurpose.CONSULTATION or kind is not LetterKind.OUTCOME
    ]


def kinds_offered(told: bool) -> list[LetterKind]:
    """The kinds of letter people see: what came out only once it is published."""
    return [kind for kind in LetterKind if told or kind is not LetterKind.OUTCOME]


class MailState(StrEnum):
    """What became of the letters to one of the invited."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    ANSWERED = "answered"


_OF_MAIL = {
    None: MailState.NOT_SENT,
    MessageState.WAITING: MailState.WAITING,
    MessageState.SENDING: MailState.WAITING,
    MessageState.SENT: MailState.SENT,
    MessageState.FAILED: MailState.FAILED,
}


def mail_state(mail: MessageState | None, answered: bool, named: bool) -> MailState:
    """The state shown for one person; `mail` is the state of the last letter, None where there is none.

    Whether somebody has answered shows in named consultations only: in an anonymous one, whoever reads the
    answers as they come in could tell whose the new one is.
    """
    return MailState.ANSWERED if named and answered else _OF_MAIL[mail]
