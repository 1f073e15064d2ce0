"""Starting lists: chosen, looked at, copied and undone; one's own, added, explained cell by cell, replaced, deleted."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from facilitate.accounts.models import User
from facilitate.checklists.actions import undo_or_redo_last
from facilitate.checklists.models import (
    Anchor,
    ChecklistAct,
    ChecklistChange,
    ChecklistTemplate,
    StartingListImport,
    Task,
    Unit,
)
from facilitate.checklists.queries import tasks_of
from facilitate.checklists.starting.actions import (
    LIST_IMPORTS,
    kept_starting_list,
    save_starting_list,
)
from facilitate.checklists.starting.queries import shipped_list
from facilitate.checklists.starting.task_list import (
    read_new_list,
    record_of_task,
    task_of_record,
    tasks_read,
)
from facilitate.data.content import content_folder
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.exchange.preview import Decided
from facilitate.lib.text import Words
from facilitate.web.refused import Refused

from ... import moment
from ...people import Cast
from ...statements import count_statements

LISTS = "/events/spring/checklist/lists"
START = "/events/spring/checklist/start"


@pytest.fixture
def soon(app: Flask, cast: Cast) -> None:
    """The event is in ten days: invitations are missed."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today() + timedelta(days=10)
        db.session.commit()


def workbook(name: str = "training.xlsx", **cells: object) -> bytes:
    """A shipped workbook with some cells changed."""
    book = load_workbook(content_folder("checklists") / name)
    for place, value in cells.items():
        book["Tasks"][place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(
    client: FlaskClient, content: bytes, name: str = "Our training", to: str = f"{LISTS}/add"
) -> Any:
    data = {"name-en": name, "name-sq": "", "file": (io.BytesIO(content), "mine.xlsx")}
    return client.post(to, data=data, content_type="multipart/form-data")


def templates(app: Flask) -> list[ChecklistTemplate]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ChecklistTemplate)))


@pytest.mark.any_day
def test_the_lists_are_shown_with_their_days(organiser: FlaskClient, soon: None) -> None:
    organiser.get(LISTS)
    with count_statements() as asked:
        text = organiser.get(LISTS).text
    assert len(asked) <= 6
    places = [
        text.index(f'lists/{key}"')
        for key in ("conference", "regional-meeting", "training", "presidency")
    ]
    assert places == sorted(places)
    assert "Fits this event: Conference" in text
    assert "tasks were due before today, the first" in text
    assert "None yet." in text


def test_a_list_is_looked_at_before(organiser: FlaskClient, soon: None) -> None:
    text = organiser.get(f"{LISTS}/training").text
    assert "Invitations were due" in text
    assert "Start with this list" in text
    assert organiser.get(f"{LISTS}/nothing").status_code == 404
    assert organiser.get(f"{LISTS}/own-1").status_code == 404
    assert organiser.get(f"{LISTS}/own-x").status_code == 404


def test_another_list_is_copied_and_taken_back(
    app: Flask, cast: Cast, organiser: FlaskClient
) -> None:
    assert organiser.post(START, data={"list": "training"}).status_code == 302
    assert (
        organiser.post(START, data={"list": "training"}).status_code == 302
    )  # copies nothing twice
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        tasks = tasks_of(event)
        assert (len(tasks), {task.code[0] for task in tasks}) == (25, {"T"})
        (change,) = db.session.scalars(sa.select(ChecklistChange)).all()
        assert (change.did, change.about.en) == (ChecklistAct.STARTED, "Training")
        undo_or_redo_last(event, cast.users["organiser"])
        db.session.commit()
        assert tasks_of(event) == []
    organiser.post(START, data={"list": "training"})  # and once more from an empty list
    with app.app_context():
        assert len(tasks_of(db.session.get_one(Event, cast.event_id))) == 25
        chained = db.session.scalars(
            sa.select(Task).where(Task.anchor == Anchor.TASK, Task.removed_at.is_(None))
        ).all()
        alive = {
            task.id for task in db.session.scalars(sa.select(Task).where(Task.removed_at.is_(None)))
        }
        assert {task.after_id for task in chained} <= alive
    assert organiser.post(START, data={"list": "nothing"}).status_code == 404


