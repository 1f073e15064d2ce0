"""Everything that can be set from outside, with its default and the reason for it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "FACILITATE_"


@dataclass(frozen=True)
class Settings:
    """The settings of one running planner. Read with `Settings.from_environment()`."""

    instance: Path
    """FACILITATE_INSTANCE: folder of database, secret key and uploads. `facilitate backup` copies it; the bare folder of a
    running planner also holds the log of what was written together."""
    database_url: str
    """FACILITATE_DATABASE_URL: SQLite in the instance folder by default; `postgresql+psycopg://…` for servers."""
    mail_url: str = ""
    """FACILITATE_MAIL_URL: `smtp://user:password@host:587?tls=1`; without it, links are shown to be copied."""
    mail_from: str = "facilitate@localhost"
    """FACILITATE_MAIL_FROM: the sender of every mail."""
    redis_url: str = ""
    """FACILITATE_REDIS_URL: limits and jobs shared by several machines; memory and SQLite without it."""
    base_url: str = "http://127.0.0.1:8000"
    """FACILITATE_BASE_URL: how the planner is reached; links in mails and QR codes start with it."""
    language: str = "en"
    """FACILITATE_LANGUAGE: `en` or `sq`, for visitors whose browser asks for neither."""
    zone: str = "Europe/Tirane"
    """FACILITATE_ZONE: the time zone in which it is today for what belongs to no event (forums, the front page)."""
    workers: int = 1
    """FACILITATE_WORKERS: server processes; more than one wants FACILITATE_REDIS_URL."""
    proxies: int = 0
    """FACILITATE_PROXIES: how many proxies stand in front and are believed about the visitor's address."""
    immediate_jobs: bool = False
    """FACILITATE_IMMEDIATE_JOBS: run jobs inside the request (tests and commands)."""
    testing: bool = False
    """Set by the tests only: cheaper passwords, no limits unless asked for."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Flask settings of the tests."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; unset names take their default. Raises ValueError with a plain sentence."""
        values = os.environ if environ is None else environ

        def read(name: str, default: str = "") -> str:
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
        return cls(
            instance=instance,
            database_url=read("DATABASE_URL", f"sqlite:///{instance / 'facilitate.sqlite3'}"),
            mail_url=read("MAIL_URL"),
            mail_from=read("MAIL_FROM", "facilitate@localhost"),
            redis_url=read("REDIS_URL"),
            base_url=read("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            language=language,
            zone=zone,
            workers=_whole(read("WORKERS", "1"), "WORKERS"),
            proxies=_whole(read("PROXIES", "0"), "PROXIES"),
            immediate_jobs=read("IMMEDIATE_JOBS") == "1",
        )

    def secret_key(self) -> str:
        """The key that signs cookies: made on first run, kept in the instance folder, readable by its owner only."""
        path = self.instance / "secret-key"
        if not path.exists():
            self.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                    file.write(secrets.token_urlsafe(48))
            except FileExistsError:  # another process was first
                pass
        return path.read_text().strip()

    @property
    def uploads(self) -> Path:
        """Where uploaded files are kept."""
        return self.instance / "uploads"


def _whole(text: str, name: str) -> int:
    if not text.isdigit():
        raise ValueError(f"{PREFIX}{name} is {text!r}; it must be a whole number.")
    return int(text)
