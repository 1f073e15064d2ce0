"""Where uploaded files wait: in a folder of one machine, or in the database or a bucket of several."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from ..data.buckets import Bucket, is_bucket
from ..data.db import NOT_IN_BACKUPS, Base, db

TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"\d+-[0-9a-f]{32}")


class WaitingFile(Base):
    """A file that waits, where the database keeps them. No copy holds it: nobody has said yet that it counts."""

    __table_args__ = {"info": {NOT_IN_BACKUPS: True}}
    token: Mapped[str] = mapped_column(primary_key=True)
    room: Mapped[str]
    owner_id: Mapped[int]
    content: Mapped[bytes]
    kept_at: Mapped[datetime] = mapped_column(index=True)


class FileStore(Protocol):
    """What keeps files until somebody confirms them, each under a token that nobody can guess."""

    def keep(self, room: str, owner_id: int, token: str, content: bytes, now: float) -> None:
        """Keep a file. Raises OSError where there is no room for it; then nothing of it is kept."""

    def find(self, room: str, owner_id: int, token: str) -> bytes | None:
        """The file of that token, if it waits in that room for that owner."""

    def drop(self, room: str, owner_id: int, token: str) -> None:
        """Throw the file away."""

    def sweep(self, before: float) -> None:
        """Throw away what was kept before that second."""


class FolderStore:
    """Files in a folder: one machine, or a disk that several share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, room: str, owner_id: int, token: str, content: bytes, now: float) -> None:
        """Write it, readable by the planner only."""
        path = self._path(room, owner_id, token)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
                to.write(content)
            os.utime(path, (now, now))
        except OSError:
            path.unlink(missing_ok=True)  # half a file is no use, and takes the room others need
            raise

    def find(self, room: str, owner_id: int, token: str) -> bytes | None:
        """Its content."""
        try:
            return self._path(room, owner_id, token).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, room: str, owner_id: int, token: str) -> None:
        """Remove it."""
        self._path(room, owner_id, token).unlink(missing_ok=True)

    def sweep(self, before: float) -> None:
        """Remove old ones, in every room."""
        for path in self._folder.rglob("*"):
            with suppress(FileNotFoundError):  # somebody else sweeps, or has just confirmed it
                if is_waiting_file(path) and path.stat().st_mtime < before:
                    path.unlink()

    def _path(self, room: str, owner_id: int, token: str) -> Path:
        return self._folder / room / f"{owner_id}-{token}"


class DatabaseStore:
    """Files in a table: whichever server was asked to keep one, any other finds it. Each act is a transaction of its own."""

    def keep(self, room: str, owner_id: int, token: str, content: bytes, now: float) -> None:
        """Write a row."""
        row = {"room": room, "owner_id": owner_id, "token": token, "content": content}
        with db.engine.begin() as connection:
            connection.execute(sa.insert(WaitingFile).values(**row, kept_at=_moment(now)))

    def find(self, room: str, owner_id: int, token: str) -> bytes | None:
        """Its content."""
        query = sa.select(WaitingFile.content).where(*_this(room, owner_id, token))
        with db.engine.connect() as connection:
            found = connection.scalar(query)
        return None if found is None else bytes(found)

    def drop(self, room: str, owner_id: int, token: str) -> None:
        """Delete the row."""
        with db.engine.begin() as connection:
            connection.execute(sa.delete(WaitingFile).where(*_this(room, owner_id, token)))

    def sweep(self, before: float) -> None:
        """Delete old rows."""
        with db.engine.begin() as connection:
            old = WaitingFile.kept_at < _moment(before)
            connection.execute(sa.delete(WaitingFile).where(old))


class BucketStore:
    """Files in a bucket of S3, each under its room, owner, token and the second it was kept."""

    def __init__(self, address: str) -> None:
        self._bucket = Bucket(address)

    def keep(self, room: str, owner_id: int, token: str, content: bytes, now: float) -> None:
        """Write an object."""
        self._bucket.put(f"{_folder(room, owner_id, token)}/{now:.0f}", content)

    def find(self, room: str, owner_id: int, token: str) -> bytes | None:
        """Its content."""
        names = self._bucket.names(_folder(room, owner_id, token))
        return self._bucket.get(names[0]) if names else None

    def drop(self, room: str, owner_id: int, token: str) -> None:
        """Remove the object."""
        for name in self._bucket.names(_folder(room, owner_id, token)):
            self._bucket.remove(name)

    def sweep(self, before: float) -> None:
        """Remove old ones, in every room."""
        for name in self._bucket.names("waiting"):
            if int(name.rpartition("/")[2]) < before:
                self._bucket.remove(name)


def _folder(room: str, owner_id: int, token: str) -> str:
    return f"waiting/{room}/{owner_id}-{token}"


def file_store() -> FileStore:
    """The store of this planner: the folder beside a file of SQLite, else the database, unless the settings say another one."""
    settings = current_app.extensions["settings"]
    if is_bucket(settings.store):
        return BucketStore(settings.store)
    kind = settings.store or ("folder" if settings.on_sqlite else "database")
    return DatabaseStore() if kind == "database" else FolderStore(settings.uploads)


def is_store_well(now: float) -> bool:
    """Whether a file that is kept now is found again; it goes at once."""
    one, token = file_store(), os.urandom(16).hex()
    one.keep("ready", 0, token, b"ready", now)
    try:
        return one.find("ready", 0, token) == b"ready"
    finally:
        one.drop("ready", 0, token)


def is_waiting_file(path: Path) -> bool:
    """Whether this is a file that waits."""
    return _NAME.fullmatch(path.name) is not None


def _this(room: str, owner_id: int, token: str) -> list[sa.ColumnElement[bool]]:
    return [
        WaitingFile.token == token,
        WaitingFile.room == room,
        WaitingFile.owner_id == owner_id,
    ]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
