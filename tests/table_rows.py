"""What stands in a database's tables, and what its tables are: to compare one planner with another."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from facilitate.accounts.audit import ONLY_GROWS
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.data.schema import (
    _gives_none_twice,
    _plain,
    is_other_default,
)


def table_shapes(connection: Connection) -> dict[str, Any]:
    """Every column, key, constraint and index by name, with all that a later step may ask of it."""
    asked, found = sa.inspect(connection), {}
    for table in asked.get_table_names():
        for column in asked.get_columns(table):
            default = _plain(column["default"])
            found[f"{table}.{column['name']}"] = (str(column["type"]), column["nullable"], default)
        found[table] = [
            asked.get_pk_constraint(table),
            *(
                sorted(map(str, more(table)))
                for more in (
                    asked.get_foreign_keys,
                    asked.get_unique_constraints,
                    asked.get_check_constraints,
                    asked.get_indexes,
                )
            ),
            connection.dialect.name == "sqlite" and _gives_none_twice(connection, table),
        ]
    return found


def unlike_the_models() -> list[Any]:
    """What Alembic would change, and tables of SQLite's that give a number twice."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": is_other_default}
        )
        found = list(compare_metadata(context, Base.metadata))
        found += _triggers_missing(connection)
        if connection.dialect.name == "sqlite":
            said = dict(
                connection.exec_driver_sql(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
                ).all()
            )
            for table in Base.metadata.sorted_tables:
                if (
                    table.dialect_options["sqlite"]["autoincrement"]
                    and "AUTOINCREMENT" not in said[table.name]
                ):
                    found.append(
                        f"batch_alter_table({table.name!r}) wants table_kwargs={{'sqlite_autoincrement': True}}"
                    )
        return found


def _triggers_missing(connection: Connection) -> set[str]:
    """What today's tables have by which the audit log only grows, and those that came step by step lack."""
    said = " ".join(ONLY_GROWS[connection.dialect.name])
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.dialect.name]
    there = {name for (name,) in connection.exec_driver_sql(asked)}
    return set(re.findall(r"CREATE TRIGGER (\w+)", said)) - there


Shot = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def read_all_rows() -> Shot:
    """Every row of every table, as the database keeps it: columns and rows by table."""
    with db.engine.connect() as connection:
        return read_rows_on(connection)


def read_rows_on(connection: Connection) -> Shot:
    """Every row of every table, read through this connection."""
    names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    return {name: rows_of(connection, name) for name in names}


def rows_of(connection: Connection, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and the rows of a table, by the database's own driver: it is asked five thousand times."""
    driver: Any = connection.connection.driver_connection
    found = driver.execute(f'SELECT * FROM "{table}"')
    return [column[0] for column in found.description], [tuple(row) for row in found]


def rows_that_count(
    aside: Collection[str] = (), passes: Callable[[dict[str, Any]], bool] = lambda _row: True
) -> dict[str, list[str]]:
    """What this session has in every table: rows that pass, without the columns `aside`, in one order."""
    db.session.flush()
    connection, found = db.session.connection(), {}
    for table in Base.metadata.sorted_tables:
        columns, rows = rows_of(connection, table.name)
        kept = [place for place, name in enumerate(columns) if name not in aside]
        found[table.name] = sorted(
            repr([row[place] for place in kept])
            for row in rows
            if passes(dict(zip(columns, row, strict=True)))
        )
    return found


def count_rows(shot: tuple[list[str], list[tuple[Any, ...]]], columns: list[str]) -> Counter[str]:
    """How often each row is there, by those columns."""
    places = [shot[0].index(name) for name in columns]
    return Counter(repr([row[place] for place in places]) for row in shot[1])


def empty_tables(shot: Shot) -> list[str]:
    """Tables without a row."""
    return sorted(table for table, (_, rows) in shot.items() if not rows)
