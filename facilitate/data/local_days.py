"""The day of a moment where something is held, asked of the database itself: both know it, each in its own way."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

IN_SQLITE = "local_day"
"""What the function is called that SQLite asks back for; it knows no time zones."""


class LocalDay(FunctionElement[date]):
    """The day of a moment (`Moment`) in a time zone, both of them columns: `LocalDay(Event.zone, Event.created_at)`."""

    name = IN_SQLITE
    type = sa.Date()
    inherit_cache = True


@compiles(LocalDay, "postgresql")
def _ask_postgresql(element: LocalDay, compiler: Any, **options: Any) -> str:
    zone, moment = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(timezone({zone}, timezone('UTC', {moment})) AS DATE)"


@compiles(LocalDay, "sqlite")
def _ask_sqlite(element: LocalDay, compiler: Any, **options: Any) -> str:
    return f"{IN_SQLITE}({compiler.process(element.clauses, **options)})"


@lru_cache(maxsize=4096)
def _local_day(zone: str, moment: str) -> str:
    """What is kept as text, in UTC, as the text of a day."""
    return (
        datetime.fromisoformat(moment)
        .replace(tzinfo=UTC)
        .astimezone(ZoneInfo(zone))
        .date()
        .isoformat()
    )


def _tell_sqlite(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.create_function(IN_SQLITE, 2, _local_day, deterministic=True)


sa.event.listen(Engine, "connect", _tell_sqlite)
