"""Copies that are made by themselves: into a folder, sealed with a passphrase where one is given, the oldest thrown away."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from .. import clock
from ..lib.sealed_files import SHORTEST, seal_file
from ..run.jobs import daily, enqueue_job, kept_job, slow_job
from ..run.settings import Settings
from .backup import write_backup
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


def note_backup(path: Path, rows: int) -> None:
    """Note that a copy was made; commits."""
    said = {"made_at": clock.now().isoformat(), "path": str(path), "rows": rows}
    note_value(LAST, json.dumps(said))
    db.session.commit()


def passphrase_in(file: Path) -> str:
    """The passphrase of that file: its first line. Raises ValueError for one that can be guessed."""
    lines = file.read_text("utf-8").splitlines()
    passphrase = lines[0].strip() if lines else ""
    if len(passphrase) < SHORTEST:
        raise ValueError(f"The passphrase in {file} is too short: at least {SHORTEST} characters.")
    return passphrase


def back_up_to(folder: Path, keep: int, passphrase: str) -> tuple[Path, int]:
    """Make a copy in that folder, and throw away all but the newest; gives the copy and its number of rows.

    A copy that is not whole never has the name of one.
    """
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
    for old in copies_in(folder)[:-keep] if keep else ():
        old.unlink()
    note_backup(path, rows)
    return path, rows


def copies_in(folder: Path) -> list[Path]:
    """The copies that were made there, oldest first."""
    found = (*folder.glob(f"{NAME}*{ENDING}"), *folder.glob(f"{NAME}*{ENDING}{SEALED}"))
    return sorted(found, key=lambda path: path.name)


@daily
def back_up_every_night() -> None:
    """Have a copy made where the settings name a folder for it."""
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
    back_up_to(Path(settings.backup_to), settings.backup_keep, passphrase)
