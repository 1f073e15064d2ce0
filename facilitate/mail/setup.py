"""Where mails are handed over: said by the environment, or set up on a page and kept sealed with the planner's own key."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from urllib.parse import quote

from flask import current_app, g

from ..data.noted import note_value, noted_value
from ..run.settings import Settings
from ..web.signing import seal_here, unseal_here

NAME = "mail-server"


class Encryption(StrEnum):
    """How the connection to a mail server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


USUAL_PORT = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}


@dataclass(frozen=True)
class MailSetup:
    """A mail server as an administrator types it; without a user nobody signs in there."""

    host: str
    port: int
    encryption: Encryption
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """The mail server in one line, as FACILITATE_MAIL_URL has it."""
        scheme = "smtps" if self.encryption is Encryption.TLS else "smtp"
        who = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        more = "?tls=1" if self.encryption is Encryption.STARTTLS else ""
        return f"{scheme}://{who}{host}:{self.port}{more}"


@dataclass(frozen=True)
class MailServer:
    """What mails go out through: its address (empty: they do not), and whom they are from."""

    url: str = field(repr=False)
    sender: str


def mail_server() -> MailServer:
    """What the environment says, else what was set up on the page."""
    settings: Settings = current_app.extensions["settings"]
    if settings.mail_url:
        return MailServer(settings.mail_url, settings.mail_from)
    if "mail_server" not in g:
        setup = kept_setup()
        g.mail_server = (
            MailServer(setup.url, setup.sender) if setup else MailServer("", settings.mail_from)
        )
    found: MailServer = g.mail_server
    return found


def kept_setup() -> MailSetup | None:
    """What was set up on the page; None where nothing was, or where the key it was sealed with is gone."""
    text = unseal_here(NAME, noted_value(NAME))
    if not text:
        return None
    values = json.loads(text)
    return MailSetup(**{**values, "encryption": Encryption(values["encryption"])})


def keep_setup(setup: MailSetup | None) -> None:
    """Keep it in the place of what was kept; None: no mail server any more. The caller commits."""
    note_value(NAME, seal_here(NAME, json.dumps(asdict(setup))) if setup else "")
    g.pop("mail_server", None)