def test_ones_own_list_serves_every_event(app: Flask, cast: Cast, organiser: FlaskClient) -> None:
    answer = upload(organiser, workbook(C2="Look back"))
    assert (answer.status_code, answer.location) == (302, f"{LISTS}/own-1")
    text = organiser.get(LISTS).text
    assert "Our training" in text
    assert "Added by Arta Hoxha" in text
    organiser.post(START, data={"list": "own-1"})
    organiser.post(START, data={"list": "training"})
    with app.app_context():
        tasks = tasks_of(db.session.get_one(Event, cast.event_id))
        assert len(tasks) == 50
        assert {task.code.split("-")[0] for task in tasks if "-" in task.code} == {"L1"}
        assert sum(task.title.en == "Look back" for task in tasks) == 1
    upload(organiser, workbook(C2="Look back"))  # pressed twice is once
    assert len(templates(app)) == 1


def test_a_broken_list_is_explained_cell_by_cell(app: Flask, organiser: FlaskClient) -> None:
    answer = upload(
        organiser, workbook(B4="planning", H5="some", C7=None, D7=None, O9="T99", K9="task")
    )
    assert answer.status_code == 422
    for said in (
        "<b>Tasks, row 4, Phase</b>: “planning” is not one of the words in the list.",
        "<b>Tasks, row 5, Number</b>: Enter a number from 0 to 400.",
        "<b>Tasks, row 7, Task (English)</b>: The task is missing, in both languages.",
        "<b>Tasks, row 9, After task</b>: “T99” is not the code of any task.",
    ):
        assert said in answer.text
    assert 'value="Our training"' in answer.text
    assert templates(app) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Please choose a file."),
        (
            b"hello",
            "This is not a table: choose an Excel, OpenDocument or text file (.xlsx, .ods, .csv).",
        ),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "This is an old Excel file (.xls)."),
    ],
)
def test_what_is_no_workbook_says_so(
    app: Flask, organiser: FlaskClient, content: bytes, said: str
) -> None:
    answer = (
        upload(organiser, content)
        if content
        else organiser.post(f"{LISTS}/add", data={"name-en": "Our training"})
    )
    assert (answer.status_code, said in answer.text) == (422, True)
    assert templates(app) == []


def test_other_tables_and_empty_ones_say_so(organiser: FlaskClient) -> None:
    book = Workbook()
    book.active.append(["Name", "Date"])
    file = io.BytesIO()
    book.save(file)
    assert "There is no table in this file." in upload(organiser, file.getvalue()).text
    headings = load_workbook(content_folder("checklists") / "training.xlsx")
    headings["Tasks"].delete_rows(2, 100)
    file = io.BytesIO()
    headings.save(file)
    assert "There are no tasks in this list." in upload(organiser, file.getvalue()).text
    assert upload(organiser, workbook(), name="").status_code == 422


def test_a_list_is_renamed_and_deleted(app: Flask, organiser: FlaskClient, sign_in) -> None:
    upload(organiser, workbook())
    change = f"{LISTS}/1/change"
    assert "Our training" in organiser.get(change).text
    assert (
        organiser.post(change, data={"name-en": "Two days", "name-sq": "Dy ditë"}).status_code
        == 302
    )
    assert [row.name.sq for row in templates(app)] == ["Dy ditë"]
    others, back = sign_in("staff"), f"{LISTS}/own-1/bring-back"
    assert [others.get(one).status_code for one in (change, back, f"{LISTS}/own-1.csv")] == [
        403,
        403,
        200,
    ]
    assert others.post(f"{LISTS}/1/delete").status_code == 403
    assert others.post(START, data={"list": "own-1"}).status_code == 302
    assert organiser.get(f"{LISTS}/1/delete").status_code == 405
    assert organiser.post(f"{LISTS}/1/delete").status_code == 302
    assert (templates(app), organiser.post(f"{LISTS}/1/delete").status_code) == ([], 404)


def test_a_file_cannot_take_away_what_a_date_is_counted_from(
    app: Flask, organiser: FlaskClient
) -> None:
    upload(organiser, workbook())
    with app.test_request_context():
        kept = kept_starting_list(1, "en")
        tied = next(one for one in kept.now("en").records.values() if one.values["after"])
        decided = Decided((), {}, [str(tied.values["after"])])
        with pytest.raises(Refused, match=f"{tied.code}: “.*” is not the code of any task."):
            kept.write(decided, "en", "x.xlsx", None)


def test_an_import_is_undone_unless_the_list_has_changed_since(
    app: Flask, cast: Cast, organiser: FlaskClient
) -> None:
    upload(organiser, workbook())
    with app.test_request_context():
        kept, by = kept_starting_list(1, "en"), cast.users["organiser"]
        for code in ("T02", "T03"):
            changed = {code: {"effort": 9.0}, "T04": {"title": f"After {code}"}}
            kept.write(Decided((), changed, ()), "en", "x.xlsx", by)
        second, first = db.session.scalars(
            sa.select(StartingListImport.id).order_by(StartingListImport.id.desc())
        )
        with pytest.raises(Refused, match="Somebody has changed “Our training” since"):
            LIST_IMPORTS.history.take_back(None, first, by, False)
        said = LIST_IMPORTS.history.take_back(None, second, by, False).said
        assert said == "2 rows have changed or are new."
        hours = {code: one.values["effort"] for code, one in kept.now("en").records.items()}
        assert (hours["T02"], hours["T03"]) == (9.0, shipped_hours("T03"))


