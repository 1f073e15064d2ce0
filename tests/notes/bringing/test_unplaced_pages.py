"""Lines that stand at no step: they are listed, and moved to a step in one press."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.notes.bringing.unplaced import read_version_keys
from facilitate.notes.deciding.actions import record_action, record_decision
from facilitate.notes.deciding.owners import ActionOwner
from facilitate.notes.models import DecisionMethod, NoteAction, NoteDecision, NoteLine

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ..conftest import NOTES, notes_event

pytestmark = pytest.mark.both_databases
PAGE = f"{NOTES}/unplaced"


@pytest.fixture
def note_taker(sign_in) -> FlaskClient:
    return sign_in("note_taker")


def change_step(app: Flask, step_id: int, **values: object) -> None:
    with app.app_context():
        db.session.execute(sa.update(Step).where(Step.id == step_id).values(**values))
        db.session.commit()


def spots(lines) -> list[tuple[str, int | None, str]]:
    """What each line says, its step, and how that is called."""
    return [(one.text, one.step_id, one.place.en) for one in lines()]


def keys(lines) -> list[str]:
    return [f"{one.id}.{one.version}" for one in lines()]


@pytest.fixture
@keep_scene
def lost(app: Flask, places, write) -> None:
    """Lines of a paper without a step, of a step that was taken out, of a parked one; and one that stands where it should."""
    write("From paper", step_id=None, place=Words("Afternoon", "Pasdite"))
    write("Of a step that went", step_id=places["Coffee"])
    write("Of a parked one", step_id=places["By county"], strand_id=places["north"])
    write("In its place")
    change_step(app, places["Coffee"], removed_at=moment.now())
    change_step(app, places["By county"], day_id=None)


def test_they_are_listed_with_what_their_place_was_called(note_taker: FlaskClient, lost) -> None:
    page = note_taker.get(PAGE).text
    assert "3 lines have no step; they are in no section of the report." in page
    there = [
        word in page
        for word in ("From paper", "Afternoon", "Of a step that went", "Of a parked one")
    ]
    assert (there, "In its place" in page) == ([True] * 4, False)
    assert f'href="{PAGE}"' in note_taker.get(NOTES).text


def test_several_are_moved_in_one_press(note_taker: FlaskClient, lost, lines, places) -> None:
    first, second, third, _fourth = keys(lines)
    spot = f"{places['Café']}..{places['table']}.2"
    data = {"line": [f"{first} {third}", first], "place": spot}
    answer = note_taker.post(PAGE, data=data, follow_redirects=True).text
    assert "2 lines moved." in answer
    assert "1 line has no step; it is in no section of the report." in answer
    called = "Café · Table 1: Schools · Round 2"
    assert spots(lines)[::2] == [
        ("From paper", places["Café"], called),
        ("Of a parked one", places["Café"], called),
    ]
    assert [(one.strand_id, one.table_id, one.round) for one in lines()][2] == (
        None,
        places["table"],
        2,
    )
    note_taker.post(PAGE, data={"line": second, "place": str(places["Opening"])})
    assert "There are no lines without a step." in note_taker.get(PAGE).text


def test_what_somebody_did_meanwhile_is_said_and_stays(
    note_taker: FlaskClient, lost, lines, places, app: Flask
) -> None:
    shown = keys(lines)[:3]
    with app.app_context():
        changed, gone = (db.session.get_one(NoteLine, int(key.split(".")[0])) for key in shown[:2])
        changed.text, gone.removed_at = "Said otherwise", moment.now()
        db.session.commit()
    data = {"line": shown, "place": str(places["Opening"])}
    answer = note_taker.post(PAGE, data=data, follow_redirects=True).text
    assert (
        "1 line moved. 1 line was changed in the meantime and stays where it is: look at it again."
        in answer
    )
    assert "1 line was removed in the meantime." in answer
    assert spots(lines)[:3] == [
        ("Said otherwise", None, "Afternoon"),
        ("Of a step that went", places["Coffee"], "Coffee"),
        ("Of a parked one", places["Opening"], "Opening"),
    ]


def test_what_was_made_of_a_line_goes_with_it(
    note_taker: FlaskClient, lost, lines, places, app: Flask
) -> None:
    with app.app_context():
        line = db.session.scalars(sa.select(NoteLine).order_by(NoteLine.id)).first()
        record_decision(notes_event(), "We decide", DecisionMethod.CONSENSUS, "", line=line)
        record_action(notes_event(), "We do", ActionOwner(None, None, "Arta"), None, line=line)
        db.session.commit()
    note_taker.post(PAGE, data={"line": keys(lines)[0], "place": str(places["Opening"])})
    with app.app_context():
        steps = [
            db.session.scalars(sa.select(model.step_id)).one()
            for model in (NoteDecision, NoteAction)
        ]
    assert steps == [places["Opening"]] * 2


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("ticked", "spot", "sentence"),
    [
        (False, "Opening", "Tick the lines to move."),
        (True, "", "Choose the step they were said in."),
        (True, "Coffee", "Choose the step they were said in."),
        (True, "999999", "Choose the step they were said in."),
    ],
)
def test_what_is_wrong_stays_in_the_form(
    note_taker: FlaskClient, lost, lines, places, ticked, spot, sentence
) -> None:
    key = keys(lines)[0]
    data = {"line": key if ticked else "x 1.x", "place": str(places.get(spot, spot))}
    answer = note_taker.post(PAGE, data=data)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (f'value="{key}" checked' in answer.text) is ticked
    assert spots(lines)[0] == ("From paper", None, "Afternoon")


def test_a_line_that_stands_wrong_is_moved_too(
    note_taker: FlaskClient, places, write, lines
) -> None:
    key = write("Said in the café")
    write("Not this one")
    assert f"{PAGE}?line={key}" in note_taker.get(f"{NOTES}/lines/{key}").text
    page = note_taker.get(f"{PAGE}?line={key}").text
    assert ("Said in the café" in page, "Not this one" in page) == (True, False)
    answer = note_taker.post(
        f"{PAGE}?line={key}", data={"line": keys(lines)[0], "place": str(places["Café"])}
    )
    assert answer.headers["Location"] == f"{NOTES}/steps/{places['Café']}"
    assert spots(lines)[0] == ("Said in the café", places["Café"], "Café")


def test_a_line_of_another_event_is_not_touched(
    app: Flask, note_taker: FlaskClient, lost, lines, places
) -> None:
    strange = "999999.1"
    answer = note_taker.post(
        PAGE, data={"line": strange, "place": str(places["Opening"])}, follow_redirects=True
    )
    assert "1 line was removed in the meantime." in answer.text
    assert [one[1] for one in spots(lines)][0] is None


@pytest.mark.one_database
def test_the_door(sign_in, client: FlaskClient, places) -> None:
    for name, status in (
        ("organiser", 200),
        ("note_taker", 200),
        ("staff", 200),
        ("viewer", 403),
        ("stranger", 404),
    ):
        assert sign_in(name).get(PAGE).status_code == status
        assert sign_in(name).post(PAGE).status_code == (422 if status == 200 else status)
    assert client.get(PAGE).status_code == 302


@pytest.mark.one_database
def test_the_same_statements_for_one_and_for_three(note_taker: FlaskClient, places, write) -> None:
    asked = []
    for number in (1, 2):
        for turn in range(number):
            write(f"{number} {turn}", step_id=None, place=Words(f"{turn}", ""))
        with count_statements() as sent:
            note_taker.get(PAGE)
        asked.append(len(sent))
    assert asked[0] == asked[1] <= 16


def test_the_report_says_how_many_are_in_no_section(
    organiser: FlaskClient, note_taker: FlaskClient, lost, write, lines, places
) -> None:
    write("Not for the report", step_id=None, withheld=True)
    page = organiser.get("/events/spring/report").text
    assert "3 lines of the notes have no step and are in no section of the report." in page
    assert f'href="{PAGE}"' in page
    note_taker.post(PAGE, data={"line": keys(lines)[:3], "place": str(places["Opening"])})
    page = organiser.get("/events/spring/report").text
    assert ("in no section" in page, "4 points noted" in page) == (False, True)


def test_keys() -> None:
    assert read_version_keys(["1.2 3.4", "1.2", "x", "1", "1.", "5.6.7", "-1.2"]) == {1: 2, 3: 4}
