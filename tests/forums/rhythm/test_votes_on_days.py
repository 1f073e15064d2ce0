"""Members vote on days by a link of their own, without an account: counted, changed, closed."""

import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from facilitate.data.db import db
from facilitate.forums.models import (
    ForumMember,
    MeetingProposal,
)

from ... import moment
from .conftest import days_offered, votes_kept, votes_typed

pytestmark = pytest.mark.both_databases
TODAY = moment.planner_today()
YEAR = TODAY.year + 1
FIRST, SECOND = days_offered()


@pytest.mark.one_database
def test_a_link_says_whose_it_is(client: FlaskClient, tokens) -> None:
    html = client.get(f"/v/{tokens['vlore']}").text
    assert "Ana Leka, OJF Vlorë" in html
    assert client.get("/v/nobody").status_code == 404
    assert client.post("/v/nobody").status_code == 404


def test_a_member_votes_and_changes_it(client: FlaskClient, app, ids, tokens) -> None:
    path = f"/v/{tokens['vlore']}"
    assert client.post(path, data=votes_typed(ids, 2, 0)).status_code == 302
    assert votes_kept(app) == {(ids["vlore"], FIRST): 2, (ids["vlore"], SECOND): 0}
    assert client.post(path, data=votes_typed(ids, 1, 2)).status_code == 302
    assert client.post(f"/v/{tokens['fier']}", data=votes_typed(ids, 2, 2)).status_code == 302
    assert votes_kept(app) == {
        (ids["vlore"], FIRST): 1,
        (ids["vlore"], SECOND): 2,
        (ids["fier"], FIRST): 2,
        (ids["fier"], SECOND): 2,
    }
    assert client.get(path).text.count(" checked") == 2


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "status"),
    [({}, 422), ({"d-999-2027-01-01": "2"}, 409), ({"d-x": "2"}, 409)],
)
def test_what_is_no_vote(client: FlaskClient, app, ids, tokens, typed, status: int) -> None:
    assert client.post(f"/v/{tokens['vlore']}", data=typed).status_code == status
    assert (
        client.post(f"/v/{tokens['vlore']}", data={f"d-{ids['proposal']}-{FIRST}": "7"}).status_code
        == 409
    )
    assert votes_kept(app) == {}


def test_a_vote_after_closing_changes_nothing_and_is_told(
    client: FlaskClient, app, ids, tokens
) -> None:
    path = f"/v/{tokens['vlore']}"
    client.post(path, data=votes_typed(ids, 2, 0))
    with app.app_context():
        db.session.get_one(MeetingProposal, ids["proposal"]).closes_on = TODAY - timedelta(1)
        db.session.commit()
    client.post("/language", data={"language": "en", "next": "/"})
    answer = client.post(path, data=votes_typed(ids, 0, 2))
    assert (answer.status_code, "Voting has closed" in answer.text) == (409, True)
    assert votes_kept(app) == {(ids["vlore"], FIRST): 2, (ids["vlore"], SECOND): 0}
    html = client.get(path).text
    assert ("Here is what was agreed and what you said." in html, 'type="radio"' in html) == (
        True,
        False,
    )
    assert ("webcal://" in html, b"VEVENT" in client.get(f"{path}/days.ics").data) == (False, False)
    names = []
    for agreed in (FIRST, SECOND):
        with app.app_context():
            db.session.get_one(MeetingProposal, ids["proposal"]).chosen = agreed
            db.session.commit()
        [entry] = Calendar.from_ical(client.get(f"{path}/days.ics").data).walk("VEVENT")
        assert entry.decoded("dtstart") == agreed
        names.append((entry["uid"], entry["sequence"]))
    assert (names[0][0] == names[1][0], names[0][1] < names[1][1]) == (True, True)
    html = client.get(path).text
    assert ("webcal://" in html, f'{path}/days.ics"' in html) == (True, True)
    assert client.get("/v/nobody/days.ics").status_code == 404


@pytest.mark.one_database
def test_who_left_has_no_link_any_more(client: FlaskClient, app, ids, tokens) -> None:
    with app.app_context():
        db.session.get_one(ForumMember, ids["vlore"]).until = TODAY - timedelta(1)
        db.session.commit()
    assert client.get(f"/v/{tokens['vlore']}").status_code == 404


def test_two_votes_at_once_lose_nothing(app, ids, tokens) -> None:
    """Four members' browsers press at the same moment, twice each."""
    statuses: list[int] = []
    for token in tokens.values():  # everybody has the page open
        assert app.test_client().get(f"/v/{token}").status_code == 200

    def press(token: str, first: int) -> None:
        for _twice in range(2):
            statuses.append(
                app.test_client()
                .post(f"/v/{token}", data=votes_typed(ids, first, first))
                .status_code
            )

    threads = [
        threading.Thread(target=press, args=(tokens[name], value))
        for name, value in (("vlore", 2), ("fier", 1), ("agency", 0), ("vlore", 2))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert statuses == [302] * 8
    assert votes_kept(app) == {
        (ids[name], on): value
        for name, value in (("vlore", 2), ("fier", 1), ("agency", 0))
        for on in (FIRST, SECOND)
    }


@pytest.mark.one_database
def test_observers_are_shown_apart_and_not_counted(
    sign_in, client: FlaskClient, ids, tokens
) -> None:
    client.post(f"/v/{tokens['agency']}", data=votes_typed(ids, 2, 2))
    client.post(f"/v/{tokens['fier']}", data=votes_typed(ids, 1, 2))
    html = sign_in("viewer").get(f"/forums/south/plan?year={YEAR}").text
    assert "can come, of 2" in html
    assert html.index("Observers, not counted") < html.index("Agency")
    assert html.count("<b>1</b>") == 2
    assert html.count("most can come") == 1
