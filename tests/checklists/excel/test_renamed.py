"""A file of ours is never refused for its headings, and what cannot be changed in it is told where it was."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from facilitate.checklists.excel.merge import compare_checklists
from facilitate.checklists.excel.returned_file import FileTasks, read_checklist_file
from facilitate.checklists.excel.sheet import HEADER, render_checklist_workbook
from facilitate.exchange.merge import ListRecord, comparison_summary

from ..make import COLUMN, HEAD, PEOPLE, edit_sheet, put_cells, task_record, task_row

TASKS = [
    ListRecord(one.code, one.values, one.version, looked_at={"first_due_on": date(2027, 1, 8)})
    for one in (
        task_record("C01"),
        task_record("C02", note="n"),
        task_record("C03", phase="invitations"),
    )
]


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Any:
    with app.app_context():
        yield


def back(*edits: Any) -> tuple[FileTasks, str]:
    returned = read_checklist_file(
        edit_sheet(render_checklist_workbook(HEAD, TASKS), *edits), PEOPLE
    )
    found = compare_checklists(returned.base, returned.rows, {task.code: task for task in TASKS})
    return returned, comparison_summary(found)


def heading(**names: str) -> Any:
    def edit(sheet: Any) -> None:
        for name, called in names.items():
            sheet.cell(HEADER, COLUMN[name]).value = called

    return edit


UNCHANGED = "new 0 changed 0 unchanged 3 missing 0 clashing 0"


@pytest.mark.parametrize(
    "names",
    [
        {
            "title": "Activity",
            "due_on": "Completion date",
            "owner": "Responsible",
            "benchmark": "Benchmark",
        },
        {
            "title": "Veprimi",
            "due_on": "Afati",
            "owner": "Përgjegjësi",
            "note": "Shënime",
            "status": "Gjendja",
        },
        {"title": "Zzz", "code": "Yyy"},
        {"title": "Zzz"},
    ],
)
def test_other_headings_are_the_same_columns(names: dict[str, str]) -> None:
    returned, said = back(heading(**names))
    assert said == UNCHANGED
    assert len(returned.rows) == 3
    assert {"title", "due_on", "owner"} <= set(returned.rows[0].values)


def test_a_heading_nobody_knows_is_told() -> None:
    returned, said = back(heading(title="Zzz", code="Yyy"))
    assert said == UNCHANGED
    assert [(one.number, one.column, one.sentence) for one in returned.told][:1] == [
        (
            HEADER,
            "Zzz",
            "There is no column “Zzz” here. Because of what it contains, it is read as “Task”.",
        )
    ]


def test_a_column_that_is_only_looked_at_but_was_changed_is_told() -> None:
    returned, said = back(put_cells("C02", first_due_on=date(2027, 2, 1)))
    assert said == UNCHANGED
    number: list[int] = []
    edit_sheet(
        render_checklist_workbook(HEAD, TASKS), lambda sheet: number.append(task_row(sheet, "C02"))
    )
    assert [(one.number, one.column, one.sentence) for one in returned.problems] == [
        (
            number[0],
            "First planned",
            "This column cannot be changed; what was typed into it is left out.",
        )
    ]
    assert back()[0].problems == []
