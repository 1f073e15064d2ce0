"""A colleague joins the team by name and address, with a link where no account is there yet."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import user_by_email
from facilitate.accounts.models import OutsideAccount, User
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.forums.models import ForumKeeper

from .. import moment
from ..forums.rhythm.rows import add_rhythm_forum

pytestmark = pytest.mark.both_databases
INVITE = "/events/spring/team/invite"
NEW = {"name": "Gerta Lika", "email": "gerta@office.example", "role": "facilitator"}


def role_of(app: Flask, email: str) -> list[Role]:
    """Which roles somebody has in any team."""
    with app.app_context():
        query = sa.select(Member.role).join(User).where(User.email == email)
        return list(db.session.scalars(query))


def test_who_has_no_account_gets_one_and_a_link(app: Flask, organiser: FlaskClient, client) -> None:
    html = organiser.post(INVITE, data=NEW).text
    link = html.split('class="copy" readonly value="')[1].split('"')[0]
    assert role_of(app, NEW["email"]) == [Role.FACILITATOR]
    path = "/link/" + link.rsplit("/link/")[1]
    assert "New password" in app.test_client().get(path).text
    team = organiser.get("/events/spring/team").text
    assert "Gerta Lika" in team
    assert "If it was lost, invite them again: a new one is made." in team


def test_who_has_an_account_is_let_in_at_once(app: Flask, organiser: FlaskClient, cast) -> None:
    with app.app_context():
        stranger = db.session.scalars(
            sa.select(User).where(User.email == "stranger@office.example")
        ).one()
        stranger.password_hash = "x"
        db.session.commit()
    answer = organiser.post(INVITE, data={**NEW, "email": "stranger@office.example"})
    assert (answer.status_code, answer.location) == (302, "/events/spring/team")
    assert role_of(app, "stranger@office.example") == [Role.FACILITATOR]


@pytest.mark.parametrize("more", ["administrator", "contacts", "other event", "forum", "sign-on"])
def test_the_link_to_an_account_that_opens_more_is_given_to_nobody(
    app: Flask, organiser: FlaskClient, more: str
) -> None:
    """Who holds such a link chooses the password, and has all the rights of the account."""
    assert "/link/" in organiser.post(INVITE, data=NEW).text
    assert "/link/" in organiser.post(INVITE, data=NEW).text  # theirs alone: it was lost, say
    with app.app_context():
        user = user_by_email(NEW["email"])
        user.administrator, user.sees_contacts = more == "administrator", more == "contacts"
        if more == "other event":
            spring = db.session.scalars(sa.select(Event)).one()
            told = {column.key: getattr(spring, column.key) for column in sa.inspect(Event).columns}
            other = Event(**{**told, "id": None, "slug": "other"})
            db.session.add(other)
            db.session.flush()
            db.session.add(Member(event_id=other.id, user_id=user.id, role=Role.VIEWER))
        if more == "forum":
            forum = add_rhythm_forum("South", moment.planner_today(), "regional_group")
            db.session.add(ForumKeeper(forum_id=forum.id, user_id=user.id))
        if more == "sign-on":
            db.session.add(OutsideAccount(user_id=user.id, issuer="https://x", subject="gerta"))
        db.session.commit()
    answer = organiser.post(INVITE, data=NEW)
    assert (answer.status_code, "/link/" in answer.text) == (302, False)


def test_a_locked_account_is_not_let_in(app: Flask, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(User).where(User.email == "stranger@office.example").values(active=False)
        )
        db.session.commit()
    answer = organiser.post(INVITE, data={**NEW, "email": "stranger@office.example"})
    assert answer.status_code == 409
    assert role_of(app, "stranger@office.example") == []


@pytest.mark.one_database
def test_a_wrong_address_keeps_what_was_typed(app: Flask, organiser: FlaskClient) -> None:
    answer = organiser.post(INVITE, data={**NEW, "email": "gerta"})
    assert answer.status_code == 422
    assert 'value="Gerta Lika"' in answer.text
    assert '<a href="#email">E-mail</a>' in answer.text


@pytest.mark.one_database
@pytest.mark.parametrize(("who", "code"), [("stranger", 404), ("facilitator", 403)])
def test_others_invite_nobody(sign_in, who: str, code: int) -> None:
    assert sign_in(who).post(INVITE, data=NEW).status_code == code
