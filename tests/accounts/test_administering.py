"""Accounts under an administrator's hand: sessions that end on the server, locks, roles, removal; by page and by command."""

import re

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import make_link, set_password, user_by_email
from facilitate.accounts.audit import AuditAct, AuditEntry, audit_entries
from facilitate.accounts.models import AccountLinkPurpose, DeviceSession, User
from facilitate.data.db import db
from facilitate.events.models import Member
from facilitate.mail.outbox import Message
from facilitate.run.command import commands

pytestmark = pytest.mark.both_databases
PASSWORD, NAMED, ADMIN = (
    "coffee before the plenary",
    "organiser@office.example",
    "admin@office.example",
)


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


NOTHING = {"csrf_token": ""}
"""A form whose boxes are all empty."""


def status(client: FlaskClient) -> int:
    return client.get("/account").status_code


def page_of(app: Flask, email: str) -> str:
    with app.app_context():
        return f"/accounts/{user_by_email(email).id}"


@pytest.mark.parametrize("cookie", ["session", "remember_token"])
def test_a_copied_cookie_opens_nothing_after_sign_out(
    app: Flask, with_password, cookie: str
) -> None:
    client, other_device = entered(app, remember="y"), entered(app)
    copied = client.get_cookie(cookie).value
    thief = app.test_client()
    thief.set_cookie(cookie, copied)
    assert status(thief) == 200
    assert client.post("/sign-out").location == "/sign-in"
    thief = app.test_client()
    thief.set_cookie(cookie, copied)
    assert (status(client), status(thief), status(other_device)) == (302, 302, 200)
    assert thief.post("/sign-out").status_code == 302
    other_device.post("/sign-out-everywhere")
    assert status(other_device) == 302
    with app.app_context():
        assert db.session.scalars(sa.select(DeviceSession)).all() == []


def test_a_locked_account_lets_nobody_in_until_it_is_unlocked(app: Flask, with_password) -> None:
    client, administrator, page = entered(app), entered(app, ADMIN), page_of(app, NAMED)
    with app.app_context():
        link = make_link(user_by_email(NAMED), AccountLinkPurpose.RESET).removeprefix(
            "http://localhost"
        )
        db.session.commit()
    assert administrator.post(f"{page}/lock").location == page
    assert (status(client), status(entered(app)), client.get(link).status_code) == (302, 302, 410)
    assert "This account is locked" in administrator.get(page).text
    assert administrator.post(f"{page}/link").status_code == 409
    assert entered(app).post("/forgot", data={"email": NAMED}).status_code == 200
    with app.app_context():
        assert db.session.scalars(sa.select(Message)).all() == []
    assert administrator.post(f"{page}/unlock").location == page
    assert (status(client), status(entered(app))) == (302, 200)


@pytest.mark.one_database
def test_an_administrator_ends_sessions_and_makes_a_link(app: Flask, with_password) -> None:
    client, administrator, page = entered(app), entered(app, ADMIN), page_of(app, NAMED)
    link = re.search(r"http://localhost(/link/[\w-]{20,})", administrator.post(f"{page}/link").text)
    assert link
    assert app.test_client().get(link[1]).status_code == 200
    administrator.post(f"{page}/sign_out")
    assert (status(client), status(entered(app))) == (302, 200)


def test_of_a_removed_account_what_was_written_and_the_name_stay(
    app: Flask, with_password, cast, sign_in
) -> None:
    client, administrator, page = entered(app), entered(app, ADMIN), page_of(app, NAMED)
    assert administrator.post(f"{page}/remove").location == "/accounts"
    listed = administrator.get("/accounts").text
    assert ("Arta Hoxha" in listed.split("<table")[1], NAMED in listed) == (False, False)
    assert [
        administrator.get(page).status_code,
        administrator.post(f"{page}/unlock").status_code,
    ] == [
        404,
        404,
    ]
    assert (status(client), status(entered(app))) == (302, 302)
    with app.app_context():
        member = db.session.get_one(Member, cast.members["organiser"])
        assert (member.name, member.user.address, member.user.password_hash) == (
            "Arta Hoxha",
            "",
            None,
        )
        assert "office.example" not in member.user.email
    assert (
        administrator.post("/accounts", data={"name": "Arta Hoxha", "email": NAMED}).status_code
        == 200
    )


def test_the_last_administrator_stays(app: Flask, with_password) -> None:
    administrator, own, other = entered(app, ADMIN), page_of(app, ADMIN), page_of(app, NAMED)
    answers = [
        administrator.post(own, data=NOTHING),
        administrator.post(f"{own}/lock"),
        administrator.post(f"{own}/remove"),
    ]
    assert [one.status_code for one in answers] == [409] * 3
    assert "Make somebody else administrator first." in answers[0].text
    assert administrator.post(other, data={"administrator": "y"}).status_code == 302
    second = entered(app)
    assert [second.post(own, data=NOTHING).status_code, second.get("/accounts").status_code] == [
        302,
        200,
    ]
    assert (
        administrator.get("/accounts").status_code,
        second.post(other, data=NOTHING).status_code,
    ) == (
        403,
        409,
    )
    assert "Ask an administrator: Arta Hoxha." in administrator.get("/accounts").text


