"""Lists nobody exported from here: what their headings and words mean, however their text was written."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook

from facilitate.checklists.excel.foreign_list import (
    ListLook,
    ListPlan,
    list_plan,
    look_at_list,
    read_foreign_list,
)
from facilitate.checklists.excel.headings import guess_phase, guess_status
from facilitate.checklists.excel.returned_file import FileTasks, KnownList
from facilitate.checklists.models import Phase, TaskStatus
from facilitate.lib.text import Words
from facilitate.lib.uploads import SheetProblem, Unreadable

TEAM = ["Arta Hoxha", "Besnik Kola"]
EXPECTED = KnownList(TEAM, [Words("Office", "Zyra")], ["Cost"], date(2027, 3, 18), "en")

HEADINGS = [
    (["Task", "Who", "Due", "Status"], ["title", "who", "due_on", "status"]),
    (
        ["Detyra", "Kush", "Afati", "Gjendja", "Shënime"],
        ["title", "who", "due_on", "status", "note"],
    ),
    (
        ["No.", "Activity", "Responsible", "Deadline", "Comments"],
        ["extra", "title", "who", "due_on", "note"],
    ),
    (["Çfarë", "Përgjegjës", "Deri më", "U krye?"], ["title", "who", "due_on", "status"]),
    (
        ["Action item", "Category", "By when", "Completed on"],
        ["title", "phase", "due_on", "done_on"],
    ),
    (
        ["WHAT?", "Hours", "Waiting for", "Indicator"],
        ["title", "effort", "blocked_by", "benchmark"],
    ),
    (["Task", "Task", "Person", "Job"], ["title", "extra", "owner", "who"]),
]


@pytest.mark.parametrize(("headings", "fields"), HEADINGS)
def test_headings_are_guessed(app: Flask, headings: list[str], fields: list[str]) -> None:
    with app.app_context():
        assert list(look(headings).plan.fields) == fields


def table(*rows: list[Any]) -> bytes:
    return "\n".join("\t".join(map(str, row)) for row in rows).encode()


def look(*rows: list[Any]) -> ListLook:
    return look_at_list(table(*rows, ["x"] * (len(rows[0]) - 1)), "list.tsv", TEAM)


def test_who_is_responsible_is_a_person_where_somebody_of_the_team_is_named(app: Flask) -> None:
    with app.app_context():
        assert look(["Task", "Responsible"], ["Flowers", "arta hoxha"]).plan.fields == (
            "title",
            "owner",
        )
        assert look(["Task", "Responsible"], ["Flowers", "Garden office"]).plan.fields == (
            "title",
            "who",
        )


WORDS = {
    "Done": TaskStatus.DONE,
    "PO": TaskStatus.DONE,
    "x": TaskStatus.DONE,
    "✓": TaskStatus.DONE,
    "e kryer": TaskStatus.DONE,
    "100%": TaskStatus.DONE,
    1: TaskStatus.DONE,
    0.5: TaskStatus.IN_PROGRESS,
    0: TaskStatus.OPEN,
    "ongoing": TaskStatus.IN_PROGRESS,
    "Në proces": TaskStatus.IN_PROGRESS,
    "on hold": TaskStatus.BLOCKED,
    "anuluar": TaskStatus.NOT_NEEDED,
    "N/A": TaskStatus.NOT_NEEDED,
    "jo": TaskStatus.OPEN,
    "not started": TaskStatus.OPEN,
    "☐": TaskStatus.OPEN,
    "perhaps": None,
}


@pytest.mark.parametrize("word", list(WORDS))
def test_statuses_are_guessed(word: Any) -> None:
    assert guess_status(word) == WORDS[word]


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("Venue & transport", Phase.LOGISTICS),
        ("Ftesat", Phase.INVITATIONS),
        ("Agenda", Phase.CONTENT),
        ("Përgatitja", Phase.DESIGN),
        ("Pas konferencës: raporti", Phase.FOLLOW_UP),
        ("Java e fundit", Phase.LAST_WEEK),
        ("?", None),
    ],
)
def test_phases_are_guessed(word: str, phase: Phase | None) -> None:
    assert guess_phase(word) == phase


ROWS = [
    ["Task", "Phase", "Responsible", "Due", "Status", "Cost", "Room"],
    ["Book the hall", "Venue", "Artan Hoxa", "12.3.2027", "wip", "300", "A"],
    ["Print", "", "zyra", "20.3.2027", "", "", ""],
    ["Rest", "Nonsense", "", "1.4.2027", "perhaps", "", ""],
]


def read(rows: list[list[Any]], fields: tuple[str, ...], **more: Any) -> FileTasks:
    return read_foreign_list(table(*rows), "list.tsv", ListPlan(0, 1, fields, **more), EXPECTED)


def test_rows_become_tasks_and_everything_guessed_is_said(app: Flask) -> None:
    with app.app_context():
        found = read(ROWS, ("title", "phase", "owner", "due_on", "status", "extra", "extra"))
    assert [(row.title, row.get("phase"), row.get("status")) for row in found.rows] == [
        ("Book the hall", "logistics", "in_progress"),
        ("Print", "follow_up", "open"),
        ("Rest", "follow_up", None),
    ]
    assert (found.columns, found.rows[0].get("extra:Cost")) == (["Cost", "Room"], "300")
    assert found.unknown == {"Artan Hoxa": [2], "zyra": [3]}
    assert [(one.number, one.column) for one in found.told] == [(2, "Phase"), (4, "Phase")]
    assert [(one.number, one.sentence) for one in found.problems] == [
        (4, "“perhaps” is not one of the words in the list.")
    ]


def test_jobs_are_called_as_they_are_here(app: Flask) -> None:
    with app.app_context():
        found = read(ROWS, ("title", "", "who", "due_on"))
    assert [row.get("who") for row in found.rows] == ["Artan Hoxa", "Office", ""]


def test_a_row_without_a_date_gets_the_usual_one_or_is_a_problem(app: Flask) -> None:
    rows = [["Task", "Due"], ["Flowers", ""], ["Chairs", "soon"]]
    with app.app_context():
        found = read(rows, ("title", "due_on"), day=date(2027, 3, 1))
        assert [row.get("due_on") for row in found.rows] == [date(2027, 3, 1)] * 2
        found = read(rows, ("title", "due_on"))
    assert [(one.number, one.sentence) for one in found.problems] == [
        (2, "A new task needs a date."),
        (3, "“soon” is not a date. Write it like 12.3.2027."),
    ]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_in_any_writing(app: Flask, encoding: str, delimiter: str) -> None:
    rows = [
        ["Detyra", "Shënim", "Afati"],
        ['"Çadër, ë; \t ""fjalë"""', '"dy\nrreshta"', "12.3.2027"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    with app.app_context():
        found = look_at_list(content, "lista.csv", TEAM)
    assert (found.plan.fields, found.headings[1]) == (("title", "note", "due_on"), "Shënim")
    assert found.rows == (('Çadër, ë; \t "fjalë"', "dy\nrreshta", "12.3.2027"),)


