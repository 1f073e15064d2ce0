"""Said once: what the step in the agenda and the café say differently is told in one sentence, and one press settles it."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db

AGENDA = "/events/spring/agenda"
CAFE = "/events/spring/cafe"


@pytest.fixture
def second(app: Flask, steps) -> str:
    """The address of the second café, whose step in the agenda says nine tables; nothing is laid."""
    with app.app_context():
        db.session.get_one(Step, steps["A second café"]).groups = 9
        db.session.commit()
    return f"{CAFE}/{steps['A second café']}"


def step_now(app: Flask, address: str) -> tuple[int, int]:
    """Tables and minutes of the café's step."""
    with app.app_context():
        step = db.session.get_one(Step, int(address.rsplit("/", 1)[1]))
        return step.groups, step.minutes


def laid(app: Flask) -> list[int]:
    """The seats of each table."""
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeTable.seats).order_by(CafeTable.number)))


def test_the_tables_of_the_step_are_offered_first(organiser: FlaskClient, second: str) -> None:
    html = organiser.get(f"{second}/tables").text
    assert 'name="tables" type="number" min="1" max="500" inputmode="numeric" value="9"' in html
    assert (
        'name="seats" type="number" min="2" max="100" inputmode="numeric" value="13"' in html
    )  # 110 people


def test_how_many_tables_can_be_typed(app: Flask, organiser: FlaskClient, second: str) -> None:
    organiser.post(f"{second}/take-tables", data={"tables": "9", "seats": "8"})
    assert laid(app) == [8] * 9
    html = organiser.get(f"{second}/tables").text
    assert "The step in the agenda says" not in html


def test_other_tables_than_in_the_step_are_said_and_settled_either_way(
    app: Flask, organiser: FlaskClient, second: str
) -> None:
    organiser.post(f"{second}/take-tables", data={"tables": "7", "seats": "8"})
    html = organiser.get(f"{second}/tables").text
    assert "The step in the agenda says 9 tables; the café has 7." in html
    assert "Change to 9 tables" in html  # that is how many there are then
    assert "Write 7 in the step" in html
    organiser.post(f"{second}/settle-step", data={"tables": "7"})
    assert step_now(app, second)[0] == 7
    assert "The step in the agenda says" not in organiser.get(f"{second}/tables").text
    organiser.post(f"{AGENDA}/undo")
    assert step_now(app, second)[0] == 9


def test_a_step_that_is_too_short_is_lengthened_with_one_press(
    app: Flask, organiser: FlaskClient, second: str
) -> None:
    html = organiser.get(f"{second}/tables").text
    assert "The step has 60 minutes, the rounds need 105." in html
    assert "Lengthen the step to 105 min" in html
    organiser.post(f"{second}/settle-step", data={"minutes": "105"})
    assert step_now(app, second) == (9, 105)
    assert "the rounds need" not in organiser.get(f"{second}/tables").text


def test_rounds_that_are_too_long_are_shortened_with_one_press(
    app: Flask, organiser: FlaskClient, second: str
) -> None:
    organiser.post(f"{second}/settle-step", data={"minutes": "90"})
    html = organiser.get(f"{second}/tables").text
    assert "The step has 90 minutes, the rounds need 105." in html
    assert "Shorten the rounds to 15 min" in html
    sent = {"rounds": "3", "minutes": "15", "move": "5", "harvest": "30"}
    organiser.post(f"{second}/take-numbers", data=sent)
    assert step_now(app, second) == (9, 90)
    assert "the rounds need" not in organiser.get(f"{second}/tables").text


def test_more_people_than_in_the_step_are_said_and_settled(
    app: Flask, organiser: FlaskClient, second: str, people: dict[str, int]
) -> None:
    organiser.post(f"{second}/settle-step", data={"planned": "7"})
    said = f"The step in the agenda says 7 people; {len(people)} take part."
    assert said in organiser.get(f"{second}/tables").text
    organiser.post(f"{second}/settle-step", data={"planned": str(len(people))})
    assert "The step in the agenda says" not in organiser.get(f"{second}/tables").text


