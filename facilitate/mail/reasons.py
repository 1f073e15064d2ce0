"""Why a mail did not go: what a mail server said, in its words; what the planner itself found, in the reader's language."""

import smtplib
import socket
import ssl
from enum import StrEnum

from ..web.i18n import _, _l, label_or_text, register_labels
from . import server
from .server import MayHaveArrived, server_answer


class MailFailure(StrEnum):
    """What no mail server said, as it is kept at a mail; `read_failure` tells it."""

    RESTORED = "it waited when the copy was made that was restored here: it may have gone out since"
    UNREACHABLE = "the mail server cannot be reached"
    NAMELESS = "there is no mail server of that name"
    SILENT = "the mail server did not answer in time"
    UNTRUSTED = "the certificate of the mail server is not trusted"
    NO_TLS = "the mail server does not offer the encryption that is set"
    NO_USER = "the mail server takes no user on this connection"
    NO_LETTERS = "the mail server takes only addresses in plain Latin letters"
    HUNG_UP = "the mail server closed the connection"
    MAY_HAVE_ARRIVED = server.MAY_HAVE_ARRIVED


register_labels(
    {
        MailFailure.RESTORED: _l(
            "It waited when the copy was made that was restored here: it may have gone out since."
        ),
        MailFailure.MAY_HAVE_ARRIVED: _l(
            "The connection broke at the end: the mail may have arrived or not."
        ),
        MailFailure.UNREACHABLE: _l("The mail server cannot be reached."),
        MailFailure.NAMELESS: _l("There is no mail server of that name."),
        MailFailure.SILENT: _l("The mail server did not answer in time."),
        MailFailure.UNTRUSTED: _l("The certificate of the mail server is not trusted."),
        MailFailure.NO_TLS: _l("The mail server does not offer the encryption that is set."),
        MailFailure.NO_USER: _l("The mail server takes no user on this connection."),
        MailFailure.NO_LETTERS: _l("The mail server takes only addresses in plain Latin letters."),
        MailFailure.HUNG_UP: _l("The mail server closed the connection."),
    }
)


def failure_reason(error: Exception) -> str:
    """Why a mail did not go, as it is kept: one of `MailFailure`, else what was answered."""
    match error:
        case MayHaveArrived():
            return MailFailure.MAY_HAVE_ARRIVED
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return MailFailure.NO_TLS
        case smtplib.SMTPNotSupportedError() if "AUTH" in str(error):
            return MailFailure.NO_USER
        case smtplib.SMTPNotSupportedError():
            return MailFailure.NO_LETTERS
        case ssl.SSLCertVerificationError():
            return MailFailure.UNTRUSTED
        case ssl.SSLError():
            return MailFailure.NO_TLS
        case socket.gaierror():
            return MailFailure.NAMELESS
        case TimeoutError():
            return MailFailure.SILENT
        case smtplib.SMTPServerDisconnected():
            return MailFailure.HUNG_UP
        case smtplib.SMTPException():
            return server_answer(error)
        case OSError():
            return MailFailure.UNREACHABLE
        case _other:
            return server_answer(error)


def read_failure(kept: str) -> str:
    """What is kept at a mail, as it is read."""
    return label_or_text(MailFailure, kept)


def read_failure_of_server(kept: str) -> str:
    """What is kept at a mail, as a sentence by itself: what a mail server said is said to be that."""
    read = read_failure(kept)
    return _("The mail server says: %(reason)s", reason=kept) if read == kept != "" else read
