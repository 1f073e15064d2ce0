"""Single sign-on against a real service over HTTP: discovery, PKCE, nonce, state, accounts, groups, the emergency account."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from joserfc import jwt
from joserfc.jwk import Key, OctKey, RSAKey

from facilitate.accounts import outside_ending, second_step_pages
from facilitate.accounts.actions import set_password, user_by_email
from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.accounts.models import DeviceSession, User
from facilitate.accounts.outside import OutsideSignIn, outside_sign_in, save_outside_sign_in
from facilitate.accounts.second_step import RequiredOf, require_of
from facilitate.data.db import db
from facilitate.data.noted import Noted, chosen_value
from facilitate.events.models import Member

from .. import moment
from .conftest import ADMIN, GROUPS, PASSWORD, entered, known


def rights(app: Flask, email: str) -> tuple[bool, bool, str | None]:
    with app.app_context():
        user = user_by_email(email)
        assert user is not None
        role = db.session.scalar(sa.select(Member.role).where(Member.user_id == user.id))
        return user.administrator, user.sees_contacts, role


@pytest.mark.both_databases
def test_the_first_sign_in_makes_an_account_and_groups_give_rights_each_time(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "ina", groups=["boss", "pens", "unknown"])
    client = entered(app, "ina")
    assert client.get("/events/spring/").status_code == 200
    assert rights(app, "ina@office.example") == (True, False, "note_taker")
    known(issuer, "ina", groups=["data office", "room"], email="other@office.example")
    entered(app, "ina")
    assert rights(app, "ina@office.example") == (False, True, "facilitator")
    known(issuer, "ina", groups=[])
    assert entered(app, "ina").get("/events/spring/").status_code == 404
    assert rights(app, "ina@office.example") == (False, False, None)
    with app.app_context():
        acts = [one.act for one, _by, _whom in audit_entries(asked="Ina")]
        assert acts.count(AuditAct.SIGNED_IN) == 3
        assert AuditAct.INVITED in acts
        assert "a secret" not in chosen_value("outside-sign-in")


@pytest.mark.both_databases
def test_of_several_groups_the_one_that_may_do_most_counts(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    groups = f"{GROUPS}\nguests = viewer @ spring"
    with app.app_context():
        save_outside_sign_in(replace(setup, groups=groups))
        db.session.commit()
    known(issuer, "ina", groups=["guests", "room", "pens"])
    entered(app, "ina")
    assert rights(app, "ina@office.example") == (False, False, "facilitator")


def test_a_name_from_there_is_one_as_it_is_typed_here(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "ina", name=f" Ina\r\nBcc: x\x00@y {'o' * 300}")
    entered(app, "ina")
    with app.app_context():
        name = user_by_email("ina@office.example").name
    assert (name[:14], len(name), "\n" in name, "\0" in name) == (
        "Ina Bcc: x@y o",
        200,
        False,
        False,
    )


def test_an_account_is_found_by_a_verified_address_and_made_only_where_allowed(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    with app.app_context():
        save_outside_sign_in(replace(setup, makes_accounts=False))
        db.session.commit()
        before = db.session.scalar(sa.select(sa.func.count(User.id)))
    known(issuer, "organiser", email_verified=False)
    known(issuer, "nobody")
    said = []
    for subject in ("organiser", "nobody"):
        client = entered(app, subject)
        assert client.get("/account").status_code == 302
        said.append(client.get("/sign-in").text)
    assert "does not confirm that organiser@office.example is your address" in said[0]
    assert "no account here for nobody@office.example" in said[1]
    known(issuer, "organiser")
    assert "Arta Hoxha" in entered(app, "organiser").get("/account").text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(User.id))) == before


def test_a_service_that_owns_its_addresses_need_not_say_that_they_are_verified(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    """Entra ID never says so; where a service says that one is not, it is not."""
    with app.app_context():
        save_outside_sign_in(replace(setup, makes_accounts=False, owns_addresses=True))
        db.session.commit()
    requests.put(f"{issuer}/users/arta", json={"email": "organiser@office.example"}, timeout=5)
    known(issuer, "viewer", email_verified=False)
    assert "Arta Hoxha" in entered(app, "arta").get("/account").text
    assert entered(app, "viewer").get("/account").status_code == 302


def test_who_is_locked_hears_that_and_not_that_there_is_no_account(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "organiser")
    with app.app_context():
        user_by_email("organiser@office.example").active = False
        db.session.commit()
    client = entered(app, "organiser")
    assert client.get("/account").status_code == 302
    assert "This account is locked. An administrator can unlock it." in client.get("/sign-in").text


def test_nobody_comes_in_with_another_browsers_answer(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "ina")
    there = app.test_client().get("/sign-in/outside").location
    back = requests.post(there, data={"sub": "ina"}, allow_redirects=False, timeout=5)
    other = app.test_client()
    other.get("/sign-in/outside")
    answer = other.get(back.headers["Location"].removeprefix("http://localhost"))
    assert (answer.location, other.get("/account").status_code) == ("/sign-in", 302)


def test_only_the_emergency_account_keeps_its_password(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    with app.app_context():
        set_password(user_by_email("viewer@office.example"), PASSWORD)
        save_outside_sign_in(replace(setup, emergency=ADMIN))
        require_of(RequiredOf.EVERYBODY)
        db.session.commit()
    clients = {email: app.test_client() for email in (ADMIN, "viewer@office.example")}
    for email, client in clients.items():
        client.post("/sign-in", data={"email": email, "password": PASSWORD})
    codes = [client.get("/account").location for client in clients.values()]
    assert codes == ["/account/second-step", "/sign-in?next=%2Faccount"]
    known(issuer, "viewer")  # the office's own sign-in asks for a second step itself
    assert entered(app, "viewer").get("/account").status_code == 200


def test_an_administrator_sets_it_up(app: Flask, cast, sign_in, issuer: str) -> None:
    administrator, page = sign_in("administrator"), "/planner/signing-in/outside"
    typed = {"name": "Ministry", "issuer": issuer, "client_id": "p", "group_claim": "groups"}
    answers = [
        administrator.post(page, data={**typed, **wrong})
        for wrong in (
            {"issuer": "http://elsewhere.example"},
            {"issuer": "http://localhost:9"},
            {"groups": "boss = king"},
            {"emergency": "viewer@office.example"},
        )
    ]
    assert [one.status_code for one in answers] == [422] * 4
    assert "This line cannot be read: boss = king" in answers[2].text
    assert administrator.post(page, data={**typed, "client_secret": "s3cret"}).location == page
    administrator.post(page, data={**typed, "name": "Ministry sign-in"})
    shown = administrator.get(page).text
    assert ("Ministry sign-in" in shown, "s3cret" in shown) == (True, False)
    administrator.post(page, data={**typed, "owns_addresses": "y"})
    with app.app_context():
        assert outside_sign_in().owns_addresses
    administrator.post(page, data={**typed, "name": "Ministry sign-in"})
    assert "Ministry sign-in" in app.test_client().get("/sign-in").text
    assert sign_in("organiser").get(page).status_code == 403
    administrator.post(f"{page}/remove")
    assert "Ministry sign-in" not in app.test_client().get("/sign-in").text


def test_a_passkey_lets_in_nobody_but_the_emergency_account(
    app: Flask, setup: OutsideSignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom the ministry has locked out is not to come in by a key of their own."""
    with app.app_context():
        save_outside_sign_in(replace(setup, emergency=ADMIN))
        db.session.commit()
    known_by = {"viewer": "viewer@office.example", "admin": ADMIN}
    monkeypatch.setattr(
        second_step_pages, "user_of_passkey", lambda answer: user_by_email(known_by[answer])
    )
    clients = {answer: app.test_client() for answer in known_by}
    for answer, client in clients.items():
        client.post("/sign-in/passkey", data={"answer": answer})
    assert [client.get("/account").status_code for client in clients.values()] == [302, 200]
    assert (
        "Passwords and passkeys are for emergencies here." in clients["viewer"].get("/sign-in").text
    )