def test_chairs_that_are_listed_are_as_many_as_the_seats_after_one_press(
    app: Flask, organiser: FlaskClient, second: str
) -> None:
    step_id = int(second.rsplit("/", 1)[1])
    with app.app_context():
        chairs = {"text": {"en": "Chairs", "sq": "karrige"}, "quantity": 13, "per": "table"}
        flags = {"text": {"en": "flags", "sq": "flamuj"}, "quantity": 2, "per": "event"}
        db.session.get_one(Step, step_id).materials = [flags, chairs]
        db.session.commit()
    organiser.post(f"{second}/take-tables", data={"tables": "9", "seats": "8"})
    html = organiser.get(f"{second}/tables").text
    said = "The step in the agenda lists 117 chairs to have ready; the tables have 72 seats."
    assert said in html
    assert "Write 72 in the step" in html
    organiser.post(f"{second}/settle-step", data={"chairs": "72"})
    assert "to have ready" not in organiser.get(f"{second}/tables").text
    with app.app_context():
        listed = db.session.get_one(Step, step_id).materials
    assert listed == [flags, {**chairs, "quantity": 72, "per": "event"}]


@pytest.mark.parametrize(
    "sent",
    [
        {"tables": "0"},
        {"tables": "x"},
        {"minutes": "-5"},
        {"minutes": "99999"},
        {"planned": "0"},
        {"chairs": "0"},
    ],
)
def test_numbers_that_cannot_be_change_nothing(
    app: Flask, organiser: FlaskClient, second: str, sent: dict[str, str]
) -> None:
    answer = organiser.post(f"{second}/settle-step", data=sent)
    assert answer.status_code in (400, 409, 422)
    assert step_now(app, second) == (9, 60)


@pytest.mark.one_database
def test_who_may_settle(app: Flask, sign_in, second: str) -> None:
    assert sign_in("staff").post(f"{second}/settle-step", data={"tables": "7"}).status_code == 403
    assert (
        sign_in("stranger").post(f"{second}/settle-step", data={"tables": "7"}).status_code == 404
    )
    assert step_now(app, second)[0] == 9


def test_tables_typed_into_the_form_of_a_step_are_laid(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    """Once, with seats for all; later numbers are said beside the tables that are there, and undo takes both away."""
    new = {"title-en": "Café", "kind": "cafe", "minutes": "105", "groups": "9", "people": "70"}
    new |= {"where": "2027-03-19", "revision": "0"}
    assert organiser.post(f"{AGENDA}/steps/new", data=new).status_code == 302
    assert laid(app) == [8] * 9
    organiser.post(f"{AGENDA}/undo")
    assert laid(app) == []
    said = "World café, 9 tables, 3 rounds of 20 minutes, 70 people"
    new = {"title-en": said, "kind": "plenary", "minutes": "30", "groups": "0", "people": "0"}
    new |= {"where": "2027-03-19", "revision": "0"}
    assert organiser.post(f"{AGENDA}/steps/new", data=new).status_code == 302
    assert laid(app) == [8] * 9
    with app.app_context():
        step = db.session.scalars(
            sa.select(Step).where(Step.people == 70, Step.removed_at.is_(None))
        ).one()
        found = step.title.en, step.kind.value, step.technique, step.minutes, step.people
    assert found == ("World café", "cafe", "world-cafe", 75, 70)


def test_a_typed_line_is_the_cafe(app: Flask, organiser: FlaskClient, steps) -> None:
    """`World café 9 tables 3x20 harvest 30`: kind, technique, minutes and tables, and the café agrees with the step."""
    organiser.post(
        f"{AGENDA}/line", data={"line": "World café 9 tables 3x20 harvest 30", "in": "2027-03-19"}
    )
    with app.app_context():
        step = db.session.scalars(sa.select(Step).where(Step.groups == 9)).one()
        said = step.id, step.kind.value, step.technique, step.minutes
    assert said[1:] == ("cafe", "world-cafe", 105)
    html = organiser.get(f"{CAFE}/{said[0]}/tables").text
    assert 'value="9"' in html
    assert "the rounds need" not in html
    assert "the step has 105." in html


def test_more_people_together_than_talk_well_are_said(organiser: FlaskClient, second: str) -> None:
    organiser.post(f"{second}/take-tables", data={"tables": "5", "seats": "22"})
    said = "22 people together are many: at most 10 talk well with each other."
    assert said in organiser.get(f"{second}/tables").text
    organiser.post(f"{second}/take-tables", data={"tables": "11", "seats": "10"})
    assert "people together are many" not in organiser.get(f"{second}/tables").text
