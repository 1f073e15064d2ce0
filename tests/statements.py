"""Counting what a page asks of the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """The statements this thread runs inside the block (transactions and settings are not among them)."""
    statements: list[str] = []
    own = threading.get_ident()  # a served planner answers a browser meanwhile

    def note(_connection, _cursor, statement, *_rest) -> None:
        if threading.get_ident() == own and not statement.startswith(
            ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")
        ):
            statements.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)
