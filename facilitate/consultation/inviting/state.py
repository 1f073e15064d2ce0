"""How far somebody who was asked personally has come, as far as the team may see it."""

from enum import StrEnum

from ...mail.outbox import MessageState


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
