"""The checklist's pages: they work, for whom, and what happens to bad input and to edits that collide."""

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
from facilitate.db import db
from facilitate.events.models import Event

from ...people import Cast
from ...statements import counted
from ..make import append, edited, put

LIST = "/events/spring/checklist"
FACTS = {
    "version": "1", "title-en": "Order flowers", "title-sq": "Porositni lule", "benchmark-en": "paid",
    "benchmark-sq": "", "who-en": "Office", "who-sq": "", "phase": "logistics", "owner_id": "",
    "number": "2", "unit": "weeks",
    "direction": "-1", "anchor": "first_day", "due_on": "", "effort": "1,5", "note": "",
}  # fmt: skip


@pytest.fixture
def started(organiser: FlaskClient) -> FlaskClient:
    """The organiser, with the starting list copied."""
    assert organiser.post(f"{LIST}/start").status_code == 302
    return organiser


@pytest.fixture
def first(app: Flask, started: FlaskClient) -> str:
    """The address of the first task."""
    with app.app_context():
        return f"{LIST}/tasks/{db.session.scalar(sa.select(Task.id).where(Task.code == 'C01'))}"


def facts(app: Flask, *columns: Any, code: str = "C01") -> Any:
    with app.app_context():
        return tuple(db.session.execute(sa.select(*columns).where(Task.code == code)).one())


def export(client: FlaskClient) -> bytes:
    return client.get(f"{LIST}.xlsx").data


def upload(client: FlaskClient, content: bytes, name: str = "list.xlsx") -> Any:
    return client.post(f"{LIST}/bring-back", data={"file": (io.BytesIO(content), name)})


GETS = ["", ".xlsx", "/tasks/new", "/dates", "/bring-back"]
EDITS = ["/tasks/new", "/dates", "/bring-back", "/bring-back/" + "0" * 32]


