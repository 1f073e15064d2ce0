"""Bringing the database to this version: a copy first, then every step or none, and plain sentences about it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from ..clock import today
from .backup import copy_database
from .db import db
from .revision import all_revisions, database_revision

KEPT = 3
"""How many copies from before an upgrade stay."""


class CannotUpgrade(Exception):
    """The database stays as it was; says why in one plain sentence."""


def bring_up_to_date(say: Callable[[str], None]) -> bool:
    """Bring the database to this version; False when it was there already. Raises CannotUpgrade."""
    goal = all_revisions()[-1]
    with db.engine.connect().execution_options(reading=True) as connection:
        if _from(connection) == goal:
            return False
    from .schema import lock_schema, upgrade_on  # noqa: PLC0415 - most starts need no Alembic, and it takes long to load

    with _plainly(goal), ExitStack() as if_it_fails:
        with lock_schema() as connection:
            found = _from(connection)  # again: another process may have been quicker
            if found == goal:
                return False
            say(
                f"Bringing the database from {found} to {goal} …"
                if found
                else f"Making the database ({goal}){_where(connection)} …"
            )
            part = _copied(found) if found and connection.dialect.name == "sqlite" else None
            if part:
                if_it_fails.callback(part.unlink, missing_ok=True)
            upgrade_on(connection, goal)
        if_it_fails.pop_all()
    if part:
        copy = _free(part.with_name(f"before-{goal}-{today():%Y-%m-%d}.sqlite3"))
        part.replace(copy)
        say(f"The database as it was is kept in {copy}")
        _let_go(copy.parent)
    return True


def _from(connection: sa.Connection) -> str:
    found = database_revision(connection)
    if found and found not in all_revisions():
        raise CannotUpgrade(
            f"The database was made by a newer version of facilitate ({found}; this one knows {all_revisions()[-1]}). "
            "Install that version again; nothing was changed."
        )
    return found


def _where(connection: sa.Connection) -> str:
    """The file: who starts in another folder than yesterday has to see why nothing is there."""
    is_file = connection.dialect.name == "sqlite"
    return f" in {connection.engine.url.database}" if is_file else ""


@contextmanager
def _plainly(goal: str) -> Iterator[None]:
    try:
        yield
    except CannotUpgrade:
        raise
    except Exception as error:
        reason = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        raise CannotUpgrade(
            f"The database could not be brought to {goal}: {reason.splitlines()[0].rstrip('.')}. "
            "It is as it was before; nothing was changed."
        ) from error


def _copied(found: str) -> Path:
    """A copy of the database as it is, which gets its name when something has come of the upgrade."""
    folder = Path(current_app.extensions["settings"].instance) / "backups"
    part = folder / f"at-{found}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        copy_database(part)
    except (OSError, sqlite3.Error) as error:
        for left in folder.glob(f"{part.name}*"):  # SQLite leaves a journal beside a large one
            with suppress(OSError):
                left.unlink()
        reason = getattr(error, "strerror", None) or error
        raise CannotUpgrade(
            f"No copy of the database could be written to {folder}: {reason}. "
            "An upgrade wants one; nothing was changed."
        ) from error
    return part


def _free(path: Path) -> Path:
    """That name, or with a number where one of the same day is there already."""
    names = [
        path,
        *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 100)),
    ]
    return next(name for name in names if not name.exists())


def _let_go(folder: Path) -> None:
    copies = sorted(folder.glob("before-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in copies[:-KEPT]:
        path.unlink()
