"""Migrations lead to exactly the tables of the models, and back to none, on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade

from facilitate.app import create_app
from facilitate.db import db
from facilitate.models import Base
from facilitate.schema import bind, upgrade

from .conftest import settings_for
from .databases import create_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "postgresql":
        return create_database(request.getfixturevalue("postgres_server"), "empty")
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.mark.both_databases
def test_up_gives_the_models_and_down_gives_nothing(empty_database: str, tmp_path: Path) -> None:
    app = bind(create_app(settings_for(tmp_path, empty_database)))
    with app.app_context():
        upgrade(app)
        upgrade(app)  # a second time changes nothing
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        db.engine.dispose()
