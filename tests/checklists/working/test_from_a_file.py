"""To Excel and back through the pages: preview, clashes, edits in between, wrong files."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.events.models import Event

from ... import moment
from ..make import append_row, edit_sheet, put_cells
from .facts import FACTS, LIST, task_facts


def export(client: FlaskClient) -> bytes:
    return client.get(f"{LIST}.xlsx").data


def upload(client: FlaskClient, content: bytes, name: str = "list.xlsx") -> Any:
    data = {"file": (io.BytesIO(content), name)}
    return client.post(f"{LIST}/bring-back", data=data)


WRONG = [
    (b"", "Please choose a file.", ""),
    (
        b"hello",
        "This is not a table: choose an Excel, OpenDocument or text file (.xlsx, .ods, .csv).",
        "list.xlsx",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls).", "list.xls"),
    (b"\x89PNG\r\n", "This is a picture.", "list.png"),
]


def mark(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


def test_the_export_opens_in_the_language_of_the_event(started: FlaskClient) -> None:
    answer = started.get(f"{LIST}.xlsx")
    page = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert (
        answer.headers["Content-Disposition"]
        == f"attachment; filename=spring-{moment.planner_today()}.xlsx"
    )
    assert page["B5"].value.startswith("Lexoni raportet")
    assert page["F5"].value == datetime(2026, 11, 18)


def test_an_edited_file_is_previewed_then_taken_over(
    app: Flask, started: FlaskClient, tmp_path: Any
) -> None:
    asked = upload(
        started,
        edit_sheet(export(started), put_cells("C01", note="From the office", due_on="1.12.2026")),
    )
    assert (asked.status_code, task_facts(app, Task.note)) == (302, ("",))
    text = started.get(asked.location).text
    assert "0 new, 1 changed, 0 clashing; 94 unchanged, 0 missing." in text
    assert "<del>Wed 18 Nov 2026</del>" in text
    assert "<ins>Tue 1 Dec 2026</ins>" in text
    done = started.post(asked.location, data={"fingerprint": mark(text)})
    assert (done.status_code, task_facts(app, Task.note, Task.due_on)) == (
        302,
        ("From the office", date(2026, 12, 1)),
    )
    assert list((tmp_path / "uploads" / "checklists").iterdir()) == []
    assert started.get(asked.location).status_code == 404


def test_where_day_and_month_both_fit_it_is_asked_once(started: FlaskClient) -> None:
    page = upload(
        started, edit_sheet(export(started), put_cells("C01", due_on="3/4/2027"))
    ).location
    text = started.get(page).text
    assert ("<ins>Sat 3 Apr 2027</ins>" in text, 'name="order"' in text) == (True, True)
    for order, day in (("month", "Thu 4 Mar 2027"), ("day", "Sat 3 Apr 2027")):
        assert started.post(page, data={"order": order}).location == page
        text = started.get(page).text
        assert (f"<ins>{day}</ins>" in text, 'name="order"' in text) == (True, False)


def test_it_says_how_many_lines_could_identify_somebody(started: FlaskClient) -> None:
    asked = upload(
        started, edit_sheet(export(started), put_cells("C01", note="Elira, 16 vjeçe, nga Lukova"))
    ).location
    sent = {"fingerprint": mark(started.get(asked).text)}
    page = started.post(asked, data=sent, follow_redirects=True).text
    assert "1 line could identify somebody." in page
    assert '<a class="btn small" href="/events/spring/report/privacy">Look through them</a>' in page


def test_a_clash_is_chosen(app: Flask, started: FlaskClient, first: str) -> None:
    content = edit_sheet(export(started), put_cells("C01", note="file"))
    started.post(first, data={**FACTS, "note": "online"})
    asked = upload(started, content).location
    text = started.get(asked).text
    assert "Keep: online" in text
    assert "From the file: file" in text
    started.post(asked, data={"fingerprint": mark(text), "clash-0-note": "file"})
    assert task_facts(app, Task.note, Task.title)[0] == "file"


def test_an_edit_between_preview_and_confirmation_is_shown(
    app: Flask, started: FlaskClient, first: str
) -> None:
    asked = upload(started, edit_sheet(export(started), put_cells("C01", note="file"))).location
    seen = mark(started.get(asked).text)
    started.post(first, data={**FACTS, "note": "online"})
    answer = started.post(asked, data={"fingerprint": seen})
    assert answer.status_code == 409
    assert "Somebody changed this list while you were reading." in answer.text
    assert task_facts(app, Task.note) == ("online",)


def test_nothing_is_changed_on_request(app: Flask, started: FlaskClient) -> None:
    asked = upload(started, edit_sheet(export(started), put_cells("C01", note="file"))).location
    assert started.post(f"{asked}/cancel").status_code == 302
    assert (started.get(asked).status_code, task_facts(app, Task.note)) == (404, ("",))


def test_an_upload_belongs_to_its_event(
    app: Flask, started: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    asked = upload(started, export(started)).location
    with app.app_context():
        spring = db.session.scalars(sa.select(Event)).one()
        values = {
            c.key: getattr(spring, c.key) for c in sa.inspect(Event).column_attrs if c.key != "id"
        }
        db.session.add(Event(**values | {"slug": "autumn", "version": None}))
        db.session.commit()
    assert sign_in("administrator").get(asked.replace("spring", "autumn")).status_code == 404


@pytest.mark.parametrize(("content", "sentence", "name"), WRONG)
def test_a_wrong_file_gets_a_plain_sentence(
    started: FlaskClient, content: bytes, sentence: str, name: str
) -> None:
    answer = upload(started, content, name)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_what_is_typed_in_a_file_is_shown_and_not_run(started: FlaskClient) -> None:
    content = edit_sheet(
        export(started), append_row(title="<script>alert(1)</script>", due_on="1.3.2027")
    )
    text = started.get(upload(started, content).location).text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize("due", ["1.6.2029", "1.6.2010", "31.12.2100"])
def test_a_task_far_away_in_the_file_can_be_edited_here(
    app: Flask, started: FlaskClient, due: str
) -> None:
    path = upload(
        started, edit_sheet(export(started), append_row(title="Far away", due_on=due))
    ).location
    assert started.post(path, data={"fingerprint": mark(started.get(path).text)}).status_code == 302
    with app.app_context():
        task = db.session.scalars(sa.select(Task).where(Task.due_by_hand)).one()
    data = {
        "version": "1",
        "title-sq": "Larg",
        "phase": task.phase,
        "number": str(abs(task.offset)),
        "unit": task.unit,
        "direction": "1" if task.offset > 0 else "-1",
        "anchor": task.anchor,
        "due_on": task.due_on.isoformat(),
    }
    assert started.post(f"{LIST}/tasks/{task.id}", data=data).status_code == 302
