"""The agenda made with all members: asked by mail, proposed by link, ordered, taken and put aside by the keepers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.plan import PARKED
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.forums.links import link_for
from facilitate.forums.meetings.actions import propose_item, raise_point
from facilitate.forums.models import (
    ForumMember,
    MemberLink,
    MemberLinkPurpose,
    PointKind,
    ProposedItem,
)
from facilitate.lib.text import Words

from ... import moment
from ...inbox import receive_mails, send_looked_at
from .conftest import South, forum_of

pytestmark = pytest.mark.both_databases
PHONE = "A phone line at night"


def typed(**more: str) -> dict[str, str]:
    return {"text": PHONE, "why": "Nobody answers after four.", "minutes": "20", **more}


def link(app: Flask, south: South, name: str = "Bashkia Vlorë") -> str:
    """The member's page for the coming meeting."""
    with app.app_context():
        member = db.session.get_one(ForumMember, south.members[name])
        token = link_for(member, MemberLinkPurpose.ITEMS, south.coming).token
        db.session.commit()
    return f"/m/{token}"


def items(app: Flask) -> list[ProposedItem]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ProposedItem).order_by(ProposedItem.position)))


def move_meeting(app: Flask, south: South, day: date) -> None:
    with app.app_context():
        event = db.session.get_one(Event, south.coming)
        event.first_day = event.last_day = day
        db.session.commit()


def test_a_member_adds_and_withdraws_by_link(app: Flask, client: FlaskClient, south: South) -> None:
    with app.app_context():
        raise_point(forum_of(south), PointKind.ACTION, "Count the beds", event_id=south.held)
        propose_item(
            forum_of(south), db.session.get_one(Event, south.coming), None, "The year's plan"
        )
        db.session.commit()
    path = link(app, south)
    page = client.get(path, headers={"Accept-Language": "en"}).text
    assert 'lang="sq"' in page  # the member's own language
    client.post("/language", data={"language": "en", "next": "/"})
    page = client.get(path).text
    for words in (
        "This link belongs to Ana Hoxha, Bashkia Vlorë.",
        "Count the beds",
        "The year&#39;s plan",
    ):
        assert words in page
    assert client.post(path, data=typed()).location == path
    assert (
        client.post(path, data=typed(text="a phone line at night.")).status_code == 302
    )  # no second item
    assert [(one.text, one.minutes, one.member_id) for one in items(app)][1:] == [
        (PHONE, 20, south.members["Bashkia Vlorë"])
    ]
    assert "Your item is on the list" in client.get(path).text
    mine = items(app)[1].id
    other = link(app, south, "Forumi i Gruas")
    assert PHONE in app.test_client().get(other).text  # what is proposed, not by whom
    assert "Ana Hoxha" not in app.test_client().get(other).text
    assert client.post(f"{other}/{mine}/withdraw").status_code == 404
    assert client.post(f"{path}/{items(app)[0].id}/withdraw").status_code == 404
    assert client.get(f"{path}/{mine}/withdraw").status_code == 405
    assert client.post(f"{path}/{mine}/withdraw").status_code == 302
    assert [one.text for one in items(app)] == ["The year's plan"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"text": ""}, "Ju lutemi plotësojeni këtë."),
        ({"text": "x" * 201}, 'class="error"'),
        ({"minutes": "500"}, 'class="error"'),
        ({"why": "x" * 1001}, 'class="error"'),
    ],
)
def test_bad_input_stays_in_the_form(
    app: Flask, client: FlaskClient, south: South, bad, sentence: str
) -> None:
    answer = client.post(link(app, south), data=typed(**{"why": "Kept words", **bad}))
    assert answer.status_code == 422
    assert items(app) == []


@pytest.mark.one_database
def test_it_closes_some_days_before_and_loses_nothing(
    app: Flask, client: FlaskClient, south: South
) -> None:
    path = link(app, south)
    move_meeting(app, south, moment.planner_today() + timedelta(days=20))
    assert client.post(path, data=typed()).status_code == 302
    move_meeting(app, south, moment.planner_today() + timedelta(days=2))
    page = client.get(path)
    assert (page.status_code, 'name="text"' in page.text) == (200, False)
    late = client.post(path, data=typed(text="Too late, but not lost"))
    assert (late.status_code, "Too late, but not lost" in late.text) == (409, True)
    assert client.post(f"{path}/{items(app)[0].id}/withdraw").status_code == 409
    assert len(items(app)) == 1


@pytest.mark.one_database
def test_a_link_of_who_left_or_of_nothing_is_not_found(
    app: Flask, client: FlaskClient, south: South
) -> None:
    path = link(app, south)
    with app.app_context():
        db.session.get_one(
            ForumMember, south.members["Bashkia Vlorë"]
        ).until = moment.planner_today()
        db.session.commit()
    assert [client.get(path).status_code, client.post(path, data=typed()).status_code] == [404, 404]
    assert client.get("/m/nothing").status_code == 404


