"""Nothing of the team's is on any public page or in any file for participants: everything internal is marked, then looked for."""

import io
import zipfile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.placing import add_strand, add_to_plan
from facilitate.agenda.plan import PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ...scenes import keep_scene
from .conftest import SECRET, secret_text

PUBLIC = [
    "/programme/spring",
    "/programme/spring/en",
    "/programme/spring/sq",
    "/programme/spring.ics",
    "/programme/spring.ics?lang=en",
    "/programme/spring/schedule.xml",
    "/programme/spring/schedule.json",
    "/programme/spring/schedule.xml?lang=en",
    "/programme/spring/schedule.json?lang=en",
]
FOR_PARTICIPANTS = [
    "/events/spring/agenda/print/programme?lang=en",
    "/events/spring/agenda/print/programme?lang=sq",
    "/events/spring/agenda/programme.docx?lang=en",
    "/events/spring/agenda/programme.docx?lang=sq",
    "/events/spring/calendar.ics?speaker=Ana+Leka",
]


def texts(content: bytes) -> str:
    """Everything a file says, also inside a Word file."""
    if not content.startswith(b"PK"):
        return content.decode().replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_page_or_file_tells(client: FlaskClient, public, address: str) -> None:
    answer = client.get(address)
    text = texts(answer.data)
    assert (answer.status_code, SECRET.lower() in text.lower()) == (200, False)
    assert "Ana Leka" in text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", FOR_PARTICIPANTS)
def test_no_file_for_participants_tells(sign_in, public, address: str) -> None:
    answer = sign_in("viewer").get(address)
    text = texts(answer.data)
    assert (answer.status_code, SECRET.lower() in text.lower()) == (200, False)
    assert "Donat" in text or "Donors" in text


def test_the_feed_holds_no_more(app: Flask, organiser: FlaskClient, leaky) -> None:
    organiser.post("/events/spring/calendar/feed")
    link = organiser.get("/events/spring/calendar").text.split(
        'id="feed" readonly value="http://localhost'
    )[1]
    text = texts(app.test_client().get(link.split('"')[0]).data)
    assert ("Hapja" in text, "Pse mblidhemi" in text, SECRET in text) == (True, True, False)


def test_the_marks_are_really_there(organiser: FlaskClient, leaky) -> None:
    assert texts(organiser.get("/events/spring/agenda.xlsx").data).count(SECRET) > 40
    assert (
        organiser.get("/events/spring/agenda/print/running-order?notes=1").text.count(SECRET) > 30
    )
    assert SECRET in organiser.get("/events/spring/calendar.ics").text


def test_notes_are_left_out_of_the_running_order_unless_asked_for_each_time(
    organiser: FlaskClient, leaky
) -> None:
    page = "/events/spring/agenda/print/running-order?lang=en"
    assert f"{SECRET} say en" in organiser.get(page + "&notes=1").text
    for note in ("aim", "say", "do", "material"):
        assert f"{SECRET} {note} en" not in organiser.get(page).text


@pytest.fixture
@keep_scene
def hiding(app: Flask, leaky) -> None:
    """Two blocks for the team alone that hold steps nobody has marked as such: in the block itself, and in a group."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        plan = plan_to_change(event)
        first, speakers = plan.in_order[0].id, (PlanSpeaker(f"{SECRET} Speaker"),)
        after = plan.with_rows(PlanRoom(-1, f"{SECRET} room"))
        for step in (
            PlanStep(-1, first, title=Words("Quiet"), kind=StepKind.SESSION, internal=True),
            PlanStep(
                -2,
                block=-1,
                title=secret_text("held"),
                minutes=20,
                about=secret_text("about"),
                speakers=speakers,
                room=-1,
            ),
            PlanStep(
                -3,
                first,
                title=Words("Quiet groups"),
                kind=StepKind.GROUP,
                internal=True,
                minutes=20,
            ),
        ):
            after = add_to_plan(after, step)
        after = add_strand(after, PlanStrand(-1, -3, name=secret_text("group"), room=-1))
        after = add_to_plan(
            after,
            PlanStep(
                -4,
                block=-3,
                strand=-1,
                title=secret_text("in a group"),
                minutes=20,
                speakers=speakers,
            ),
        )
        write_plan(event, plan, after, AgendaAct.ADDED)
        db.session.commit()


@pytest.mark.parametrize("address", [*PUBLIC, *FOR_PARTICIPANTS, "/events/spring/agenda/projector"])
def test_an_internal_block_hides_what_it_holds(
    organiser: FlaskClient, hiding, address: str
) -> None:
    organiser.post("/events/spring/agenda/publish")
    text = texts(organiser.get(address).data)
    assert ("Quiet" in text, SECRET in text) == (False, False)


def test_who_speaks_inside_it_has_no_calendar(organiser: FlaskClient, hiding) -> None:
    text = organiser.get("/events/spring/calendar").text
    assert ("Ana+Leka" in text or "Ana%20Leka" in text, f"{SECRET} Speaker" in text) == (
        True,
        False,
    )
    assert organiser.get(f"/events/spring/calendar.ics?speaker={SECRET}+Speaker").status_code == 404
