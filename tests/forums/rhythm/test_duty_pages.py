"""A forum's duties: what everybody sees, what its keepers change."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.models import Duty, ForumKeeper

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from .rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """Fier's committee, ten months old, kept by the facilitator; it met once, two months ago."""
    with app.app_context():
        row = add_rhythm_forum("Fier", moment.planner_today() - timedelta(300))
        other = add_rhythm_forum("Berat", moment.planner_today())
        add_held_meeting(row, moment.planner_today() - timedelta(60))
        db.session.add(ForumKeeper(forum_id=row.id, user_id=cast.users["facilitator"]))
        db.session.commit()
        rows = db.session.execute(sa.select(Duty.key, Duty.id).where(Duty.forum_id == row.id))
        found = {key: number for key, number in rows}
        found["elsewhere"] = db.session.scalars(
            sa.select(Duty.id).where(Duty.forum_id == other.id)
        ).first()
        return found


def typed(**more: object) -> dict[str, object]:
    return {
        "version": "1",
        "name-en": "Report",
        "name-sq": "Raport",
        "number": "3",
        "every": "months",
        "done_by": "document",
        "since": f"{moment.planner_today():%Y-%m-%d}",
        **more,
    }


@pytest.mark.one_database
def test_states_are_said_in_words(sign_in, ids) -> None:
    html = sign_in("viewer").get("/forums/fier/duties").text
    for text in (
        "at least every 3 months",
        "2 times a year",
        "skipped",
        "Situation analysis",
        "overdue since",
    ):
        assert text in html
    assert ("Add a duty" in html, ">Edit<" in html) == (False, False)
    assert "Add a duty" in sign_in("facilitator").get("/forums/fier/duties").text


@pytest.mark.one_database
def test_doors(sign_in, client, ids) -> None:
    for path in ("/forums/fier/duties/new", f"/forums/fier/duties/{ids['report']}"):
        assert client.get(path).status_code == 302
        assert [
            sign_in(who).get(path).status_code
            for who in ("organiser", "facilitator", "administrator")
        ] == [403, 200, 200]
    assert (
        sign_in("organiser").post(f"/forums/fier/duties/{ids['report']}/remove").status_code == 403
    )
    keeper = sign_in("facilitator")
    for path in (
        f"/forums/fier/duties/{ids['elsewhere']}",
        "/forums/fier/duties/9999",
        "/forums/nowhere/duties",
    ):
        assert keeper.get(path).status_code == 404
    assert keeper.get(f"/forums/fier/duties/{ids['report']}/remove").status_code == 405
    assert keeper.post("/forums/fier/duties").status_code == 405


def test_a_duty_is_changed_and_its_state_follows(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    answer = keeper.post(f"/forums/fier/duties/{ids['report']}", data=typed(number="1"))
    assert (answer.status_code, answer.location) == (302, "/forums/fier/duties")
    with app.app_context():
        row = db.session.get_one(Duty, ids["report"])
        assert (row.every, row.number, row.since, row.key) == (
            "months",
            1,
            moment.planner_today(),
            "report",
        )
    assert "every month" in keeper.get("/forums/fier/duties").text
    assert (
        keeper.post(f"/forums/fier/duties/{ids['report']}", data=typed(number="2")).status_code
        == 409
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"number": "0"}, "Enter a number from 1 to 365."),
        ({"number": "-3"}, "Enter a number from 1 to 365."),
        ({"number": ""}, "Enter a whole number."),
        ({"number": "53", "every": "times_a_year"}, "Enter a number from 1 to 52."),
        ({"number": "121"}, "Enter a number from 1 to 120."),
        ({"every": "sometimes"}, "Please choose one from the list."),
        ({"name-en": "", "name-sq": ""}, "Please fill this in, in at least one language."),
        ({"since": "soon"}, "Enter a date: day, month and year."),
        ({"since": "1900-01-01"}, "Please choose a date between 2000 and 2100."),
    ],
)
def test_bad_duties_stay_in_the_form(sign_in, ids, bad, sentence: str) -> None:
    answer = sign_in("facilitator").post(
        "/forums/fier/duties/new", data=typed(**{"name-sq": "Mbetet", **bad})
    )
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "Mbetet" in answer.text or "name-sq" in bad


def test_the_duty_to_meet_stays_a_meeting(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    assert (
        keeper.post(
            f"/forums/fier/duties/{ids['meeting']}", data=typed(done_by="document")
        ).status_code
        == 302
    )
    with app.app_context():
        assert db.session.get_one(Duty, ids["meeting"]).done_by == "meeting"
    answer = keeper.post(f"/forums/fier/duties/{ids['meeting']}/remove")
    assert (answer.status_code, "you can change this duty, but not remove it" in answer.text) == (
        409,
        True,
    )


def test_a_duty_of_ones_own_comes_and_goes(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    for name in ("Newsletter", "Training"):
        assert (
            keeper.post(
                "/forums/fier/duties/new", data=typed(**{"name-en": name, "version": "1"})
            ).status_code
            == 302
        )
    assert keeper.get("/forums/fier/duties").text.count("Newsletter") > 0
    with app.app_context():
        own = db.session.scalars(
            sa.select(Duty.id).where(Duty.key.like("own-%")).order_by(Duty.id)
        ).all()
    assert len(own) == 2
    assert keeper.post(f"/forums/fier/duties/{own[0]}/remove").status_code == 302
    with app.app_context():
        assert db.session.get(Duty, own[0]) is None


def test_a_duty_that_was_removed_comes_back_beside_a_newer_one(sign_in, app, ids) -> None:
    keeper, new = sign_in("facilitator"), "/forums/fier/duties/new"
    keeper.post(new, data=typed(**{"name-en": "Newsletter", "version": "1"}))
    with app.app_context():
        first = db.session.scalars(sa.select(Duty.id).where(Duty.key.like("own-%"))).one()
    gone = keeper.post(f"/forums/fier/duties/{first}/remove", follow_redirects=True).text
    keeper.post(new, data=typed(**{"name-en": "Training", "version": "1"}))
    undo = re.findall(r'action="([^"]*undo[^"]*)"', gone)[0].replace("&amp;", "&")
    keeper.post(undo)
    page = keeper.get("/forums/fier/duties").text
    assert ("Newsletter" in page, "Training" in page) == (True, True)


@pytest.mark.one_database
def test_many_dates_are_shown_on_request(sign_in, app, ids) -> None:
    with app.app_context():
        add_rhythm_forum("Old", moment.planner_today() - timedelta(365 * 20), "technical_table")
        db.session.commit()
    viewer = sign_in("viewer")
    short, whole = (viewer.get(f"/forums/old/duties{more}").text for more in ("", "?all=1"))
    assert "earlier dates" in short
    assert whole.count("<tr>") > 200
    with count_statements() as statements:
        viewer.get("/forums/old/duties")
    assert len(statements) <= 9
