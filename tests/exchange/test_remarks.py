"""What LibreOffice really saved beside the cells of an exported list: a comment, a line through, a colour."""

from pathlib import Path

import pytest
from flask import Flask

from facilitate.checklists.excel.merge import compare_checklists
from facilitate.checklists.excel.returned_file import read_checklist_file
from facilitate.exchange.merge import comparison_summary
from facilitate.exchange.remarks import (
    append_comment,
    comments_by_row,
    mark_problems,
    stray_comments,
)
from facilitate.lib.marks import Marks

from ..checklists.excel.samples import sample_tasks
from ..checklists.make import PEOPLE

FOLDER = Path(__file__).parent / "samples"


@pytest.mark.parametrize("name", ["marked.xlsx", "marked.ods"])
def test_comments_become_notes_and_the_rest_is_told(app: Flask, name: str) -> None:
    current = {task.code: task for task in sample_tasks()}
    with app.app_context():
        returned = read_checklist_file((FOLDER / name).read_bytes(), PEOPLE)
        found = compare_checklists(returned.base, returned.rows, current)
    assert comparison_summary(found) == "new 0 changed 1 unchanged 11 missing 0 clashing 0"
    ((change,),) = [edit.changes for edit in found.changed]
    assert (change.name, change.file) == ("note", "first\nsecond 🎉\nask the ministry first")
    assert returned.problems == []
    assert [(one.number, one.column, one.sentence) for one in returned.told] == [
        (6, "Note", "The comment “ask the ministry first” becomes part of the note."),
        (
            7,
            "",
            "This row is struck through. It counts like the others: use its status to say what you mean.",
        ),
        (0, "", "Row 6 is coloured. Colours are not kept: write what you mean in a column."),
    ]


def test_a_comment_is_added_once() -> None:
    assert append_comment("", "ask") == "ask"
    assert append_comment("call\nask", "ask") == "call\nask"
    assert comments_by_row(Marks(notes={(4, 2): "b", (4, 1): "a", (9, 0): "c"})) == {
        4: "a\nb",
        9: "c",
    }


def test_comments_at_no_row_and_colours_of_many(app: Flask) -> None:
    marks = Marks(coloured={(number, 1) for number in range(4, 24)})
    with app.app_context():
        assert (
            mark_problems(marks, 1, range(4, 30), "List") == []
        )  # every second row: how the table looks
        ((number, sentence),) = [
            (one.number, one.sentence) for one in mark_problems(marks, 1, range(4, 90), "List")
        ]
        assert (number, sentence) == (
            0,
            "20 rows are coloured (4, 5, 6, 7, 8, 9, 10, 11, …). Colours are not kept: write what you mean in a column.",
        )
        assert [
            one.number for one in stray_comments({2: "title", 5: "x", 40: "y"}, {5}, 4, "List")
        ] == [40]
