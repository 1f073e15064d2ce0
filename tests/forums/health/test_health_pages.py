"""The page of readiness and health: who may assess, what is kept, what is shown."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import user_by_email
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.forums.models import Assessment, ForumKeeper, ForumMeeting

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ..rhythm.rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases
YEAR = moment.planner_today().year
HERE = "/forums/fier/health"


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """Fier's committee, kept by the facilitator; `spring` is one of its meetings, so its team may assess."""
    with app.app_context():
        row = add_rhythm_forum("Fier", moment.planner_today() - timedelta(300))
        other = add_rhythm_forum("Berat", moment.planner_today() - timedelta(300))
        add_held_meeting(other, moment.planner_today() - timedelta(60))
        db.session.add(ForumKeeper(forum_id=other.id, user_id=cast.users["facilitator"]))
        db.session.add(ForumMeeting(forum_id=row.id, event_id=cast.event_id))
        db.session.commit()
        return {"fier": row.id, "berat": other.id}


def said(app) -> list[tuple]:
    with app.app_context():
        rows = db.session.execute(
            sa.select(
                Assessment.forum_id,
                Assessment.scale,
                Assessment.factor,
                Assessment.year,
                User.name,
                Assessment.score,
                Assessment.note,
            )
            .join(User, User.id == Assessment.user_id)
            .order_by(Assessment.factor, User.name)
        )
        return [tuple(row) for row in rows]


def earlier(app, cast, of: int | None, scale: str, *rows: tuple[str, str, int, int]) -> None:
    with app.app_context():
        db.session.add_all(
            Assessment(
                forum_id=of,
                scale=scale,
                factor=factor,
                year=year,
                user_id=cast.users[who],
                score=score,
            )
            for who, factor, year, score in rows
        )
        db.session.commit()


def test_an_opinion_is_kept_changed_and_taken_back(sign_in, app, ids) -> None:
    viewer = sign_in("viewer")
    assert "Nobody has made an assessment for" in viewer.get(HERE).text
    answer = viewer.post(
        HERE,
        data={"score-knowledge": "3", "note-knowledge": " Two trainings. ", "score-priority": "1"},
    )
    assert (answer.status_code, answer.location) == (302, HERE)
    kept = (ids["fier"], "readiness", "knowledge", YEAR, "Fatos Zeka", 3, "Two trainings.")
    assert said(app) == [kept, (ids["fier"], "readiness", "priority", YEAR, "Fatos Zeka", 1, "")]
    html = viewer.get(HERE).text
    for text in (
        f"1 person made an assessment for {YEAR}. Strongest: Knowledge of the subject (3). Weakest: Sensitivity",
        "Two trainings.",
        "Assessed by Fatos Zeka.",
    ):
        assert text in html
    viewer.post(
        HERE,
        data={
            "was-priority": "1:",
            "score-priority": "",
            "was-knowledge": "3:Two trainings.",
            "score-knowledge": "3",
            "note-knowledge": "Two trainings.",
        },
    )
    assert said(app) == [kept]


def test_another_window_loses_nothing(sign_in, app, ids) -> None:
    viewer = sign_in("viewer")
    viewer.post(HERE, data={"score-knowledge": "3"})
    viewer.post(HERE, data={"was-knowledge": ":", "score-knowledge": "", "score-priority": "2"})
    assert [(row[2], row[5]) for row in said(app)] == [("knowledge", 3), ("priority", 2)]


@pytest.mark.one_database
def test_nobody_changes_what_others_or_earlier_years_said(sign_in, app, cast, ids) -> None:
    earlier(
        app,
        cast,
        ids["fier"],
        "readiness",
        ("viewer", "knowledge", YEAR - 1, 2),
        ("staff", "knowledge", YEAR, 4),
    )
    sign_in("viewer").post(HERE, data={"score-knowledge": "3"})
    assert sorted((row[3], row[4], row[5]) for row in said(app)) == [
        (YEAR - 1, "Fatos Zeka", 2),
        (YEAR, "Elira Ndoj", 4),
        (YEAR, "Fatos Zeka", 3),
    ]
    html = sign_in("viewer").get(HERE).text
    assert "Knowledge of the subject: rose from 2 to 3.5." in html
    assert f"In {YEAR - 1} you said 2." in html
    assert (
        f"1 person made an assessment for {YEAR - 1}."
        in sign_in("viewer").get(f"{HERE}?year={YEAR - 1}").text
    )


@pytest.mark.one_database
def test_mistakes_stand_at_their_place_and_nothing_is_lost(sign_in, app, ids) -> None:
    for data, sentence in (
        ({"score-knowledge": "5"}, "Please choose one of the four levels"),
        ({"score-knowledge": "x"}, "Please choose one of the four levels"),
        ({"note-knowledge": "Only a note"}, "Please choose a level too"),
        ({"score-knowledge": "2", "note-knowledge": "x" * 501}, "at most 500 characters"),
    ):
        answer = sign_in("viewer").post(
            HERE, data={**data, "score-priority": "4", "note-priority": "Typed <b>"}
        )
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "Typed &lt;b&gt;" in answer.text
    assert said(app) == []


def onlooker(app: Flask, sign_in) -> FlaskClient:
    """Somebody in no team, whom an administrator lets see people: they look, and assess nothing."""
    with app.app_context():
        user_by_email("stranger@office.example").sees_contacts = True
        db.session.commit()
    return sign_in("stranger")


@pytest.mark.one_database
def test_doors(sign_in, app, client, ids) -> None:
    assert client.get(HERE).status_code == 302
    assert sign_in("stranger").get(HERE).status_code == 403
    stranger = onlooker(app, sign_in)
    assert [
        stranger.get(HERE).status_code,
        stranger.post(HERE, data={"score-knowledge": "3"}).status_code,
    ] == [200, 403]
    assert 'id="assess"' not in stranger.get(HERE).text
    assert "The levels in words" in stranger.get(HERE).text
    # a keeper of another forum, a member of no team of this one
    assert stranger.post("/forums/berat/health", data={"score-knowledge": "3"}).status_code == 403
    assert (
        sign_in("facilitator")
        .post("/forums/berat/health", data={"score-knowledge": "3"})
        .status_code
        == 302
    )
    for path in ("/forums/nowhere/health", f"{HERE}?year=1999"):
        assert sign_in("viewer").get(path).status_code == 404


def test_the_whole_is_assessed_on_nine_factors(sign_in, app, ids) -> None:
    assert (
        onlooker(app, sign_in).post("/forums/health", data={"score-roles": "3"}).status_code == 403
    )
    viewer = sign_in("viewer")
    assert viewer.get("/forums/health").text.count('class="fh-factor"') == 9
    viewer.post("/forums/health", data={"score-roles": "3", "score-knowledge": "3"})
    viewer.post("/forums/health", data={"was-roles": "3:", "score-roles": "2"})
    assert said(app) == [(None, "health", "roles", YEAR, "Fatos Zeka", 2, "")]
    assert "Nobody has made an assessment for" in viewer.get(HERE).text


@pytest.mark.one_database
def test_many_people_cost_no_more_statements(sign_in, app, cast, ids) -> None:
    earlier(
        app,
        cast,
        ids["fier"],
        "readiness",
        *[
            (who, factor, year, 2)
            for who in cast.users
            for factor in ("knowledge", "priority")
            for year in (YEAR - 1, YEAR)
        ],
    )
    client = sign_in("viewer")
    with count_statements() as statements:
        assert client.get(HERE).status_code == 200
    assert len(statements) <= 6