def test_an_empty_list_says_what_to_do_first(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert "Copy the starting list" in organiser.get(LIST).text
    assert "Copy the starting list" not in sign_in("viewer").get(LIST).text


@pytest.mark.parametrize("path", GETS)
def test_every_page_opens(started: FlaskClient, path: str) -> None:
    assert started.get(LIST + path).status_code == 200


@pytest.mark.parametrize("path", [*GETS, *EDITS[3:]])
def test_a_stranger_finds_nothing(sign_in: Callable[[str], FlaskClient], path: str) -> None:
    assert sign_in("stranger").get(LIST + path).status_code == 404


@pytest.mark.parametrize("path", EDITS)
def test_a_wrong_role_is_refused(sign_in: Callable[[str], FlaskClient], path: str) -> None:
    assert sign_in("note_taker").get(LIST + path).status_code == 403


@pytest.mark.parametrize(
    "path", ["/start", "/tasks/1/done", "/tasks/1/open", "/tasks/1/delete", "/bring-back/x/cancel"]
)
def test_buttons_only_post(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(LIST + path).status_code == 405


@pytest.mark.parametrize("path", ["/tasks/999", "/bring-back/x", "/bring-back/" + "0" * 32])
def test_what_is_not_there_is_not_found(started: FlaskClient, path: str) -> None:
    assert started.get(LIST + path).status_code == 404


@pytest.mark.parametrize("path", ["done", "open", "delete"])
def test_a_wrong_task_is_not_found(started: FlaskClient, path: str) -> None:
    assert started.post(f"{LIST}/tasks/999/{path}").status_code == 404


def test_the_page_says_how_far_it_is(started: FlaskClient) -> None:
    text = started.get(LIST).text
    assert "0 of 95 done" in text
    assert "Design <small>· 0 of 17 done</small>" in text
    assert "Read the reports and evaluations" in text


def test_ticking_and_back_keeps_the_filters(app: Flask, started: FlaskClient, first: str) -> None:
    answer = started.post(f"{first}/done?mine=1&phase=design")
    assert answer.location == f"{LIST}?mine=1&phase=design#task-{first.rsplit('/', 1)[1]}"
    assert facts(app, Task.done_on) == (date.today(),)
    assert "1 of 95 done" in started.get(LIST).text
    started.post(f"{first}/open")
    assert facts(app, Task.done_on) == (None,)


def test_what_is_ticked_off_a_list_of_open_ones_can_be_undone(started: FlaskClient, first: str) -> None:
    text = started.post(f"{first}/done?open=1", follow_redirects=True).text
    assert f'action="{first}/open?open=1"' in text
    assert "Done: Read the reports" in text


def test_a_note_taker_ticks_and_a_viewer_does_not(sign_in: Callable[[str], FlaskClient], first: str) -> None:
    assert sign_in("note_taker").post(f"{first}/done").status_code == 302
    assert sign_in("viewer").post(f"{first}/done").status_code == 403
    assert '<button class="tick' not in sign_in("viewer").get(LIST).text
    assert sign_in("viewer").get(f"{LIST}.xlsx").status_code == 200


def test_filters(started: FlaskClient, sign_in: Callable[[str], FlaskClient], first: str) -> None:
    started.post(f"{first}/done")
    shown = lambda client, query: client.get(f"{LIST}?{query}").text.count('<tr id="task-')  # noqa: E731
    assert (shown(started, ""), shown(started, "open=1"), shown(started, "phase=design")) == (95, 94, 17)
    assert (shown(started, "phase=design&open=1"), shown(started, "phase=nothing")) == (16, 95)
    assert (shown(started, "mine=1"), shown(sign_in("staff"), "mine=1")) == (38, 36)
    assert "No task fits" in sign_in("viewer").get(f"{LIST}?mine=1").text


def test_a_task_is_added(app: Flask, organiser: FlaskClient) -> None:
    assert organiser.post(f"{LIST}/tasks/new", data=FACTS).status_code == 302
    columns = (Task.due_on, Task.first_due_on, Task.due_by_hand, Task.offset, Task.effort, Task.version)
    assert facts(app, *columns, code="N01") == (date(2027, 3, 4), date(2027, 3, 4), False, -2, 1.5, 1)
    assert "Order flowers" in organiser.get(LIST).text


def test_a_date_set_by_hand_counts(app: Flask, started: FlaskClient, first: str) -> None:
    assert started.post(first, data={**FACTS, "due_on": "2027-02-14"}).status_code == 302
    assert facts(app, Task.due_on, Task.due_by_hand, Task.first_due_on) == (
        date(2027, 2, 14),
        True,
        date(2026, 11, 18),
    )
    assert 'value="2027-02-14"' in started.get(first).text
    started.post(first, data={**FACTS, "version": "2"})
    assert facts(app, Task.due_on, Task.due_by_hand) == (date(2027, 3, 4), False)


BAD = [
    ({"title-en": "", "title-sq": ""}, "Please fill this in"),
    ({"title-en": "x" * 301}, "This is too long: at most 300 characters."),
    ({"number": "many"}, "Order flowers"),
    ({"number": "500"}, "A number from 0 to 400, please."),
    ({"due_on": "1999-01-01"}, "Please choose a date between 2000 and 2100."),
    ({"effort": "much"}, "Write hours like 2 or 1,5."),
    ({"phase": "planning"}, "Order flowers"),
    ({"owner_id": "999"}, "Order flowers"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_input_keeps_what_was_typed(
    started: FlaskClient, first: str, change: dict[str, str], sentence: str
) -> None:
    for path in (first, f"{LIST}/tasks/new"):
        answer = started.post(path, data={**FACTS, "note": "typed with care", **change})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "typed with care" in answer.text


def test_an_edit_that_meets_another_shows_both(app: Flask, started: FlaskClient, first: str) -> None:
    started.post(first, data={**FACTS, "number": "3"})
    answer = started.post(first, data={**FACTS, "number": "5"})
    assert answer.status_code == 409
    assert "25 February 2027" in answer.text
    assert "11 February 2027" in answer.text
    assert 'name="due_on" type="date" value=""' in answer.text
    assert started.post(first, data={**FACTS, "number": "5", "version": "2"}).status_code == 302
    assert facts(app, Task.due_on) == (date(2027, 2, 11),)


def test_a_task_is_deleted_after_a_question(started: FlaskClient, first: str) -> None:
    assert "Delete this task?" in started.get(first).text
    assert started.post(f"{first}/delete").status_code == 302
    assert started.get(first).status_code == 404


def test_a_moved_event_shows_old_and_new_dates_first(app: Flask, cast: Cast, started: FlaskClient) -> None:
    assert "have moved" not in started.get(LIST).text
    with app.app_context():
        db.session.get_one(Event, cast.event_id).first_day = date(2027, 3, 11)
        db.session.commit()
    assert "The event’s days have moved: 78 dates no longer fit." in started.get(LIST).text
    text = started.get(f"{LIST}/dates").text
    assert "Wed 18 Nov 2026" in text
    assert "Wed 11 Nov 2026" in text
    assert started.post(f"{LIST}/dates").status_code == 302
    assert facts(app, Task.due_on, Task.first_due_on) == (date(2026, 11, 11), date(2026, 11, 18))
    assert "have moved" not in started.get(LIST).text


def test_the_export_opens_in_the_language_of_the_event(started: FlaskClient) -> None:
    answer = started.get(f"{LIST}.xlsx")
    page = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert answer.headers["Content-Disposition"] == f"attachment; filename=spring-{date.today()}.xlsx"
    assert page["B5"].value.startswith("Lexoni raportet")
    assert page["F5"].value == datetime(2026, 11, 18)


def test_an_edited_file_is_previewed_then_taken_over(app: Flask, started: FlaskClient, tmp_path: Any) -> None:
    asked = upload(started, edited(export(started), put("C01", note="From the office", due_on="1.12.2026")))
    assert (asked.status_code, facts(app, Task.note)) == (302, ("",))
    text = started.get(asked.location).text
    assert "0 new, 1 changed, 0 clashing; 94 unchanged, 0 missing." in text
    assert "<del>Wed 18 Nov 2026</del>" in text
    assert "<ins>Tue 1 Dec 2026</ins>" in text
    done = started.post(asked.location, data={"fingerprint": mark(text)})
    assert (done.status_code, facts(app, Task.note, Task.due_on)) == (
        302,
        ("From the office", date(2026, 12, 1)),
    )
    assert list((tmp_path / "uploads" / "checklists").iterdir()) == []
    assert started.get(asked.location).status_code == 404


def mark(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


def test_a_clash_is_chosen(app: Flask, started: FlaskClient, first: str) -> None:
    content = edited(export(started), put("C01", note="file"))
    started.post(first, data={**FACTS, "note": "online"})
    asked = upload(started, content).location
    text = started.get(asked).text
    assert "Keep: online" in text
    assert "From the file: file" in text
    started.post(asked, data={"fingerprint": mark(text), "clash-0-note": "file"})
    assert facts(app, Task.note, Task.title)[0] == "file"


def test_an_edit_between_preview_and_confirmation_is_shown(
    app: Flask, started: FlaskClient, first: str
) -> None:
    asked = upload(started, edited(export(started), put("C01", note="file"))).location
    seen = mark(started.get(asked).text)
    started.post(first, data={**FACTS, "note": "online"})
    answer = started.post(asked, data={"fingerprint": seen})
    assert answer.status_code == 409
    assert "Somebody changed the checklist while you were reading." in answer.text
    assert facts(app, Task.note) == ("online",)


def test_nothing_is_changed_on_request(app: Flask, started: FlaskClient) -> None:
    asked = upload(started, edited(export(started), put("C01", note="file"))).location
    assert started.post(f"{asked}/cancel").status_code == 302
    assert (started.get(asked).status_code, facts(app, Task.note)) == (404, ("",))


def test_an_upload_belongs_to_its_event(
    app: Flask, started: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    asked = upload(started, export(started)).location
    with app.app_context():
        spring = db.session.scalars(sa.select(Event)).one()
        values = {c.key: getattr(spring, c.key) for c in sa.inspect(Event).column_attrs if c.key != "id"}
        db.session.add(Event(**values | {"slug": "autumn", "version": None}))
        db.session.commit()
    assert sign_in("administrator").get(asked.replace("spring", "autumn")).status_code == 404


WRONG = [
    (b"", "Please choose a file.", ""),
    (b"hello", "This is no Excel file (.xlsx).", "list.xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls).", "list.xls"),
    (b"\x89PNG\r\n", "This is a picture.", "list.png"),
]


@pytest.mark.parametrize(("content", "sentence", "name"), WRONG)
def test_a_wrong_file_gets_a_plain_sentence(
    started: FlaskClient, content: bytes, sentence: str, name: str
) -> None:
    answer = upload(started, content, name)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_problems_and_missing_rows_are_said(started: FlaskClient) -> None:
    content = edited(export(started), put("C01", due_on="12 mars"))
    content = edited(content, lambda sheet: sheet.delete_rows(6))
    text = started.get(upload(started, content).location).text
    assert "Row 5, Due: “12 mars” is no date. Write it like 12.3.2027." in text
    assert "Not in the file" in text


def test_what_is_typed_in_a_file_is_shown_and_not_run(started: FlaskClient) -> None:
    content = edited(export(started), append(title="<script>alert(1)</script>", due_on="1.3.2027"))
    text = started.get(upload(started, content).location).text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text


@pytest.mark.both_databases
def test_one_task_costs_as_many_questions_as_three(organiser: FlaskClient, cast: Cast) -> None:
    asked = []
    for number, role in enumerate(["organiser", "staff", "facilitator"], 1):
        data = {**FACTS, "title-en": f"Task {number}", "owner_id": str(cast.members[role])}
        assert organiser.post(f"{LIST}/tasks/new", data=data).status_code == 302
        organiser.get(LIST)
        with counted() as statements:
            assert organiser.get(LIST).text.count('<tr id="task-') == number
        asked.append(len(statements))
    assert asked[0] == asked[2] <= 6


@pytest.mark.parametrize("due", ["1.6.2029", "1.6.2010", "31.12.2100"])
def test_a_task_far_away_in_the_file_can_be_edited_here(app: Flask, started: FlaskClient, due: str) -> None:
    path = upload(started, edited(export(started), append(title="Far away", due_on=due))).location
    assert started.post(path, data={"fingerprint": mark(started.get(path).text)}).status_code == 302
    with app.app_context():
        task = db.session.scalars(sa.select(Task).where(Task.due_by_hand)).one()
    data = {
        "version": "1", "title-sq": "Larg", "phase": task.phase, "number": str(abs(task.offset)), "unit": task.unit,
        "direction": "1" if task.offset > 0 else "-1", "anchor": task.anchor, "due_on": task.due_on.isoformat(),
    }  # fmt: skip
    assert started.post(f"{LIST}/tasks/{task.id}", data=data).status_code == 302
