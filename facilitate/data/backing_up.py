"""Copies that are made by themselves: into a folder or a bucket, sealed with a passphrase where one is given, the oldest thrown away."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app

from .. import clock
from ..lib.sealed_files import SHORTEST, seal_file
from ..run.jobs import daily, enqueue_job, kept_job, slow_job
from ..run.settings import Settings
from .backup import write_backup
from .buckets import Bucket, is_bucket
from .db import db
from .noted import claim_turn, note_value, noted_value

NAME, ENDING, SEALED = "facilitate-", ".backup", ".sealed"
LAST = "last-backup"
"""Under which name the last copy is noted."""
AGAIN = timedelta(hours=20)
"""A restart within that time makes no other copy."""


@dataclass(frozen=True)
class LastBackup:
    """The last copy that was made."""

    made_at: datetime
    path: str
    rows: int


def last_backup() -> LastBackup | None:
    """The last copy that any server made; None where none was."""
    kept = noted_value(LAST)
    if not kept:
        return None
    said = json.loads(kept)
    return LastBackup(datetime.fromisoformat(said["made_at"]), said["path"], said["rows"])


def note_backup(path: str, rows: int) -> None:
    """Note that a copy was made; commits."""
    said = {"made_at": clock.now().isoformat(), "path": path, "rows": rows}
    note_value(LAST, json.dumps(said))
    db.session.commit()


def passphrase_in(file: Path) -> str:
    """The passphrase of that file: its first line. Raises ValueError for one that can be guessed."""
    lines = file.read_text("utf-8").splitlines()
    passphrase = lines[0].strip() if lines else ""
    if len(passphrase) < SHORTEST:
        raise ValueError(f"The passphrase in {file} is too short: at least {SHORTEST} characters.")
    return passphrase


def back_up_to(to: str, keep: int, passphrase: str) -> tuple[str, int]:
    """Make a copy in that folder or bucket, and throw away all but the newest; gives where the copy is and its number of rows.

    A copy that is not whole never has the name of one. `keep`: 0 keeps all. Raises OSError where it cannot be written.
    """
    if is_bucket(to):
        with TemporaryDirectory(prefix="facilitate-copy-") as folder:
            path, rows = _make_copy(Path(folder), passphrase)
            bucket = Bucket(to)
            bucket.put(path.name, path)
            for name in _of_copies(bucket.names())[:-keep] if keep else ():
                bucket.remove(name)
        made = f"{bucket.address}/{path.name}"
    else:
        path, rows = _make_copy(Path(to), passphrase)
        for old in copies_in(Path(to))[:-keep] if keep else ():
            old.unlink()
        made = str(path)
    note_backup(made, rows)
    return made, rows


def _make_copy(folder: Path, passphrase: str) -> tuple[Path, int]:
    """A copy that has the name of its moment, sealed where a passphrase is given; its number of rows."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{NAME}{clock.now():%Y-%m-%d-%H%M%S}{ENDING}"
    rows = write_backup(path)
    if passphrase:
        open_copy, path = path, path.with_name(f"{path.name}{SEALED}")
        part = path.with_name(f"{path.name}.part")
        try:
            seal_file(open_copy, part, passphrase)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
            open_copy.unlink()
    return path, rows


def copies_in(folder: Path) -> list[Path]:
    """The copies that were made there, oldest first."""
    return [folder / name for name in _of_copies(path.name for path in folder.iterdir())]


def _of_copies(names: Iterable[str]) -> list[str]:
    """Those of these names that a copy has, oldest first."""
    endings = (ENDING, f"{ENDING}{SEALED}")
    return sorted(name for name in names if name.startswith(NAME) and name.endswith(endings))


@daily
def back_up_every_night() -> None:
    """Have a copy made where the settings say where to."""
    settings: Settings = current_app.extensions["settings"]
    if settings.backup_to and claim_turn("backup", AGAIN):
        enqueue_job(back_up_by_itself)


@slow_job
@kept_job
def back_up_by_itself() -> None:
    """Make the copy that the settings ask for."""
    settings: Settings = current_app.extensions["settings"]
    file = settings.backup_passphrase_file
    passphrase = passphrase_in(Path(file)) if file else ""
    back_up_to(settings.backup_to, settings.backup_keep, passphrase)
