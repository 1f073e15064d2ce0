"""A column is added to every table the way the recipe says, on filled tables, on both databases.

Every kind of column with a constant default, declared as models declare it: the migration that Alembic writes carries
the default, fills the rows that are there, leads to the models, and goes back.
"""

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.schema import MetaData

from facilitate.data.db import WordsType, db
from facilitate.data.models import Base
from facilitate.data.revision import FOLDER, all_revisions
from facilitate.data.schema import config_for, lock_schema
from facilitate.lib.text import Words
from facilitate.participation.models import ParticipantRole, PartsType
from facilitate.web.app import create_app

from .conftest import settings_for
from .planner_sample import put_sample
from .table_rows import count_rows, empty_tables, read_all_rows, read_rows_on, unlike_the_models


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    GREEN = "green"


def columns_tried() -> list[sa.Column[Any]]:
    """A column of each kind, as a model declares it."""
    colours = sa.Enum(
        Colour,
        native_enum=False,
        length=40,
        values_callable=lambda all_: [one.value for one in all_],
    )
    return [
        sa.Column("tried_text", sa.Text, nullable=False, default=""),
        sa.Column("tried_sign", sa.String(3), nullable=False, default="o'k"),
        sa.Column("tried_yes", sa.Boolean, nullable=False, default=True),
        sa.Column("tried_no", sa.Boolean, nullable=False, default=False),
        sa.Column("tried_number", sa.Integer, nullable=False, default=-7),
        sa.Column("tried_share", sa.Double, nullable=False, default=0.5),
        sa.Column("tried_words", WordsType, nullable=False, default=Words("It's", "Është")),
        sa.Column("tried_list", sa.JSON, nullable=False, default=list),
        sa.Column("tried_values", sa.JSON, nullable=False, default=dict),
        sa.Column("tried_colour", colours, nullable=False, default=Colour.GREEN),
        sa.Column("tried_parts", PartsType, nullable=False, default=(ParticipantRole.PARTICIPANT,)),
    ]


FILLED: list[Any] = [
    "",
    "o'k",
    True,
    False,
    -7,
    0.5,
    Words("It's", "Është"),
    [],
    {},
    Colour.GREEN,
    (ParticipantRole.PARTICIPANT,),
]


def models_with_columns() -> MetaData:
    """The models' tables, the first with every kind of column more, each other one with one of them, by turns."""
    wanted = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for place, table in enumerate(Base.metadata.sorted_tables):
        copy = table.to_metadata(wanted)
        for column in columns_tried()[kinds_at(place)]:
            copy.append_column(column)
    return wanted


def kinds_at(place: int) -> slice:
    """Which of the kinds the table at that place gets: SQLite reads all tables anew for each column that is added."""
    return slice(place % len(FILLED), place % len(FILLED) + 1) if place else slice(None)


@pytest.mark.both_databases
def test_columns_are_added_to_every_filled_table(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings_for(tmp_path, database))
    with app.app_context():
        with lock_schema() as connection:
            command.stamp(config_for(connection), "head")
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            put_sample(connection)
        before = read_all_rows()
        assert empty_tables(before) == [], "python -m tests.planner_sample"
        order = [table.name for table in Base.metadata.sorted_tables]
        monkeypatch.setattr(Base, "metadata", models_with_columns())
        with lock_schema() as connection:
            written = write_migration(connection, tmp_path)
            command.upgrade(written, "head")
            after = read_rows_on(connection)
            for name, (columns, _) in before.items():
                assert count_rows(after[name], columns) == count_rows(before[name], columns), name
            for place, name in enumerate(order):
                table = Base.metadata.tables[name]
                added = [column for column in table.columns if column.name.startswith("tried_")]
                rows = [list(row) for row in connection.execute(sa.select(*added))]
                assert rows == [FILLED[kinds_at(place)]] * len(before[name][1]), name
        assert unlike_the_models() == []
        monkeypatch.undo()
        with lock_schema() as connection:
            written = config_with(connection, tmp_path)
            command.downgrade(written, all_revisions()[-1])
        assert read_all_rows() == before
        assert unlike_the_models() == []
        db.engine.dispose()


def config_with(connection: sa.Connection, folder: Path) -> Any:
    """Alembic, with a folder more where migrations stand."""
    config = config_for(connection)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{FOLDER / 'versions'}\n{folder / 'versions'}")
    return config


def write_migration(connection: sa.Connection, folder: Path) -> Any:
    """What `flask --app facilitate.data.schema db migrate` writes."""
    config = config_with(connection, folder)
    (folder / "versions").mkdir()
    command.revision(
        config,
        "Columns tried",
        autogenerate=True,
        rev_id="tried",
        version_path=str(folder / "versions"),
    )
    return config
