"""Persons' rights: everything about somebody as one file; somebody erased while figures stay; what goes after its time."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.accounts.actions import user_by_email
from facilitate.accounts.audit import AuditAct, AuditEntry, audit_entries
from facilitate.accounts.models import User
from facilitate.cafe.models import Cafe, CafeGuest
from facilitate.data.db import Base, db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.models import Participation, PersonChange, Registration
from facilitate.persons.erasing import _holds
from facilitate.persons.retention import sweep
from facilitate.persons.subjects import find_subjects

from .. import moment
from ..bench_demo import signed_in
from ..statements import count_statements

PAGE = "/planner/persons"


@pytest.fixture
def somebody(demo: Flask) -> dict[str, object]:
    """One who came in 2008, needed something, got a mail, and was once removed from a list."""
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-2008")).one()
        came = db.session.scalars(
            sa.select(Participation).where(Participation.event_id == event.id).limit(1)
        ).one()
        person = came.person
        person.given_name, person.family_name = "Zamira", "Kërçova"
        person.email = "zamira@office.example"
        registration = db.session.scalars(
            sa.select(Registration).where(Registration.participation_id == came.id)
        ).one()
        registration.token, registration.diet = "secret-t", "no nuts"
        message = Message(
            to="Zamira@office.example",
            subject="Come",
            body="Dear Zamira",
            created_at=moment.now(),
            state=MessageState.SENT,
        )
        names = {"given_name": "Zamira", "family_name": "Kërçova"}
        change = PersonChange(
            event_id=event.id,
            at=moment.now(),
            did="row_removed",
            about=Words("Zamira Kërçova", "Zamira Kërçova"),
            cells=[["person", person.id, names, None]],
        )
        db.session.add_all([message, change])
        db.session.commit()
        return {"id": person.id, "name": person.name, "change": change.id}


def where_it_stands(app: Flask, *words: str) -> set[str]:
    """The tables in whose text or JSON any of the words is."""
    with app.app_context():
        found = set()
        for table in Base.metadata.sorted_tables:
            columns = [one for one in table.columns if isinstance(one.type, sa.Text | sa.JSON)]
            columns += [one for one in table.columns if isinstance(one.type, sa.TypeDecorator)]
            held = [_holds(one, word) for one in columns for word in words]
            if held and db.session.scalar(sa.select(sa.exists(table).where(sa.or_(*held)))):
                found.add(table.name)
        return found


def test_everything_about_a_person_is_one_file(demo: Flask, somebody) -> None:
    client = signed_in(demo)
    with demo.app_context():
        cafe = db.session.scalar(sa.select(Cafe.id).limit(1))
        walked_in = CafeGuest(cafe_id=cafe, given_name="Zamira", family_name="Kërçova")
        db.session.add(walked_in)
        db.session.commit()
    with count_statements() as asked:
        page = client.get(f"{PAGE}/person/{somebody['id']}")
    assert (page.status_code, len(asked) <= 12) == (200, True)
    assert "World café (1)" in page.text
    assert "Zamira Kërçova" in client.get(f"{PAGE}?q=kercova").text
    answer = client.post(f"{PAGE}/person/{somebody['id']}/file")
    file = zipfile.ZipFile(io.BytesIO(answer.data))
    kept = json.loads(file.read("everything.json"))["tables"]
    assert kept["registration"][0]["diet"] == "no nuts"
    assert [one["subject"] for one in kept["message"]] == ["Come"]
    assert len(kept["participation"]) >= 1
    assert "secret-t" not in file.read("everything.json").decode()
    book = load_workbook(io.BytesIO(file.read("everything.xlsx")))
    assert {"Directory", "Registrations", "Mails"} <= set(book.sheetnames)
    with demo.app_context():
        last, *_others = audit_entries(most=1)
        assert (last[0].act, last[0].about) == (AuditAct.EXPORTED, f"person {somebody['id']}")


def test_an_erased_person_leaves_figures_and_no_name(demo: Flask, somebody) -> None:
    client = signed_in(demo)
    figures = "/events/annual-2008/figures.csv"
    before = client.get(figures)
    assert before.status_code == 200
    written = where_it_stands(demo, "Zamira Kërçova", "zamira@office.example")
    assert {"change", "message", "person"} <= written | {"person"}
    client.post(f"{PAGE}/person/{somebody['id']}/erase")
    assert where_it_stands(demo, "Kërçova", "zamira@office.example", "no nuts") == set()
    assert client.get(figures).data == before.data
    assert "was erased" in client.get(f"{PAGE}/person/{somebody['id']}").text
    with demo.app_context():
        person = db.session.get_one(Person, somebody["id"])
        assert (person.name, person.plain) == (f"N.N. {person.id}", f"n.n. {person.id}")
        told = db.session.get_one(PersonChange, somebody["change"])
        assert told.cells == [
            ["person", person.id, {"given_name": "N.N.", "family_name": str(person.id)}, None]
        ]


@pytest.mark.both_databases
def test_an_erased_account_has_no_name_in_who_did_what(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        user, own = (
            user_by_email("viewer@office.example").id,
            user_by_email("admin@office.example").id,
        )
    administrator.post(f"/accounts/{user}/sign_out")
    paths = [f"{PAGE}/user/{user}", f"{PAGE}/user/{user}/file", f"{PAGE}/user/{user}/erase"]
    organiser = sign_in("organiser")
    codes = [
        organiser.get(paths[0]).status_code,
        *(organiser.post(one).status_code for one in paths[1:]),
    ]
    assert codes == [403] * 3
    assert administrator.post(f"{PAGE}/user/{own}/erase").status_code == 409
    assert administrator.post(paths[1]).status_code == 200
    administrator.post(paths[2])
    assert where_it_stands(app, "Fatos Zeka", "viewer@office.example") == set()
    page = administrator.get("/planner/audit").text
    assert (f"signed out on every device N.N. {user}" in page, "Fatos" in page) == (True, False)
    with app.app_context():
        assert db.session.get_one(User, user).removed_at is not None


@pytest.mark.both_databases
def test_what_is_older_than_it_is_kept_goes_at_night_and_is_noted(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator, page = sign_in("administrator"), f"{PAGE}/retention"
    assert administrator.post(page, data={"audit": "30"}).status_code == 422
    assert administrator.post(page, data={"mails": "30", "audit": "400"}).location == page
    with app.app_context():
        for age, state in ((31, "sent"), (29, "sent"), (99, "waiting")):
            db.session.add(
                Message(
                    to=f"a{age}@b.example",
                    subject="",
                    body="",
                    created_at=moment.now() - timedelta(days=age),
                    state=MessageState(state),
                )
            )
        old = {"at": moment.now() - timedelta(days=9_000), "act": AuditAct.FAILED, "about": "old"}
        db.session.execute(sa.insert(AuditEntry).values(old))
        db.session.commit()
        sweep()
        left = db.session.scalars(sa.select(Message.to).order_by(Message.id)).all()
        assert left == ["a29@b.example", "a99@b.example"]
        acts = [one.about for one, _by, _whom in audit_entries(act=AuditAct.SWEPT)]
        assert sorted(acts) == ["audit: 1", "mails: 1"]
    assert "mails: 1" in administrator.get(page).text


@pytest.mark.both_databases
@pytest.mark.parametrize(("asked", "found"), [("Çeljeta", 1), ("celjeta doçi", 1), ("ÇELJETAA", 0)])
def test_the_owner_of_an_account_is_found_however_the_name_is_typed(
    app: Flask, cast, asked: str, found: int
) -> None:
    with app.app_context():
        assert [one.name for one in find_subjects(asked)] == ["Çeljeta Doçi"] * found
