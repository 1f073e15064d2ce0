"""Uploaded files that wait between preview and confirmation, each under a name nobody can guess."""

import re
import secrets
from pathlib import Path

LONGEST = 24 * 3600
"""Seconds after which a file that nobody confirmed is thrown away."""
_TOKEN = re.compile(r"[0-9a-f]{32}")


def keep(folder: Path, event_id: int, content: bytes, now: float) -> str:
    """Keep a file; gives the token that finds it again. Files older than a day go."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*-*"):
        if now - path.stat().st_mtime > LONGEST:
            path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    _path(folder, event_id, token).write_bytes(content)
    return token


def find(folder: Path, event_id: int, token: str) -> bytes | None:
    """The file of that token, if it was uploaded for that event and still waits."""
    if not _TOKEN.fullmatch(token) or not _path(folder, event_id, token).is_file():
        return None
    return _path(folder, event_id, token).read_bytes()


def drop(folder: Path, event_id: int, token: str) -> None:
    """Throw the file away."""
    if _TOKEN.fullmatch(token):
        _path(folder, event_id, token).unlink(missing_ok=True)


def _path(folder: Path, event_id: int, token: str) -> Path:
    return folder / f"{event_id}-{token}"
