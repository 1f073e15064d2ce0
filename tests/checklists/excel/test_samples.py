"""Files that LibreOffice really edited (`samples.py` made them) come back right."""

from datetime import date
from typing import Any

from flask import Flask

from facilitate.checklists.excel.merge import TaskState, compare_checklists
from facilitate.checklists.excel.returned_file import FileTasks, KnownList, read_checklist_file
from facilitate.exchange.merge import Comparison, comparison_summary

from ..make import HEAD, PEOPLE
from .samples import FOLDER, sample_tasks


def brought(name: str) -> tuple[FileTasks, Comparison]:
    returned = read_checklist_file(
        (FOLDER / f"{name}.xlsx").read_bytes(), PEOPLE, KnownList(PEOPLE, near=HEAD.first_day)
    )
    return returned, compare_checklists(
        returned.base, returned.rows, {task.code: task for task in sample_tasks()}
    )


def edits(found: Comparison) -> dict[str, dict[str, Any]]:
    return {
        edit.record.code: {one.name: one.file for one in edit.changes} for edit in found.changed
    }


def test_sorted_by_date(app: Flask) -> None:
    with app.app_context():
        returned, found = brought("sorted")
    assert (returned.problems, returned.told) == ([], [])
    assert edits(found) == {"C02": {"due_on": date(2027, 3, 12)}, "C05": {"note": "after sorting"}}
    assert comparison_summary(found) == "new 0 changed 2 unchanged 10 missing 0 clashing 0"


def test_columns_moved_hidden_and_added(app: Flask) -> None:
    with app.app_context():
        returned, found = brought("columns")
    assert (returned.problems, returned.told) == ([], [])
    assert returned.columns == ["Telephone", "Visited on"]
    assert edits(found) == {"C01": {"extra:Telephone": "044 123", "extra:Visited on": "2027-02-03"}}


def test_rows_added_and_deleted_and_words_as_people_type_them(app: Flask) -> None:
    with app.app_context():
        returned, found = brought("rows")
    assert [
        (new.title, new.get("phase"), new.get("due_on"), new.get("status")) for new in found.new
    ] == [("Order flowers", "logistics", date(2027, 3, 12), "in_progress")]
    assert (found.new[0].get("owner"), found.new[0].get("who")) == ("Besnik Kola", "Garden office")
    assert [gone.code for gone in found.missing] == ["C03"]
    assert edits(found) == {
        "C01": {"status": TaskState("done", date(2027, 2, 2))},
        "C08": {"status": TaskState("blocked", None, "no hall")},
    }
    assert list(returned.unknown) == ["Artan Hoxa"]
    assert [(one.column, one.sentence) for one in returned.problems] == [
        ("Completion date", "“soon” is not a date. Write it like 12.3.2027.")
    ]


def test_hidden_rows_headings_in_albanian_by_way_of_ods(app: Flask) -> None:
    with app.app_context():
        returned, found = brought("ods")
    assert (returned.problems, returned.told, returned.columns) == ([], [], [])
    assert edits(found) == {"C06": {"note": "hidden, and changed"}, "C04": {"effort": 2.5}}
    assert comparison_summary(found) == "new 0 changed 2 unchanged 10 missing 0 clashing 0"
