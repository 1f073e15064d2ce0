"""The director's picture of a year."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.duty_dates import after_months
from facilitate.forums.models import Forum

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from .rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases


@pytest.fixture
@keep_scene
def late(app, cast) -> None:
    """Fier never met in three years; Shkodër met today."""
    with app.app_context():
        add_rhythm_forum("Fier", moment.planner_today() - timedelta(1000))
        add_held_meeting(
            add_rhythm_forum(
                "Shkodër", moment.planner_today() - timedelta(1000), "technical_table"
            ),
            moment.planner_today(),
        )
        db.session.commit()


@pytest.mark.any_day
def test_the_first_sentence_names_who_is_overdue(sign_in, late) -> None:
    html = sign_in("viewer").get("/forums/year").text
    assert "1 of 2 is overdue: Fier." in html
    assert "Overdue: Meeting since" in html
    assert html.index("Regional committee") < html.index("Technical working table")


@pytest.mark.any_day
def test_other_years_say_what_was_held(sign_in, late) -> None:
    viewer, today = sign_in("viewer"), moment.planner_today()
    dates = [after_months(today - timedelta(1000), number) for number in range(40)]
    met = max(
        day for day in dates if day <= today
    )  # the date that Shkodër's meeting of today counts for
    missed = 15 if met.year < today.year else 16
    html = viewer.get(f"/forums/year?year={today.year - 1}").text
    assert (
        f"0 meetings were held in {today.year - 1}; {missed} that were due were not held." in html
    )
    html = viewer.get(f"/forums/year?year={today.year + 1}").text
    assert f"0 meetings are planned for {today.year + 1}." in html


def test_marks_carry_a_letter_and_a_word(sign_in, late) -> None:
    html = sign_in("viewer").get("/forums/year").text
    assert (
        f'<i class="fy-held" aria-hidden="true">H</i><span class="hidden">held </span>{moment.planner_today().day}</span>'
        in html
    )
    client = sign_in("viewer")
    client.post("/language", data={"language": "sq", "next": "/"})
    assert '<i class="fy-held" aria-hidden="true">M</i>' in client.get("/forums/year").text


def test_the_key_says_what_small_marks_are(sign_in, late) -> None:
    client = sign_in("viewer")
    client.post("/language", data={"language": "sq", "next": "/"})
    html = client.get("/forums/year").text
    for words in (
        "afati i një raporti ose plani",
        "raport ose plan i padorëzuar në afat",
        "raport ose plan i dorëzuar",
    ):
        assert f"</i> {words}</li>" in html


@pytest.mark.one_database
def test_for_whom_it_is_and_odd_years(sign_in, client: FlaskClient, cast) -> None:
    assert client.get("/forums/year").status_code == 302
    viewer = sign_in("viewer")
    assert "No forum yet." in viewer.get("/forums/year").text
    assert [
        viewer.get(f"/forums/year?year={year}").status_code for year in ("1999", "2101", "soon")
    ] == [
        404,
        404,
        200,
    ]
    assert viewer.post("/forums/year").status_code == 405


@pytest.mark.one_database
def test_more_forums_ask_no_more(sign_in, app, late) -> None:
    viewer = sign_in("viewer")

    def ask() -> int:
        with count_statements() as statements:
            assert viewer.get("/forums/year").status_code == 200
        return len(statements)

    before = ask()
    with app.app_context():
        for number in range(3):
            add_held_meeting(
                add_rhythm_forum(
                    f"Group {number}", moment.planner_today() - timedelta(400), "coalition"
                ),
                moment.planner_today() - timedelta(30),
            )
        db.session.commit()
    assert ask() == before <= 10


def test_an_ended_forum_leaves_the_picture(sign_in, app, late) -> None:
    with app.app_context():
        row = db.session.scalars(db.select(Forum).where(Forum.slug == "fier")).one()
        row.ended_on = moment.planner_today() - timedelta(400)
        db.session.commit()
    html = sign_in("viewer").get("/forums/year").text
    assert ("Fier" in html, "The only forum is not overdue." in html) == (False, True)


def test_a_forum_of_that_name_has_an_address_of_its_own(app, cast) -> None:
    with app.app_context():
        assert [
            add_rhythm_forum(name, moment.planner_today()).slug for name in ("Year", "New")
        ] == ["year-2", "new-2"]
