"""One state of the whole database told from every other: what was made of it stays right until anybody saves anything.

For what is made of so many tables that no revision speaks for them all. Every process and every command is heeded.
"""

from pathlib import Path

import sqlalchemy as sa

from .db import db, end_reading

INDEX = 48
"""Bytes of SQLite's index of what was saved last: they hold a counter and a sum over all of it, and are another after each commit."""


def state_of_data() -> str:
    """A text that differs after every commit; empty where that cannot be told, or this request has written something itself.

    The transaction so far ends: what is read from here on is at least as new as the state.
    """
    end_reading()
    if db.session().in_transaction():
        return ""
    if db.engine.dialect.name == "postgresql":
        # which transactions are over: another one after each that wrote, in whatever database of the server
        return str(db.session.scalar(sa.text("SELECT pg_current_snapshot()::text")))
    return _state_of_file(db.engine.url.database or "")


def _state_of_file(name: str) -> str:
    """The state of an SQLite file in its write-ahead mode; empty for any other."""
    try:
        with Path(f"{name}-shm").open("rb") as file:
            index = file.read(INDEX)
        about = Path(name).stat()
    except OSError:
        return ""
    if len(index) < INDEX:
        return ""
    return f"{index.hex()} {about.st_ino} {about.st_size} {about.st_mtime_ns}"
