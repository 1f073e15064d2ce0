"""Every table and column of the planner is decided about: taken, named, or left for a reason."""

import sqlalchemy as sa

from facilitate.data.models import Base
from facilitate.report.archive.archived_tables import (
    ALWAYS_LEFT,
    SHARED,
    TABLES,
    LeftValue,
    TableFate,
    is_taken,
    left_value,
)
from facilitate.report.archive.columns import COLUMNS, LATE
from facilitate.report.archive.gathering import table_pointed_at
from facilitate.report.archive.numbers import POINTERS

TABLE = Base.metadata.tables
SECRET = ("token", "nonce", "password", "email", "phone", "message", "hash")
"""What stands in the name of a column that lets somebody in or says where they are reached."""


def _columns() -> list[tuple[sa.Table, sa.Column[object]]]:
    """The columns that go into an archive."""
    return [
        (table, column)
        for table in TABLE.values()
        if is_taken(table.name) or TABLES[table.name].fate is TableFate.NAMED
        for column in table.columns
        if left_value(table.name, column.name) is None
    ]


def test_every_table_is_decided_about() -> None:
    assert set(TABLE) - set(TABLES) == set(), (
        "say in archive/what.py whether it goes into an event's archive"
    )
    assert set(TABLES) - set(TABLE) == set()


def test_what_is_left_has_a_reason() -> None:
    assert [
        name for name, one in TABLES.items() if one.fate is TableFate.LEFT and not one.why
    ] == []


def test_columns_that_are_left_exist() -> None:
    named = {(name, column) for name, one in TABLES.items() for column in one.without}
    assert {(name, column) for name, column in named if column not in TABLE[name].c} == set()


def test_no_secret_and_no_address_goes_in() -> None:
    found = [
        (table.name, column.name)
        for table, column in _columns()
        if any(word in column.name for word in SECRET)
    ]
    assert found == []


def test_what_was_taken_out_never_goes_in() -> None:
    assert {name for table, column in _columns() if (name := column.name) in ALWAYS_LEFT} == set()


def test_what_points_points_to_what_goes_in() -> None:
    wrong = []
    for table, column in _columns():
        target = table_pointed_at(table, column)
        if (
            target
            and column.name != "event_id"
            and not (is_taken(target) or target in SHARED or TABLES[target].fate is TableFate.NAMED)
        ):
            wrong.append((table.name, column.name, target))
    assert wrong == []


def test_every_column_of_values_says_how_it_goes_out_and_comes_in() -> None:
    plain = {
        (table.name, column.name) for table, column in _columns() if type(column.type) is sa.JSON
    }
    assert plain - set(COLUMNS) == set()
    assert {key for key in COLUMNS if key not in plain} == {
        ("section_text", "section"),
        ("section_text", "text"),
    }
    assert set(COLUMNS) >= LATE


def test_numbers_of_rows_are_pointers() -> None:
    """A column called `…_id` that is no key hides a number that means nothing elsewhere."""
    loose = {
        (table.name, column.name)
        for table, column in _columns()
        if column.name.endswith("_id") and not column.foreign_keys
    }
    assert loose == set(POINTERS)


def test_a_table_that_goes_in_belongs_to_an_event() -> None:
    assert "note_line" in filter(is_taken, TABLES)
    for name in filter(is_taken, TABLES):
        up, seen = TABLE[name], set()
        while not any(key.column.table.name == "event" for key in up.foreign_keys):
            assert up.name not in seen
            seen.add(up.name)
            up = next(
                key.column.table
                for key in sorted(
                    up.foreign_keys, key=lambda one: (bool(one.parent.nullable), one.parent.name)
                )
                if key.ondelete == "CASCADE"
                and is_taken(key.column.table.name)
                and key.column.table is not up
            )


def test_what_is_left_can_be_made_again() -> None:
    """A column that gets its usual value has one; one that is emptied may be empty."""
    assert {LeftValue.USUAL, LeftValue.EMPTY} <= {
        made
        for table in TABLE.values()
        if is_taken(table.name)
        for column in table.columns
        if (made := left_value(table.name, column.name))
    }
    for table in TABLE.values():
        if (
            not (is_taken(table.name) or TABLES[table.name].fate is TableFate.NAMED)
            or table.name == "user"
        ):
            continue
        for column in table.columns:
            made = left_value(table.name, column.name)
            if made is LeftValue.USUAL:
                assert column.default is not None or column.nullable, (table.name, column.name)
            if made is LeftValue.EMPTY:
                assert column.nullable or isinstance(column.type, sa.Text), (
                    table.name,
                    column.name,
                )
