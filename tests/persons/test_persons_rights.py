"""Persons' rights: everything about somebody as one file; somebody erased while figures stay; what goes after its time."""

import io
import json
import re
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
from facilitate.consultation.models import Invitation, Questionnaire, Reply
from facilitate.data.db import Base, db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.actions import REMOVALS
from facilitate.participation.models import Participation, PersonChange, Registration
from facilitate.persons.erasing import _holds, erase_person
from facilitate.persons.retention import Retained, set_retention_days, sweep
from facilitate.persons.subjects import find_subjects, subject_of_person
from facilitate.practice.models import Lesson

from .. import moment
from ..bench_demo import signed_in
from ..consultation.conftest import asked
from ..directory.rows import add_office, add_worker
from ..inbox import receive_mails
from ..statements import count_statements

__all__ = ["asked"]
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
        reply = db.session.scalars(sa.select(Reply).order_by(Reply.id)).first()
        reply.answer.person_id, reply.text = somebody["id"], "What I want."
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
    assert [one["text"] for one in kept["reply"] if one["id"] == reply.id] == ["What I want."]
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


def test_erasing_somebody_takes_nothing_of_a_colleague(demo: Flask, somebody) -> None:
    """An office has one address for many, families share a beginning, an extension is a number like others."""
    client, shared = signed_in(demo), "info@office.example"
    with demo.app_context():
        person = db.session.get_one(Person, somebody["id"])
        person.given_name, person.family_name = "Arta", "Hoxha"
        person.email, person.phone = shared, "12"
        colleague = db.session.scalars(sa.select(Person).where(Person.id != person.id)).first()
        colleague.email = shared
        asked = db.session.scalars(sa.select(Invitation)).first()
        asked.name, asked.email, asked.person_id = colleague.name, shared, colleague.id
        about = {"body": "", "created_at": moment.now(), "state": MessageState.SENT}
        theirs = Message(to=shared, subject="Theirs", person_id=colleague.id, **about)
        mine = Message(to=shared, subject="Mine", person_id=person.id, **about)
        cells = [
            ["task", 7, {"id": 7, "due": "2026-12-01", "text": "Arta Hoxhaj, Arta Hoxha"}, None]
        ]
        told = PersonChange(at=moment.now(), did="row_removed", cells=cells)
        db.session.add_all([theirs, mine, told])
        db.session.commit()
        ids, name = (asked.id, theirs.id, told.id), colleague.name
    file = client.post(f"{PAGE}/person/{somebody['id']}/file").data
    kept = json.loads(zipfile.ZipFile(io.BytesIO(file)).read("everything.json"))["tables"]
    assert [one["subject"] for one in kept["message"]] == ["Mine"]
    assert ids[0] not in [one["id"] for one in kept.get("invitation", ())]
    client.post(f"{PAGE}/person/{somebody['id']}/erase")
    with demo.app_context():
        assert db.session.get_one(Invitation, ids[0]).name == name
        assert db.session.get_one(Message, ids[1]).subject == "Theirs"
        row = {"id": 7, "due": "2026-12-01", "text": "Arta Hoxhaj, N.N."}
        assert db.session.get_one(PersonChange, ids[2]).cells == [["task", 7, row, None]]


def test_what_somebody_needed_goes_from_the_bin_too(demo: Flask, somebody) -> None:
    client = signed_in(demo)
    with demo.app_context():
        mine = sa.select(Participation).where(Participation.person_id == somebody["id"])
        row = db.session.scalars(mine.order_by(Participation.id)).first()
        event = db.session.get_one(Event, row.event_id)
        REMOVALS.remove(event, row, Words("Zamira"), 1)
        db.session.commit()
    assert where_it_stands(demo, "no nuts") == {"change"}
    client.post(f"{PAGE}/person/{somebody['id']}/erase")
    assert where_it_stands(demo, "no nuts", "secret-t") == set()


