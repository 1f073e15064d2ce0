"""Where somebody is signed in: listed on their page, ended one by one, by themselves or an administrator."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import set_password, user_by_email
from facilitate.accounts.models import DeviceSession
from facilitate.accounts.second_step import RequiredOf, require_of
from facilitate.accounts.sessions import end_unused_sessions, network_of
from facilitate.data.db import db

from .. import moment

PASSWORD, NAMED = "coffee before the plenary", "organiser@office.example"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
END = re.compile(r'action="(/accounts?/[\w/]*sessions/\d+/end)"')


@pytest.fixture
def with_password(app: Flask, cast) -> None:
    with app.app_context():
        set_password(user_by_email(NAMED), PASSWORD)
        db.session.commit()


def entered(app: Flask, device: str, address: str = "192.0.2.77") -> FlaskClient:
    client = app.test_client()
    client.environ_base.update({"HTTP_USER_AGENT": device, "REMOTE_ADDR": address})
    client.post("/sign-in", data={"email": NAMED, "password": PASSWORD, "remember": "y"})
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.mark.both_databases
def test_devices_are_listed_and_ended_one_by_one(app: Flask, with_password, sign_in) -> None:
    desk, phone = entered(app, DESK), entered(app, PHONE, "2001:db8:7:8::9")
    page = desk.get("/account").text
    for said in ("Firefox on Windows", "Chrome on Android", "192.0.2.0/24", "2001:db8:7::/48"):
        assert said in page
    assert ("192.0.2.77" in page, page.count("this device</span>")) == (False, 1)
    [end] = END.findall(page)
    assert sign_in("viewer").post(end).status_code == 404
    desk.post(end)
    assert (is_in(desk), is_in(phone)) == (True, False)
    with app.app_context():
        user = f"/accounts/{user_by_email(NAMED).id}"
        ended = db.session.scalars(
            sa.select(DeviceSession).where(DeviceSession.ended_at.is_not(None))
        ).one()
        assert (ended.browser, ended.system, ended.network) == ("", "", "")
    [end] = END.findall(sign_in("administrator").get(user).text)
    assert desk.post(end).status_code == 403
    sign_in("administrator").post(end)
    assert not is_in(desk)
    assert "ended a session of" in sign_in("administrator").get("/planner/audit").text


def test_all_others_end_and_this_one_stays(app: Flask, with_password) -> None:
    desk, phone = entered(app, DESK), entered(app, PHONE)
    copied = desk.get_cookie("remember_token").value
    desk.post("/account/sessions/end-others")
    thief = app.test_client()
    thief.set_cookie("remember_token", copied)
    assert (is_in(desk), is_in(phone), is_in(thief)) == (True, False, False)
    desk.delete_cookie("session")
    assert is_in(desk)  # still remembered


@pytest.mark.both_databases
def test_a_session_from_before_is_listed_once_it_is_used_and_ends_unused(
    app: Flask, with_password
) -> None:
    desk = entered(app, DESK)
    with app.app_context():
        db.session.execute(sa.delete(DeviceSession))
        db.session.commit()
    desk.get("/account").close()
    assert "Firefox on Windows" in desk.get("/account").text
    with app.app_context():
        long_ago = moment.now() - timedelta(days=401)
        db.session.execute(sa.update(DeviceSession).values(seen_at=long_ago))
        db.session.commit()
        end_unused_sessions()
    assert not is_in(desk)


def test_a_network_is_no_address() -> None:
    assert [network_of(one) for one in ("198.51.100.9", "::1", "unknown")] == [
        "198.51.100.0/24",
        "::/48",
        "",
    ]


@pytest.mark.parametrize("outside", [False, True])
def test_after_a_new_password_this_session_is_as_it_was(
    app: Flask, with_password, outside: bool
) -> None:
    """As lasting as before, and where the office's own sign-in asked for a second step, nobody asks for another one."""
    desk = entered(app, DESK)
    with app.app_context():
        db.session.execute(sa.update(DeviceSession).values(outside=outside))
        require_of(RequiredOf.EVERYBODY if outside else RequiredOf.NOBODY)
        db.session.commit()
    new = "another cup before noon"
    typed = {"current": PASSWORD, "password": new, "again": new}
    assert desk.post("/account/password", data=typed).status_code == 302
    assert is_in(desk)
    desk.delete_cookie("session")
    assert is_in(desk)  # still remembered
