"""Every declared list: each column has a heading in both languages, a reader, a writer, a form and an answer about archives."""

from dataclasses import fields

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.editing.room_list import ROOMS
from facilitate.cafe.laying.table_list import CAFE_TABLES
from facilitate.checklists.columns import STATE, TASKS
from facilitate.checklists.excel.actions import _WRITERS
from facilitate.checklists.excel.reader import TaskReader
from facilitate.checklists.excel.reading import ChecklistReading
from facilitate.checklists.models import Task
from facilitate.checklists.starting.task_list import STARTING
from facilitate.checklists.value import TaskItem
from facilitate.checklists.working.forms import TaskForm
from facilitate.directory.columns import OFFICES, PEOPLE, READ
from facilitate.exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable, declared_columns
from facilitate.exchange.headings import columns_by_phrase, heading_key
from facilitate.forums.presidency.activity_list import REGIONAL_ACTIVITIES
from facilitate.forums.programme.standard_list import CHECKS
from facilitate.participation.columns import LIST, READ_HERE
from facilitate.practice.lessons.lesson_list import FORUM_LESSONS, LESSONS
from facilitate.report.archive.archived_tables import TABLES, LeftValue
from facilitate.setup.past_meetings import MEETINGS
from facilitate.situation.parts.count_list import COUNTS
from facilitate.situation.tables.year_list import years_table
from facilitate.web.i18n import LANGUAGES, use_language

LISTS = [
    TASKS,
    PEOPLE,
    OFFICES,
    READ,
    LIST,
    READ_HERE,
    ROOMS,
    CAFE_TABLES,
    STARTING,
    LESSONS,
    FORUM_LESSONS,
    COUNTS,
    MEETINGS,
    CHECKS,
    REGIONAL_ACTIVITIES,
    years_table(4053),
]
EACH = pytest.mark.parametrize(
    "table",
    LISTS,
    ids=[
        "checklist",
        "people",
        "organisations",
        "people from elsewhere",
        "participants",
        "participants from elsewhere",
        "rooms",
        "tables of a café",
        "starting list",
        "lessons",
        "a forum’s lessons",
        "an office’s numbers",
        "a forum’s meetings",
        "checks of standards",
        "activities of a plan",
        "numbers of ten years",
    ],
)


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_column_has_a_heading_of_its_own(
    app: Flask, table: ExchangeTable, language: str
) -> None:
    with app.app_context(), use_language(language):
        keys = [heading_key(str(column.label)) for column in table.columns]
    assert "" not in keys
    assert len(set(keys)) == len(table.columns)


@EACH
def test_headings_differ_between_languages_or_are_the_same_column(
    app: Flask, table: ExchangeTable
) -> None:
    meant: dict[str, set[str]] = {}
    with app.app_context():
        for language in LANGUAGES:
            with use_language(language):
                for column in table.columns:
                    meant.setdefault(heading_key(str(column.label)), set()).add(column.name)
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}


@EACH
def test_each_column_says_how_wide_it_is_and_how_long_a_text_may_be(table: ExchangeTable) -> None:
    assert [one.name for one in table.columns if not one.hidden and one.width <= 0] == []
    assert [
        one.name for one in table.columns if one.is_text and one.changes and not one.limit
    ] == []
    assert [one.name for one in table.columns if one.kind is ColumnKind.CHOICE and not one.of] == []


@EACH
def test_other_words_for_headings_are_written_as_headings_are_compared(
    table: ExchangeTable,
) -> None:
    assert [phrase for phrase in columns_by_phrase(table) if phrase != heading_key(phrase)] == []


SAMPLES = {
    ColumnKind.TEXT: "x",
    ColumnKind.LONG_TEXT: "x",
    ColumnKind.WORDS: "x",
    ColumnKind.DAY: "2027-03-12",
    ColumnKind.NUMBER: "1,5",
    ColumnKind.NAME: "",
}


def test_each_column_of_a_task_is_read_and_written(app: Flask) -> None:
    with app.app_context():
        reader = TaskReader(ChecklistReading(), "Checklist", [])
        for column in map(TASKS.by_name.__getitem__, TASKS.editable):
            cell = str(next(iter(column.of))) if column.of else SAMPLES[column.kind]
            reader.value(column.name, cell)
    assert reader.reading.problems == []
    special = {name for name in TASKS.editable if TASKS[name].attribute != name}
    assert special <= set(_WRITERS)


def test_each_column_of_a_task_is_typed_remembered_and_decided_about() -> None:
    typed = {name: name for name in TASKS.editable} | {"who": "role_id", "owner": "owner_id"}
    assert [
        name for name in TASKS.editable if name not in STATE and not hasattr(TaskForm, typed[name])
    ] == []
    kept = {one.name for one in fields(TaskItem)}
    plain = [one.name for one in TASKS.columns if one.attribute == one.name]
    assert [name for name in plain if name not in kept] == []
    left = {one.attribute for one in TASKS.left_at_home}
    assert left == {
        name
        for name in TABLES["task"].without
        if name in {one.attribute for one in declared_columns(Task)}
    }
    assert all(made in LeftValue for made in TABLES["task"].without.values())


def test_what_an_archive_leaves_is_said_where_the_column_is_declared() -> None:
    column = ExchangeColumn(name="secret", label="Secret", archived=False)
    assert ExchangeTable("x", (column, ExchangeColumn(name="open", label="Open"))).left_at_home == (
        column,
    )


def test_a_declared_column_is_one_of_the_database() -> None:
    there = set(sa.inspect(Task).column_attrs.keys())
    assert {one.attribute for one in declared_columns(Task)} <= there
