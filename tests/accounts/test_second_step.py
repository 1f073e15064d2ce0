"""The second step: six digits of an app after the password, each once; recovery codes; required, reset, set up without JavaScript."""

import re
from base64 import b32decode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts import second_step_pages
from facilitate.accounts.actions import make_link, set_password, user_by_email
from facilitate.accounts.models import (
    AccountLinkPurpose,
    Authenticator,
    DeviceSession,
    Passkey,
    RecoveryCode,
    User,
)
from facilitate.accounts.second_step import RequiredOf, require_of
from facilitate.data.db import db
from facilitate.run.command import commands
from facilitate.web.app import create_app

from .. import moment
from ..planner_settings import settings_for

PASSWORD, NAMED, ADMIN = (
    "coffee before the plenary",
    "organiser@office.example",
    "admin@office.example",
)
RECOVERY = re.compile(r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>")


@pytest.fixture
def with_password(app: Flask, cast) -> None:
    with app.app_context():
        for email in (NAMED, ADMIN):
            set_password(user_by_email(email), PASSWORD)
        db.session.commit()


def entered(app: Flask, email: str = NAMED, **more: str) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"email": email, "password": PASSWORD, **more})
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def code_of(secret: str, later: int = 0) -> str:
    """What an app shows so many half minutes from now."""
    maker = TOTP(b32decode(secret), 6, SHA1(), 30, enforce_key_length=False)
    return maker.generate(int(moment.now().timestamp()) + 30 * later).decode()


def set_up(client: FlaskClient) -> tuple[str, list[str]]:
    """The secret of the app that was set up, and the recovery codes."""
    page = client.get("/account/second-step").text
    key = re.search(r'<code class="setup-key">([A-Z2-7 ]+)</code>', page)
    sealed = re.search(r'name="secret"[^>]* value="([^"]+)"', page)
    assert key
    assert sealed
    secret = key[1].replace(" ", "")
    shown = client.post(
        "/account/second-step",
        data={"secret": sealed[1], "code": code_of(secret, -1), "proof": PASSWORD},
    )
    return secret, RECOVERY.findall(shown.text)


@pytest.mark.both_databases
def test_the_code_is_asked_after_the_password_and_passes_once(app: Flask, with_password) -> None:
    secret, codes = set_up(entered(app))
    assert len(set(codes)) == 10
    client = entered(app, next="/events/spring/")
    assert not is_in(client)
    typed = code_of(secret)
    wrong = client.post("/sign-in/code", data={"code": str((int(typed) + 1) % 10**6).zfill(6)})
    assert (wrong.status_code, "This code is wrong" in wrong.text) == (422, True)
    spaced = f"{typed[:3]} {typed[3:]}"
    assert client.post("/sign-in/code", data={"code": spaced}).location == "/events/spring/"
    assert is_in(client)
    again = entered(app)
    assert again.post("/sign-in/code", data={"code": typed}).status_code == 422
    assert not is_in(again)
    with app.app_context():
        kept = db.session.scalars(sa.select(Authenticator.secret)).one()
        assert secret not in kept


@pytest.mark.both_databases
def test_a_recovery_code_stands_in_once(app: Flask, with_password) -> None:
    _secret, codes = set_up(entered(app))
    typed = {"code": codes[3].lower().replace("-", " ")}
    client = entered(app)
    assert client.post("/sign-in/code", data=typed).location == "/"
    assert "9 recovery codes left" in client.get("/account/second-step").text
    assert entered(app).post("/sign-in/code", data=typed).status_code == 422
    with app.app_context():
        hashes = db.session.scalars(sa.select(RecoveryCode.code_hash)).all()
    assert (len(hashes), any(code.replace("-", "") in hashes for code in codes)) == (10, False)


