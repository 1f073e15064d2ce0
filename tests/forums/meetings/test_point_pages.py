"""Open points on the page: written down, closed, reopened, by several people at once; never twice."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.forums.actions import add_meeting
from facilitate.forums.meetings.actions import close_point, raise_point, reopen_point
from facilitate.forums.meetings.points import carried_to, is_same_text
from facilitate.forums.meetings.queries import points_of
from facilitate.forums.models import Forum, OpenPoint, PointKind
from facilitate.web.app import create_app
from facilitate.web.refused import Refused

from ... import moment
from ...conftest import settings_for
from ...processes import run_at_once
from ...statements import count_statements
from .conftest import South, add_forum_meeting, forum_of

pytestmark = pytest.mark.both_databases
PHONE = "Open the phone line at night"


def typed(**more: object) -> dict[str, object]:
    return {"text": PHONE, "kind": "action", "member_id": "", "due_on": "", **more}


def rows(app: Flask) -> list[OpenPoint]:
    with app.app_context():
        return list(db.session.scalars(sa.select(OpenPoint).order_by(OpenPoint.id)))


@pytest.mark.one_database
@pytest.mark.any_day
def test_a_point_is_written_down_and_shows_at_every_meeting(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    due = moment.planner_today() - timedelta(days=3)
    who = south.members["Bashkia Vlorë"]
    answer = keeper.post(
        f"{south.path}/points",
        data=typed(member_id=who, due_on=due.isoformat(), meeting=south.held),
    )
    assert (answer.status_code, answer.location) == (
        302,
        f"{south.path}/meetings/{south.held}#points",
    )
    (row,) = rows(app)
    assert (row.text, row.kind, row.member_id, row.due_on, row.raised_at_id) == (
        PHONE,
        PointKind.ACTION,
        who,
        due,
        south.held,
    )
    listed = keeper.get(f"{south.path}/meetings").text
    assert listed.count(PHONE) == 1
    for words in (
        "1 meeting held, 1 upcoming. 1 open point, 1 late.",
        "late since",
        "Bashkia Vlorë",
    ):
        assert words in listed
    assert keeper.get(south.meeting).text.count(PHONE) == 1
    assert "Nothing is open" not in listed


def test_the_same_written_down_twice_stays_one(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    for text in (PHONE, "open the phone line  at night."):
        assert keeper.post(f"{south.path}/points", data=typed(text=text)).status_code == 302
    assert [row.text for row in rows(app)] == [PHONE]
    assert keeper.post(f"{south.path}/points", data=typed(kind="question")).status_code == 302
    assert [row.kind for row in rows(app)] == [PointKind.ACTION, PointKind.QUESTION]


def test_a_point_is_closed_and_reopened(app: Flask, keeper: FlaskClient, south: South) -> None:
    keeper.post(f"{south.path}/points", data=typed())
    path = f"{south.path}/points/{rows(app)[0].id}"
    answer = keeper.post(f"{path}/close", data={"outcome": "It is open", "closed_on": "2027-03-01"})
    assert answer.status_code == 302
    assert (rows(app)[0].closed_on, rows(app)[0].outcome) == (date(2027, 3, 1), "It is open")
    html = keeper.get(south.path + "/meetings").text
    assert ("No open point." in html, "1 closed point" in html, "It is open" in html) == (
        True,
        True,
        True,
    )
    assert PHONE not in keeper.get(south.meeting).text
    again = keeper.post(f"{path}/close", data={"outcome": "Twice", "closed_on": "2027-03-02"})
    assert (again.status_code, "This was already closed on 1 March 2027." in again.text) == (
        409,
        True,
    )
    assert keeper.post(f"{path}/reopen").status_code == 302
    assert (rows(app)[0].closed_on, rows(app)[0].outcome) == (None, "")


@pytest.mark.one_database
def test_what_was_written_down_anew_is_not_reopened_beside_it(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    keeper.post(f"{south.path}/points", data=typed())
    path = f"{south.path}/points/{rows(app)[0].id}"
    keeper.post(f"{path}/close", data={"outcome": "Done", "closed_on": "2027-03-01"})
    keeper.post(f"{south.path}/points", data=typed())
    assert keeper.post(f"{path}/reopen").status_code == 409
    assert [row.closed_on is None for row in rows(app)] == [False, True]


def test_its_words_are_changed_and_two_edits_meet(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    keeper.post(f"{south.path}/points", data=typed())
    row = rows(app)[0]
    path = f"{south.path}/points/{row.id}"
    assert keeper.get(path).status_code == 200
    new = typed(text="Open it on Sundays", kind="question", version=row.version)
    assert keeper.post(path, data=new).status_code == 302
    assert [(one.text, one.kind) for one in rows(app)] == [
        ("Open it on Sundays", PointKind.QUESTION)
    ]
    late = keeper.post(path, data=typed(text="Never on Sundays", version=row.version))
    assert (late.status_code, "Open it on Sundays" in late.text) == (409, True)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"text": " "}, "Please fill this in."),
        ({"text": "x" * 301}, "This is too long: at most 300 characters."),
        ({"kind": "rumour"}, "Please choose one from the list."),
        ({"member_id": "99999"}, "Please choose one from the list."),
        ({"due_on": "1.1.1900"}, 'class="error"'),
    ],
)
def test_bad_input_stays_in_the_form(keeper: FlaskClient, south: South, bad, sentence: str) -> None:
    answer = keeper.post(f"{south.path}/points", data=typed(**{"text": "Kept text", **bad}))
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.one_database
def test_closing_wants_an_outcome_and_a_day(app: Flask, keeper: FlaskClient, south: South) -> None:
    keeper.post(f"{south.path}/points", data=typed())
    path = f"{south.path}/points/{rows(app)[0].id}/close"
    answer = keeper.post(path, data={"outcome": "", "closed_on": "soon"})
    assert answer.status_code == 422
    assert rows(app)[0].closed_on is None


@pytest.mark.one_database
def test_for_whom_these_pages_are(
    app: Flask, sign_in: Callable, client: FlaskClient, south: South
) -> None:
    paths = [f"{south.path}/meetings", south.meeting]
    assert [client.get(path).status_code for path in paths] == [302, 302]
    assert [sign_in("viewer").get(path).status_code for path in paths] == [200, 200]
    sign_in("organiser").post(f"{south.path}/points", data=typed())
    point = f"{south.path}/points/{rows(app)[0].id}"
    viewer = sign_in("viewer")
    assert viewer.get(point).status_code == 403
    posts = [f"{south.path}/points", point, f"{point}/close", f"{point}/reopen"]
    assert [viewer.post(path).status_code for path in posts] == [403] * 4
    administrator = sign_in("administrator")
    assert administrator.get(point).status_code == 200
    missing = [
        "/forums/nowhere/meetings",
        f"{south.path}/meetings/99999",
        f"{south.path}/points/99999",
    ]
    assert [administrator.get(path).status_code for path in missing] == [404] * 3
    assert administrator.post(f"{south.path}/points", data=typed(meeting=99999)).status_code == 404
    assert [administrator.get(path).status_code for path in (posts[0], *posts[2:])] == [405] * 3


@pytest.mark.one_database
def test_more_rows_ask_no_more(app: Flask, keeper: FlaskClient, south: South) -> None:
    def ask() -> list[int]:
        numbers = []
        for path in (f"{south.path}/meetings", south.meeting):
            with count_statements() as statements:
                assert keeper.get(path).status_code == 200
            numbers.append(len(statements))
        return numbers

    before = ask()
    with app.app_context():
        forum = forum_of(south)
        for number in range(3):
            raise_point(
                forum,
                PointKind.ACTION,
                f"Point {number}",
                member_id=south.members["Policia Fier"],
                event_id=south.held,
            )
            add_meeting(forum, add_forum_meeting(f"Another {number}", date(2020, 1, 1 + number)))
        db.session.commit()
    assert ask() == before
    assert max(before) <= 12


ACTS = st.lists(
    st.tuples(st.sampled_from(["meeting", "raise", "close", "reopen"]), st.integers(0, 4)),
    max_size=25,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_any_order_in_the_database_doubles_nothing(
    app: Flask, south: South, acts: list[tuple[str, int]]
) -> None:
    today = moment.planner_today()
    with app.app_context():
        forum = forum_of(south)
        for place, (what, number) in enumerate(acts):
            act(forum, what, number, place)
            points = points_of(forum)
            still = [point for point in points if point.closed_on is None]
            assert not any(
                is_same_text(a.text, b.text) for a in still for b in still if a.id < b.id
            )
            for key, day in ((south.coming, south.soon), (south.held, south.soon)):
                shown = carried_to(points, key, day, today)
                assert sorted(point.id for point in shown) == sorted(
                    point.id for point in still if point.raised_at_id != key
                )
        db.session.rollback()


def act(forum: Forum, what: str, number: int, place: int) -> None:
    """One thing somebody does; what cannot be done is refused and changes nothing."""
    points = points_of(forum)
    if what == "meeting":
        add_meeting(
            forum, add_forum_meeting(f"Meeting {place}", date(2030, 1, 1) + timedelta(days=place))
        )
    elif what == "raise":
        raise_point(forum, PointKind.ACTION, f"Text {number}")
    elif number < len(points):
        try:
            close_point(
                points[number], "Done", moment.planner_today()
            ) if what == "close" else reopen_point(forum, points[number])
        except Refused:
            return


def write_down(url: str, folder: Path, forum_id: int) -> None:
    """What each of several people does at the same moment."""
    app = create_app(settings_for(folder, url))
    with app.app_context():
        for number in range(10):
            raise_point(db.session.get_one(Forum, forum_id), PointKind.ACTION, f"Text {number}")
            db.session.commit()
            db.session.remove()


def test_two_people_at_once_write_down_one(
    app: Flask, south: South, database: str, tmp_path: Path
) -> None:
    run_at_once(write_down, [(database, tmp_path, south.forum)] * 2)
    assert sorted(row.text for row in rows(app)) == [f"Text {number}" for number in range(10)]
