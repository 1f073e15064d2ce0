"""A copy made by `facilitate backup`, looked through before anything of it is written: whether it is one, whole, and harmless."""

import hashlib
import json
import shutil
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa

from ..run.settings import Settings
from .revision import all_revisions

MOST_RATIO, COUNTED = 500, 2**20
"""How many times larger a file of a copy may get by unpacking; smaller ones (bytes) may hold the same letter only."""
LONGEST_NAME = 255
"""Bytes of a file's name, as file systems have it."""
ABOUT, KEY, UPLOADS = "about.json", "secret-key", "uploads/"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
"""What reading a broken zip file and broken JSON ends in."""


@dataclass(frozen=True)
class CheckedCopy:
    """A copy that was looked through: nothing of it has been written yet."""

    path: Path
    file: zipfile.ZipFile
    revision: str
    made_at: str
    """When, in UTC, as a person reads it; empty where the copy does not say."""
    digest: str
    uploads: list[str]
    keys: list[str]
    """Newest first; links and badges of the copy are signed with the first one or an older one."""


@contextmanager
def open_copy(path: Path) -> Iterator[zipfile.ZipFile]:
    """The file of a copy, to be looked through; ValueError for what is none."""
    if not zipfile.is_zipfile(path):
        raise ValueError(_no_copy(path))
    try:
        file = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise ValueError(_damaged(path)) from error
    with file:
        yield file


def check_copy(file: zipfile.ZipFile, path: Path, settings: Settings) -> CheckedCopy:
    """Whether the copy is whole and holds what a copy holds, before anything is written."""
    parts = [part for part in file.infolist() if not part.is_dir()]
    names = [part.filename for part in parts]
    if ABOUT not in names:
        raise ValueError(_no_copy(path))
    _look_at_packing(parts, path, settings)
    try:
        broken = file.testzip() is not None
        about = json.loads(file.read(ABOUT))
        revision, tables = str(about["revision"]), list(about.get("tables", []))
        made_at = _as_read(about.get("made_at"))
        needed = {KEY, *(f"tables/{table}.jsonl" for table in tables)}
        broken |= not needed <= set(names)
        keys = [] if broken else file.read(KEY).decode().split()
    except _UNREADABLE as error:
        raise ValueError(_damaged(path)) from error
    if not keys:
        raise ValueError(_damaged(path))
    if revision not in all_revisions():
        raise ValueError(
            f"{path} was made by a newer version of facilitate. Update this one first."
        )
    with path.open("rb") as whole:
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
    uploads = [name.removeprefix(UPLOADS) for name in names if name.startswith(UPLOADS)]
    return CheckedCopy(
        path=path,
        file=file,
        revision=revision,
        made_at=made_at,
        digest=digest,
        uploads=uploads,
        keys=keys,
    )


def _as_read(moment: str | None) -> str:
    """A moment as `facilitate backup` notes it, as a person reads it. Raises ValueError."""
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def _look_at_packing(parts: list[zipfile.ZipInfo], path: Path, settings: Settings) -> None:
    names = [part.filename for part in parts]
    folders = {str(folder) for name in names for folder in PurePosixPath(name).parents}
    if not all(map(_stays_inside, names)) or len({*names}) < len(names) or folders & {*names}:
        raise ValueError(f"{path} holds files with names that no copy has; nothing was restored.")
    if any(part.flag_bits & 1 for part in parts):
        raise ValueError(
            f"{path} is protected by a password; nothing was restored. Take the copy as it was made."
        )
    packed = any(
        part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts
    )
    if packed:
        raise ValueError(
            f"{path} was packed anew by another program; nothing was restored. Take the copy as it was made."
        )
    if sum(part.compress_size for part in parts) > path.stat().st_size:
        raise ValueError(_damaged(path))
    if any(part.file_size > max(COUNTED, part.compress_size * MOST_RATIO) for part in parts):
        raise ValueError(
            f"{path} gets far larger by unpacking than any copy does; nothing was restored."
        )
    kept_here = [part for part in parts if settings.on_sqlite or part.filename.startswith(UPLOADS)]
    needed, free = (
        sum(part.file_size for part in kept_here),
        shutil.disk_usage(settings.instance).free,
    )
    if needed > free:
        raise ValueError(
            f"{path} needs {needed // 2**20:,} MB in {settings.instance}, where {free // 2**20:,} MB are free; "
            "nothing was restored."
        )


def _stays_inside(name: str) -> bool:
    """Whether a name leads to a place below the folder it is put into, on every system."""
    parts = name.split("/")
    fits = all(
        part not in ("", ".", "..") and len(part.encode("utf-8", "replace")) <= LONGEST_NAME
        for part in parts
    )
    return fits and "\\" not in name and "\0" not in name and not parts[0].endswith(":")


def _no_copy(path: Path) -> str:
    return f"{path} is not a copy made by “facilitate backup”."


def _damaged(path: Path) -> str:
    return f"{path} is damaged; nothing was restored. Take another copy."


@contextmanager
def as_damaged_copy(copy: CheckedCopy) -> Iterator[None]:
    """Rows that cannot be read, or that a database does not take, are one ValueError about the copy."""
    try:
        yield
    except (
        sa.exc.OperationalError
    ):  # the disk is full, or the database away: the copy is not to blame
        raise
    except (*_UNREADABLE, sa.exc.StatementError) as error:
        raise ValueError(_damaged(copy.path)) from error


def copied_rows(table: sa.Table, file: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    """The rows of a table, one after the other: a long table need not fit into memory."""
    with file.open(f"tables/{table.name}.jsonl") as lines:
        for line in lines:
            if line.strip():
                yield copied_values(table, json.loads(line))


def copied_values(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """One row as the database takes it."""
    return {column.name: _value(column.type, row.get(column.name)) for column in table.columns}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.LargeBinary):
        return b64decode(value, validate=True)
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).replace(
            tzinfo=None
        )  # moments are kept in UTC, without saying so
    for type_, read in ((sa.Date, date), (sa.Time, time)):
        if isinstance(kind, type_):
            return read.fromisoformat(value)
    return value
