"""While somebody types they are told what could identify a person; nothing of it is kept."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.lib.text import Words
from facilitate.release.models import FoundPassages

TYPED = "/privacy/typed"


@pytest.mark.both_databases
def test_who_types_is_told_with_and_without_account(
    client: FlaskClient, organiser: FlaskClient, cast
) -> None:
    for browser in (client, organiser):
        answer = browser.post(TYPED, data={"text": "Më pas erdhi Elira, 15 vjeç."})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        say = answer.get_json()["say"]
        assert ("“Elira”" in say, "“15 vjeç”" in say) == (True, True)
        assert browser.post(TYPED, data={"text": "Ka pak strehimore."}).get_json() == {"say": ""}
        assert browser.post(TYPED).get_json() == {"say": ""}


@pytest.mark.both_databases
def test_a_stranger_learns_nothing_about_who_is_in_the_directory(
    client: FlaskClient, organiser: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector)).first()
        office = Organisation(
            name="Bashkia Vlorë",
            kind=OfficeKind.MUNICIPALITY,
            level=Level.MUNICIPALITY,
            sector=sector,
        )
        db.session.add(office)
        db.session.flush()
        db.session.add(
            Person(
                given_name="Zamira",
                family_name="Qosja",
                organisation_id=office.id,
                position=Words(),
                email="",
                phone="",
            )
        )
        db.session.commit()
    typed = {"text": "Më pas erdhi Zamira Qosja nga larg."}
    assert "Qosja" in client.post(TYPED, data=typed).get_json()["say"]
    assert organiser.post(TYPED, data=typed).get_json() == {"say": ""}


def test_what_was_typed_is_not_remembered(client: FlaskClient, app: Flask) -> None:
    assert (
        "Qzonlytyped"
        in client.post(TYPED, data={"text": "Dikur erdhi Qzonlytyped nga larg."}).get_json()["say"]
    )
    with app.app_context():
        assert db.session.scalars(sa.select(FoundPassages)).all() == []


def test_a_stakeholder_may_send_what_is_told(client: FlaskClient, app: Flask) -> None:
    assert client.post(TYPED, data={"text": "x" * 200_000}).get_json() == {"say": ""}
