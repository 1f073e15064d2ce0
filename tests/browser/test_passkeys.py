"""A passkey is made on one's account, signs in without password and code, and lets nobody in once it is removed."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from facilitate.accounts.actions import set_password, user_by_email
from facilitate.accounts.models import Passkey
from facilitate.data.db import db

from .server import OFFICIAL, Planner

PASSWORD = "coffee before the plenary"
pytestmark = pytest.mark.browser


@pytest.fixture
def address(planner: Planner) -> Iterator[str]:
    """The planner by a name: passkeys belong to names, not to numbers."""
    settings = planner.app.extensions["settings"]
    named = f"http://localhost:{urlsplit(planner.url).port}"
    planner.app.extensions["settings"] = replace(settings, base_url=named)
    with planner.app.app_context():
        set_password(user_by_email(OFFICIAL), PASSWORD)
        db.session.commit()
    yield named
    planner.app.extensions["settings"] = settings
    with planner.app.app_context():
        user_by_email(OFFICIAL).password_hash = None
        db.session.execute(sa.delete(Passkey))
        db.session.execute(sa.delete(db.metadata.tables["recovery_code"]))
        db.session.commit()


def test_a_passkey_signs_in(page: Page, planner: Planner, address: str) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(planner.sign_in_link())
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(f"{address}/account/passkeys")
    page.get_by_label("Name of the passkey").fill("Office laptop")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{address}/account/passkeys")
    expect(page.get_by_role("row", name="Office laptop")).to_contain_text("not yet")

    page.context.clear_cookies()
    page.goto(f"{address}/sign-in?next=/account/passkeys")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("row", name="Office laptop")).not_to_contain_text("not yet")

    row = page.get_by_role("row", name="Office laptop")
    row.locator("summary").click()
    row.get_by_label("Current password").fill("wrong")
    with page.expect_navigation():
        row.get_by_role("button", name="Yes, remove").click()
    expect(row.get_by_text("This is not your current password.")).to_be_visible()
    row.get_by_label("Current password").fill(PASSWORD)
    row.get_by_role("button", name="Yes, remove").click()
    expect(page.get_by_text("was removed")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That passkey does not fit")).to_be_visible()
