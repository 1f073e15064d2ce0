"""A task's page: its form, its status, dates counted from other tasks, comments, links, history."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Anchor, Task, TaskComment, TaskLink, TaskRole, TaskStatus
from facilitate.data.db import db

from ... import moment
from ...people import Cast
from ...statements import count_statements
from .facts import FACTS, LIST, task_facts, task_id

TODAY = moment.planner_today()


def test_everybody_reads_it_and_only_who_may_changes_it(
    first: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert sign_in("stranger").get(first).status_code == 404
    viewer, helper, staff = (
        sign_in(name).get(first).text for name in ("viewer", "note_taker", "staff")
    )
    assert ("Edit the task" in viewer, "Edit the task" in helper, "Edit the task" in staff) == (
        False,
        False,
        True,
    )
    assert ('name="to"' in viewer, 'name="to"' in helper) == (False, True)
    assert sign_in("note_taker").post(first, data=FACTS).status_code == 403


def test_it_costs_few_questions(started: FlaskClient, first: str) -> None:
    with count_statements() as asked:
        assert started.get(first).status_code == 200
    assert len(asked) <= 12
    assert started.get(f"{LIST}/tasks/999").status_code == 404


def test_a_task_is_added(app: Flask, organiser: FlaskClient) -> None:
    assert organiser.post(f"{LIST}/tasks/new", data=FACTS).status_code == 302
    columns = (
        Task.due_on,
        Task.first_due_on,
        Task.due_by_hand,
        Task.offset,
        Task.effort,
        Task.version,
    )
    assert task_facts(app, *columns, code="N01") == (
        date(2027, 3, 4),
        date(2027, 3, 4),
        False,
        -2,
        1.5,
        1,
    )
    assert "Order flowers" in organiser.get(LIST).text


def test_a_date_set_by_hand_counts_until_it_is_counted_again(
    app: Flask, started: FlaskClient, first: str
) -> None:
    was = task_facts(app, Task.first_due_on)[0]
    assert started.post(first, data={**FACTS, "due_on": "2027-02-14"}).status_code == 302
    assert task_facts(app, Task.due_on, Task.due_by_hand, Task.first_due_on) == (
        date(2027, 2, 14),
        True,
        was,
    )
    text = started.get(first).text
    assert 'value="2027-02-14"' in text
    assert "Recalculate the date" in text
    started.post(f"{first}/recount")
    assert task_facts(app, Task.due_on, Task.due_by_hand) == (date(2027, 3, 4), False)
    started.post(first, data={**FACTS, "version": "3", "due_on": "2027-02-14"})
    started.post(first, data={**FACTS, "version": "4"})
    assert task_facts(app, Task.due_on, Task.due_by_hand) == (date(2027, 3, 4), False)


BAD = [
    ({"title-en": "", "title-sq": ""}, "Please fill this in"),
    ({"title-en": "x" * 301}, "This is too long: at most 300 characters."),
    ({"number": "many"}, "Order flowers"),
    ({"number": "500"}, "Enter a number from 0 to 400."),
    ({"due_on": "1999-01-01"}, "Please choose a date between 2000 and 2100."),
    ({"effort": "much"}, "Write hours like 2 or 1.5."),
    ({"phase": "planning"}, "Order flowers"),
    ({"owner_id": "999"}, "Please choose one from the list."),
    ({"role_id": "999"}, "Please choose one from the list."),
    ({"anchor": "task"}, "Please choose the task it is counted from."),
    ({"anchor": "task", "after_id": "999"}, "Please choose one from the list."),
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


def test_an_edit_that_meets_another_shows_both(
    app: Flask, started: FlaskClient, first: str, cast: Cast
) -> None:
    started.post(first, data={**FACTS, "number": "3"})
    answer = started.post(
        first, data={**FACTS, "number": "5", "owner_id": str(cast.members["viewer"])}
    )
    assert answer.status_code == 409
    assert "25 February 2027" in answer.text
    assert "11 February 2027" in answer.text
    assert "Fatos Zeka" in answer.text
    assert 'name="due_on" type="date" value=""' in answer.text
    assert started.post(first, data={**FACTS, "number": "5", "version": "2"}).status_code == 302
    assert task_facts(app, Task.due_on) == (date(2027, 2, 11),)


def test_a_task_is_deleted_after_a_question_and_comes_back(
    started: FlaskClient, first: str
) -> None:
    assert "Delete this task?" in started.get(first).text
    assert f'action="{LIST}/undo"' in started.post(f"{first}/delete", follow_redirects=True).text
    assert started.get(first).status_code == 404
    started.post(f"{LIST}/undo")
    assert started.get(first).status_code == 200


def test_a_task_is_counted_from_another(app: Flask, started: FlaskClient, first: str) -> None:
    second = task_id(app, "C20")
    on = task_facts(app, Task.due_on)[0]
    data = {
        **FACTS,
        "number": "3",
        "unit": "days",
        "direction": "1",
        "anchor": "task",
        "after_id": first.rsplit("/", 1)[1],
    }
    assert started.post(f"{LIST}/tasks/{second}", data=data).status_code == 302
    due, anchor = task_facts(app, Task.due_on, Task.anchor, code="C20")
    assert (anchor, on < due <= on + timedelta(days=3)) == (Anchor.TASK, True)
    started.post(first, data={**FACTS, "due_on": "2027-02-01"})  # it follows
    assert task_facts(app, Task.due_on, code="C20") == (date(2027, 2, 4),)
    text = started.get(f"{LIST}/tasks/{second}").text
    assert "3 days after “Order flowers”" in text
    assert started.post(f"{LIST}/tasks/new", data=data).status_code == 302
    assert task_facts(app, Task.due_on, Task.first_due_on, code="N01") == (
        date(2027, 2, 4),
        date(2027, 2, 4),
    )


def test_a_circle_is_refused_in_words(app: Flask, started: FlaskClient, first: str) -> None:
    one, two = first.rsplit("/", 1)[1], str(task_id(app, "C02"))
    chained = {**FACTS, "anchor": "task"}
    assert (
        started.post(
            f"{LIST}/tasks/{two}", data={**chained, "title-en": "Two", "after_id": one}
        ).status_code
        == 302
    )
    answer = started.post(first, data={**chained, "title-en": "One", "after_id": two})
    assert answer.status_code == 422
    assert "These tasks would wait for each other:" in answer.text
    assert "“Two” → “" in answer.text
    assert task_facts(app, Task.anchor) == (Anchor.FIRST_DAY,)


def test_a_person_by_hand_or_as_the_job_says(
    app: Flask, started: FlaskClient, first: str, cast: Cast
) -> None:
    with app.app_context():
        job = db.session.scalars(sa.select(TaskRole).order_by(TaskRole.id)).first()
        assert job
        role, member = str(job.id), job.member_id
    owner = lambda: task_facts(app, Task.owner_id, Task.owner_by_hand)  # noqa: E731
    viewer = cast.members["viewer"]
    for number, (data, expected) in enumerate(
        (
            ({"role_id": role}, (member, False)),
            ({"role_id": role, "owner_id": str(viewer)}, (viewer, True)),
            ({"role_id": role, "owner_id": "0"}, (None, True)),
            ({"role_id": role, "owner_id": ""}, (member, False)),
            ({"owner_id": ""}, (None, False)),
            ({"owner_id": str(viewer)}, (viewer, True)),
        )
    ):
        answer = started.post(
            first, data={**FACTS, **data, "version": str(number + 1), "note": str(number)}
        )
        assert answer.status_code == 302
        assert owner() == expected


STATUSES = [
    ({"to": "in_progress"}, TaskStatus.IN_PROGRESS, "", None),
    ({"to": "blocked", "blocked_by": "the budget"}, TaskStatus.BLOCKED, "the budget", None),
    ({"to": "done"}, TaskStatus.DONE, "", TODAY),
    ({"to": "done", "done_on": "2026-01-05"}, TaskStatus.DONE, "", date(2026, 1, 5)),
    ({"to": "not_needed"}, TaskStatus.NOT_NEEDED, "", None),
    ({"to": "open"}, TaskStatus.OPEN, "", None),
]


@pytest.mark.parametrize(("data", "status", "by", "on"), STATUSES)
def test_every_status(
    app: Flask,
    started: FlaskClient,
    first: str,
    data: dict[str, str],
    status: TaskStatus,
    by: str,
    on: date,
) -> None:
    answer = started.post(f"{first}/status?on=task", data=data)
    assert (answer.status_code, answer.location) == (302, first)
    assert task_facts(app, Task.status, Task.blocked_by, Task.done_on) == (status, by, on)
    assert started.post(f"{first}/status?open=1", data={"to": "open"}).location.startswith(
        f"{LIST}?open=1#task-"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Please choose one from the list."),
        ({"to": "gone"}, "Please choose one from the list."),
        ({"to": "blocked"}, "Please say what it waits for."),
        ({"to": "blocked", "blocked_by": "x" * 301}, "This is too long"),
        (
            {"to": "done", "done_on": (TODAY + timedelta(days=1)).isoformat()},
            "This day is in the future.",
        ),
        ({"to": "done", "done_on": "yesterday"}, "Enter a date: day, month and year."),
    ],
)
def test_a_status_that_cannot_be(
    app: Flask, started: FlaskClient, first: str, data: dict[str, str], said: str
) -> None:
    answer = started.post(f"{first}/status", data=data)
    assert answer.status_code == 422
    assert said in answer.text or data.get("to") in (None, "gone") or "done_on" in data
    assert task_facts(app, Task.status) == (TaskStatus.OPEN,)


def test_only_who_edits_the_list_says_what_is_not_needed(
    app: Flask, first: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    helper = sign_in("note_taker")
    assert helper.post(f"{first}/status", data={"to": "not_needed"}).status_code == 403
    assert task_facts(app, Task.status) == (TaskStatus.OPEN,)
    assert helper.post(f"{first}/status", data={"to": "in_progress"}).status_code == 302
    assert task_facts(app, Task.status) == (TaskStatus.IN_PROGRESS,)
    assert helper.post(f"{first}/recount").status_code == 403


def test_comments_are_said_and_taken_back(
    app: Flask, started: FlaskClient, first: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    helper, staff = sign_in("note_taker"), sign_in("staff")
    assert helper.post(f"{first}/comments", data={"text": "The hall is free."}).status_code == 302
    assert helper.post(f"{first}/comments", data={"text": " "}).status_code == 422
    wrong = started.post(f"{first}/comments", data={"text": " "}).text
    assert 'name="due_on" type="date" value=""' in wrong  # the form beside it is as on any visit
    assert wrong.count("Please fill this in.") == 1
    assert started.post(f"{first}/comments", data={"text": "x" * 5001}).status_code == 422
    started.post(f"{first}/comments", data={"text": "Good."})
    text = started.get(first).text
    assert text.index("The hall is free.") < text.index("Good.")
    assert "2 comments" in started.get(LIST).text
    with app.app_context():
        ids = db.session.scalars(sa.select(TaskComment.id).order_by(TaskComment.id)).all()
    assert helper.post(f"{first}/comments/{ids[1]}/delete").status_code == 403  # not theirs
    assert helper.post(f"{first}/comments/999/delete").status_code == 404
    assert (
        helper.post(f"{LIST}/tasks/{task_id(app, 'C02')}/comments/{ids[0]}/delete").status_code
        == 404
    )
    assert helper.post(f"{first}/comments/{ids[0]}/delete").status_code == 302
    assert staff.post(f"{first}/comments/{ids[1]}/delete").status_code == 302
    assert "No comments yet." in started.get(first).text


def test_links_are_put_on_with_their_host(
    app: Flask, started: FlaskClient, first: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    started.post(f"{first}/links", data={"address": "www.example.org/minutes", "title": ""})
    started.post(
        f"{first}/links", data={"address": "https://www.example.org/minutes", "title": "Minutes"}
    )
    text = started.get(first).text
    assert text.count('href="https://www.example.org/minutes"') == 1
    assert "example.org · Arta Hoxha" in text
    assert ">Minutes</a>" in text
    assert "1 link" in started.get(LIST).text
    answer = started.post(
        f"{first}/links", data={"address": "javascript:alert(1)", "title": "typed"}
    )
    assert answer.status_code == 422
    assert "This is not a web address." in answer.text
    assert 'href="javascript' not in answer.text
    with app.app_context():
        key = db.session.scalar(sa.select(TaskLink.id))
    assert sign_in("note_taker").post(f"{first}/links/{key}/delete").status_code == 403
    assert started.post(f"{first}/links/{key}/delete").status_code == 302
    assert started.post(f"{first}/links/{key}/delete").status_code == 404


def test_its_history_tells_what_was_what_is_and_who(
    app: Flask, started: FlaskClient, first: str, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    started.post(first, data={**FACTS, "due_on": "2027-02-14"})
    sign_in("staff").post(f"{first}/status", data={"to": "blocked", "blocked_by": "the budget"})
    started.post(
        f"{LIST}/many",
        data={
            "task": [first.rsplit("/", 1)[1], str(task_id(app, "C02"))],
            "do": "person",
            "person": str(cast.members["viewer"]),
        },
    )
    started.post(f"{LIST}/undo")
    text = started.get(first).text
    assert "→ 14 February 2027" in text
    assert "Status: open → blocked by: the budget" in text
    assert "Elira Ndoj" in text
    assert "<del>Person: – → Fatos Zeka</del> <small>undone</small>" in text
    assert "added" in text
