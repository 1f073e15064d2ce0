"""The checklist's page: it works, for whom, in four views, with filters; ticks, undo, history."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Phase, Task, TaskStatus
from facilitate.checklists.working import queries
from facilitate.data.db import db
from facilitate.events.models import Event

from ... import moment
from ...people import Cast
from ...statements import count_statements
from .facts import FACTS, LIST, task_facts, task_id

GETS = [
    "",
    "?view=person",
    "?view=week",
    "?view=timeline",
    "?view=timeline&phase=design",
    "/tasks/new",
    "/jobs",
    "/history",
    "?view=nothing&page=x&person=-1&job=no&status=gone&phase=&q=%25",
    "?page=999999999",
]
POSTS = [
    "/tasks/1/done",
    "/tasks/1/open",
    "/tasks/1/delete",
    "/tasks/1/status",
    "/tasks/1/recount",
    "/tasks/1/comments",
    "/tasks/1/links",
    "/tasks/1/comments/1/delete",
    "/tasks/1/links/1/delete",
    "/undo",
    "/redo",
    "/many",
    "/jobs/new",
    "/jobs/1/merge",
    "/jobs/1/remove",
]


def shown(client: FlaskClient, query: str = "") -> int:
    """How many tasks the page shows."""
    return client.get(f"{LIST}?{query}").text.count('<tr id="task-')


def lead_of(client: FlaskClient) -> str:
    found = re.search(r'class="lead">(.*?)</p>', client.get(LIST).text)
    assert found
    return found[1].split(" Next")[0]


def test_an_empty_list_says_what_to_do_first(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert "Copy the starting list" in organiser.get(LIST).text
    assert "Copy the starting list" not in sign_in("viewer").get(LIST).text


@pytest.mark.parametrize("path", GETS)
def test_every_page_opens(started: FlaskClient, path: str) -> None:
    with count_statements() as asked:
        assert started.get(LIST + path).status_code == 200
    assert len(asked) <= 12


@pytest.mark.parametrize("path", [*GETS[:8], "/tasks/1"])
def test_a_stranger_finds_nothing(sign_in: Callable[[str], FlaskClient], path: str) -> None:
    assert sign_in("stranger").get(LIST + path).status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_buttons_only_post_and_not_for_everybody(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert organiser.get(LIST + path).status_code == 405
    assert sign_in("stranger").post(LIST + path).status_code == 404
    assert sign_in("viewer").post(LIST + path).status_code == 403


@pytest.mark.parametrize("path", [*GETS[:4], "/jobs", "/history"])
def test_a_viewer_reads_and_has_no_buttons(
    started: FlaskClient, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    text = sign_in("viewer").get(LIST + path).text
    assert '<button class="tick' not in text
    assert 'form="many"' not in text
    assert "formaction" not in text


@pytest.mark.parametrize(
    "path", ["done", "open", "delete", "status", "recount", "comments", "links"]
)
def test_a_wrong_task_is_not_found(started: FlaskClient, path: str) -> None:
    assert started.post(f"{LIST}/tasks/999/{path}", data={"to": "open"}).status_code == 404


def test_the_page_says_how_far_it_is(started: FlaskClient) -> None:
    text = started.get(LIST).text
    assert "0 of 95 done, " in text
    assert re.search(r"<h2>Design <small>· 0 of 17 done", text)
    assert "Read the reports and evaluations" in text


@pytest.mark.any_day
def test_a_long_list_opens_where_something_is_late(app: Flask, started: FlaskClient) -> None:
    """At rest one part is open: the first with something late, else the first with something open. What is searched is not folded."""

    def opened(query: str = "") -> list[str]:
        return re.findall(
            r'<input\s+checked\s+type="checkbox"\s+data-unfold="(\w+)"',
            started.get(f"{LIST}{query}").text,
        )

    with app.app_context():
        far = moment.planner_today() + timedelta(days=9)
        db.session.execute(sa.update(Task).values(due_on=far, due_by_hand=True))
        db.session.commit()
    assert opened() == ["design"]
    with app.app_context():
        late = moment.planner_today() - timedelta(days=1)
        db.session.execute(sa.update(Task).where(Task.phase == Phase.LOGISTICS).values(due_on=late))
        db.session.commit()
    assert opened() == ["logistics"]
    assert "data-unfold" not in started.get(f"{LIST}?phase=design").text


@pytest.mark.any_day
def test_the_sentence_counts_late_and_blocked_ones(
    app: Flask, started: FlaskClient, first: str
) -> None:
    with app.app_context():
        far = moment.planner_today() + timedelta(days=9)
        db.session.execute(sa.update(Task).values(due_on=far, due_by_hand=True))
        for code, status, days in (
            ("C01", TaskStatus.OPEN, -1),
            ("C02", TaskStatus.BLOCKED, -9),
            ("C03", TaskStatus.BLOCKED, 0),
            ("C05", TaskStatus.NOT_NEEDED, -3),
        ):
            values = {"status": status, "due_on": moment.planner_today() + timedelta(days=days)}
            db.session.execute(sa.update(Task).where(Task.code == code).values(**values))
        db.session.commit()
    assert lead_of(started) == "0 of 94 done, 2 late, 2 blocked."
    started.post(f"{first}/done")
    assert lead_of(started) == "1 of 94 done, 1 late, 2 blocked."


@pytest.mark.any_day
def test_ticking_and_back_keeps_the_filters(app: Flask, started: FlaskClient, first: str) -> None:
    answer = started.post(f"{first}/done?mine=1&phase=design&view=week&page=2")
    assert (
        answer.location
        == f"{LIST}?mine=1&phase=design&view=week&page=2#task-{first.rsplit('/', 1)[1]}"
    )
    assert task_facts(app, Task.done_on) == (moment.planner_today(),)
    assert "1 of 95 done" in started.get(LIST).text
    started.post(f"{first}/open")
    assert task_facts(app, Task.done_on) == (None,)


def test_what_is_ticked_off_a_list_of_open_ones_can_be_undone(
    app: Flask, started: FlaskClient, first: str
) -> None:
    started.post(f"{first}/status", data={"to": "in_progress"})
    text = started.post(f"{first}/done?open=1", follow_redirects=True).text
    assert f'action="{LIST}/undo?open=1"' in text
    assert "Done: Read the reports" in text
    assert started.post(f"{LIST}/undo?open=1").location == f"{LIST}?open=1"
    assert task_facts(app, Task.status, Task.done_on) == (TaskStatus.IN_PROGRESS, None)


def test_undo_and_redo_say_what_they_take(app: Flask, started: FlaskClient, first: str) -> None:
    started.post(f"{first}/done")
    title = "Read the reports and evaluations of earlier conferences: what worked, what is not to be repeated"
    assert f"Undo: “{title}” has a new status." in started.get(LIST).text
    text = started.post(f"{LIST}/undo", follow_redirects=True).text
    assert f"Undone: “{title}” has a new status." in text
    assert f"Redo: “{title}” has a new status." in text
    assert task_facts(app, Task.status) == (TaskStatus.OPEN,)
    assert "Redone:" in started.post(f"{LIST}/redo", follow_redirects=True).text
    assert task_facts(app, Task.status, Task.done_on) == (TaskStatus.DONE, moment.planner_today())
    assert "There is nothing to redo." in started.post(f"{LIST}/redo", follow_redirects=True).text


def test_undo_is_of_ones_own_and_refused_when_others_changed_the_same(
    started: FlaskClient, first: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    helper = sign_in("note_taker")
    assert "There is nothing to undo." in helper.post(f"{LIST}/undo", follow_redirects=True).text
    started.post(f"{first}/done")
    helper.post(f"{first}/open")
    assert started.post(f"{LIST}/undo").status_code == 409


def test_a_note_taker_ticks_and_a_viewer_does_not(
    app: Flask, sign_in: Callable[[str], FlaskClient], first: str
) -> None:
    assert sign_in("viewer").post(f"{first}/done").status_code == 403
    assert task_facts(app, Task.status) == (TaskStatus.OPEN,)
    assert sign_in("note_taker").post(f"{first}/done").status_code == 302
    assert task_facts(app, Task.status) == (TaskStatus.DONE,)


def test_filters(
    app: Flask, started: FlaskClient, sign_in: Callable[[str], FlaskClient], first: str
) -> None:
    started.post(f"{first}/done")
    assert (shown(started), shown(started, "open=1"), shown(started, "phase=design")) == (
        95,
        94,
        17,
    )
    assert (shown(started, "phase=design&open=1"), shown(started, "phase=nothing")) == (16, 95)
    assert (shown(started, "status=done"), shown(started, "status=blocked")) == (1, 0)
    with app.app_context():
        mine = {name: len(ids) for name, ids in _owned().items()}
        job = db.session.scalar(sa.select(Task.role_id).where(Task.code == "C01"))
        of_job = db.session.scalar(sa.select(sa.func.count(Task.id)).where(Task.role_id == job))
    assert (shown(started, "mine=1"), shown(sign_in("staff"), "mine=1")) == (
        mine["organiser"],
        mine["staff"],
    )
    assert shown(started, f"job={job}") == of_job
    assert shown(started, "job=0") == shown(started, "person=0") == 0
    assert "No tasks found" in sign_in("viewer").get(f"{LIST}?mine=1").text
    assert "No tasks found" in started.get(f"{LIST}?person=2147483647").text


def _owned() -> dict[str, list[int]]:
    from facilitate.events.models import Member  # noqa: PLC0415

    rows = db.session.execute(
        sa.select(Member.role, Task.id).join(Member, Task.owner_id == Member.id)
    )
    found: dict[str, list[int]] = {}
    for role, key in rows:
        found.setdefault(role.value, []).append(key)
    return found


@pytest.mark.both_databases
def test_words_are_found_without_accents_in_both_languages(organiser: FlaskClient) -> None:
    rows = [("Nënshkruani letrat", "Çdo ftesë"), ("100% of_it", 'say "en"')]
    for sq, en in rows:
        data = {**FACTS, "title-en": en, "title-sq": sq, "note": "për mbledhjen"}
        assert organiser.post(f"{LIST}/tasks/new", data=data).status_code == 302
    for typed, number in (
        ("nenshkruani", 1),
        ("FTESE", 1),
        ("çdo letrat", 1),
        ("mbledhjen", 2),
        ("en", 2),
        ("sq", 0),
        ("%25", 1),
        ("of_it", 1),
        ("nothing", 0),
    ):
        assert shown(organiser, f"q={typed}") == number, typed
    assert shown(organiser, "q=ftese&status=done") == 0


def test_due_this_week_and_late(app: Flask, started: FlaskClient) -> None:
    today = moment.planner_today()
    monday = today - timedelta(days=today.weekday())
    with app.app_context():
        db.session.execute(sa.update(Task).values(due_on=monday + timedelta(days=400)))
        for code, day in (
            ("C01", monday),
            ("C02", monday + timedelta(days=6)),
            ("C03", monday - timedelta(days=1)),
        ):
            db.session.execute(sa.update(Task).where(Task.code == code).values(due_on=day))
        db.session.commit()
    assert shown(started, "week=1") == 2
    assert shown(started, "late=1") == 1 + (monday < today)
    text = started.get(f"{LIST}?view=week").text
    first = text.index('<span class="late">Late</span>')
    assert first < text.index("this week</span>") < text.index(f"task-{task_id(app, 'C02')}")


def test_by_person_each_has_counts(app: Flask, started: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(Task)
            .where(Task.code.in_(["C01", "C02"]))
            .values(owner_id=cast.members["viewer"])
        )
        db.session.execute(sa.update(Task).where(Task.code == "C03").values(owner_id=None))
        db.session.execute(
            sa.update(Task)
            .where(Task.code == "C02")
            .values(status=TaskStatus.DONE, done_on=moment.planner_today())
        )
        db.session.commit()
    text = started.get(f"{LIST}?view=person").text
    assert "Fatos Zeka <small>· 1 of 2 done" in text
    heads = re.findall(r"<h2>(.*?) <small>", text)
    assert heads[0] == "Arta Hoxha"
    assert heads[-1] == "Nobody yet"


def test_a_long_list_has_pages(started: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 40)
    monkeypatch.setattr(queries.task_page, "__defaults__", (40,))
    text = started.get(LIST).text
    assert text.count('<tr id="task-') == 40
    assert f'href="{LIST}?page=2"' in text
    seen = [
        int(key)
        for page in (1, 2, 3)
        for key in re.findall(r'<tr id="task-(\d+)', started.get(f"{LIST}?page={page}").text)
    ]
    assert (len(seen), len(set(seen))) == (95, 95)
    assert "0 of 17 done" in text


def test_a_house_rule_that_does_not_hold_is_one_quiet_line(
    app: Flask, started: FlaskClient
) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        late = event.first_day - timedelta(days=3)
        db.session.execute(sa.update(Task).values(due_on=late, milestone=None))
        db.session.commit()
    assert "4 of 4 house rules are not kept" in started.get(LIST).text


def test_a_moved_event_says_how_many_dates_no_longer_fit(
    app: Flask, cast: Cast, started: FlaskClient
) -> None:
    assert "have moved" not in started.get(LIST).text
    with app.app_context():
        db.session.get_one(Event, cast.event_id).first_day = date(2027, 3, 11)
        db.session.commit()
    said = re.search(r"have moved: (\d+) dates", started.get(LIST).text)
    told = re.search(r"(\d+) dates would change", started.get(f"{LIST}/dates").text)
    assert said
    assert told
    assert said[1] == told[1]


def test_the_history_tells_who_did_what(started: FlaskClient, first: str) -> None:
    started.post(first, data={**FACTS, "note": "by post"})
    started.post(f"{first}/done")
    started.post(f"{LIST}/undo")
    text = started.get(f"{LIST}/history").text
    assert "was changed." in text
    assert "Note: – → by post" in text
    assert "<del>“Order flowers” has a new status.</del> <small>undone</small>" in text
    assert "A change to “Order flowers” was undone." in text
    assert "The checklist was started with 95 tasks." in text
    assert "Arta Hoxha" in text


def test_what_is_typed_is_shown_and_not_run(started: FlaskClient, first: str) -> None:
    evil = "<script>alert(1)</script>"
    started.post(first, data={**FACTS, "title-en": evil, "note": evil, "benchmark-en": evil})
    started.post(f"{first}/comments", data={"text": evil})
    started.post(f"{first}/status", data={"to": "blocked", "blocked_by": evil})
    for path in (
        LIST,
        f"{LIST}?view=timeline&phase=logistics",
        f"{LIST}/history",
        first,
        f"{LIST}?q={evil}",
    ):
        text = started.get(path).text
        assert evil not in text
        assert "&lt;script&gt;" in text


@pytest.mark.both_databases
def test_one_task_costs_as_many_questions_as_three(organiser: FlaskClient, cast: Cast) -> None:
    asked: list[Any] = []
    for number, role in enumerate(["organiser", "staff", "facilitator"], 1):
        data = {**FACTS, "title-en": f"Task {number}", "owner_id": str(cast.members[role])}
        assert organiser.post(f"{LIST}/tasks/new", data=data).status_code == 302
        organiser.get(LIST)
        with count_statements() as statements:
            assert organiser.get(LIST).text.count('<tr id="task-') == number
        asked.append(len(statements))
    assert asked[0] == asked[2] <= 12


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "query", ["", "view=person", "view=week", "view=timeline", "q=flowers&late=1&person=1&job=0"]
)
def test_every_view_works_on_both_databases(organiser: FlaskClient, query: str) -> None:
    organiser.post(f"{LIST}/tasks/new", data=FACTS)
    organiser.post(f"{LIST}/tasks/new", data={**FACTS, "title-en": "Second"})
    organiser.post(f"{LIST}/undo")
    assert organiser.get(f"{LIST}?{query}").status_code == 200
    assert "was added." in organiser.get(f"{LIST}/history").text


def test_open_is_a_status_not_a_command_in_albanian(started: FlaskClient) -> None:
    started.post("/language", data={"language": "sq"})
    text = started.get(LIST).text
    assert ">E hapur<" in text
    assert ">Hap<" not in text