def test_letters_of_neighbours_are_read_as_windows_writes_them_there(app: Flask) -> None:
    content = "Task;Who\nKišobran;Đorđe Čović\n".encode("cp1250")
    with app.app_context():
        assert look_at_list(content, "lista.csv", TEAM).rows == (("Kišobran", "Đorđe Čović"),)


def test_headings_below_a_title_are_found(app: Flask) -> None:
    book = Workbook()
    book.create_sheet("Plan", 0)
    for row in (
        ["Our conference"],
        [],
        [None, "What", "When"],
        [None, "Flowers", date(2027, 3, 1)],
    ):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    with app.app_context():
        found = look_at_list(file.getvalue(), "plan.xlsx", TEAM)
    assert (found.plan, found.rows) == (
        ListPlan(0, 3, ("", "title", "due_on")),
        (("", "Flowers", "2027-03-01"),),
    )


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "x.csv", Unreadable.EMPTY),
        (b"\n \n", "x.csv", Unreadable.NO_TABLE),
        (b"hello", "x.xlsx", Unreadable.OTHER),
        (b"<html><body>", "x.csv", Unreadable.OTHER),
        (b"\x00\x01\x02" * 99, "x.csv", Unreadable.OTHER),
    ],
)
def test_what_is_no_table(app: Flask, content: bytes, name: str, why: Unreadable) -> None:
    with app.app_context(), pytest.raises(SheetProblem) as caught:
        look_at_list(content, name, TEAM)
    assert caught.value.why == why


def test_a_plan_is_read_as_it_was() -> None:
    for plan in (ListPlan(1, 3, ("title", "", "extra"), date(2027, 3, 1)), ListPlan()):
        assert list_plan(plan.to_json()) == plan
