"""Actions followed up: into the checklist, to the forum, closed everywhere at once; who may."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.actions import mark_done, undo_or_redo_last
from facilitate.checklists.models import Phase, Task, TaskStatus
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.meetings.actions import close_point
from facilitate.forums.models import OpenPoint
from facilitate.notes.deciding.queries import PlacedAction
from facilitate.notes.models import ActionStatus, NoteKind, NoteLine
from facilitate.report.clearing.cleared_actions import shorten_text
from facilitate.report.models import ActionAtForum

from ... import moment
from ...statements import count_statements
from .conftest import HOME, Made

Now = Callable[[], dict[int, PlacedAction]]


def tasks(app: Flask) -> list[Task]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(Task).where(Task.removed_at.is_(None)).order_by(Task.id))
        )


def points(app: Flask) -> list[OpenPoint]:
    with app.app_context():
        return list(db.session.scalars(sa.select(OpenPoint).order_by(OpenPoint.id)))


def closed(
    status: str = "done", outcome: str = "E bëmë.", on: date | None = None
) -> dict[str, str]:
    day = on or moment.planner_today()
    return {"ended": status, "outcome": outcome, "closed_on": day.isoformat()}


@pytest.mark.both_databases
def test_into_the_checklist_once_and_undone(
    app: Flask, cast, keeper: FlaskClient, made: Made, standing: Now
) -> None:
    assert "Add 2 to the checklist" in keeper.get(HOME).text
    assert keeper.post(f"{HOME}/checklist", data={"action": made.call}).status_code == 302
    keeper.post(f"{HOME}/checklist")
    keeper.post(f"{HOME}/checklist")  # pressed twice: nothing doubles
    first, second = tasks(app)
    due = moment.planner_today() - timedelta(days=1)
    assert (first.title.sq, first.phase, first.due_on, first.owner_id) == (
        "Telefononi qarkun",
        Phase.FOLLOW_UP,
        due,
        None,
    )
    assert "Ana Hoxha, Bashkia Vlorë" in first.note
    assert (second.owner_id, second.due_on > due - timedelta(days=10)) == (
        cast.members["staff"],
        True,
    )
    assert standing()[made.call].task is not None
    with app.app_context():
        undo_or_redo_last(db.session.get_one(Event, cast.event_id), cast.users["organiser"])
        db.session.commit()
    assert standing()[made.book].task is None  # taken back in the checklist: offered again
    assert "Add 1 to the checklist" in keeper.get(HOME).text


@pytest.mark.any_day
@pytest.mark.both_databases
def test_closing_ticks_the_task_and_closes_the_point(
    app: Flask, keeper: FlaskClient, made: Made, standing: Now
) -> None:
    keeper.post(f"{HOME}/checklist")
    keeper.post(f"{HOME}/forum")
    keeper.post(f"{HOME}/forum")
    assert [(one.text, one.member_id) for one in points(app)] == [
        ("Telefononi qarkun", made.member),
        ("Gjeni sallën", None),
    ]
    assert keeper.post(f"{HOME}/{made.call}/close", data=closed()).status_code == 302
    assert standing()[made.call].row.status is ActionStatus.DONE
    assert tasks(app)[0].status is TaskStatus.DONE
    assert (points(app)[0].outcome, points(app)[0].closed_on) == ("E bëmë.", moment.planner_today())
    assert keeper.post(f"{HOME}/{made.call}/close", data=closed()).status_code == 409
    keeper.post(f"{HOME}/{made.call}/reopen")
    assert standing()[made.call].row.status is ActionStatus.OPEN
    assert tasks(app)[0].status is TaskStatus.OPEN
    assert points(app)[0].closed_on is None


def test_dropped_says_why(app: Flask, keeper: FlaskClient, made: Made, standing: Now) -> None:
    keeper.post(f"{HOME}/checklist")
    path = f"{HOME}/{made.book}/close"
    assert "Gjeni sallën" in keeper.get(path).text
    for wrong in (
        closed("dropped", ""),
        closed("open"),
        closed("lost"),
        closed(on=moment.planner_today() + timedelta(days=3)),
    ):
        assert keeper.post(path, data=wrong).status_code == 422
    assert keeper.post(path, data=closed("dropped", "Nuk ka para.")).status_code == 302
    assert tasks(app)[1].status is TaskStatus.NOT_NEEDED
    assert standing()[made.book].row.outcome == "Nuk ka para."
    assert keeper.get(path).status_code == 409  # closed already


def test_what_was_closed_elsewhere_is_told(
    app: Flask, cast, keeper: FlaskClient, made: Made
) -> None:
    keeper.post(f"{HOME}/checklist")
    keeper.post(f"{HOME}/forum")
    with app.app_context():
        mark_done(
            db.session.scalars(
                sa.select(Task).where(Task.title != sa.null()).order_by(Task.id)
            ).all()[0],
            moment.planner_today(),
        )
        close_point(
            db.session.scalars(sa.select(OpenPoint).order_by(OpenPoint.id)).all()[1],
            "U gjet salla",
            moment.planner_today(),
        )
        db.session.commit()
    page = keeper.get(HOME).text
    assert "In the checklist it was marked as done on" in page
    assert "U gjet salla" in page


def test_a_question_goes_to_the_forum_once(
    app: Flask, cast, keeper: FlaskClient, made: Made
) -> None:
    now = moment.now()
    with app.app_context():
        rows = [
            NoteLine(
                event_id=cast.event_id,
                key=f"q{text}",
                kind=NoteKind.QUESTION,
                text=text,
                at=now,
                changed_at=now,
                withheld=hidden,
            )
            for text, hidden in (("Kush paguan natën?", False), ("Mos e nxirr", True))
        ]
        db.session.add_all(rows)
        db.session.commit()
        asked, hidden = rows[0].id, rows[1].id
    page = keeper.get(HOME).text
    assert "Kush paguan natën?" in page
    assert "Mos e nxirr" not in page
    for _twice in range(2):
        assert keeper.post(f"{HOME}/questions/{asked}").status_code == 302
    assert [one.text for one in points(app)] == ["Kush paguan natën?"]
    assert keeper.post(f"{HOME}/questions/{hidden}").status_code == 409
    assert keeper.post(f"{HOME}/questions/999").status_code == 404


def test_an_event_of_no_forum_has_no_such_button(
    app: Flask, cast, keeper: FlaskClient, made: Made
) -> None:
    with app.app_context():
        db.session.execute(sa.text("DELETE FROM forum_meeting"))
        db.session.commit()
    assert "next meeting" not in keeper.get(HOME).text
    assert keeper.post(f"{HOME}/forum").status_code == 404
    with app.app_context():
        assert db.session.scalars(sa.select(ActionAtForum)).all() == []


def test_who_may_what(made: Made, sign_in: Callable[[str], FlaskClient]) -> None:
    viewer, notes, stranger = sign_in("viewer"), sign_in("note_taker"), sign_in("stranger")
    page = viewer.get(HOME)
    assert page.status_code == 200
    assert "ana@office.example" not in page.text
    assert "/promised/" not in page.text  # links are the owners'
    for path in (
        f"{HOME}/checklist",
        f"{HOME}/forum",
        f"{HOME}/{made.call}/close",
        f"{HOME}/{made.call}/reopen",
        f"{HOME}/mail/told",
    ):
        assert viewer.post(path).status_code == 403
        assert stranger.post(path).status_code == 404
    assert notes.post(f"{HOME}/checklist").status_code == 403
    assert notes.post(f"{HOME}/{made.call}/close", data=closed()).status_code == 302
    assert notes.post(f"{HOME}/999/close").status_code == 404


def test_the_page_asks_little(app: Flask, keeper: FlaskClient, made: Made) -> None:
    keeper.post(f"{HOME}/checklist")
    keeper.post(f"{HOME}/forum")
    with count_statements() as asked:
        keeper.get(HOME)
    assert len(asked) <= 16


def test_shortened() -> None:
    assert shorten_text("a  b\nc", 20) == "a b c"
    assert shorten_text("one two three", 9) == "one two…"
    assert len(shorten_text("x" * 500, 200)) == 200
