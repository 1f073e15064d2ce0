"""Uploaded files that wait between preview and confirmation, each under a name nobody can guess."""

import os
import re
import secrets
from pathlib import Path

LONGEST = 24 * 3600
"""Seconds after which a file that nobody confirmed is thrown away."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"\d+-[0-9a-f]{32}")


def keep(folder: Path, event_id: int, content: bytes, now: float) -> str:
    """Keep a file; gives the token that finds it again. Files older than a day go."""
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, now)
    token = secrets.token_hex(16)
    file = os.open(_path(folder, event_id, token), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(content)
    os.utime(_path(folder, event_id, token), (now, now))
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


def _path(folder: Path, event_id: int, token: str) -> Path:
    return folder / f"{event_id}-{token}"
