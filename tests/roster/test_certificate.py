"""The certificate of somebody on the roster: trainings and steps led, number, institution, both languages, also without an account."""

import io
import re
from datetime import timedelta

import docx
import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import ParticipantRole, RegistrationSetting, Standing

from .. import moment
from .conftest import put_on_roster

SIGNED = Words(
    "Mira Leka\nHead\nOffice of the Coordinator", "Mira Leka\nDrejtore\nZyra e Koordinatorit"
)


def train(person: Person, slug: str, days: int, *, gives: bool = False) -> None:
    day = moment.planner_today() - timedelta(days=days)
    event = Event(
        slug=slug,
        kind=EventKind.TRAINING,
        title=Words(f"Training {slug}", f"Trajnimi {slug}"),
        description=Words(),
        first_day=day,
        last_day=day,
        venue="",
        town="",
        created_at=moment.now(),
    )
    db.session.add(event)
    db.session.flush()
    parts = (ParticipantRole.FACILITATOR,) if gives else ()
    invite_to_event(event, person, Standing.ATTENDED, parts=parts)
    db.session.add(RegistrationSetting(event_id=event.id, signed_by=SIGNED))


def told(answer) -> list[str]:
    document = docx.Document(io.BytesIO(answer.data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    texts = (one.text for cell in cells for one in cell.paragraphs if one.text)
    return list(dict.fromkeys(texts))  # a cell over two columns is told twice


@pytest.mark.one_database
def test_it_says_what_they_took_gave_and_led(app: Flask, cast, sign_in, people, hold) -> None:
    boss, number = sign_in("administrator"), people["Dritan"]
    address = f"/directory/people/{number}/certificate.docx"
    nothing = boss.get(address)
    assert (nothing.status_code, "nothing to certify" in nothing.text) == (409, True)
    assert 'id="certificate"' not in boss.get(f"/directory/people/{number}/training").text
    # nobody's address and no account of his own: somebody stands in for him in the team
    put_on_roster(boss, number, account_id=str(cast.users["facilitator"]))
    hold("once", -30)
    with app.app_context():
        dritan = db.session.get_one(Person, number)
        train(dritan, "one", 400)
        train(dritan, "two", 200, gives=True)
        db.session.commit()
    page = boss.get(f"/directory/people/{number}/training").text
    assert ('id="certificate"' in page, "Office of the Coordinator" in page) == (True, True)
    lines = told(boss.get(f"{address}?lang=en"))
    for line in (
        "Office of the Coordinator",
        "Certificate for facilitators",
        "Dritan Hoxha",
        "took part in these trainings",
        "gave these trainings",
        "led 1 step of the agenda at 1 event",
        "World café",
        "Mira Leka",
    ):
        assert line in lines, line
    [own] = [one for one in lines if one.startswith("No. ")]
    assert re.fullmatch(rf"No\. F{number}/{moment.planner_today().year}-\d{{4}}", own)
    assert [one.split(",")[0] for one in lines if one.startswith("Training ")] == [
        "Training one",
        "Training two",
    ]
    again = told(boss.get(f"{address}?lang=sq"))
    assert own.removeprefix("No. ") in next(one for one in again if one.startswith("Nr. "))
    hold("twice", -20)  # more to certify, in the same year: another number
    [other] = [one for one in told(boss.get(f"{address}?lang=en")) if one.startswith("No. ")]
    assert other != own
    both = told(boss.get(f"{address}?lang=both&issuer=Ministria"))
    assert {"Ministria", "Certificate for facilitators", "dha këto trajnime"} <= set(both)
    assert sign_in("organiser").get(address).status_code == 403
    assert boss.get("/directory/people/999/certificate.docx").status_code == 404
