"""A contact as a phone takes it: for who may see contacts, and it is written down."""

from flask import Flask

from facilitate.data.db import db
from facilitate.directory.contacts.sheet import to_vcard
from facilitate.directory.models import (
    ContactExport,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from facilitate.lib.text import Words


def test_no_sign_of_a_name_means_anything_and_long_lines_go_on() -> None:
    office = Organisation(name="Zyra; e Koordinatorit, Kombëtar " + "ë" * 60)
    person = Person(
        given_name="Ana",
        family_name="Prifti\r\nEMAIL:x",
        organisation=office,
        email="",
        phone="+355 4",
    )
    person.position = Words("Head", "Drejtuese")
    card = to_vcard(person, "sq")
    assert max(len(line) for line in card.split(b"\r\n")) <= 75
    whole = card.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole[2] == "N:Prifti EMAIL:x;Ana;;;"
    assert whole[4].startswith("ORG:Zyra\\; e Koordinatorit\\, Kombëtar")
    assert whole[5:-1] == ["TITLE:Drejtuese", "TEL;TYPE=WORK,VOICE:+355 4", "END:VCARD"]


def test_who_may_not_see_contacts_gets_no_card(app: Flask, sign_in) -> None:
    with app.app_context():
        sector = db.session.query(Sector).first()
        office = Organisation(
            name="Bashkia",
            kind=OfficeKind.MUNICIPALITY,
            level=Level.MUNICIPALITY,
            sector_id=sector.id,
        )
        db.session.add(office)
        db.session.flush()
        ana = {"given_name": "Ana", "family_name": "Prifti", "organisation_id": office.id}
        person = Person(**ana, position=Words(), email="ana@office.example", phone="")
        db.session.add(person)
        db.session.commit()
        address = f"/directory/people/{person.id}/card.vcf"
    assert sign_in("staff").get(address).status_code == 403
    answer = sign_in("administrator").get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/vcard")
    assert b"EMAIL;TYPE=INTERNET,WORK:ana@office.example" in answer.data
    with app.app_context():
        assert [row.people for row in db.session.query(ContactExport)] == [1]