@pytest.mark.both_databases
def test_after_half_a_day_the_service_is_asked_again_whether_it_lets_in(
    app: Flask, setup: OutsideSignIn, issuer: str, sign_in
) -> None:
    """Whom it refuses by then is out on every device; who typed meanwhile loses nothing."""
    known(issuer, "ina", groups=["boss"])
    client, here = entered(app, "ina"), sign_in("organiser")
    said = {"name": "Ina", "language": "en"}
    codes = []
    for hours in (11, 12.5, 13.5):
        with app.app_context():
            ago = moment.now() - timedelta(hours=hours)
            db.session.execute(sa.update(DeviceSession).values(began_at=ago))
            db.session.commit()
        answers = (client.get("/account"), client.post("/account", data=said))
        codes.append([one.location for one in answers])
    out = "/sign-in?next=%2Faccount"
    assert codes == [[None, "/account"], [out, "/account"], [out, out]]
    assert here.get("/account").status_code == 200
    entered(app, "ina", client)
    assert client.get("/account").status_code == 200


def test_once_the_service_alone_lets_in_nobody_stays_by_a_password(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    with app.app_context():
        for email in ("viewer@office.example", "organiser@office.example"):
            set_password(user_by_email(email), PASSWORD)
        user_by_email("organiser@office.example").administrator = True
        db.session.commit()
    emails = (ADMIN, "organiser@office.example", "viewer@office.example")
    clients = [app.test_client() for _email in emails]
    for email, client in zip(emails, clients, strict=True):
        client.post("/sign-in", data={"email": email, "password": PASSWORD})
    known(issuer, "ina")
    clients.append(entered(app, "ina"))
    typed = {"name": "Ministry", "issuer": issuer, "client_id": "planner", "group_claim": "groups"}
    page = "/planner/signing-in/outside"
    assert clients[1].post(page, data={**typed, "emergency": ADMIN}).location == page
    codes = [client.get("/account").status_code for client in clients]
    assert codes == [200, 200, 302, 200]


def ending(issuer: str, key: Key, header: dict[str, str] | None = None, **claims: Any) -> str:
    """What the service sends when somebody signed out there; a claim that is None is left out."""
    now = int(moment.now().timestamp())
    said = {
        "iss": issuer,
        "aud": "planner",
        "iat": now,
        "exp": now + 120,
        "jti": str(claims),
        "events": {outside_ending.EVENT: {}},
        **claims,
    }
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(header or {"alg": "RS256", "kid": key.kid, "typ": "logout+jwt"}, kept, key)


def told(app: Flask, token: str) -> tuple[int, str]:
    answer = app.test_client().post("/sign-in/outside/ended", data={"logout_token": token})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, (answer.json or {}).get("error_description", "")


@pytest.mark.both_databases
def test_who_signs_out_at_the_service_is_out_here_on_the_device_it_names(
    app: Flask, setup: OutsideSignIn, issuer: str, key: RSAKey
) -> None:
    known(issuer, "ina", sid="at the desk")
    desk = entered(app, "ina")
    known(issuer, "ina", sid="at home")
    home = entered(app, "ina")
    known(issuer, "viewer", sid="elsewhere")
    other = entered(app, "viewer")
    with app.app_context():
        named = db.session.scalars(sa.select(DeviceSession.outside_sid).order_by(DeviceSession.id))
        assert named.all() == ["at the desk", "at home", "elsewhere"]
    clients = (desk, home, other)
    seen = []
    for said in ({"sid": "at the desk"}, {"sub": "viewer", "sid": "at home"}, {"sub": "ina"}):
        assert told(app, ending(issuer, key, **said)) == (200, "")
        seen.append([client.get("/account").status_code for client in clients])
    assert seen == [[302, 200, 200], [302, 200, 200], [302, 302, 200]]
    with app.app_context():
        acts = [(one.act, one.about) for one, _by, _whom in audit_entries(asked="Ina")]
        assert acts.count((AuditAct.ENDED_SESSION, setup.name)) == 2
        kept = {one.outside_sid for one in db.session.scalars(sa.select(DeviceSession))}
        assert kept == {"", "elsewhere"}  # of what has ended nothing is kept
    entered(app, "ina", home)
    assert home.get("/account").status_code == 200


def test_a_message_that_the_service_did_not_send_ends_nothing(
    app: Flask, setup: OutsideSignIn, issuer: str, key: RSAKey
) -> None:
    known(issuer, "ina")
    client = entered(app, "ina")
    now, stranger = int(moment.now().timestamp()), RSAKey.generate_key()
    secret = OctKey.import_key("a secret")
    unsigned = "eyJhbGciOiJub25lIn0." + ending(issuer, key, sub="ina").split(".")[1] + "."
    not_signed = "logout_token is not signed with the service's key"
    old = "iat is missing or more than five minutes from this planner's clock"
    wrong = {
        ending(issuer, stranger, {"alg": "RS256", "kid": key.kid}, sub="ina"): not_signed,
        ending(issuer, stranger, {"alg": "RS256"}, sub="ina"): not_signed,
        unsigned: not_signed,
        ending(issuer, secret, {"alg": "HS256"}, sub="ina"): not_signed,
        "": not_signed,
        "a.b.c": not_signed,
        ending(
            issuer, key, sub="ina", iss="http://x"
        ): "iss is not the service that signs people in here",
        ending(issuer, key, sub="ina", aud=["another"]): "aud does not name this planner",
        ending(issuer, key, sub="ina", iat=now - 900): old,
        ending(issuer, key, sub="ina", iat=now + 900): old,
        ending(issuer, key, sub="ina", iat=None): old,
        ending(issuer, key, sub="ina", exp=now - 900): "exp is over",
        ending(issuer, key, sub="ina", events=None): "this is no logout token",
        ending(issuer, key, sub="ina", nonce="n"): "this is no logout token",
        ending(issuer, key): "sub and sid are missing",
        ending(issuer, key, sub="ina", jti=None): "jti is missing",
    }
    assert {token: told(app, token) for token in wrong} == {
        token: (400, why) for token, why in wrong.items()
    }
    assert client.get("/account").status_code == 200


def test_a_session_without_a_name_ends_with_any_of_its_person(
    app: Flask, setup: OutsideSignIn, issuer: str, key: RSAKey
) -> None:
    known(issuer, "ina")
    known(issuer, "viewer")
    clients = [entered(app, who) for who in ("ina", "viewer")]
    seen = []
    for said in ({"sid": "at home"}, {"sub": "ina", "sid": "at home"}):
        assert told(app, ending(issuer, key, **said)) == (200, "")
        seen.append([client.get("/account").status_code for client in clients])
    assert seen == [[200, 200], [302, 200]]


@pytest.mark.both_databases
def test_a_message_counts_once(app: Flask, setup: OutsideSignIn, issuer: str, key: RSAKey) -> None:
    """Whoever caught it cannot sign people out with it again."""
    known(issuer, "ina")
    token, client = ending(issuer, key, sub="ina", jti="caught"), entered(app, "ina")
    assert told(app, token) == (200, "")
    entered(app, "ina", client)
    assert told(app, token) == (400, "jti was used before")
    assert client.get("/account").status_code == 200
    with app.app_context():
        kept = sa.select(sa.func.count()).select_from(Noted).where(Noted.name.startswith("outside"))
        outside_ending.forget_endings()
        assert db.session.scalar(kept) == 1
        db.session.execute(sa.update(Noted).values(noted_at=moment.now() - timedelta(hours=1)))
        outside_ending.forget_endings()
        assert db.session.scalar(kept) == 0


def test_nothing_listens_where_nobody_signs_in_elsewhere(app: Flask, cast) -> None:
    answer = app.test_client().post("/sign-in/outside/ended", data={"logout_token": "x"})
    assert answer.status_code == 404


def test_signing_out_here_signs_out_there(
    app: Flask, setup: OutsideSignIn, issuer: str, sign_in
) -> None:
    """By a page in between: browsers let a form lead to no other site."""
    known(issuer, "ina")
    for out in ("/sign-out", "/sign-out-everywhere"):
        client = entered(app, "ina")
        between = client.post(out).location
        assert (between, client.get("/account").status_code) == ("/sign-out/outside", 302)
        shown = client.get(between).text
        there = shown.split('content="0; url=')[1].split('"')[0].replace("&amp;", "&")
        asked = parse_qs(urlsplit(there).query)
        assert asked["client_id"] == ["planner"]
        form = requests.get(there, timeout=5).text
        back = form.split('name="redirect_uri" value="')[1].split('"')[0].replace("&amp;", "&")
        assert back.startswith(asked["post_logout_redirect_uri"][0])
        assert client.get(back.removeprefix("http://localhost")).location == "/sign-in"
        assert "did not let you in" not in client.get("/sign-in").text
    assert sign_in("organiser").post("/sign-out").location == "/sign-in"


def test_signing_out_works_where_the_service_does_not_answer(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "ina")
    client = entered(app, "ina")
    with app.app_context():
        save_outside_sign_in(replace(setup, issuer="http://localhost:9"))
        db.session.commit()
    assert client.get(client.post("/sign-out").location).location == "/sign-in"
    assert client.get("/account").status_code == 302