@pytest.mark.one_database
def test_keepers_order_take_and_put_aside(
    app: Flask, client: FlaskClient, keeper: FlaskClient, south: South
) -> None:
    path = link(app, south)
    client.post(path, data=typed())
    for text in ("Bread", "Third"):
        assert (
            keeper.post(f"{south.meeting}/items", data=typed(text=text, minutes="0")).status_code
            == 302
        )
    page = keeper.get(south.meeting).text
    assert ("Bashkia Vlorë, Ana Hoxha" in page, "from the keepers of the forum" in page) == (
        True,
        True,
    )
    first, second, third = items(app)
    assert (
        keeper.post(f"{south.meeting}/items/{third.id}/move", data={"way": "up"}).status_code == 302
    )
    assert [one.text for one in items(app)] == [PHONE, "Third", "Bread"]
    assert keeper.post(f"{south.meeting}/items/{first.id}/take").status_code == 302
    assert keeper.post(f"{south.meeting}/items/{first.id}/take").status_code == 302  # once
    with app.app_context():
        parked = plan_of(db.session.get_one(Event, south.coming)).at(PARKED)
        assert [(one.title, one.minutes, one.aim) for one in parked] == [
            (Words(sq=PHONE), 20, Words(sq="Nobody answers after four."))
        ]
        assert db.session.get_one(ProposedItem, first.id).step_id == parked[0].id
    aside = f"{south.meeting}/items/{second.id}/aside"
    assert keeper.post(aside, data={"reason": ""}).status_code == 422
    assert keeper.post(aside, data={"reason": "In autumn"}).status_code == 302
    assert items(app)[2].reason == "In autumn"
    assert "Bread" not in client.get(path).text  # told to whoever proposed it alone
    assert keeper.post(f"{south.meeting}/items/{second.id}/again").status_code == 302
    assert (items(app)[2].taken, items(app)[2].reason) == (None, "")
    assert keeper.post(f"{south.meeting}/items", data=typed(text="")).status_code == 422


def test_a_reason_is_read_by_who_proposed_it(
    app: Flask, client: FlaskClient, keeper: FlaskClient, south: South
) -> None:
    path = link(app, south)
    client.post(path, data=typed())
    keeper.post(
        f"{south.meeting}/items/{items(app)[0].id}/aside",
        data={"reason": "The line opens in May anyway"},
    )
    assert "The line opens in May anyway" in client.get(path).text
    assert client.post(f"{path}/{items(app)[0].id}/withdraw").status_code == 409


def test_who_is_not_in_the_team_takes_without_a_step(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    keeper.post(f"{south.meeting}/items", data=typed())
    with app.app_context():
        db.session.execute(sa.delete(Member).where(Member.event_id == south.coming))
        db.session.commit()
    answer = keeper.post(f"{south.meeting}/items/{items(app)[0].id}/take", follow_redirects=True)
    assert "its organiser puts it on the agenda" in answer.text
    assert [(one.taken, one.step_id) for one in items(app)] == [(True, None)]


@pytest.mark.one_database
def test_members_are_asked_by_mail_once(app: Flask, keeper: FlaskClient, south: South) -> None:
    path, silent = f"{south.meeting}/ask", f"{south.meeting}/ask?silent=1"

    def send(page: str) -> int:
        return send_looked_at(keeper, page).status_code

    assert keeper.post(path, data={"fingerprint": "x"}).status_code == 409  # no mail server
    assert "No mail server is set up." in keeper.get(path).text
    with app.app_context():
        forum_of(south).name = Words("Committee, Fier", "Komiteti, Fier")
        db.session.commit()
    with receive_mails(app) as inbox:
        page = keeper.get(path).text
        for words in ("Send 3 e-mails", "nobody is named to speak for it"):
            assert words in page
        assert keeper.post(path, data={"fingerprint": "stale"}).status_code == 409
        assert [send(path), send(path), send(silent)] == [302] * 3
        assert sorted(inbox.to) == [
            "ana@office.example",
            "ben@office.example",
            "drita@office.example",
        ]
        body = inbox.received[0][1].get_content()
        assert "\nKomiteti, Fier, mblidhet " in body
        token = body.split("/m/")[1].split()[0]
        assert app.test_client().post(f"/m/{token}", data=typed()).status_code == 302
        with app.app_context():
            db.session.execute(
                sa.update(MemberLink).values(sent_on=moment.planner_today() - timedelta(days=5))
            )
            db.session.commit()
        assert "Remind 2 members who have proposed nothing" in keeper.get(path).text
        assert [send(silent), send(silent), send(path)] == [302] * 3
        assert len(inbox.received) == 5
    assert keeper.post(f"{south.meeting}/links").status_code == 302
    assert keeper.get(path).text.count('class="meet-link"') == 4
    move_meeting(app, south, moment.planner_today() - timedelta(days=1))
    assert [keeper.post(one).status_code for one in (path, f"{south.meeting}/links")] == [409, 409]


@pytest.mark.one_database
def test_for_whom_these_pages_are(
    app: Flask, sign_in: Callable, keeper: FlaskClient, south: South
) -> None:
    keeper.post(f"{south.meeting}/items", data=typed())
    one = f"{south.meeting}/items/{items(app)[0].id}"
    viewer, administrator = sign_in("viewer"), sign_in("administrator")
    posts = [
        f"{south.meeting}/items",
        *(f"{one}/{what}" for what in ("move", "take", "aside", "again")),
        f"{south.meeting}/ask",
        f"{south.meeting}/links",
    ]
    assert [viewer.post(path).status_code for path in posts] == [403] * 7
    assert viewer.get(f"{south.meeting}/ask").status_code == 403
    elsewhere = f"{south.path}/meetings/{south.held}/items/{items(app)[0].id}/take"
    missing = [elsewhere, f"{south.meeting}/items/99999/take", f"{south.path}/meetings/99999/items"]
    assert [administrator.post(path).status_code for path in missing] == [404] * 3
    assert [administrator.get(path).status_code for path in posts[:5]] == [405] * 5
