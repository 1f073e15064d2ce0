"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run inside the block (transactions and settings are not among them)."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)
