"""Contact details: who sees them, what leaves the house with them, and that it is written down."""

import csv
import io
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.contacts.export_log import log_export
from facilitate.directory.models import ContactExport
from facilitate.lib.tables import read_table

from ..rows import add_office, add_worker

pytestmark = pytest.mark.both_databases

SECRETS = ("ana@office.example", "555 0100")


class Ana(NamedTuple):
    """Somebody of the directory: her number, and that of where she works."""

    person: int
    organisation: int


@pytest.fixture
def ana(app, cast) -> Ana:
    with app.app_context():
        row = add_worker("Ana Çela", add_office("=Qendra", "civil_society", "permet"))
        db.session.commit()
        return Ana(row.id, row.organisation_id)


def give(app, cast, name: str) -> None:
    with app.app_context():
        db.session.get_one(User, cast.users[name]).sees_contacts = True
        db.session.commit()


def exports(app) -> list[tuple[str, str, int]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(ContactExport).order_by(ContactExport.id))
        return [
            (row.by.name if row.by else "", row.what.rsplit("-", 3)[0], row.people) for row in rows
        ]


def places(ana: Ana) -> list[str]:
    return [
        f"/directory/people/{ana.person}",
        "/directory/people?q=ana",
        f"/directory/organisations/{ana.organisation}",
    ]


@pytest.mark.one_database
def test_contact_details_are_shown_to_whom_they_were_given(app, sign_in, cast, ana) -> None:
    staff = sign_in("staff")
    assert [secret in staff.get(path).text for path in places(ana) for secret in SECRETS] == [
        False
    ] * 6
    give(app, cast, "staff")
    assert [secret in staff.get(path).text for path in places(ana) for secret in SECRETS] == [
        True
    ] * 6
    assert "Edit" not in staff.get(places(ana)[0]).text


def test_an_administrator_gives_the_right_and_takes_it_back(app, sign_in, cast, ana) -> None:
    administrator, path = sign_in("administrator"), f"/accounts/{cast.users['viewer']}"
    assert administrator.post(path, data={"sees_contacts": "y"}).status_code == 302
    assert SECRETS[0] in sign_in("viewer").get(places(ana)[0]).text
    assert administrator.post(path, data={"csrf_token": ""}).status_code == 302
    assert SECRETS[0] not in sign_in("viewer").get(places(ana)[0]).text
    assert administrator.get(path).status_code == 200
    assert administrator.post("/accounts/999").status_code == 404
    assert sign_in("organiser").post(path).status_code == 403


def test_an_invitation_can_carry_the_right(app, sign_in) -> None:
    facts = {"name": "Ina Leka", "email": "ina@office.example", "sees_contacts": "y"}
    assert sign_in("administrator").post("/accounts", data=facts).status_code == 200
    with app.app_context():
        row = db.session.scalars(sa.select(User).where(User.email == "ina@office.example")).one()
        assert (row.administrator, row.sees_contacts) == (False, True)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_without_the_right_has_no_contact_details(app, sign_in, ana, ending: str) -> None:
    answer = sign_in("organiser").get(f"/directory/people.{ending}")
    head, row = read(answer.data, ending)
    assert head[:4] == ["Given name", "Family name", "Organisation", "Position (English)"]
    assert "E-mail" not in head
    assert "Phone" not in head
    assert row[:3] == ["Ana", "Çela", "=Qendra" if ending == "xlsx" else "'=Qendra"]
    assert not any(secret in str(cell) for cell in row for secret in SECRETS)
    assert exports(app) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_with_contact_details_is_written_down(app, sign_in, cast, ana, ending: str) -> None:
    give(app, cast, "staff")
    head, row = read(sign_in("staff").get(f"/directory/people.{ending}").data, ending)
    found = dict(zip(head, row, strict=True))
    phone = "+355 4 555 0100" if ending == "xlsx" else "'+355 4 555 0100"
    assert (found["E-mail"], found["Phone"]) == ("ana@office.example", phone)
    assert exports(app) == [("Elira Ndoj", "people", 1)]
    assert "Elira Ndoj" in sign_in("administrator").get("/directory/exports").text
    assert sign_in("staff").get("/directory/exports").status_code == 403


@pytest.mark.one_database
def test_a_file_holds_what_was_found(sign_in, app, ana) -> None:
    with app.app_context():
        add_worker("Besa Gjoni", add_office("Zyra"))
        db.session.commit()
    organiser = sign_in("organiser")
    assert len(read(organiser.get("/directory/people.csv?q=gjoni").data, "csv")) == 2
    rows = read(organiser.get("/directory/organisations.csv").data, "csv")
    assert [row[0] for row in rows] == ["Organisation", "'=Qendra", "Zyra"]
    assert [
        cell.value
        for cell in load_workbook(
            io.BytesIO(organiser.get("/directory/organisations.xlsx").data)
        ).active["A"]
    ] == [
        "Organisation",
        "=Qendra",
        "Zyra",
    ]
    table = read_table(organiser.get("/directory/organisations.ods").data, "list.ods").rows
    assert [cells[0] for _number, cells in table] == ["Organisation", "=Qendra", "Zyra"]
    assert organiser.get("/directory/people.pdf").status_code == 404
    assert organiser.post("/directory/people.csv").status_code == 405


def test_nobody_is_let_in_without_account(client, cast, ana) -> None:
    paths = [
        "/directory/people.csv",
        "/directory/organisations.xlsx",
        "/directory/exports",
        places(ana)[0],
    ]
    assert [client.get(path).status_code for path in paths] == [302] * 4


def test_an_export_of_nobody_is_not_written_down(app, cast) -> None:
    with app.app_context():
        log_export(cast.users["staff"], "badges.docx", 0)
        log_export(cast.users["staff"], "list-2027-01-01.docx".replace("2027", "a-b"), 3, "spring")
        db.session.commit()
    assert [people for _by, _what, people in exports(app)] == [3]


def read(content: bytes, ending: str) -> list[list[object]]:
    if ending == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [
        list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    ]
