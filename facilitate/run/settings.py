"""Everything that can be set from outside, with its default and the reason for it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..lib.own_model import read_model_address
from ..lib.typed_addresses import read_mail_address, read_mailbox_address

PREFIX = "FACILITATE_"
NAMES = {f"{PREFIX}TOKEN", f"{PREFIX}KOBO_TOKEN"}
"""What can be set: what a command reads by itself, and what was read since."""
SHORTEST_KEY = 32
"""Characters of a secret key."""


@dataclass(frozen=True)
class Settings:
    """The settings of one running planner. Read with `Settings.from_environment()`."""

    instance: Path
    """FACILITATE_INSTANCE: folder of database, secret key and uploads. `facilitate backup` copies it; the bare folder of a
    running planner also holds the log of what was written together."""
    database_url: str
    """FACILITATE_DATABASE_URL: SQLite in the instance folder by default; `postgresql+psycopg://…` for servers."""
    mail_url: str = ""
    """FACILITATE_MAIL_URL: `smtp://user:password@host:587?tls=1`; without it, what an administrator set up on
    the page “The planner” holds, else links are shown to be copied."""
    mail_from: str = "facilitate@localhost"
    """FACILITATE_MAIL_FROM: the sender of every mail."""
    mailbox_url: str = field(default="", repr=False)
    """FACILITATE_MAILBOX_URL: `imaps://user:password@host:993/INBOX`, where answers of calendars arrive; they are counted by
    themselves, and nothing in the mailbox is changed."""
    meaning: str = ""
    """FACILITATE_MEANING: compares texts by what they mean too, on this machine: the folder into which the model was installed, or
    `1` where the extra `meaning` is installed with the planner."""
    security_contact: str = ""
    """FACILITATE_SECURITY_CONTACT: whom to tell of a hole, `mailto:security@office.example` or an https address; stands in
    `/.well-known/security.txt`."""
    redis_url: str = ""
    """FACILITATE_REDIS_URL: limits and jobs shared by several machines; memory and SQLite without it."""
    base_url: str = "http://127.0.0.1:8000"
    """FACILITATE_BASE_URL: how the planner is reached; links in mails and QR codes start with it."""
    language: str = "en"
    """FACILITATE_LANGUAGE: `en` or `sq`, for visitors whose browser asks for neither."""
    zone: str = "Europe/Tirane"
    """FACILITATE_ZONE: the time zone in which it is today for what belongs to no event (forums, the front page)."""
    workers: int = 1
    """FACILITATE_WORKERS: server processes; more than one wants FACILITATE_REDIS_URL, without which each counts limits alone."""
    proxies: int = 0
    """FACILITATE_PROXIES: how many proxies stand in front and are believed about the visitor's address."""
    reading_megabytes: int = 512
    """FACILITATE_READING_MEGABYTES: memory that reading one uploaded file may take, in a process of its own."""
    reading_seconds: int = 20
    """FACILITATE_READING_SECONDS: how long reading one uploaded file may take."""
    count_pages: bool = True
    """FACILITATE_COUNT_PAGES: writes page numbers into the contents of Word files, where LibreOffice is installed to count them, which
    takes a few seconds a file; `0` where that is too slow: then the contents are links, and Word counts when the fields are updated."""
    store: str = ""
    """FACILITATE_STORE: where uploads wait for a confirmation, `folder`, `database` or `s3://bucket/folder`; the folder `uploads/` of
    the instance beside a file of SQLite, else the database, which all servers share."""
    webhooks_inside: bool = False
    """FACILITATE_WEBHOOKS_INSIDE: `1` lets events tell programs at addresses of this machine and its own network."""
    model: str = ""
    """FACILITATE_MODEL: a language model of the organisation's own (`http://127.0.0.1:11434/v1#llama3.2`: address as OpenAI's interface
    has it, then its name) that may be asked to sum up a theme. On this machine or in a private network; nothing else is asked."""
    kobo: str = ""
    """FACILITATE_KOBO: the server of KoboToolbox (`https://kf.kobotoolbox.org`) that answers may be fetched from, with a token of who
    fetches them; without it they come as a file only."""
    search_engines: bool = False
    """FACILITATE_SEARCH_ENGINES: `1` lets search engines list published programmes and the library that is for everybody."""
    assistants: bool = False
    """FACILITATE_ASSISTANTS: `1` lets assistants read and propose by MCP, with a token of the API that somebody has made for them."""
    read_only: bool = False
    """FACILITATE_READ_ONLY: `1` while the planner is moved or brought up to date: pages are shown, nothing can be saved."""
    backup_to: str = ""
    """FACILITATE_BACKUP_TO: a folder, or `s3://bucket/folder`, into which a copy is made every night; a worker has to run."""
    backup_keep: int = 14
    """FACILITATE_BACKUP_KEEP: how many of these copies stay; 0 keeps all."""
    backup_passphrase_file: str = ""
    """FACILITATE_BACKUP_PASSPHRASE_FILE: a file whose first line seals each of these copies."""
    works_queues: bool = True
    """FACILITATE_QUEUES: `0` where `facilitate run` is to serve pages only, and `facilitate worker` works off the queues."""
    immediate_jobs: bool = False
    """FACILITATE_IMMEDIATE_JOBS: run jobs inside the request (tests and commands)."""
    outside_hours: int = 12
    """FACILITATE_OUTSIDE_HOURS: after how many hours the office's own sign-in is asked again whether it still lets somebody in."""
    own_key: str = field(default="", repr=False)
    """FACILITATE_SECRET_KEY: the key that signs cookies, badges and links, the same on each of several machines; without
    it one is made and kept in the instance folder."""
    metrics_token: str = field(default="", repr=False)
    """FACILITATE_METRICS_TOKEN: who asks for `/metrics` with it (`Authorization: Bearer …`) gets them from anywhere; without it,
    only who asks on the machine itself."""
    log: str = "text"
    """FACILITATE_LOG: `json` writes each line of the log as JSON, with the number of its request."""
    errors_url: str = field(default="", repr=False)
    """FACILITATE_ERRORS_URL: the address (DSN) of a Sentry-compatible service that is told what broke, without what people wrote."""
    telemetry_url: str = ""
    """FACILITATE_TELEMETRY_URL: an OpenTelemetry collector (`http://127.0.0.1:4318`) that is told each request and its statements,
    without what people wrote."""
    shared_keys: tuple[str, ...] = field(default=(), repr=False)
    """The keys that the database holds for all servers, newest first; read at the start."""
    old_keys: tuple[str, ...] = field(default=(), repr=False)
    """FACILITATE_OLD_SECRET_KEYS: keys from before, newest first, with a space between; what they signed is still read."""
    testing: bool = False
    """Set by the tests only: cheaper passwords, no limits unless asked for."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Flask settings of the tests."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; unset names take their default. Raises ValueError with a plain sentence."""
        values = os.environ if environ is None else environ

        def read(name: str, default: str = "") -> str:
            NAMES.add(PREFIX + name)
            return values.get(PREFIX + name, default).strip() or default

        instance = Path(read("INSTANCE", "instance")).absolute()
        language = read("LANGUAGE", "en")
        if language not in ("en", "sq"):
            raise ValueError(f"FACILITATE_LANGUAGE is {language!r}; it can be en or sq.")
        zone = read("ZONE", "Europe/Tirane")
        try:
            ZoneInfo(zone)
        except (ValueError, ZoneInfoNotFoundError, OSError):
            raise ValueError(
                f"FACILITATE_ZONE is {zone!r}; it must be the name of a time zone, such as Europe/Tirane."
            ) from None
        own_key = read("SECRET_KEY")
        if own_key and len(own_key) < SHORTEST_KEY:
            raise ValueError(
                f"FACILITATE_SECRET_KEY is too short: at least {SHORTEST_KEY} characters. "
                "“python3 -c 'import secrets; print(secrets.token_urlsafe(48))'” prints a good one."
            )
        store = read("STORE")
        if store not in ("", "folder", "database") and not store.startswith("s3://"):
            raise ValueError(
                f"FACILITATE_STORE is {store!r}; it can be folder, database or s3://bucket/folder."
            )
        log = read("LOG", "text")
        if log not in ("text", "json"):
            raise ValueError(f"FACILITATE_LOG is {log!r}; it can be text or json.")
        return cls(
            instance=instance,
            database_url=_database(
                read("DATABASE_URL", f"sqlite:///{instance / 'facilitate.sqlite3'}")
            ),
            mail_url=_mail_server(read("MAIL_URL")),
            mail_from=read("MAIL_FROM", "facilitate@localhost"),
            mailbox_url=_mailbox(read("MAILBOX_URL")),
            meaning=read("MEANING"),
            security_contact=_contact(read("SECURITY_CONTACT")),
            redis_url=_redis(read("REDIS_URL")),
            base_url=_base(read("BASE_URL", "http://127.0.0.1:8000")),
            language=language,
            zone=zone,
            workers=_whole(read("WORKERS", "1"), "WORKERS", least=1),
            proxies=_whole(read("PROXIES", "0"), "PROXIES"),
            reading_megabytes=_whole(
                read("READING_MEGABYTES", "512"), "READING_MEGABYTES", least=1
            ),
            reading_seconds=_whole(read("READING_SECONDS", "20"), "READING_SECONDS", least=1),
            store=store,
            backup_to=read("BACKUP_TO"),
            count_pages=_switch(read("COUNT_PAGES", "1"), "COUNT_PAGES"),
            backup_keep=_whole(read("BACKUP_KEEP", "14"), "BACKUP_KEEP"),
            backup_passphrase_file=read("BACKUP_PASSPHRASE_FILE"),
            webhooks_inside=_switch(read("WEBHOOKS_INSIDE", "0"), "WEBHOOKS_INSIDE"),
            kobo=_server(read("KOBO"), "KOBO"),
            model=_model(read("MODEL")),
            search_engines=_switch(read("SEARCH_ENGINES", "0"), "SEARCH_ENGINES"),
            assistants=_switch(read("ASSISTANTS", "0"), "ASSISTANTS"),
            read_only=_switch(read("READ_ONLY", "0"), "READ_ONLY"),
            works_queues=_switch(read("QUEUES", "1"), "QUEUES"),
            immediate_jobs=_switch(read("IMMEDIATE_JOBS", "0"), "IMMEDIATE_JOBS"),
            outside_hours=_whole(read("OUTSIDE_HOURS", "12"), "OUTSIDE_HOURS", least=1),
            metrics_token=read("METRICS_TOKEN"),
            log=log,
            errors_url=_errors(read("ERRORS_URL")),
            telemetry_url=_collector(read("TELEMETRY_URL")),
            own_key=own_key,
            old_keys=tuple(read("OLD_SECRET_KEYS").split()),
        )

    def secret_keys(self) -> list[str]:
        """The key that signs, then those that are still read: newest first, the instance folder's among them."""
        path = self.instance / "secret-key"
        kept = path.read_text().split() if path.exists() else []
        if not self.own_key and not kept:
            kept = [self._made_key()]
        first = [self.own_key, *self.old_keys] if self.own_key else self.shared_keys
        return list(dict.fromkeys([*first, *kept, *self.old_keys]))

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file of SQLite, in the instance folder by default."""
        return self.database_url.startswith("sqlite")

    def _made_key(self) -> str:
        """A key of this installation: made on first run, kept in the instance folder, readable by its owner only."""
        path = self.instance / "secret-key"
        if not path.exists():
            self.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with os.fdopen(
                    os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
                ) as file:
                    file.write(secrets.token_urlsafe(48))
            except FileExistsError:  # another process was first
                pass
        return path.read_text().strip()

    @property
    def meaning_folder(self) -> Path | None:
        """Where the model that reads meanings is, if it is not installed with the planner."""
        return None if self.meaning in ("", "1") else Path(self.meaning)

    @property
    def measured(self) -> Path:
        """Where several processes tell each other what they measured."""
        return self.instance / "measured"

    @property
    def uploads(self) -> Path:
        """Where uploaded files are kept."""
        return self.instance / "uploads"


def _database(text: str) -> str:
    if text.split(":")[0].split("+")[0] not in ("sqlite", "postgresql"):  # it holds a password
        raise ValueError(
            f"The database cannot be used: {PREFIX}DATABASE_URL must look like postgresql+psycopg://user:password@host/planner, "
            "or sqlite:////srv/planner.sqlite3."
        )
    return text


def _redis(text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):  # it may hold a password
        raise ValueError(
            f"{PREFIX}REDIS_URL cannot be used; it must look like redis://127.0.0.1:6379, for Valkey too."
        )
    return text


def _base(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        raise ValueError(
            f"{PREFIX}BASE_URL is {text!r}; it must be an address, such as https://planner.example."
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            f"{PREFIX}BASE_URL is {text!r}; the planner needs a name of its own, such as https://planner.example, with no path behind it."
        )
    return text.rstrip("/")


def _errors(text: str) -> str:
    parts = urlsplit(text)
    if text and not (parts.scheme in ("http", "https") and parts.username and parts.path[1:]):
        raise ValueError(
            f"{PREFIX}ERRORS_URL cannot be used; it must look like https://key@errors.example/1."
        )
    return text


def _mail_server(text: str) -> str:
    if text:
        try:
            read_mail_address(text)
        except ValueError as problem:  # the address holds a password: it is not repeated
            raise ValueError(f"{PREFIX}MAIL_URL cannot be used; {problem}.") from None
    return text


def _mailbox(text: str) -> str:
    if text:
        try:
            read_mailbox_address(text)
        except ValueError as problem:  # the address holds a password: it is not repeated
            raise ValueError(f"{PREFIX}MAILBOX_URL cannot be used; {problem}.") from None
    return text


def _model(text: str) -> str:
    if text:
        try:
            read_model_address(text)
        except ValueError:
            raise ValueError(
                f"{PREFIX}MODEL is {text!r}; it must be an address on this machine or in a private network with the "
                "name of the model, such as http://127.0.0.1:11434/v1#llama3.2."
            ) from None
    return text


def _server(text: str, name: str) -> str:
    if text and not text.startswith(("https://", "http://127.0.0.1")):
        raise ValueError(
            f"{PREFIX}{name} is {text!r}; it must begin with https://, such as https://kf.kobotoolbox.org."
        )
    return text.rstrip("/")


def _collector(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(
            f"{PREFIX}TELEMETRY_URL is {text!r}; it must be an address, such as http://127.0.0.1:4318."
        )
    return text.rstrip("/")


def _contact(text: str) -> str:
    if text and not text.startswith(("mailto:", "https://")):
        raise ValueError(
            f"{PREFIX}SECURITY_CONTACT is {text!r}; it must begin with mailto: or https://, such as mailto:security@office.example."
        )
    return text


ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
"""How people write that something is on or off."""


def _whole(text: str, name: str, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        more = f", {least} or more" if least else ""
        raise ValueError(f"{PREFIX}{name} is {text!r}; it must be a whole number{more}.")
    return int(text)


def _switch(text: str, name: str) -> bool:
    if text.casefold() not in (*ON, *OFF):
        raise ValueError(f"{PREFIX}{name} is {text!r}; it can be 1 or 0.")
    return text.casefold() in ON
