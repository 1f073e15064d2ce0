"""Whom the office's sign-in does not let in, and why: in the log, for administrators, and to whoever tries."""

import time
from typing import Any

import pytest
from flask import Flask, g
from joserfc import jwt
from joserfc.jwk import RSAKey

from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.accounts.outside import OutsideSignIn

from .conftest import entered, known


def back_with(app: Flask, subject: str, key: RSAKey | None = None, **claims: Any) -> str:
    """What somebody reads whom the service sends back with a token that says something else, or signed with another key."""
    encode = jwt.encode

    def changed(header: Any, found: Any, usual: Any, *more: Any, **options: Any) -> str:
        return encode(header, {**found, **claims}, key or usual, *more, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jwt, "encode", changed)
        client = entered(app, subject)
    entry = client.get("/account")
    return "in" if entry.status_code == 200 else client.get("/sign-in").text


@pytest.mark.both_databases
def test_who_is_not_let_in_stands_in_the_log_with_the_reason(
    app: Flask, setup: OutsideSignIn, issuer: str, caplog: pytest.LogCaptureFixture
) -> None:
    known(issuer, "ina")
    now = int(time.time())
    whys = {
        "clocks": {"iat": now + 400, "exp": now + 900},
        "audience": {"aud": ["another"], "azp": "planner"},
        "party": {"aud": ["planner", "another"]},
        "issuer": {"iss": "http://another.example"},
        "key": {"key": RSAKey.generate_key()},
    }
    for claims in whys.values():
        assert "Ministry sign-in did not let you in." in back_with(app, "ina", **claims)
    app.test_client().get("/sign-in/outside/back?error=access_denied&error_description=a%20lie")
    app.test_client().get("/sign-in/outside/back?error=A%20lie")
    app.test_client().get("/sign-in/outside/back?code=c&state=s")
    reasons = [
        "the clocks of the service and of the planner are more than five minutes apart",
        "the token is not meant for the planner: is the client ID right?",
        "the token is for several programs and does not say that it was issued to the planner (azp)",
        "the token names another service than the address that is set up",
        "the token is not signed with a key of the service",
        "the service refuses · access_denied",
        "the service refuses",
        "the answer belongs to no sign-in that this browser began",
    ]
    assert [line.split("let in: ")[1] for line in caplog.messages if "let in: " in line] == reasons
    with app.app_context():
        found = audit_entries(act=AuditAct.OUTSIDE_FAILED)
        kept = [entry.about.partition(" · ")[2] for entry, _by, _whom in reversed(found)]
    assert kept == reasons
    known(issuer, "ina", groups=["boss"])
    shown = entered(app, "ina").get("/planner/audit?act=outside_failed").text
    assert ("the service refuses · access_denied" in shown, "a lie" in shown) == (True, False)


def test_clocks_may_be_five_minutes_apart_and_the_planner_one_of_several_audiences(
    app: Flask, setup: OutsideSignIn, issuer: str
) -> None:
    known(issuer, "ina")
    now = int(time.time())
    assert back_with(app, "ina", iat=now + 280, exp=now + 580) == "in"
    assert back_with(app, "ina", iat=now - 580, exp=now - 280) == "in"
    assert back_with(app, "ina", aud=["another", "planner"], azp="planner") == "in"


def test_a_key_that_the_service_changed_is_fetched(
    app: Flask, setup: OutsideSignIn, issuer: str, service: Any
) -> None:
    known(issuer, "ina")
    entered(app, "ina")
    with service.app.test_request_context():
        service.app.preprocess_request()
        storage = g.oidc_provider_mock_storage
    before, storage.jwk = storage.jwk, RSAKey.generate_key(auto_kid=True)
    try:
        assert entered(app, "ina").get("/account").status_code == 200
    finally:
        storage.jwk = before
