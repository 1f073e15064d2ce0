"""The starting checklists: the shipped ones are complete, a broken one is explained cell by cell."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from facilitate.checklists.models import Anchor, Milestone, Phase, Unit
from facilitate.checklists.starting.dates import date_list
from facilitate.checklists.starting.sheet import to_workbook
from facilitate.checklists.starting.workbook import read_workbook, starting_tasks
from facilitate.data.content import content_folder
from facilitate.events.models import Role
from facilitate.lib.books import read_book
from facilitate.lib.workdays import ClosedDays, add_months
from facilitate.web.refused import Refused

AT_LEAST = {
    "conference.xlsx": 80,
    "regional-meeting.xlsx": 35,
    "training.xlsx": 25,
    "presidency.xlsx": 20,
}


@pytest.mark.parametrize("name", AT_LEAST)
def test_shipped_workbooks_are_complete(name: str) -> None:
    tasks = starting_tasks(content_folder("checklists") / name)
    assert len(tasks) >= AT_LEAST[name]
    assert {task.phase for task in tasks} == set(Phase)
    assert all(
        t.title.en and t.title.sq and t.benchmark.en and t.benchmark.sq and t.who.en and t.who.sq
        for t in tasks
    )


def test_a_row_is_read() -> None:
    task = starting_tasks(content_folder("checklists") / "conference.xlsx")[0]
    assert (task.code, task.phase, task.role) == ("C01", Phase.DESIGN, Role.ORGANISER)
    assert (task.offset, task.unit, task.anchor) == (-4, Unit.MONTHS, Anchor.FIRST_DAY)


def broken(tmp_path: Path, **cells: object) -> str:
    book = load_workbook(content_folder("checklists") / "training.xlsx")
    for place, value in cells.items():
        book["Tasks"][place] = value
    path = tmp_path / "mine.xlsx"
    book.save(path)
    with pytest.raises(Refused) as caught:
        starting_tasks(path)
    return str(caught.value)


def test_every_broken_cell_is_named(tmp_path: Path) -> None:
    said = broken(tmp_path, A3="T01", B4="planning", H5="some", I6="years", C7=None, N8=-2).split(
        "\n"
    )
    assert said[0] == "mine.xlsx, sheet Tasks, row 3, column Code: the code appears twice."
    assert said[1].startswith(
        "mine.xlsx, sheet Tasks, row 4, column Phase: “planning” is not one of: design, content"
    )
    assert said[2] == (
        "mine.xlsx, sheet Tasks, row 5, column Number: “some” is not a valid number here. "
        "Allowed: a whole number from 0 to 400."
    )
    assert (
        said[3]
        == "mine.xlsx, sheet Tasks, row 6, column Unit: “years” is not one of: days, weeks, months."
    )
    assert said[4] == "mine.xlsx, sheet Tasks, row 7, column Task (English): the text is missing."
    assert said[5] == (
        "mine.xlsx, sheet Tasks, row 8, column Effort (hours): “-2” is not a valid number here. "
        "Allowed: hours, from 0 to 10,000."
    )
    assert len(said) == 6


def test_rows_are_named_as_excel_counts_them(tmp_path: Path) -> None:
    """Blank rows count."""
    book = load_workbook(content_folder("checklists") / "training.xlsx")
    sheet = book["Tasks"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    for column, value in enumerate(last, 1):
        sheet.cell(40, column).value = value
    sheet["A40"], sheet["K40"], sheet["O40"] = "T98", "task", "T99"
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(Refused) as caught:
        starting_tasks(tmp_path / "mine.xlsx")
    assert (
        str(caught.value)
        == "mine.xlsx, sheet Tasks, row 40, column After task: “T99” is not the code of any task."
    )


def test_what_a_task_is_counted_from_has_to_fit(tmp_path: Path) -> None:
    said = broken(tmp_path, K3="task", K4="task", O4="T04", K5="task", O5="T03", O6="T01").split(
        "\n"
    )
    assert [one.split("column After task: ")[1] for one in said] == [
        "the code of the task it is counted from is missing.",
        "these tasks wait for each other: T03, T04.",
        "these tasks wait for each other: T04, T03.",
        "there is a code, but “Relative to” does not say “task”.",
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert (
        broken(tmp_path, I1="Einheit") == "mine.xlsx, sheet Tasks: these columns are missing: Unit."
    )


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(io.BytesIO(b"hello").getvalue())
    with pytest.raises(Refused, match=r"mine.xlsx: This is not a table"):
        starting_tasks(tmp_path / "mine.xlsx")


CHAINED = {
    "conference.xlsx": 8,
    "regional-meeting.xlsx": 3,
    "training.xlsx": 2,
    "presidency.xlsx": 2,
}
DAYS = [
    (date(2027, 3, 18), date(2027, 3, 19)),
    (date(2026, 6, 1), date(2026, 6, 1)),
    (date(2028, 2, 29), date(2028, 8, 29)),
]


@pytest.mark.parametrize("name", AT_LEAST)
@pytest.mark.parametrize("days", DAYS, ids=str)
def test_tasks_that_follow_others_stay_in_a_sensible_order(
    name: str, days: tuple[date, date]
) -> None:
    tasks = starting_tasks(content_folder("checklists") / name)
    assert sum(task.anchor is Anchor.TASK for task in tasks) >= CHAINED[name]
    found = date_list(tasks, *days, ClosedDays("AL"), date(2020, 1, 1))
    due = {row.task.code: row.due_on for row in found.rows}
    assert all(due[row.task.code] >= due[row.follows.code] for row in found.rows if row.follows)
    assert all(
        (row.due_on > days[0]) == (row.task.phase is Phase.FOLLOW_UP)
        for row in found.rows
        if row.follows
    )
    milestones = {row.task.milestone: row.due_on for row in found.rows if row.task.milestone}
    assert set(milestones) == set(Milestone)
    assert add_months(days[0], -1) >= milestones[Milestone.INVITATIONS]
    assert days[0] - timedelta(days=7) <= milestones[Milestone.GUIDE] < days[0]
    assert min(due.values()) <= add_months(days[0], -3)


@pytest.mark.parametrize("name", AT_LEAST)
def test_follow_up_is_complete(name: str) -> None:
    tasks = starting_tasks(content_folder("checklists") / name)
    said = " ".join(task.title.en.lower() for task in tasks if task.phase is Phase.FOLLOW_UP)
    wanted = (
        "report|proceedings",
        "thank",
        "sponsors|sponsor ",
        "lessons",
        "action|next step|activities",
    )
    assert [one for one in wanted if not any(word in said for word in one.split("|"))] == []


@pytest.mark.parametrize("name", AT_LEAST)
def test_excel_offers_what_may_be_typed(name: str) -> None:
    sheet = load_workbook(content_folder("checklists") / name)["Tasks"]
    offered = {
        str(one.sqref): one.formula1
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }
    assert offered["K2:K1000"] == '"first day,last day,task"'
    assert offered["P2:P1000"] == '"invitations,training,guide"'
    guide = " ".join(
        str(row[0]) for row in load_workbook(content_folder("checklists") / name)["Read me"].values
    )
    assert "After task then holds its code" in guide
    assert "Milestone marks three tasks" in guide


@pytest.mark.parametrize("name", AT_LEAST)
def test_a_list_written_reads_back_as_it_was(name: str) -> None:
    """Into another workbook's form; what somebody adds below is still checked by Excel."""
    tasks = starting_tasks(content_folder("checklists") / name)
    form = (content_folder("checklists") / "training.xlsx").read_bytes()
    file = to_workbook(form, tasks, "Ours")
    assert list(read_workbook(read_book(file), "x").tasks) == tasks
    book = load_workbook(io.BytesIO(file))
    assert book["Tasks"].auto_filter.ref == f"A1:P{len(tasks) + 1}"
    assert len(book["Tasks"].data_validations.dataValidation) == 10
    guide = " ".join(str(row[0]) for row in book["Read me"].values)
    assert ("next free one" in guide, "24 participants" in guide) == (False, False)
