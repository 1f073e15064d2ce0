"""An event of which only published shares are known: entered, marked everywhere, never mixed with people who are counted."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.forms import read_share
from facilitate.participation.models import PublishedShares, Standing

from ...directory.rows import add_office, add_worker

pytestmark = pytest.mark.both_databases
PATH = "/events/spring/figures/published"
TYPED = {
    "version": "1",
    "total": "90",
    "at_least": "y",
    "source": "Report, page 4",
    "share_civil_society": "60",
    "share_government": "13,5 %",
}


def kept(app) -> PublishedShares | None:
    with app.app_context():
        return db.session.scalars(sa.select(PublishedShares)).first()


def someone(app, cast) -> None:
    """One person who comes to `spring`."""
    with app.app_context():
        invite_all_to_event(
            db.session.get_one(Event, cast.event_id),
            [add_worker("Ana Leka", add_office("NGO"))],
            Standing.COMING,
        )
        db.session.commit()


def test_shares_are_read_as_people_write_them() -> None:
    assert [read_share(text) for text in ("43", "13.5", "13,5 %", " 100% ", "", "0")] == [
        430,
        135,
        135,
        1000,
        None,
        0,
    ]


@pytest.mark.parametrize("text", ["101", "-3", "13.55", "a third", "1e2", "100.1"])
def test_other_texts_are_no_shares(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_share(text)


def test_what_was_published_is_kept_and_marked(app, organiser: FlaskClient) -> None:
    assert organiser.post(PATH, data=TYPED).status_code == 302
    row = kept(app)
    assert row is not None
    assert (row.total, row.at_least, row.source) == (90, True, "Report, page 4")
    assert row.shares == {"civil_society": 600, "government": 135}
    for path in ("/events/spring/figures", "/figures?event=spring"):
        html = organiser.get(path).text.replace("\u00a0", " ")
        assert "Civil society 60% · Government (total) 13.5%" in html
        assert "over 90" in html
        assert "as published" in html
    assert (
        "For 1 event only published shares are known."
        in organiser.get("/figures?event=spring").text
    )


def test_shares_are_changed_and_taken_out(app, organiser: FlaskClient) -> None:
    organiser.post(PATH, data=TYPED)
    assert 'value="13.5"' in organiser.get(PATH).text
    changed = {**TYPED, "share_government": "16", "share_civil_society": ""}
    assert organiser.post(PATH, data=changed).status_code == 302
    row = kept(app)
    assert row is not None
    assert row.shares == {"government": 160}
    assert organiser.post(f"{PATH}/remove").status_code == 302
    assert kept(app) is None


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"share_civil_society": "a lot"},
            "Enter a share from 0 to 100 with at most one decimal",
        ),
        ({"share_civil_society": "", "share_government": ""}, "Fill in at least one share."),
        ({"share_civil_society": "60", "share_donor": "55"}, "add up to more than 100"),
        (
            {"share_central_government": "30", "share_government": "13"},
            "cannot be less than its parts",
        ),
        ({"total": "-4"}, "Enter a number from 0 to"),
    ],
)
def test_mistakes_stay_in_the_form(
    app, organiser: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = organiser.post(PATH, data={**TYPED, **typed})
    assert (answer.status_code, sentence in answer.text, "Report, page 4" in answer.text) == (
        422,
        True,
        True,
    )
    assert kept(app) is None


def test_an_edit_that_met_another_one_shows_both(organiser: FlaskClient) -> None:
    organiser.post(PATH, data=TYPED)
    organiser.post(PATH, data={**TYPED, "total": "92"})
    late = organiser.post(PATH, data={**TYPED, "share_government": "20"})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.text


def test_people_who_are_counted_and_published_shares_are_never_mixed(
    app, cast, organiser: FlaskClient
) -> None:
    organiser.post(PATH, data=TYPED)
    someone(app, cast)
    html = organiser.get("/events/spring/figures").text
    assert "fig-published" not in html
    assert "1 person is coming so far" in html
    assert [organiser.get(PATH).status_code, organiser.post(PATH, data=TYPED).status_code] == [
        200,
        409,
    ]


@pytest.mark.one_database
def test_who_may_enter_them(sign_in) -> None:
    assert [sign_in(who).get(PATH).status_code for who in ("staff", "viewer", "stranger")] == [
        200,
        403,
        404,
    ]
    assert [
        sign_in(who).post(f"{PATH}/remove").status_code for who in ("staff", "viewer", "stranger")
    ] == [
        302,
        403,
        404,
    ]
    assert sign_in("staff").get(f"{PATH}/remove").status_code == 405
    assert sign_in("staff").get("/events/nowhere/figures/published").status_code == 404
