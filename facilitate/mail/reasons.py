"""Why a mail did not go: what a mail server said, in its words; what the planner itself found, in the reader's language."""

import smtplib
import socket
import ssl
from typing import Any

from ..web.i18n import _, _l
from .server import MAY_HAVE_ARRIVED, MayHaveArrived, server_answer

RESTORED = "it waited when the copy was made that was restored here: it may have gone out since"
UNREACHABLE = "the mail server cannot be reached"
NAMELESS = "there is no mail server of that name"
SILENT = "the mail server did not answer in time"
UNTRUSTED = "the certificate of the mail server is not trusted"
NO_TLS = "the mail server does not offer the encryption that is set"
NO_USER = "the mail server takes no user on this connection"
NO_LETTERS = "the mail server takes only addresses in plain Latin letters"
HUNG_UP = "the mail server closed the connection"
OWN: dict[str, Any] = {
    RESTORED: _l(
        "It waited when the copy was made that was restored here: it may have gone out since."
    ),
    MAY_HAVE_ARRIVED: _l("The connection broke at the end: the mail may have arrived or not."),
    UNREACHABLE: _l("The mail server cannot be reached."),
    NAMELESS: _l("There is no mail server of that name."),
    SILENT: _l("The mail server did not answer in time."),
    UNTRUSTED: _l("The certificate of the mail server is not trusted."),
    NO_TLS: _l("The mail server does not offer the encryption that is set."),
    NO_USER: _l("The mail server takes no user on this connection."),
    NO_LETTERS: _l("The mail server takes only addresses in plain Latin letters."),
    HUNG_UP: _l("The mail server closed the connection."),
}
"""What no mail server said: as it is kept at a mail, and as it is read."""


def kept_reason(error: Exception) -> str:
    """Why a mail did not go, as it is kept: one of `OWN`, else what was answered."""
    match error:
        case MayHaveArrived():
            return MAY_HAVE_ARRIVED
        case smtplib.SMTPNotSupportedError():
            said = str(error)
            return NO_TLS if "STARTTLS" in said else NO_USER if "AUTH" in said else NO_LETTERS
        case ssl.SSLCertVerificationError():
            return UNTRUSTED
        case ssl.SSLError():
            return NO_TLS
        case socket.gaierror():
            return NAMELESS
        case TimeoutError():
            return SILENT
        case smtplib.SMTPServerDisconnected():
            return HUNG_UP
        case smtplib.SMTPException():
            return server_answer(error)
        case OSError():
            return UNREACHABLE
        case _other:
            return server_answer(error)


def told_reason(kept: str) -> str:
    """What is kept at a mail, as it is read."""
    return str(OWN.get(kept, kept))


def told_reason_of_server(kept: str) -> str:
    """What is kept at a mail, as a sentence by itself: what a mail server said is said to be that."""
    if kept in OWN or not kept:
        return told_reason(kept)
    return _("The mail server says: %(reason)s", reason=kept)
