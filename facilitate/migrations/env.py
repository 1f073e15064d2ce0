"""Alembic's environment: the planner's own engine and tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy.engine import Connection

from facilitate.db import db
from facilitate.models import Base


@contextmanager
def tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: while foreign keys are watched, dropping the old one would take

    everything that belongs to its rows along. They are checked once before the commit instead.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")  # straight to the driver: inside a transaction it does nothing
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run migrations on the application's database."""
    with db.engine.connect() as connection, tables_may_be_rebuilt(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            _nothing_is_left_over(connection)


def _nothing_is_left_over(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:  # raised before the commit: the database stays as it was
            raise RuntimeError(f"The migration left rows that belong to nothing: {broken[:5]}")


run()