def test_no_link_and_no_new_password_goes_round_it(app: Flask, with_password) -> None:
    set_up(entered(app))
    half = entered(app)
    with app.app_context():
        links = [
            make_link(user_by_email(NAMED), one)
            for one in (AccountLinkPurpose.SIGN_IN, AccountLinkPurpose.RESET)
        ]
        db.session.commit()
    new = {"password": "another good sentence", "again": "another good sentence"}
    clients = [app.test_client(), app.test_client()]
    for client, link in zip(clients, links, strict=True):
        answer = client.post(link.removeprefix("http://localhost"), data=new)
        assert (answer.location, is_in(client)) == ("/sign-in/code", False)
    assert half.get("/sign-in/code").location == "/sign-in"  # the password it gave is an old one


@pytest.mark.both_databases
def test_who_must_and_has_none_sets_it_up_before_anything_else(
    app: Flask, with_password, sign_in
) -> None:
    administrator = entered(app, ADMIN)
    administrator.post("/planner/signing-in", data={"second_step": RequiredOf.PRIVILEGED})
    codes = {}
    clients = {"administrator": administrator, "organiser": entered(app)}
    clients |= {name: sign_in(name) for name in ("facilitator", "note_taker", "viewer")}
    for name, client in clients.items():
        codes[name] = client.get("/events/spring/").location
    led = "/account/second-step"
    assert [name for name, where in codes.items() if where == led] == list(codes)[:3]
    assert codes["viewer"] is None
    assert administrator.post("/account", data={"name": "G", "language": "en"}).location == led
    set_up(administrator)
    assert administrator.get("/events/spring/").status_code == 200
    assert "privileged" in administrator.get("/planner/audit").text


def test_an_administrator_resets_it_and_the_owner_is_told(app: Flask, with_password) -> None:
    client, administrator = entered(app), entered(app, ADMIN)
    set_up(client)
    app.extensions["settings"] = replace(app.extensions["settings"], mail_url="smtp://127.0.0.1:9")
    with app.app_context():
        page = f"/accounts/{user_by_email(NAMED).id}"
    assert client.post(f"{page}/second-step/reset").status_code == 403
    assert administrator.post(f"{page}/second-step/reset").location == page
    assert (is_in(client), is_in(entered(app))) == (False, True)
    assert "reset the second step of Arta Hoxha" in administrator.get("/planner/audit").text
    assert NAMED in administrator.get("/outbox").text


