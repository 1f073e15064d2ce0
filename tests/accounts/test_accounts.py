"""Accounts: signing in and out, single-use links, passwords, the first run, limits."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import make_link, set_password, user_by_email
from facilitate.accounts.first_run import first_run_token
from facilitate.accounts.models import AccountLinkPurpose, Link, User
from facilitate.data.db import db
from facilitate.mail.outbox import Message
from facilitate.web.app import create_app
from facilitate.web.limits import limiter

from .. import moment
from ..planner_settings import settings_for
from ..speed import OWN_HASHER

pytestmark = pytest.mark.both_databases
PASSWORD = "coffee before the plenary"
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
"""What a form carries of the second in which it was made."""


@pytest.fixture
def with_password(app: Flask, cast) -> None:
    with app.app_context():
        set_password(user_by_email("organiser@office.example"), PASSWORD)
        db.session.commit()


def link_for(app: Flask, email: str, purpose: AccountLinkPurpose) -> str:
    with app.app_context():
        link = make_link(user_by_email(email), purpose)
        db.session.commit()
        return link.removeprefix("http://localhost")


def enter(
    client: FlaskClient,
    password: str = PASSWORD,
    email: str = "organiser@office.example",
    **more: str,
):
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def test_sign_in_and_out(client: FlaskClient, with_password) -> None:
    assert enter(client, next="/events/spring/").location == "/events/spring/"
    assert client.get("/events/spring/").status_code == 200
    client.post("/sign-out")
    assert client.get("/events/spring/").status_code == 302


@pytest.mark.one_database
def test_a_guess_is_as_dear_as_owasp_wants_it() -> None:
    assert OWN_HASHER.hash(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "//[",
        "javascript:alert(1)",
    ],
)
def test_sign_in_never_leads_elsewhere(client: FlaskClient, with_password, target: str) -> None:
    assert enter(client, next=target).location == "/"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("email", "password"),
    [("organiser@office.example", "wrong password"), ("nobody@office.example", PASSWORD)],
)
def test_a_wrong_sign_in_says_the_same_whoever_it_is(
    client: FlaskClient, with_password, email, password
) -> None:
    answer = enter(client, password, email)
    assert answer.status_code == 422
    assert "and the password do not match" in answer.text
    assert f'value="{email}"' in answer.text


def test_a_sign_in_link_lets_in_once(app: Flask, client: FlaskClient, cast) -> None:
    link = link_for(app, "organiser@office.example", AccountLinkPurpose.SIGN_IN)
    assert client.get(link).status_code == 200  # a mail scanner may look, that does not use it up
    assert client.post(link).location == "/"
    assert client.get("/events/spring/").status_code == 200
    again = app.test_client().post(link)
    assert (again.status_code, "It has already been used" in again.text) == (410, True)


def test_an_old_link_says_so(app: Flask, client: FlaskClient, cast) -> None:
    link = link_for(app, "organiser@office.example", AccountLinkPurpose.INVITATION)
    with app.app_context():
        db.session.execute(sa.update(Link).values(expires_at=moment.now() - timedelta(minutes=1)))
        db.session.commit()
    answer = client.get(link)
    assert (answer.status_code, "too old" in answer.text) == (410, True)
    assert client.get("/link/made-up").status_code == 410


def test_only_the_hash_of_a_link_is_kept(app: Flask, cast) -> None:
    link = link_for(app, "organiser@office.example", AccountLinkPurpose.INVITATION)
    with app.app_context():
        assert link.rsplit("/", 1)[-1] not in str(
            db.session.execute(sa.select(Link.token_hash)).all()
        )


@pytest.mark.one_database
def test_an_invitation_lets_choose_a_password(app: Flask, client: FlaskClient, cast) -> None:
    link = link_for(app, "viewer@office.example", AccountLinkPurpose.INVITATION)
    short = client.post(link, data={"password": "short", "again": "short"})
    assert (short.status_code, "at least 10" in short.text) == (422, True)
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert enter(app.test_client(), email="viewer@office.example").status_code == 302


def test_sign_out_everywhere_ends_every_session(
    app: Flask, client: FlaskClient, with_password
) -> None:
    other = app.test_client()
    enter(client), enter(other)
    client.post("/sign-out-everywhere")
    assert other.get("/").status_code == 302


@pytest.mark.one_database
def test_changing_the_password_needs_the_present_one(
    app: Flask, client: FlaskClient, with_password
) -> None:
    enter(client)
    new = {"password": "another good sentence", "again": "another good sentence"}
    assert (
        client.post("/account/password", data={"current": "not it at all", **new}).status_code
        == 422
    )
    assert client.post("/account/password", data={"current": PASSWORD, **new}).status_code == 302
    assert client.get("/account").status_code == 200
    assert enter(app.test_client(), "another good sentence").status_code == 302


def test_a_forgotten_password_goes_through_the_outbox(
    app: Flask, client: FlaskClient, cast
) -> None:
    assert "sends no mail" in client.get("/forgot").text
    app.extensions["settings"] = replace(app.extensions["settings"], mail_url="smtp://127.0.0.1:9")
    known = client.post("/forgot", data={"email": "organiser@office.example"})
    unknown = client.post("/forgot", data={"email": "nobody@office.example"})
    assert TOKEN.sub("", known.text) == TOKEN.sub("", unknown.text)
    with app.app_context():
        message = db.session.scalars(sa.select(Message)).one()
        assert message.to == "organiser@office.example"
        assert "http://localhost/link/" in message.body
        assert (
            message.state == "failed"
        )  # nobody listens on that port; the reason is kept, the mail can be sent again
        assert message.error != ""


def test_administrators_invite(sign_in) -> None:
    administrator = sign_in("administrator")
    page = administrator.post("/accounts", data={"name": "Ina Leka", "email": "ina@office.example"})
    assert re.search(r"http://localhost/link/[\w-]{20,}", page.text)
    twice = administrator.post(
        "/accounts", data={"name": "Ina Leka", "email": "INA@office.example"}
    )
    assert (twice.status_code, "There is already an account with this address." in twice.text) == (
        422,
        True,
    )
    assert sign_in("organiser").get("/accounts").status_code == 403


@pytest.mark.parametrize(
    "email", ["no address", "a@b", "ana@office.example, ben@office.example", "a;b@c.example"]
)
def test_an_address_no_mail_reaches_is_not_invited(app: Flask, sign_in, email: str) -> None:
    answer = sign_in("administrator").post("/accounts", data={"name": "Ina Leka", "email": email})
    assert (answer.status_code, "Write an e-mail address like" in answer.text) == (422, True)
    assert 'value="Ina Leka"' in answer.text


def test_a_wrong_name_of_ones_own_stays_typed(sign_in) -> None:
    viewer = sign_in("viewer")
    answer = viewer.post("/account", data={"name": "=1+1", "language": "en"})
    assert (answer.status_code, 'value="=1+1"' in answer.text) == (422, True)
    assert 'value="Fatos Zeka"' in viewer.get("/account").text


def test_the_account_shows_the_language_switched_to(sign_in) -> None:
    viewer = sign_in("viewer")
    for code in ("sq", "en"):
        viewer.post("/language", data={"language": code})
        assert re.search(rf'<option selected value="{code}"', viewer.get("/account").text)


def test_another_language_on_a_page_that_only_a_button_opens_leads_to_the_front(sign_in) -> None:
    answer = sign_in("viewer").post("/account/password", data={"current": "not it at all"})
    assert (answer.status_code, '<input type="hidden" name="next" value="/">' in answer.text) == (
        422,
        True,
    )


@pytest.mark.one_database
def test_the_first_run_wants_the_token_of_the_terminal(app: Flask, client: FlaskClient) -> None:
    assert client.get("/sign-in").location == "/first-run"
    with app.app_context():
        token = first_run_token()
    person = {
        "name": "Ana Leka",
        "email": "ana@office.example",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    assert client.post("/first-run", data={**person, "token": "guessed"}).status_code == 422
    assert client.post("/first-run", data={**person, "token": token}).location == "/"
    with app.app_context():
        assert db.session.scalars(sa.select(User)).one().administrator is True
    assert app.test_client().get("/first-run").location == "/sign-in"


@pytest.mark.one_database
def test_an_account_speaks_the_language_it_was_made_in(app: Flask, client: FlaskClient) -> None:
    """Whoever began in Albanian goes on in Albanian, and so do those they invite."""
    with app.app_context():
        token = first_run_token()
    person = {"name": "Ana Leka", "email": "ana@office.example", "token": token}
    in_albanian = {"Accept-Language": "sq"}
    answer = client.post(
        "/first-run", data={**person, "password": PASSWORD, "again": PASSWORD}, headers=in_albanian
    )
    assert answer.location == "/"
    assert '<html lang="sq">' in client.get("/").text
    invited = client.post("/accounts", data={"name": "Besa", "email": "besa@office.example"})
    link = re.findall(r"/link/[\w-]+", invited.text)[0]
    with app.app_context():
        assert [one.language for one in db.session.scalars(sa.select(User))] == ["sq", "sq"]
    hers = app.test_client()
    hers.post("/language", data={"language": "en"})
    hers.post(link, data={"password": PASSWORD, "again": PASSWORD})
    assert '<html lang="en">' in hers.get("/").text


def test_too_many_tries_are_stopped(app: Flask, cast) -> None:
    settings = app.extensions["settings"]
    limited = create_app(replace(settings, extra={**settings.extra, "RATELIMIT_ENABLED": True}))
    client = limited.test_client()
    codes = [enter(client, "wrong password").status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    with limited.app_context():
        db.engine.dispose()


def test_what_a_stranger_types_fills_no_memory(
    app: Flask, database: str, tmp_path: Path, with_password
) -> None:
    """Each try is counted for an hour under the address that was typed: eight megabytes of it would be held as long."""
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    typed = {"email": f"{'a' * 1_000_000}@office.example", "password": "x"}
    for page in ("/sign-in", "/forgot"):
        assert strict.test_client().post(page, data=typed).status_code == 422
    assert max(map(len, limiter.storage.storage)) < 400
    with strict.app_context():
        db.engine.dispose()
