"""Planning a year: proposed, edited, kept, voted on without account, agreed."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.models import (
    Forum,
    MeetingProposal,
    MemberLink,
)
from facilitate.forums.rhythm.labels import needless_said
from facilitate.forums.rhythm.planning import TypedMeeting, save_proposals
from facilitate.forums.rhythm.plans import YearDraft
from facilitate.mail.outbox import Message

from ... import moment
from ...statements import count_statements
from .conftest import add_member, days_offered, votes_kept, votes_typed
from .rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases
TODAY = moment.planner_today()
YEAR = TODAY.year + 1
FIRST, SECOND = days_offered()


def test_days_are_proposed_for_what_the_year_needs(sign_in, ids) -> None:
    html = (
        sign_in("facilitator").get(f"/forums/south/plan/new?year={YEAR}&weekday=3&choices=2").text
    )
    assert "2 meetings are still needed" in html
    assert html.count('<li class="card">') == 3
    assert "Public holidays to avoid" in html
    days = re.findall(r'name="day_\d_\d"[^>]*value="([0-9-]+)"', html)
    assert len(days) == 4
    assert {date.fromisoformat(one).weekday() for one in days} == {3}


def test_a_plan_is_kept_as_edited_and_only_once(sign_in, app, ids) -> None:
    keeper, path = sign_in("facilitator"), f"/forums/south/plan/new?year={YEAR}"
    typed = {
        "rows": "2",
        "seen": "1",
        "closes_on": f"{TODAY + timedelta(5)}",
        "day_0_0": f"{date(YEAR, 6, 3)}",
        "day_0_1": f"{date(YEAR, 6, 1)}",
        "host_0": ids["fier"],
        "day_1_0": "",
        "host_1": "",
    }
    answer = keeper.post(path, data=typed)
    assert (answer.status_code, answer.location) == (302, f"/forums/south/plan?year={YEAR}")
    with app.app_context():
        rows = db.session.scalars(sa.select(MeetingProposal).order_by(MeetingProposal.id)).all()
        assert [(row.number, row.days, row.host_id) for row in rows] == [
            (1, [FIRST.isoformat(), SECOND.isoformat()], ids["vlore"]),
            (2, [f"{YEAR}-06-01", f"{YEAR}-06-03"], ids["fier"]),
        ]
    again = keeper.post(path, data=typed)
    assert (
        again.status_code,
        "Somebody has planned meetings for this year in the meantime" in again.text,
    ) == (
        422,
        True,
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"day_0_0": ""}, "Please write at least one day."),
        ({"day_0_0": f"{TODAY}"}, "Please choose a day in the future."),
        ({"day_0_1": f"{date(YEAR, 6, 3)}"}, "This day appears twice."),
        ({"day_0_1": f"{date(YEAR + 1, 1, 7)}"}, "The days of a meeting must be in the same year."),
        ({"closes_on": f"{date(YEAR, 6, 3)}"}, "Please choose a day before the first proposed day"),
        ({"closes_on": f"{TODAY - timedelta(1)}"}, "Please choose a day in the future."),
        ({"closes_on": ""}, "Please choose a date."),
        ({"day_0_0": "soon"}, "Enter a date: day, month and year."),
    ],
)
def test_bad_plans_stay_in_the_form(sign_in, app, ids, bad, sentence: str) -> None:
    typed = {
        "rows": "1",
        "seen": "1",
        "closes_on": f"{TODAY + timedelta(5)}",
        "day_0_0": f"{date(YEAR, 6, 3)}",
        "host_0": "",
    }
    answer = sign_in("facilitator").post(f"/forums/south/plan/new?year={YEAR}", data=typed | bad)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(MeetingProposal.id))) == 1


@pytest.mark.one_database
def test_observers_never_host(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    assert "Agency" not in keeper.get(f"/forums/south/plan/new?year={YEAR}").text
    typed = {
        "rows": "1",
        "seen": "1",
        "closes_on": f"{TODAY + timedelta(5)}",
        "day_0_0": f"{date(YEAR, 6, 3)}",
        "host_0": ids["agency"],
    }
    assert keeper.post(f"/forums/south/plan/new?year={YEAR}", data=typed).status_code == 422


@pytest.mark.one_database
def test_a_day_is_agreed_and_taken_back(sign_in, app, ids, tokens, client: FlaskClient) -> None:
    keeper = sign_in("facilitator")
    path = f"/forums/south/proposals/{ids['proposal']}"
    assert keeper.post(f"{path}/choose", data={"day": f"{SECOND}"}).status_code == 302
    html = keeper.get(f"/forums/south/plan?year={YEAR}").text
    assert (
        "1 of 1 day is agreed." in html,
        f"/forums/south/meetings/next?day={SECOND}" in html,
    ) == (
        True,
        True,
    )
    assert (
        "planned for" in keeper.get("/forums/south/duties?all=1").text
        or "next by" in keeper.get("/forums/south/duties").text
    )
    assert client.post(f"/v/{tokens['vlore']}", data=votes_typed(ids, 2, 2)).status_code == 409
    assert keeper.get(path).status_code == 409
    assert keeper.post(f"{path}/choose", data={"day": f"{date(YEAR, 5, 5)}"}).status_code == 409
    assert keeper.post(f"{path}/choose", data={"day": ""}).status_code == 302
    with app.app_context():
        assert db.session.get_one(MeetingProposal, ids["proposal"]).chosen is None


def test_a_proposal_is_changed_and_removed(sign_in, app, ids, tokens, client: FlaskClient) -> None:
    client.post(f"/v/{tokens['vlore']}", data=votes_typed(ids, 2, 0))
    keeper, path = sign_in("facilitator"), f"/forums/south/proposals/{ids['proposal']}"
    new = {
        "version": "1",
        "day_0": f"{FIRST}",
        "day_1": f"{date(YEAR, 3, 25)}",
        "day_2": "",
        "host_id": "",
        "closes_on": f"{TODAY + timedelta(3)}",
    }
    assert keeper.post(path, data=new | {"day_0": ""}).status_code == 422
    assert keeper.post(path, data=new).status_code == 302
    with app.app_context():
        row = db.session.get_one(MeetingProposal, ids["proposal"])
        assert (row.days, row.host_id) == ([f"{FIRST}", f"{YEAR}-03-25"], None)
    html = keeper.get(f"/forums/south/plan?year={YEAR}").text
    assert html.count('class="vote-a2"') == 1
    assert 'class="vote-a0"' not in html
    assert keeper.post(f"{path}/remove").status_code == 302
    assert votes_kept(app) == {}


@pytest.mark.one_database
def test_members_are_asked_by_mail(
    sign_in, app, ids, monkeypatch, tokens, client: FlaskClient
) -> None:
    for room in ("mailings", "pages"):
        monkeypatch.setattr(f"facilitate.mailing.{room}.can_mail", lambda: True)
    monkeypatch.setattr("facilitate.mailing.pages.send_mails_soon", lambda ids: None)
    client.post(f"/v/{tokens['fier']}", data=votes_typed(ids, 1, 2))
    keeper, path = sign_in("facilitator"), f"/forums/south/plan/send?year={YEAR}"
    html = keeper.get(path).text
    assert ("2 e-mails would be sent" in html, "1 member has already answered" in html) == (
        True,
        True,
    )
    stale = keeper.post(path, data={"fingerprint": "old"})
    assert (stale.status_code, "Nothing was sent" in stale.text) == (409, True)
    mark = html.split('name="fingerprint" value="')[1].split('"')[0]
    assert keeper.post(path, data={"fingerprint": mark}).status_code == 302
    with app.app_context():
        mails = db.session.scalars(sa.select(Message).order_by(Message.id)).all()
        assert [mail.to for mail in mails] == ["ana@office.example", "carl@office.example"]
        assert f"http://localhost/v/{tokens['vlore']}" in mails[0].body
        assert mails[0].subject.startswith("Cilat ditë")


@pytest.mark.one_database
def test_without_a_mail_server_links_are_copied(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    assert (
        "Please copy the links instead." in keeper.get(f"/forums/south/plan/send?year={YEAR}").text
    )
    assert (
        keeper.post(f"/forums/south/plan/send?year={YEAR}", data={"fingerprint": ""}).status_code
        == 409
    )
    assert keeper.post(f"/forums/south/plan/links?year={YEAR}").status_code == 302
    with app.app_context():
        links = db.session.scalars(sa.select(MemberLink.token)).all()
    html = keeper.get(f"/forums/south/plan?year={YEAR}").text
    assert [f"/v/{token}" in html for token in links] == [True] * 3
    assert not any(
        f"/v/{token}" in sign_in("viewer").get(f"/forums/south/plan?year={YEAR}").text
        for token in links
    )


@pytest.mark.one_database
def test_doors_of_the_plan(sign_in, client: FlaskClient, ids) -> None:
    proposal = f"/forums/south/proposals/{ids['proposal']}"
    kept = ["/forums/south/plan/new", "/forums/south/plan/send", proposal]
    assert [client.get(path).status_code for path in ["/forums/south/plan", *kept]] == [302] * 4
    assert [
        sign_in("organiser").get(path).status_code for path in ["/forums/south/plan", *kept]
    ] == [
        200,
        403,
        403,
        403,
    ]
    assert [sign_in("facilitator").get(path).status_code for path in kept] == [200] * 3
    for path in (f"{proposal}/choose", f"{proposal}/remove", "/forums/south/plan/links"):
        assert sign_in("organiser").post(path).status_code == 403
        assert sign_in("facilitator").get(path).status_code == 405
    administrator = sign_in("administrator")
    missing = [
        "/forums/south/proposals/999",
        f"/forums/north/proposals/{ids['proposal']}",
        "/forums/nowhere/plan",
        "/forums/south/plan?year=1999",
    ]
    assert [administrator.get(path).status_code for path in missing] == [404] * 4


@pytest.mark.one_database
def test_a_forum_without_members_can_be_planned(sign_in, ids) -> None:
    administrator = sign_in("administrator")
    html = administrator.get(f"/forums/north/plan/new?year={YEAR}").text
    assert "meetings are still needed" in html
    typed = {
        "rows": "1",
        "seen": "0",
        "closes_on": f"{TODAY + timedelta(5)}",
        "day_0_0": f"{date(YEAR, 6, 3)}",
        "host_0": "",
    }
    assert administrator.post(f"/forums/north/plan/new?year={YEAR}", data=typed).status_code == 302
    assert "can come, of 0" in administrator.get(f"/forums/north/plan?year={YEAR}").text
    assert (
        "There is nobody left to write to."
        in administrator.get(f"/forums/north/plan/send?year={YEAR}").text
    )


@pytest.mark.one_database
def test_more_proposals_ask_no_more(sign_in, app, client: FlaskClient, ids, tokens) -> None:
    keeper = sign_in("facilitator")

    def ask() -> list[int]:
        numbers = []
        for browser, path in (
            (keeper, f"/forums/south/plan?year={YEAR}"),
            (keeper, f"/forums/south/plan/new?year={YEAR}"),
            (keeper, f"/forums/south/plan/send?year={YEAR}"),
            (client, f"/v/{tokens['vlore']}"),
        ):
            browser.get(path)
            with count_statements() as statements:
                assert browser.get(path).status_code == 200
            numbers.append(len(statements))
        return numbers

    before = ask()
    with app.app_context():
        south = db.session.get_one(Forum, ids["forum"])
        for month in (5, 9):
            save_proposals(
                south,
                [TypedMeeting([date(YEAR, month, 4)], ids["fier"])],
                TODAY + timedelta(3),
                TODAY,
            )
            add_held_meeting(south, TODAY - timedelta(month))
        add_member(south, "OJF Berat", "Dea Kola")
        db.session.commit()
    assert ask() == before
    assert max(before) <= 15


def test_a_year_that_needs_no_more_meetings_leads_to_the_next_one(sign_in, app, cast) -> None:
    with app.app_context():
        east = add_rhythm_forum("East", TODAY - timedelta(800), "regional_group")
        for month in (1, 2, 3):
            add_held_meeting(east, date(TODAY.year, month, 10))
        db.session.commit()
    keeper = sign_in("administrator")
    html = keeper.get("/forums/east/plan/new").text
    assert f"Plan the meetings of {YEAR}</h1>" in html
    assert "3 meetings are still needed" in html
    assert f"Plan of {YEAR}" in keeper.get("/forums/east/plan").text
    html = keeper.get(f"/forums/east/plan/new?year={TODAY.year}").text
    assert (
        f"{TODAY.year} has all the meetings it needs; the next one is due by 30 April {YEAR}."
        in html
    )
    assert f'href="/forums/east/plan/new?year={YEAR}">' in html
    html = keeper.get(f"/forums/east/plan?year={TODAY.year}").text
    assert f"Nothing to plan for {TODAY.year}" in html
    assert (
        f"{TODAY.year - 1} is over."
        in keeper.get(f"/forums/east/plan/new?year={TODAY.year - 1}").text
    )


def test_why_a_year_needs_none_is_said() -> None:
    draft, day = YearDraft(since=date(2026, 11, 26), due=date(2027, 4, 30)), date(2026, 11, 26)
    assert needless_said(draft, 2026, day) == (
        "2026 needs no more meetings: they are counted from 26 November 2026, and the next one is due by 30 April 2027."
    )