def test_the_command_resets_it_for_the_only_administrator(
    app: Flask, with_password, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(entered(app, ADMIN))
    settings = app.extensions["settings"]
    monkeypatch.setenv("FACILITATE_INSTANCE", str(settings.instance))
    monkeypatch.setenv("FACILITATE_DATABASE_URL", settings.database_url)
    said = CliRunner().invoke(commands, ["account", "reset-second-step", ADMIN])
    assert (said.exit_code, "signs in with the password alone" in said.output) == (0, True)
    assert is_in(entered(app, ADMIN))


def test_removing_it_wants_a_code(app: Flask, with_password) -> None:
    client = entered(app)
    secret, _codes = set_up(client)
    assert client.post("/account/second-step/remove", data={"code": "000000"}).status_code == 422
    answer = client.post("/account/second-step/remove", data={"code": code_of(secret)})
    assert (answer.location, is_in(entered(app))) == ("/account", True)


@pytest.mark.both_databases
def test_an_unlocked_device_changes_nothing_that_lets_in(
    app: Flask, with_password, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app, a passkey: who adds or removes one gives the password, or the app's code, once more."""
    made = []

    def make(user: User, _answer: str, name: str) -> Passkey:
        made.append(name)
        key = {"credential": f"key {len(made)}", "public_key": "", "created_at": moment.now()}
        passkey = Passkey(user_id=user.id, name=name, **key)
        db.session.add(passkey)
        db.session.flush()
        return passkey

    monkeypatch.setattr(second_step_pages, "add_passkey", make)
    app.extensions["settings"] = replace(
        app.extensions["settings"], base_url="https://p.example", mail_url="smtp://127.0.0.1:9"
    )
    client, page = entered(app), "/account/passkeys"
    for proof in ("", "not the password", "000000"):
        typed = {"answer": "{}", "name": "Thief", "proof": proof}
        assert client.post(page, data=typed).status_code == 422
    assert "This is not your current password." in client.post(page, data=typed).text
    assert client.post("/account/second-step", data={"code": "000000"}).status_code == 422
    shown = client.post(page, data={**typed, "name": "Mine", "proof": PASSWORD})
    assert made == ["Mine"]
    remove = re.findall(r'action="(/account/passkeys/\d+/remove)"', client.get(page).text)
    assert [client.post(one, data={"proof": "wrong"}).status_code for one in remove] == [422]
    [recovery, *_others] = RECOVERY.findall(shown.text)
    assert client.post(remove[0], data={"proof": recovery}).location == page
    secret, codes = set_up(client)
    for proof, status in (
        (PASSWORD, 422),
        (codes[0], 302),
        (codes[0], 422),
        (code_of(secret), 302),
    ):
        typed = {"answer": "{}", "name": "More", "proof": proof}
        assert client.post(page, data=typed).status_code == status
    assert made == ["Mine", "More", "More"]


def test_who_has_no_password_signs_in_anew_before_adding_an_app(app: Flask, cast, sign_in) -> None:
    client = sign_in("organiser")
    with app.app_context():
        begin = sa.update(DeviceSession).values(began_at=moment.now() - timedelta(minutes=11))
        db.session.execute(begin)
        db.session.commit()
    page = client.get("/account/second-step").text
    assert "Sign out and sign in again first." in page
    client.post("/account/sessions/end-others")
    sealed = re.search(r'name="secret"[^>]* value="([^"]+)"', page)[1]
    said = client.post("/account/second-step", data={"secret": sealed, "code": "000000"})
    assert (said.status_code, "Sign out and sign in again first." in said.text) == (422, True)


def test_codes_are_guessed_no_more_often_than_passwords(app: Flask, with_password) -> None:
    set_up(entered(app))
    settings = app.extensions["settings"]
    limited = create_app(replace(settings, extra={**settings.extra, "RATELIMIT_ENABLED": True}))
    codes = []
    for address in ("192.0.2.1", "198.51.100.1"):
        client = entered(limited)
        client.environ_base["REMOTE_ADDR"] = address
        codes += [client.post("/sign-in/code", data={"code": "12345"}).status_code for _ in "1234"]
    assert codes == [422] * 6 + [429] * 2
    with limited.app_context():
        db.engine.dispose()


def test_a_requirement_is_the_planners_and_in_its_copies(app: Flask, cast) -> None:
    with app.app_context():
        require_of(RequiredOf.EVERYBODY)
        require_of(RequiredOf.NOBODY)
        db.session.commit()
        table = db.metadata.tables["chosen"]
        assert [tuple(row) for row in db.session.execute(sa.select(table))] == [
            ("second-step", "nobody")
        ]
        assert table.info == {}


def test_no_answer_of_a_browser_breaks_the_way_in(client: FlaskClient, app: Flask, cast) -> None:
    for answer in ("[" * 19_000, "{}", "[]", "null", '{"id": {}}', '{"id": "x", "response": 7}'):
        said = client.post("/sign-in/passkey", data={"answer": answer})
        assert (said.status_code, said.location) == (302, "/sign-in")


def test_wrong_keys_are_counted_as_wrong_passwords_are(
    app: Flask, database: str, tmp_path: Path, cast
) -> None:
    """Each one is noted for ever: without a limit a stranger fills the log."""
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    client = strict.test_client()
    codes = [
        client.post("/sign-in/passkey", data={"answer": "x"}).status_code for _try in range(61)
    ]
    assert (codes[:60], codes[60]) == ([302] * 60, 429)
    with strict.app_context():
        db.engine.dispose()
