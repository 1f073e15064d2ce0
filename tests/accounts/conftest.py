"""An office's sign-in service, and a planner that takes whom it lets in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from flask import Flask, g
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from facilitate.accounts.actions import set_password, user_by_email
from facilitate.accounts.outside import OutsideSignIn, save_outside_sign_in
from facilitate.data.db import db

PASSWORD, ADMIN = "coffee before the plenary", "admin@office.example"
GROUPS = """
boss = administrator
data office = contacts
pens = note_taker @ spring
room = facilitator @ spring
"""


@pytest.fixture(scope="module")
def service() -> Iterator[Any]:
    """An office's sign-in service."""
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield server


@pytest.fixture(scope="module")
def issuer(service: Any) -> str:
    """Its address."""
    return f"http://localhost:{service.server_port}"


@pytest.fixture(scope="module")
def key(service: Any) -> RSAKey:
    """The key with which it signs; it has a name before it has signed anything."""
    with service.app.test_request_context():
        service.app.preprocess_request()
        found: RSAKey = g.oidc_provider_mock_storage.jwk
        found.ensure_kid()
        return found


@pytest.fixture
def setup(app: Flask, cast, issuer: str) -> OutsideSignIn:
    """What an administrator has set up."""
    setup = OutsideSignIn("Ministry sign-in", issuer, "planner", "a secret", True, "groups", GROUPS)
    with app.app_context():
        set_password(user_by_email(ADMIN), PASSWORD)
        save_outside_sign_in(setup)
        db.session.commit()
    return setup


def known(issuer: str, subject: str, **claims: object) -> None:
    """Let the service know somebody."""
    said = {"email": f"{subject}@office.example", "email_verified": True, "name": subject.title()}
    requests.put(f"{issuer}/users/{subject}", json={**said, **claims}, timeout=5).raise_for_status()


def entered(app: Flask, subject: str, client: FlaskClient | None = None) -> FlaskClient:
    """A browser that went to the service and came back as that person."""
    client = client or app.test_client()
    there = client.get("/sign-in/outside?next=/events/spring/").location
    asked = parse_qs(urlsplit(there).query)
    assert (asked["code_challenge_method"], "nonce" in asked, "state" in asked) == (
        ["S256"],
        True,
        True,
    )
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5)
    client.get(back.headers["Location"].removeprefix("http://localhost"))
    return client