def test_only_administrators_touch_accounts(app: Flask, cast, sign_in, client) -> None:
    page = page_of(app, NAMED)
    paths = [f"{page}/{what}" for what in ("lock", "unlock", "sign_out", "remove", "link")]
    assert [sign_in("organiser").post(path).status_code for path in (page, *paths)] == [403] * 6
    assert [client.post(path).status_code for path in (page, *paths)] == [302] * 6
    assert [
        sign_in("administrator").post(f"/accounts/999/{what}").status_code
        for what in ("lock", "link")
    ] == [404] * 2


PEOPLE = [
    "/directory/people",
    "/directory/people.csv",
    "/directory/people.xlsx",
    "/directory/organisations",
    "/forums/",
    "/forums/problems",
    "/forums/passed/1/letter.docx",
    "/forums/figures.xlsx",
]


def test_an_account_without_an_event_sees_no_list_of_people(sign_in) -> None:
    stranger, viewer = sign_in("stranger"), sign_in("viewer")
    assert [stranger.get(path).status_code for path in PEOPLE] == [403] * len(PEOPLE)
    said = stranger.get(PEOPLE[0]).text
    assert (
        "Your account does not belong to any event or forum yet. Ask an administrator: Gëzim Toska."
        in said
    )
    front = stranger.get("/").text
    assert ('href="/directory/organisations"' in front, 'href="/forums/"' in front) == (
        False,
        False,
    )
    assert {viewer.get(path).status_code for path in PEOPLE if "passed" not in path} == {200}


def run(*arguments: str, typed: str = "") -> tuple[int, str]:
    """The command's exit code and what it said."""
    answer = CliRunner().invoke(commands, ["account", *arguments], input=typed)
    return answer.exit_code, answer.output


def test_the_commands_do_the_same(app: Flask, with_password, monkeypatch) -> None:
    settings = app.extensions["settings"]
    monkeypatch.setenv("FACILITATE_INSTANCE", str(settings.instance))
    monkeypatch.setenv("FACILITATE_DATABASE_URL", settings.database_url)
    client = entered(app)
    assert run("lock", NAMED) == (0, "Arta Hoxha can no longer sign in.\n")
    assert (status(client), status(entered(app))) == (302, 302)
    assert f"{NAMED}  Arta Hoxha  (locked)\n" in run("list")[1]
    assert run("unlock", NAMED)[0] == 0
    client = entered(app)
    assert (status(client), run("sign-out", NAMED)[0], status(client)) == (200, 0, 302)
    for one in ("unmake-administrator", "lock"):
        assert run(one, ADMIN) == (
            1,
            "Error: Somebody has to run the planner. Make somebody else administrator first.\n",
        )
    assert run("make-administrator", NAMED)[0] == 0
    assert run("unmake-administrator", ADMIN) == (0, "Gëzim Toska is no longer an administrator.\n")
    assert run("remove", ADMIN)[0] == 1
    assert run("remove", ADMIN, typed="y\n")[0] == 0
    assert run("lock", ADMIN)[1].startswith(f"Error: There is no account {ADMIN}.")
    with app.app_context():
        assert (
            db.session.scalar(sa.select(sa.func.count()).where(User.removed_at.is_not(None))) == 1
        )
        noted = sa.select(AuditEntry.act).where(AuditEntry.about == "terminal")
        assert list(db.session.scalars(noted.order_by(AuditEntry.id))) == [
            AuditAct.LOCKED,
            AuditAct.UNLOCKED,
            AuditAct.SIGNED_OUT,
            AuditAct.RIGHTS,
            AuditAct.RIGHTS,
            AuditAct.REMOVED,
        ]


def test_links_made_by_command_are_noted(app: Flask, cast, monkeypatch) -> None:
    settings = app.extensions["settings"]
    monkeypatch.setenv("FACILITATE_INSTANCE", str(settings.instance))
    monkeypatch.setenv("FACILITATE_DATABASE_URL", settings.database_url)
    for asked in (["new@office.example", "--admin"], [NAMED, "--reset"]):
        assert CliRunner().invoke(commands, ["invite", *asked]).exit_code == 0
    with app.app_context():
        noted = [(one.act, whom) for one, _by, whom in audit_entries("terminal")]
        assert noted == [(AuditAct.LINK, "Arta Hoxha"), (AuditAct.INVITED, "new")]
