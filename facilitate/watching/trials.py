"""Mail and address tried as others will use them, and in words what came of it."""

import http.client
import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from .. import clock
from ..mail.server import MailLine, mail_id, server_answer
from ..mail.setup import MailServer
from ..web.i18n import _
from ..web.signing import is_signed, sign_text

PATIENCE = 10
"""Seconds that a mail server may take for each answer while an administrator waits."""
PATIENCE_OF_ADDRESS = 4
"""Seconds that the planner's own address may take."""
MARK = "X-Planner"
"""The header by which a planner knows itself; its value nobody else can write."""
LONGEST = 64
"""Bytes that are read of an answer, whoever gives it."""


def own_mark() -> str:
    """What this planner's `/health` carries."""
    return sign_text("planner:here")


def send_test_mail(server: MailServer, to: str) -> Exception | None:
    """Send one mail at once; gives why it did not go, else nothing."""
    mail = EmailMessage()
    mail["From"], mail["To"] = server.sender, to
    mail["Subject"] = _("Test mail of the planner")
    mail["Message-ID"] = mail_id(server.sender)
    mail["Date"] = format_datetime(clock.now())
    mail.set_content(_("This mail was sent to try the mail server. It works."))
    line = MailLine(server.url, PATIENCE)
    try:
        line.send(mail, to)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return error
    finally:
        line.close()
    return None


def why_no_mail(error: Exception, server: MailServer) -> str:
    """Why a test mail did not go, and what to look at."""
    parts = urlsplit(server.url)
    host, port = parts.hostname or "localhost", parts.port or 25
    match error:
        case smtplib.SMTPAuthenticationError():
            return _("The server does not accept this user with this password.") + _answer(error)
        case smtplib.SMTPSenderRefused():
            return _(
                "The server does not send mail from %(sender)s. Use an address that belongs to "
                "the user.",
                sender=server.sender,
            ) + _answer(error)
        case smtplib.SMTPRecipientsRefused():
            return _("The server does not take mail for that address.") + _answer(error)
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return _("The server does not offer STARTTLS on port %(port)d. Try TLS.", port=port)
        case smtplib.SMTPNotSupportedError():
            return _(
                "The server asks for no user on this connection. Leave the user empty, or choose "
                "another encryption."
            )
        case ssl.SSLCertVerificationError():
            return _(
                "The certificate of %(host)s is not trusted: %(why)s. Write the server’s name as "
                "in its certificate.",
                host=host,
                why=error.verify_message.rstrip("."),
            )
        case ssl.SSLError():
            return _(
                "The server does not speak TLS on port %(port)d. Choose another encryption or port.",
                port=port,
            )
        case socket.gaierror():
            return _("There is no server named %(host)s. Check the spelling.", host=host)
        case TimeoutError():
            return _(
                "%(host)s did not answer on port %(port)d within %(num)d seconds. A firewall "
                "may be in the way, or the port or the encryption may be wrong.",
                host=host,
                port=port,
                num=PATIENCE,
            )
        case ConnectionRefusedError():
            return _(
                "%(host)s refused the connection on port %(port)d. Check server and port.",
                host=host,
                port=port,
            )
        case smtplib.SMTPServerDisconnected():
            return _("The server closed the connection. Often the encryption or the port is wrong.")
        case _other:
            return _("The mail was not taken.") + _answer(error)


def _answer(error: Exception) -> str:
    return " " + _("It answered: %(answer)s", answer=server_answer(error))


def try_address(address: str) -> tuple[bool, str]:
    """Whether this planner answers at that address, and in words what was found.

    Only `/health` is asked, no redirect is followed, and of what somebody else answers nothing but its number is told.
    """
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_OF_ADDRESS)
    try:
        connection.request("GET", "/health", headers={"Connection": "close"})
        answer = connection.getresponse()
        mark, status = answer.headers.get(MARK, ""), answer.status
        answer.read(LONGEST)
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        return False, _why_not(error, address)
    finally:
        connection.close()
    if status == HTTPStatus.OK and is_signed("planner:here", mark):
        return True, _("This planner answers at %(address)s.", address=address)
    return False, _(
        "Something else answers at %(address)s (status %(status)d), not this planner.",
        address=address,
        status=status,
    )


def _why_not(error: Exception, address: str) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return _("The certificate of %(address)s is not trusted.", address=address)
        case socket.gaierror() | UnicodeError():
            return _("No computer has the name in %(address)s.", address=address)
        case TimeoutError():
            return _(
                "Nothing answered at %(address)s within %(num)d seconds.",
                address=address,
                num=PATIENCE_OF_ADDRESS,
            )
        case ConnectionRefusedError():
            return _(
                "Nothing answers at %(address)s: the connection was refused. The planner may "
                "listen on this computer only.",
                address=address,
            )
        case _other:
            return _("%(address)s gave no answer that can be read.", address=address)
