"""The starting checklists: the shipped ones are complete, a broken one is explained cell by cell."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from facilitate.checklists.models import Anchor, Phase, Unit
from facilitate.checklists.starting.workbook import starting_tasks
from facilitate.content import folder
from facilitate.events.models import Role
from facilitate.refused import Refused

AT_LEAST = {"conference.xlsx": 80, "regional-meeting.xlsx": 35, "training.xlsx": 25, "presidency.xlsx": 20}


@pytest.mark.parametrize("name", AT_LEAST)
def test_shipped_workbooks_are_complete(name: str) -> None:
    tasks = starting_tasks(folder("checklists") / name)
    assert len(tasks) >= AT_LEAST[name]
    assert {task.phase for task in tasks} == set(Phase)
    assert all(
        t.title.en and t.title.sq and t.benchmark.en and t.benchmark.sq and t.who.en and t.who.sq
        for t in tasks
    )


def test_a_row_is_read() -> None:
    task = starting_tasks(folder("checklists") / "conference.xlsx")[0]
    assert (task.code, task.phase, task.role) == ("C01", Phase.DESIGN, Role.ORGANISER)
    assert (task.offset, task.unit, task.anchor) == (-4, Unit.MONTHS, Anchor.FIRST_DAY)


def broken(tmp_path: Path, **cells: object) -> str:
    book = load_workbook(folder("checklists") / "training.xlsx")
    for place, value in cells.items():
        book["Tasks"][place] = value
    path = tmp_path / "mine.xlsx"
    book.save(path)
    with pytest.raises(Refused) as caught:
        starting_tasks(path)
    return str(caught.value)


def test_every_broken_cell_is_named(tmp_path: Path) -> None:
    said = broken(tmp_path, A3="T01", B4="planning", H5="some", I6="years", C7=None, N8=-2).split("\n")
    assert said[0] == "mine.xlsx, sheet Tasks, row 3, column Code: the code stands twice."
    assert said[1].startswith(
        "mine.xlsx, sheet Tasks, row 4, column Phase: “planning” is none of: design, content"
    )
    assert said[2] == "mine.xlsx, sheet Tasks, row 5, column Number: “some” is no number that fits here."
    assert said[3] == "mine.xlsx, sheet Tasks, row 6, column Unit: “years” is none of: days, weeks, months."
    assert said[4] == "mine.xlsx, sheet Tasks, row 7, column Task (English): the text is missing."
    assert (
        said[5] == "mine.xlsx, sheet Tasks, row 8, column Effort (hours): “-2” is no number that fits here."
    )
    assert len(said) == 6


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert broken(tmp_path, I1="Einheit") == "mine.xlsx, sheet Tasks: these columns are missing: Unit."


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(io.BytesIO(b"hello").getvalue())
    with pytest.raises(Refused, match=r"mine.xlsx: This is no Excel file"):
        starting_tasks(tmp_path / "mine.xlsx")
