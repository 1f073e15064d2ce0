"""The pages of the way back: file, columns, preview, taken over, undone; for whom, and what happens to bad input."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook

from facilitate.checklists.excel.sheet import HEADER
from facilitate.checklists.models import ChecklistChange, Task
from facilitate.data.db import db

from ...statements import count_statements
from ..make import append_row, edit_sheet, put_cells, task_row

LIST = "/events/spring/checklist"
WAITING = f"{LIST}/bring-back/" + "0" * 32


@pytest.fixture
def started(organiser: FlaskClient) -> FlaskClient:
    """The organiser, with the starting list copied."""
    assert organiser.post(f"{LIST}/start").status_code == 302
    return organiser


def upload(client: FlaskClient, content: bytes, name: str = "list.xlsx") -> Any:
    return client.post(f"{LIST}/bring-back", data={"file": (io.BytesIO(content), name)})


def exported(client: FlaskClient, *edits: Callable[[Any], None]) -> bytes:
    return edit_sheet(client.get(f"{LIST}.xlsx").data, *edits)


def mark(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


def note(app: Flask, code: str = "C01") -> str | None:
    with app.app_context():
        return db.session.scalar(sa.select(Task.note).where(Task.code == code))


def tasks_like(app: Flask, title: str) -> list[tuple[str, date, str]]:
    with app.app_context():
        rows = db.session.scalars(
            sa.select(Task).where(Task.removed_at.is_(None)).order_by(Task.position)
        )
        return [
            (row.title.to("sq"), row.due_on, row.status)
            for row in rows
            if title in row.title.to("sq")
        ]


PAGES = [f"{LIST}/bring-back", WAITING, f"{WAITING}/columns"]
POSTS = [f"{WAITING}/cancel", f"{LIST}/bring-back/undo/1"]


@pytest.mark.parametrize("path", PAGES)
def test_doors_of_pages(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert sign_in("viewer").get(path).status_code == 403
    assert sign_in("stranger").get(path).status_code == 404
    assert organiser.get(path).status_code == (200 if path == PAGES[0] else 404)


@pytest.mark.parametrize("path", POSTS)
def test_doors_of_posts(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert organiser.get(path).status_code == 405
    assert sign_in("viewer").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404
    assert organiser.post(path).status_code == (302 if path.endswith("cancel") else 404)


def test_a_viewer_gets_the_table_in_text(
    started: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    answer = sign_in("viewer").get(f"{LIST}.csv")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert sign_in("stranger").get(f"{LIST}.csv").status_code == 404


def test_everything_that_would_change_is_shown_then_taken_over_then_undone(
    app: Flask, started: FlaskClient
) -> None:
    content = exported(
        started,
        put_cells("C01", note="From the office", owner="Elira Ndoi"),
        put_cells("C02", due_on="12.3.2027", who="Zyra e shtypit"),
        put_cells("C03", due_on="soon"),
        append_row(title="Lule", due_on="12 mars 2027"),
        lambda sheet: sheet.delete_rows(task_row(sheet, "C04")),
    )
    asked = upload(started, content, "C:\\Desk\\edited list.xlsx").location
    with count_statements() as statements:
        text = started.get(asked).text
    assert len(statements) <= 12
    assert "1 new, 2 changed, 0 clashing; 92 unchanged, 1 missing." in text
    for said in (
        "edited list.xlsx",
        "<ins>From the office</ins>",
        "<ins>Fri 12 Mar 2027</ins>",
        "New job: Zyra e shtypit",
        "Lule",
        "Probably: Elira Ndoj",
        "“soon” is not a date.",
        "Not in the file",
        "92 rows are unchanged",
    ):
        assert said in text
    data = {"fingerprint": mark(text), "person-0": "Elira Ndoj", "out": "C04"}
    answer = started.post(asked, data=data, follow_redirects=True)
    assert "4 tasks were changed or added." in answer.text
    assert (note(app), tasks_like(app, "Lule")) == (
        "From the office",
        [("Lule", date(2027, 3, 12), "open")],
    )
    undo = re.findall(r'action="([^"]+/bring-back/undo/\d+)"', answer.text)[0]
    assert "were undone." in started.post(undo, follow_redirects=True).text
    assert (note(app), tasks_like(app, "Lule")) == ("", [])
    assert started.post(undo).status_code == 409


def test_only_the_last_thing_done_is_undone(
    app: Flask, started: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    asked = upload(started, exported(started, put_cells("C01", note="file"))).location
    started.post(asked, data={"fingerprint": mark(started.get(asked).text)})
    with app.app_context():
        change = db.session.scalar(sa.select(sa.func.max(ChecklistChange.id)))
        task = db.session.scalar(sa.select(Task.id).where(Task.code == "C02"))
    undo = f"{LIST}/bring-back/undo/{change}"
    assert sign_in("staff").post(undo).status_code == 409
    started.post(f"{LIST}/tasks/{task}/delete")
    assert started.post(undo).status_code == 409
    assert note(app) == "file"


def test_the_same_file_twice_changes_nothing(app: Flask, started: FlaskClient) -> None:
    content = exported(
        started, put_cells("C01", note="file"), append_row(title="Lule", due_on="1.3.2027")
    )
    for _again in range(2):
        asked = upload(started, content).location
        text = started.get(asked).text
        answer = started.post(asked, data={"fingerprint": mark(text)}, follow_redirects=True)
    assert "Nothing in this file is different from what is saved." in text
    assert "Nothing was changed." in answer.text
    assert len(tasks_like(app, "Lule")) == 1


PLAIN = "Aktiviteti;Përgjegjës;Afati;Kryer?;Buxheti\nLOGJISTIKA;;;;\nRezervo sallën;Elira Ndoj;12.3.2027;po;300\nPa datë;;;;\n"


def test_a_list_from_elsewhere_comes_in_through_its_columns(
    app: Flask, started: FlaskClient
) -> None:
    asked = upload(started, PLAIN.encode("cp1250"), "lista.csv")
    assert asked.location.endswith("/columns")
    text = started.get(asked.location).text
    guessed = re.findall(r'<option selected value="(\w*)"', text)
    assert (guessed, "Rezervo sallën" in text) == (
        ["title", "owner", "due_on", "status", "extra"],
        True,
    )
    data = {f"column-{number}": field for number, field in enumerate(guessed)}
    preview = started.post(asked.location, data={**data, "day": "2027-03-01"}).location
    text = started.get(preview).text
    assert "2 new, 0 changed, 0 clashing; 0 unchanged, 0 missing." in text
    assert "“LOGJISTIKA” is read as the phase" in text
    assert "Buxheti" in text
    started.post(preview, data={"fingerprint": mark(text)})
    assert tasks_like(app, "Rezervo s") == [("Rezervo sallën", date(2027, 3, 12), "done")]
    assert tasks_like(app, "Pa datë") == [("Pa datë", date(2027, 3, 1), "open")]
    again = upload(started, PLAIN.encode(), "lista.csv").location
    again = started.post(again, data={**data, "day": "2027-03-01"}).location
    assert "Nothing in this file is different from what is saved." in started.get(again).text


@pytest.mark.parametrize(
    ("columns", "day", "sentence"),
    [
        (["title", "title"], "2027-03-01", "Two columns cannot both be “Task”."),
        (["extra", "who"], "2027-03-01", "Please say which column is the task."),
        (["title", "who"], "", "No column has the completion date. Enter a date."),
        (["title", "nothing"], "2027-03-01", "Something is not right yet."),
        (["title", "who"], "soon", "Something is not right yet."),
    ],
)
def test_columns_that_cannot_be(
    started: FlaskClient, columns: list[str], day: str, sentence: str
) -> None:
    asked = upload(started, b"Task,Who\nFlowers,Office\n", "list.csv").location
    data = {f"column-{number}": field for number, field in enumerate(columns)}
    answer = started.post(asked, data={**data, "day": day})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_another_sheet_and_another_row_of_headings(started: FlaskClient) -> None:
    book = Workbook()
    for row in (["Our plan"], [], ["What", "Who", "When"], ["Flowers", "Office", "1.3.2027"]):
        book.worksheets[0].append(row)
    second = book.create_sheet("Second")
    for row in (["Task", "Deadline"], ["Chairs", "2.3.2027"]):
        second.append(row)
    file = io.BytesIO()
    book.save(file)
    asked = upload(started, file.getvalue(), "plan.xlsx").location
    text = started.get(asked).text
    assert ('value="3"' in text, "Flowers" in text) == (True, True)
    text = started.get(f"{asked}?sheet=1").text
    assert ("Chairs" in text, "Flowers" in text) == (True, False)
    assert started.get(f"{asked}?sheet=99&head=-4").status_code == 200
    preview = started.post(
        f"{asked}?sheet=1&head=1", data={"column-0": "title", "column-1": "due_on"}
    ).location
    assert "Chairs" in started.get(preview).text


def test_a_file_made_here_needs_no_columns(started: FlaskClient) -> None:
    asked = upload(started, exported(started)).location
    assert started.get(f"{asked}/columns").location == asked


def test_a_new_column_alone_is_a_change_without_tasks(started: FlaskClient) -> None:
    def column(sheet: Any) -> None:
        sheet.cell(HEADER, sheet.max_column + 1).value = "Çmimi"

    asked = upload(started, exported(started, column)).location
    page = started.post(
        asked, data={"fingerprint": mark(started.get(asked).text)}, follow_redirects=True
    ).text
    assert "Saved." in page
    assert "Undo: The checklist was changed." in page
    started.post(f"{LIST}/undo")
    history = started.get(f"{LIST}/history").text
    assert "A change was undone." in history
    assert " 0 tasks" not in history
