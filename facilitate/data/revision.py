"""Which shape the database has, and which one this version wants; without Alembic, which takes long to load."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

FOLDER = Path(__file__).parent.parent / "migrations"


def all_revisions() -> list[str]:
    """The numbers of all migrations; the last one is the shape that this version works with."""
    return sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def database_revision(connection: Connection) -> str:
    """The database's number; empty for one that was never set up."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
