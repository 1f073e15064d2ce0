"""Who did what is noted and only grows: signing in and failing, accounts, contact details, releases; administrators search and export it."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import set_password, user_by_email
from facilitate.accounts.audit import AuditAct, AuditEntry, audit_entries, note_act
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.contacts.export_log import log_export

from .. import moment
from ..directory.rows import add_office, add_worker
from ..forums.rhythm.rows import add_rhythm_forum

pytestmark = pytest.mark.both_databases
PASSWORD = "a long word for tests"


def entries(app: Flask, **asked: str) -> list[tuple[AuditAct, str | None, str | None]]:
    with app.app_context():
        return [(one.act, by, whom) for one, by, whom in audit_entries(**asked)]


def test_who_sees_contact_details_on_a_page_is_noted_once_a_day(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        office = add_office("Bashkia Vlorë")
        people = [add_worker(name, office).id for name in ("Ana Leka", "Besa Hoxha")]
        db.session.commit()
        pages = [
            f"/directory/people/{people[0]}",
            "/directory/people",
            "/directory/people?page=1",
        ]
    for who in ("administrator", "viewer"):
        browser = sign_in(who)
        for page in [*pages, *pages]:
            assert browser.get(page).status_code == 200
    with app.app_context():
        seen = [(one.about, by) for one, by, _whom in audit_entries() if one.act is AuditAct.SAW]
        name = db.session.scalar(sa.select(User.name).where(User.administrator))
    assert seen == [(f"{pages[2]} · 2", name), (f"{pages[1]} · 2", name), (f"{pages[0]} · 1", name)]
    page = sign_in("administrator").get("/planner/audit").text
    assert [f'<a href="{one}">' in page for one in pages] == [True, True, True]


@pytest.mark.parametrize("asked", ["Çeljeta", "çeljeta DOÇI", "celjeta", "Doçi 192.0.2"])
def test_a_name_is_found_however_it_is_typed(app: Flask, cast, asked: str) -> None:
    with app.app_context():
        user = db.session.get(User, cast.users["facilitator"])
        for about in ("192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24"):
            note_act(AuditAct.SIGNED_IN, user, about=about)
        note_act(AuditAct.SIGNED_IN, db.session.get(User, cast.users["viewer"]))
        db.session.commit()
        found = [one.about for one, _by, _whom in audit_entries(asked)]
        assert found == (["198.51.100.0/24"] if "." not in asked else []) + ["192.0.2.0/24"] * 2
        assert len(audit_entries(asked, most=1)) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    "asked",
    ["first=0001-01-01", "last=9999-12-31", "endpoint=x", "_method=PUT", "_external=1", "q=%25"],
)
def test_odd_addresses_open_the_page(sign_in: Callable[[str], FlaskClient], asked: str) -> None:
    administrator = sign_in("administrator")
    assert administrator.get(f"/planner/audit?{asked}").status_code == 200
    assert administrator.get(f"/planner/audit.csv?{asked}").status_code == 200


def test_signing_in_and_failing_are_noted(app: Flask, client: FlaskClient, cast) -> None:
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.administrator)).first()
        assert user is not None
        set_password(user, PASSWORD)
        db.session.commit()
        email, name = user.email, user.name
    for password, address in (("wrong", email), ("wrong", "no@body.example"), (PASSWORD, email)):
        client.post("/sign-in", data={"email": address, "password": password})
    assert entries(app) == [
        (AuditAct.SIGNED_IN, name, None),
        (AuditAct.FAILED, None, None),
        (AuditAct.FAILED, name, None),
    ]


def test_what_happens_to_accounts_is_noted(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        stranger = db.session.scalars(sa.select(User).where(~User.administrator)).first()
        assert stranger is not None
        user_id, name = stranger.id, stranger.name
    for what in ("lock", "unlock", "sign_out"):
        administrator.post(f"/accounts/{user_id}/{what}")
    administrator.post(f"/accounts/{user_id}", data={"sees_contacts": "y"})
    found = entries(app, asked=name)
    assert [(act, whom) for act, _by, whom in found] == [
        (AuditAct.RIGHTS, name),
        (AuditAct.SIGNED_OUT, name),
        (AuditAct.UNLOCKED, name),
        (AuditAct.LOCKED, name),
    ]
    assert {by for _act, by, _whom in found} != {None}


def test_contact_details_that_leave_are_noted_once(app: Flask, cast) -> None:
    with app.app_context():
        log_export(None, "people.csv", 3, "spring")
        db.session.commit()
        assert [one.about for one, _by, _whom in audit_entries()] == ["people.csv · spring · 3"]
        assert len(audit_entries("PEOPLE.csv")) == 1
        assert audit_entries("100%") == []
        assert audit_entries(act="lock") == []
        assert len(audit_entries(act="no such act")) == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_it_only_grows(app: Flask, cast, change: str) -> None:
    with app.app_context():
        note_act(AuditAct.FAILED, None)
        db.session.commit()
        entry = db.session.scalars(sa.select(AuditEntry)).one()
        if change == "delete":
            db.session.delete(entry)
        else:
            entry.act = AuditAct.SIGNED_IN
        with pytest.raises(RuntimeError, match="neither changed nor deleted"):
            db.session.flush()
        db.session.rollback()


def test_the_database_itself_keeps_it_for_a_year(app: Flask, cast) -> None:
    refused = {
        "delete": sa.delete(AuditEntry),
        "update": sa.update(AuditEntry).values(about="other"),
    }
    with app.app_context():
        note_act(AuditAct.FAILED, None)
        db.session.commit()
        for what in refused.values():
            with pytest.raises(sa.exc.DBAPIError, match="only grows"):
                db.session.execute(what)
            db.session.rollback()
        old = {"at": datetime(2001, 2, 3, tzinfo=UTC), "act": AuditAct.FAILED, "about": "old"}
        db.session.execute(sa.insert(AuditEntry).values(old))
        db.session.execute(sa.delete(AuditEntry).where(AuditEntry.about == "old"))
        db.session.commit()
        assert len(audit_entries()) == 1


def test_administrators_search_and_export_it(
    app: Flask, sign_in: Callable[[str], FlaskClient], client: FlaskClient
) -> None:
    administrator, organiser = sign_in("administrator"), sign_in("organiser")
    for path in ("/planner/audit", "/planner/audit.csv"):
        codes = [one.get(path).status_code for one in (administrator, organiser, client)]
        assert codes == [200, 403, 302]
    assert "Nothing is noted." in administrator.get("/planner/audit").text
    with app.app_context():
        note_act(AuditAct.EXPORTED, user_by_email("nobody@office.example"), about="=1+1")
        db.session.commit()
    assert "=1+1" in administrator.get("/planner/audit?q=1%2B1").text
    assert "Nothing fits." in administrator.get("/planner/audit?q=other").text
    today, fits = moment.planner_today(), []
    for first, last in [(0, 0), (1, 1), (-1, -1), (None, 0), (1, None)]:
        days = {"first": first, "last": last}
        asked = {name: today + timedelta(days=day) for name, day in days.items() if day is not None}
        for path in ("/planner/audit", "/planner/audit.csv"):
            fits.append("=1+1" in administrator.get(path, query_string=asked).text)
    assert fits == [True] * 2 + [False] * 4 + [True] * 2 + [False] * 2
    assert "=1+1" in administrator.get("/planner/audit?first=never&last=31.2.2027").text
    rows = list(csv.reader(administrator.get("/planner/audit.csv").text.splitlines()))
    assert rows[1][1:] == ["", "exported", "", "'=1+1"]


def test_roles_in_events_and_forums_are_noted(
    app: Flask, sign_in: Callable[[str], FlaskClient], cast
) -> None:
    """Whoever gives them: an organiser on the page of the team, or an administrator who lets somebody keep a forum."""
    organiser, administrator = sign_in("organiser"), sign_in("administrator")
    with app.app_context():
        forum = add_rhythm_forum("South", moment.planner_today(), "regional_group")
        db.session.commit()
        slug, user = forum.slug, user_by_email("stranger@office.example")
        assert user is not None
        stranger = {"user_id": user.id}
    for role in ("viewer", "viewer", "facilitator"):
        organiser.post("/events/spring/team", data={**stranger, "role": role})
    new = {"name": "Gerta Lika", "email": "gerta@office.example", "role": "staff"}
    organiser.post("/events/spring/team/invite", data=new)
    organiser.post(f"/events/spring/team/{cast.members['viewer']}/remove")
    administrator.post(f"/forums/{slug}/keepers", data=stranger)
    administrator.post(f"/forums/{slug}/keepers/{stranger['user_id']}/remove")
    with app.app_context():
        found = [(one.act, by, one.about) for one, by, _whom in audit_entries()]
    who = "Arta Hoxha"
    assert found[::-1] == [
        (AuditAct.RIGHTS, who, "spring · viewer"),
        (AuditAct.RIGHTS, who, "spring · facilitator"),
        (AuditAct.RIGHTS, who, "spring · staff"),
        (AuditAct.ENDED_ROLE, who, "spring"),
        (AuditAct.RIGHTS, "Gëzim Toska", slug),
        (AuditAct.ENDED_ROLE, "Gëzim Toska", slug),
    ]
