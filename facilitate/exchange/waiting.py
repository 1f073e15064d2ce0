"""Uploaded files that wait between preview and confirmation, each under a name nobody can guess."""

import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path, PurePath

from flask import abort, current_app

from .. import clock

LONGEST = 24 * 3600
"""Seconds after which a file that nobody confirmed is thrown away."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME = 120
_NAME = re.compile(r"\d+-[0-9a-f]{32}")


def keep(folder: Path, event_id: int, content: bytes, now: float) -> str:
    """Keep a file; gives the token that finds it again. Files older than a day go.

    Raises OSError where there is no room for it; then nothing of it is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, now)
    token = secrets.token_hex(16)
    path = _path(folder, event_id, token)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
        os.utime(path, (now, now))
    except OSError:
        path.unlink(missing_ok=True)  # half a file is no use, and takes the room that others need
        raise
    return token


def find(folder: Path, event_id: int, token: str) -> bytes | None:
    """The file of that token, if it was uploaded for that event and still waits."""
    if not _TOKEN.fullmatch(token) or not _path(folder, event_id, token).is_file():
        return None
    return _path(folder, event_id, token).read_bytes()


def sweep(folder: Path, now: float) -> None:
    """Throw away what waits in this folder, or in one below it, for longer than a day."""
    for path in folder.rglob("*"):
        if is_waiting(path) and now - path.stat().st_mtime > LONGEST:
            path.unlink(missing_ok=True)


def is_waiting(path: Path) -> bool:
    """Whether this is a file that waits."""
    return _NAME.fullmatch(path.name) is not None


def drop(folder: Path, event_id: int, token: str) -> None:
    """Throw the file away."""
    if _TOKEN.fullmatch(token):
        _path(folder, event_id, token).unlink(missing_ok=True)


@dataclass(frozen=True)
class WaitingFiles:
    """The files of one list that wait, in a folder of their own; each belongs to an event or to whoever uploaded it."""

    folder_name: str

    @property
    def folder(self) -> Path:
        """Where they wait."""
        uploads: Path = current_app.extensions["settings"].uploads
        return uploads / self.folder_name

    def keep(self, owner_id: int, content: bytes) -> str:
        """Keep a file; gives the token that finds it again."""
        return keep(self.folder, owner_id, content, clock.now().timestamp())

    def find_or_404(self, owner_id: int, token: str) -> bytes:
        """The file of that token, where it still waits for that owner."""
        content = find(self.folder, owner_id, token)
        return abort(404) if content is None else content

    def drop(self, owner_id: int, token: str) -> None:
        """Throw the file away."""
        drop(self.folder, owner_id, token)


@dataclass(frozen=True)
class Parcel:
    """A file that waits; `plan`: how it is to be read, as text, where somebody said so."""

    name: str
    content: bytes
    plan: str = ""

    def packed(self) -> bytes:
        """As bytes that `unpacked` reads back: a line about the file, then the file."""
        return json.dumps({"name": self.name, "plan": self.plan}).encode() + b"\n" + self.content


def unpacked(kept: bytes) -> Parcel:
    """The parcel that was packed."""
    about, _line, content = kept.partition(b"\n")
    said = json.loads(about)
    return Parcel(said["name"], content, said["plan"])


def file_name(name: str) -> str:
    """The name of an uploaded file without folders, whatever system wrote it."""
    return PurePath(name.replace("\\", "/")).name[:LONGEST_NAME]


def _path(folder: Path, event_id: int, token: str) -> Path:
    return folder / f"{event_id}-{token}"