@pytest.mark.both_databases
def test_accounts_are_found_whatever_their_capitals_and_accents(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        user_by_email("viewer@office.example").name = "Çelo Ënjë"
        db.session.commit()
    for typed in ("çelo", "Celo", "ËNJË"):
        assert "Çelo Ënjë" in administrator.get(f"{PAGE}?q={typed}").text


@pytest.mark.both_databases
def test_finding_many_asks_no_more_of_the_database_than_finding_one(app: Flask) -> None:
    with app.app_context():
        for number in range(5):
            add_worker(f"Arta Leka {number}", add_office(f"Office {number}"))
        db.session.commit()
        costs = []
        for asked_for in ("leka 1", "leka"):
            db.session.expunge_all()
            with count_statements() as asked_of_database:
                found = find_subjects(asked_for)
            costs.append((len(found), len(asked_of_database)))
    assert costs == [(1, 2), (5, 2)]


def test_an_account_and_the_same_person_in_the_directory_lead_to_each_other(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    """Erasing one leaves the other: whoever erases sees it before."""
    administrator = sign_in("administrator")
    with app.app_context():
        user = user_by_email("viewer@office.example")
        sector = db.session.scalars(sa.select(Sector)).first()
        office = Organisation(name="Office", kind="other", level="central", sector=sector)
        person, other = (
            Person(
                given_name=given,
                family_name="Zeka",
                organisation=office,
                position=Words(),
                email="",
                phone="",
            )
            for given in ("Fatos", "Fatosa")
        )
        lesson = Lesson(
            forum_id=None, key="k", text=Words("Ask Fatos Zeka"), name=user.name, at=moment.now()
        )
        db.session.add_all([person, other, lesson])
        db.session.commit()
        account, entry = f"{PAGE}/user/{user.id}", f"{PAGE}/person/{person.id}"
        colleague, lesson_id = f"{PAGE}/person/{other.id}", lesson.id
    page = administrator.get(account).text
    assert (f'href="{entry}"' in page, f'href="{colleague}"' in page) == (True, False)
    assert f'href="{account}"' in administrator.get(entry).text
    administrator.post(f"{account}/erase")
    assert f'href="{account}"' not in administrator.get(entry).text
    with app.app_context():
        lesson = db.session.get_one(Lesson, lesson_id)
        assert (lesson.name, lesson.text.en) == ("N.N.", "Ask Fatos Zeka")


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
def test_nobody_is_asked_twice_because_the_mail_is_not_kept_any_more(
    app: Flask, cast, asked, sign_in: Callable[[str], FlaskClient]
) -> None:
    organiser, asks = sign_in("organiser"), "/events/spring/consultation/letters"
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        about = {"email": "ana@office.example", "questionnaire_id": questionnaire.id}
        invitation = Invitation(name="Ana Hoxha", **about)
        db.session.add(invitation)
        db.session.commit()
    with receive_mails(app) as inbox:
        mark = re.search(
            r'fingerprint" value="([^"]+)', organiser.get(f"{asks}/invitation/send").text
        )
        organiser.post(f"{asks}/invitation/send", data={"fingerprint": mark[1]})
        with app.app_context():
            old = moment.now() - timedelta(days=31)
            db.session.execute(sa.update(Message).values(created_at=old))
            set_retention_days({Retained.MAILS: 30})
            db.session.commit()
            sweep()
            assert where_it_stands(app, "ana@office.example") == {"invitation"}
        assert "Ana Hoxha" not in organiser.get(f"{asks}/invitation/send").text
        assert "1 letter would go out" in organiser.get(f"{asks}/reminder/send").text
    assert inbox.to == ["ana@office.example"]
    page = organiser.get("/events/spring/outbox")
    assert (page.status_code, "/outbox/1" in page.text) == (200, False)


@pytest.mark.both_databases
@pytest.mark.parametrize(("asked", "found"), [("Çeljeta", 1), ("celjeta doçi", 1), ("ÇELJETAA", 0)])
def test_the_owner_of_an_account_is_found_however_the_name_is_typed(
    app: Flask, cast, asked: str, found: int
) -> None:
    with app.app_context():
        assert [one.name for one in find_subjects(asked)] == ["Çeljeta Doçi"] * found


def test_a_number_of_six_digits_is_a_telephone_and_of_five_an_extension(app: Flask, cast) -> None:
    with app.app_context():
        office = add_office("Zyra")
        kept = []
        for phone in ("22 33 44", "22 33 4"):
            person = add_worker("Mirela Testi", office)
            person.phone = phone
            lesson = Lesson(
                forum_id=None, key=phone, text=Words("Ask"), name=f"tel {phone}", at=moment.now()
            )
            db.session.add(lesson)
            db.session.flush()
            erase_person(subject_of_person(person))
            kept.append(lesson.name)
        assert kept == ["tel ", "tel 22 33 4"]
