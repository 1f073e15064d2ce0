"""The starting checklists: the shipped ones are complete, a broken one is explained cell by cell."""

import io
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from facilitate.checklists.models import Anchor, Milestone, Phase, Unit
from facilitate.checklists.starting.dates import date_list
from facilitate.checklists.starting.task_list import (
    read_new_list,
    record_of_task,
    shipped_tasks,
    starting_list,
    task_of_record,
    tasks_from_text,
    tasks_read,
    tasks_to_text,
)
from facilitate.data.content import content_folder
from facilitate.events.models import Role
from facilitate.exchange.list_files import render_list_workbook
from facilitate.lib.sheets import ACROSS
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays, add_months, due_date
from facilitate.web.refused import Refused

SIX_YEARS = range(6 * 365)
AT_LEAST = {
    "conference.xlsx": 80,
    "regional-meeting.xlsx": 35,
    "training.xlsx": 25,
    "presidency.xlsx": 20,
}


@pytest.fixture(autouse=True)
def in_planner(app: Flask) -> Iterator[None]:
    """Headings are known in the languages of a planner."""
    with app.app_context():
        yield


@pytest.mark.parametrize("name", AT_LEAST)
def test_shipped_workbooks_are_complete(name: str) -> None:
    tasks = shipped_tasks(content_folder("checklists") / name)
    assert len(tasks) >= AT_LEAST[name]
    assert {task.phase for task in tasks} == set(Phase)
    assert all(
        t.title.en and t.title.sq and t.benchmark.en and t.benchmark.sq and t.who.en and t.who.sq
        for t in tasks
    )


@pytest.mark.parametrize("name", AT_LEAST)
def test_shipped_workbooks_print_in_letters_one_can_read(name: str) -> None:
    sheet = load_workbook(content_folder("checklists") / name).worksheets[0]
    wide = sum(one.width for one in sheet.column_dimensions.values())
    assert sheet.page_setup.fitToWidth == -(-wide // ACROSS) == 2
    assert sheet.print_title_cols == "$A:$A"  # the code, beside what goes on to the second page


def test_a_row_is_read() -> None:
    task = shipped_tasks(content_folder("checklists") / "conference.xlsx")[0]
    assert (task.code, task.phase, task.role) == ("C01", Phase.DESIGN, Role.ORGANISER)
    assert (task.offset, task.unit, task.anchor) == (-4, Unit.MONTHS, Anchor.FIRST_DAY)


def broken(tmp_path: Path, **cells: object) -> str:
    book = load_workbook(content_folder("checklists") / "training.xlsx")
    for place, value in cells.items():
        book["Tasks"][place] = value
    path = tmp_path / "mine.xlsx"
    book.save(path)
    with pytest.raises(Refused) as caught:
        shipped_tasks(path)
    return str(caught.value)


def test_every_broken_cell_is_named(tmp_path: Path) -> None:
    said = broken(tmp_path, B4="planning", H5="some", I6="years", C7=None, N8=-2).split("\n")
    assert said == [
        "mine.xlsx, Tasks, row 4, Phase: “planning” is not one of the words in the list.",
        "mine.xlsx, Tasks, row 4: The row is left out.",
        "mine.xlsx, Tasks, row 5, Number: Enter a number from 0 to 400.",
        "mine.xlsx, Tasks, row 5: The row is left out.",
        "mine.xlsx, Tasks, row 6, Unit: “years” is not one of the words in the list.",
        "mine.xlsx, Tasks, row 6: The row is left out.",
        "mine.xlsx, Tasks, row 7, Task (English): This cannot be empty; the row is left out.",
        "mine.xlsx, Tasks, row 8, Effort (hours): “-2” is not a number.",
    ]


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
        shipped_tasks(tmp_path / "mine.xlsx")
    assert (
        str(caught.value)
        == "mine.xlsx, Tasks, row 40, After task: “T99” is not the code of any task."
    )


def test_what_a_task_is_counted_from_has_to_fit(tmp_path: Path) -> None:
    """A row that is left out takes along those that are counted from it."""
    tied = {"K3": "task", "K4": "task", "O4": "T04", "K5": "task", "O5": "T03", "O6": "T01"}
    said = broken(tmp_path, **tied, K7="task", O7="T02").split("\n")
    assert sorted(one.split("mine.xlsx, Tasks, row ")[1] for one in said) == [
        "3, After task: The code of the task it is counted from is missing.",
        "4, After task: These tasks wait for each other: T03, T04.",
        "5, After task: These tasks wait for each other: T04, T03.",
        "6, After task: There is a code, but “Relative to” does not say “another task”.",
        "7, After task: “T02” is not the code of any task.",
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert broken(tmp_path, I1="Einheit").split("\n") == [
        "mine.xlsx, Tasks, row 1, Unit: This column is missing; new rows are left out.",
        "mine.xlsx, Tasks, row 1, Einheit: Columns cannot be added to this list. This one is left out.",
    ]


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(io.BytesIO(b"hello").getvalue())
    with pytest.raises(Refused, match=r"mine.xlsx: This is not a table"):
        shipped_tasks(tmp_path / "mine.xlsx")


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
    tasks = shipped_tasks(content_folder("checklists") / name)
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


@pytest.mark.parametrize("name", [name for name in AT_LEAST if name != "conference.xlsx"])
def test_the_lists_of_meetings_keep_the_house_rules_on_every_day_of_six_years(name: str) -> None:
    """Whatever the weekday, weekends and holidays too: invitations a month before, the guide in the last week, then the training."""
    closed = ClosedDays("AL")
    marked = {one.milestone: one for one in shipped_tasks(content_folder("checklists") / name)}
    for number in SIX_YEARS:
        first = date(2026, 1, 1) + timedelta(days=number)
        sent, guide, trained = (
            due_date(first, marked[one].offset, marked[one].unit, closed)
            for one in (Milestone.INVITATIONS, Milestone.GUIDE, Milestone.TRAINING)
        )
        assert sent <= add_months(first, -1), first
        assert first - timedelta(days=7) <= guide <= trained < first, first


@pytest.mark.parametrize("name", AT_LEAST)
def test_follow_up_is_complete(name: str) -> None:
    tasks = shipped_tasks(content_folder("checklists") / name)
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
    """As a file in Albanian, and as it is kept."""
    tasks = list(shipped_tasks(content_folder("checklists") / name))
    records = {task.code: record_of_task(task) for task in tasks}
    assert list(map(task_of_record, tasks_from_text(tasks_to_text(records)).values())) == tasks
    file = render_list_workbook(starting_list(Words("Ours", "Jona"), "x", records, "sq"))
    again = tasks_read(read_new_list(file, "x.xlsx", Words("Ours")))
    assert list(map(task_of_record, again.values())) == tasks


def test_a_list_that_was_kept_as_its_workbook_is_still_read() -> None:
    path = content_folder("checklists") / "training.xlsx"
    kept = tasks_from_text(b64encode(path.read_bytes()).decode())
    assert tuple(map(task_of_record, kept.values())) == shipped_tasks(path)