def shipped_hours(code: str) -> float:
    """The work in a task of the training's list."""
    return next(one.effort for one in shipped_list(EventKind.TRAINING).tasks if one.code == code)


def test_this_events_checklist_becomes_a_list(
    app: Flask, cast: Cast, organiser: FlaskClient
) -> None:
    assert organiser.get("/events/spring/checklist/as-a-list.xlsx").status_code == 409
    organiser.post(START)
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        first = tasks_of(event)[0]
        first.due_on, first.due_by_hand = event.first_day - timedelta(days=202), True
        first.title = first.title.__class__("=1+1")
        db.session.commit()
        code, before = (
            first.code,
            [(task.code, task.due_on, task.after_id) for task in tasks_of(event)],
        )
    file = organiser.get("/events/spring/checklist/as-a-list.xlsx").data
    with app.app_context():
        reading = read_new_list(file, "list.xlsx", Words("x"))
        tasks = tasks_read(reading)
    assert (reading.problems, len(tasks)) == ([], len(before))
    task = task_of_record(tasks[code])
    assert (task.title.en, task.offset, task.unit, task.anchor) == (
        "=1+1",
        -202,
        Unit.DAYS,
        Anchor.FIRST_DAY,
    )
    answer = organiser.post(f"{LISTS}/keep", data={"keep-name-en": "As last year"})
    assert answer.location == f"{LISTS}/own-1"
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        for row in tasks_of(event):
            row.removed_at = event.created_at
        db.session.commit()
    organiser.post(START, data={"list": "own-1"})
    with app.app_context():
        after = tasks_of(db.session.get_one(Event, cast.event_id))
        days = {row.code: row.due_on for row in after}
        assert {key: day for key, day, _after in before} == {
            key.removeprefix("L1-"): day for key, day in days.items()
        }
        assert sum(row.after_id is not None for row in after) == sum(
            key is not None for _c, _d, key in before
        )
    assert organiser.post(f"{LISTS}/keep", data={"keep-name-en": ""}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("facilitator", 403), ("stranger", 404)]
)
def test_only_who_edits_the_list_starts_it(sign_in, who: str, status: int) -> None:
    client = sign_in(who)
    for address in (
        LISTS,
        f"{LISTS}/training",
        f"{LISTS}/training.xlsx",
        f"{LISTS}/add",
        f"{LISTS}/1/change",
    ):
        assert client.get(address).status_code == status
    for address in (START, f"{LISTS}/keep", f"{LISTS}/add", f"{LISTS}/1/delete"):
        assert client.post(address).status_code == status


def test_a_shipped_workbook_comes_as_it_is(organiser: FlaskClient) -> None:
    answer = organiser.get(f"{LISTS}/conference.xlsx")
    assert answer.data == (content_folder("checklists") / "conference.xlsx").read_bytes()
    assert organiser.get(f"{LISTS}/nothing.xlsx").status_code == 404


@pytest.mark.parametrize(("number", "months"), [(1_500, 0), (400, 400), (400, -400)])
def test_a_list_counted_one_from_the_other_is_shown_to_every_event(
    app: Flask, organiser: FlaskClient, cast: Cast, number: int, months: int
) -> None:
    """One such list ended the page of lists in an error, in every event of the planner."""
    with app.app_context():
        one = shipped_list(EventKind.TRAINING).tasks[0]
        tasks = [
            replace(
                one,
                code=f"X{at}",
                offset=months,
                unit=Unit.MONTHS,
                anchor=Anchor.TASK if at + 1 < number else Anchor.FIRST_DAY,
                after=f"X{at + 1}" if at + 1 < number else "",
                milestone=None,
            )
            for at in range(number)
        ]
        records = {task.code: record_of_task(task) for task in tasks}
        key = save_starting_list(
            db.session.scalars(sa.select(User.id)).first(), Words("Long"), records
        ).id
        db.session.commit()
    for address in (LISTS, f"{LISTS}/own-{key}"):
        assert organiser.get(address).status_code == 200
    assert organiser.post(START, data={"list": f"own-{key}"}).status_code == 302
    for address in ("", "/dates", "?view=week"):
        assert organiser.get(f"/events/spring/checklist{address}").status_code == 200
