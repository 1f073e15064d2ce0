"""The agenda's pages: they work, for whom, and what happens to bad input and edits that collide."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Day, Room, Step, StepKind, StepSpeaker, StepSupporter
from facilitate.agenda.plan import Plan
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words

from ..directory.rows import add_office, add_worker
from ..statements import count_statements

AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}
TYPED = {
    "title-en": "Who does what",
    "title-sq": "Kush bën çfarë",
    "kind": "group",
    "minutes": "1h30",
    "pinned": "",
    "where": "2027-03-18",
    "technique": "",
    "room": "",
    "lead": "",
    "note_taker": "",
    "people": "0",
    "groups": "0",
}


def row(app: Flask, step_id: int) -> Step:
    with app.app_context():
        return db.session.get_one(Step, step_id)


def plan(app: Flask) -> Plan:
    with app.app_context():
        return plan_of(db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one())


def titles(app: Flask) -> list[list[str]]:
    """The titles of each day's steps, and of the parked ones."""
    now = plan(app)
    found = [[one.title.en for one in now.walk((day.id, None, None))] for day in now.in_order]  # type: ignore[arg-type]
    return [*found, [one.title.en for one in now.walk((None, None, None))]]  # type: ignore[arg-type]


def revision(client: FlaskClient) -> str:
    found = re.search(r'data-revision="(\d+)"', client.get(AGENDA).text)
    assert found is not None
    return found[1]


FIRST, SECOND = ["Registration", "What you told us", "What lasts"], ["World café", "Coffee"]


def test_the_agenda_opens_with_what_matters(organiser: FlaskClient, steps) -> None:
    text = organiser.get(AGENDA).text
    assert (
        "5 steps in 2 days. Day 1 ends at 10:30, 30 minutes late. Every objective but one is served."
        in text
    )
    assert "Gap: 10 min free before the fixed start" in text
    assert f'id="step-{steps["What lasts"]}"' in text
    assert "No step serves O2 yet" in text


@pytest.mark.parametrize("asked", ["2", "2027-03-19"])
def test_a_day_by_its_number_or_date(organiser: FlaskClient, steps, asked: str) -> None:
    text = organiser.get(f"{AGENDA}?day={asked}").text
    assert f'id="step-{steps["World café"]}"' in text
    assert f'id="step-{steps["Registration"]}"' not in text


def test_all_days_at_once(organiser: FlaskClient, steps) -> None:
    text = organiser.get(f"{AGENDA}?day=all").text
    assert [f'id="step-{key}"' in text for key in steps.values()] == [True] * 5


@pytest.mark.parametrize("asked", ["0", "3", "-1", "²", "x", "2027-02-30"])
def test_a_day_there_is_not_shows_the_first(organiser: FlaskClient, steps, asked: str) -> None:
    assert f'id="step-{steps["Registration"]}"' in organiser.get(f"{AGENDA}?day={asked}").text


def test_the_keys_it_lists_are_those_that_work_there(
    organiser: FlaskClient, sign_in, steps
) -> None:
    def keys(client: FlaskClient, view: str = "") -> list[str]:
        listed = client.get(f"{AGENDA}{view}").text.split('id="keys-title"')[1].split("</dl>")[0]
        return [
            " ".join(re.findall("<kbd>(.*?)</kbd>", one))
            for one in re.findall("<dt>.*?</dt>", listed)
        ]

    everywhere, last = ["Ctrl K", "?", "Esc"], ["Ctrl Z", "Ctrl Y"]
    both = [*everywhere, "E", "↑ ↓", "Enter", "Space"]
    assert keys(organiser) == [*both, "+", *last]
    assert keys(organiser, "?view=time") == [*both, "Shift ↑ ↓", *last]
    assert keys(sign_in("viewer")) == everywhere


def test_in_albanian(organiser: FlaskClient, steps) -> None:
    organiser.post("/language", data={"language": "sq", "next": AGENDA})
    assert "Regjistrimi" in organiser.get(AGENDA).text


def test_an_empty_agenda_says_what_to_do_first(organiser: FlaskClient, app: Flask, cast) -> None:
    text = organiser.get(AGENDA).text
    for words in (
        "How would you like to start?",
        f"{AGENDA}/templates",
        f"{AGENDA}/insert?in=2027-03-18",
    ):
        assert words in text
    with app.app_context():  # only looking writes nothing
        assert db.session.scalars(sa.select(Day)).all() == []
    organiser.post(f"{AGENDA}/steps/new", data=TYPED)
    with app.app_context():
        on = [date(2027, 3, 18), date(2027, 3, 19)]
        assert list(db.session.scalars(sa.select(Day.on).order_by(Day.on))) == on
    assert titles(app) == [["Who does what"], [], []]


def test_a_day_outside_the_event_stays_visible_with_a_warning(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Event).values(last_day=date(2027, 3, 18)))
        db.session.commit()
    assert "no longer a day of the event" in organiser.get(AGENDA).text
    assert f'id="step-{steps["World café"]}"' in organiser.get(f"{AGENDA}?day=2").text


EDITS = ["steps/new", "steps/{step}", "days/2027-03-18", "steps/{step}/strands/new"]
DEEDS = ["move", "duplicate", "remove", "undo", "redo", "steps/{step}/pin", "steps/{step}/minutes"]


@pytest.mark.parametrize("path", EDITS)
def test_who_opens_a_form(sign_in: Callable[[str], FlaskClient], steps, path: str) -> None:
    address = f"{AGENDA}/{path.format(step=steps['Registration'])}"
    asked = [sign_in(who).get(address).status_code for who in ("organiser", "viewer", "stranger")]
    assert asked == [200, 403, 404]


@pytest.mark.parametrize("path", [*EDITS, *DEEDS])
def test_who_may_only_see_changes_nothing(sign_in, app: Flask, steps, path: str) -> None:
    address, before = f"{AGENDA}/{path.format(step=steps['Registration'])}", plan(app)
    data = {"to": "down", "step": steps["Registration"], "minutes": "5"}
    assert sign_in("facilitator").post(address, data=data).status_code == 403
    assert sign_in("stranger").post(address, data=data).status_code == 404
    assert plan(app) == before


@pytest.mark.parametrize("path", DEEDS)
def test_what_changes_something_is_no_link(organiser: FlaskClient, steps, path: str) -> None:
    assert organiser.get(f"{AGENDA}/{path.format(step=steps['Registration'])}").status_code == 405


@pytest.mark.parametrize(
    "path", ["steps/999999", "steps/999999/strands/new", "days/x", "days/2027-05-01", "strands/9"]
)
def test_what_is_not_there(organiser: FlaskClient, steps, path: str) -> None:
    assert organiser.get(f"{AGENDA}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["steps/999999/pin", "steps/999999/minutes", "steps/999999"])
def test_a_step_that_is_not_there_is_not_changed(organiser: FlaskClient, steps, path: str) -> None:
    assert organiser.post(f"{AGENDA}/{path}", data={"minutes": "5"}).status_code == 404


def test_a_step_of_another_event_is_not_there(organiser: FlaskClient, app: Flask, steps) -> None:
    with app.app_context():
        spring = db.session.scalars(sa.select(Event)).one()
        other = Event(
            slug="autumn",
            kind=spring.kind,
            title=Words("Autumn"),
            description=Words(),
            venue="",
            town="",
            first_day=spring.first_day,
            last_day=spring.last_day,
            created_at=spring.created_at,
        )
        db.session.add(other)
        db.session.flush()
        db.session.execute(sa.update(Step).values(event_id=other.id))
        db.session.execute(sa.update(Day).values(event_id=other.id))
        db.session.commit()
    step_id = steps["Registration"]
    assert organiser.get(f"{AGENDA}/steps/{step_id}").status_code == 404
    assert organiser.post(f"{AGENDA}/move", data={"step": step_id, "to": "down"}).status_code == 409
    assert organiser.post(f"{AGENDA}/steps/{step_id}/pin").status_code == 404


def test_a_viewer_sees_the_agenda_without_buttons(sign_in, steps) -> None:
    text = sign_in("viewer").get(AGENDA).text
    assert "Registration" in text
    for words in ("Add a step", '/move"', "data-order-handle", '<input name="minutes"'):
        assert words not in text.replace('data-move="/events/spring/agenda/move"', "")


def test_a_step_is_added_at_the_end_of_the_day(
    organiser: FlaskClient, app: Flask, steps, cast
) -> None:
    lead, helper = cast.members["facilitator"], cast.members["staff"]
    with app.app_context():
        objective = db.session.scalar(sa.select(Objective.id).limit(1))
        event = db.session.scalars(sa.select(Event)).one()
        room = Room(event_id=event.id, name="Room Buna")
        db.session.add(room)
        db.session.commit()
        room_id = room.id
    data = {
        **TYPED,
        "lead": lead,
        "supporters": [helper],
        "objectives": [objective],
        "room": room_id,
    }
    answer = organiser.post(f"{AGENDA}/steps/new", data=data)
    assert answer.status_code == 302
    assert titles(app)[0] == [*FIRST, "Who does what"]
    with app.app_context():
        new = db.session.scalars(sa.select(Step).order_by(Step.id.desc()).limit(1)).one()
        assert (new.kind, new.minutes, new.room_id, new.lead_id) == (
            StepKind.GROUP,
            90,
            room_id,
            lead,
        )
        of_new = StepSupporter.step_id == new.id
        assert list(db.session.scalars(sa.select(StepSupporter.member_id).where(of_new))) == [
            helper
        ]
        assert answer.location == f"{AGENDA}?day=2027-03-18#step-{new.id}"


def test_a_step_is_added_below_another(organiser: FlaskClient, app: Flask, steps) -> None:
    organiser.post(f"{AGENDA}/steps/new?after={steps['Registration']}", data=TYPED)
    assert titles(app)[0] == ["Registration", "Who does what", *FIRST[1:]]


def test_a_step_is_added_inside_another(organiser: FlaskClient, app: Flask, steps) -> None:
    inside = f"block-{steps['What lasts']}"
    assert (
        f'<option selected value="{inside}">'
        in organiser.get(f"{AGENDA}/steps/new?in={inside}").text
    )
    assert (
        organiser.post(
            f"{AGENDA}/steps/new?in={inside}", data={**TYPED, "where": inside}
        ).status_code
        == 302
    )
    assert titles(app)[0] == [*FIRST, "Who does what"]
    assert "90 min" in organiser.get(AGENDA).text  # the block is as long as what it holds


BAD = {
    "minutes": ("-5", "Write minutes like 45, 1h30, 1:30 or 1,5h"),
    "pinned": ("25:00", "Write the time like 9:30; after midnight like 0:30 +1."),
    "where": ("2027-05-01", "Please choose one from the list."),
    "kind": ("feast", "Please choose one from the list."),
    "technique": ("made-up", "Please choose one from the list."),
    "lead": ("999999", "Please choose one from the list."),
    "room": ("999999", "Please choose one from the list."),
    "title-en": ("=1+1", "A name cannot start with"),
    "people": ("-1", "Enter a number from 0 to 100000."),
    "materials-quantity": ("many", "The quantity must be a whole number"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_keeps_what_was_typed(
    organiser: FlaskClient, app: Flask, steps, name: str
) -> None:
    typed, sentence = BAD[name]
    before = plan(app)
    more = (
        {"materials-en": "pens", "materials-sq": "", "materials-per": "event"}
        if "materials" in name
        else {}
    )
    answer = organiser.post(f"{AGENDA}/steps/new", data={**TYPED, **more, name: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kush bën çfarë" in answer.text
    assert plan(app) == before


def edited(client: FlaskClient, title: str, **more: object) -> dict[str, object]:
    return {**TYPED, "title-en": title, "title-sq": "", "revision": revision(client), **more}


def test_a_step_is_edited_and_keeps_a_technique_that_left_the_shelf(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    step_id = steps["What you told us"]
    assert "gone-technique" in organiser.get(f"{AGENDA}/steps/{step_id}").text
    data = edited(organiser, "What you told us", pinned="9:05", technique="gone-technique")
    assert organiser.post(f"{AGENDA}/steps/{step_id}", data=data).status_code == 302
    assert (row(app, step_id).technique, row(app, step_id).pinned) == ("gone-technique", 545)


def test_another_day_in_the_form_puts_the_step_at_its_end(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    data = edited(organiser, "Registration", where="2027-03-19")
    assert organiser.post(f"{AGENDA}/steps/{steps['Registration']}", data=data).status_code == 302
    assert titles(app) == [FIRST[1:], [*SECOND, "Registration"], []]


def test_a_speaker_who_left_the_directory_keeps_the_name(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    step_id = steps["What lasts"]
    with app.app_context():
        ana = add_worker("Ana Leka", add_office("Police"))
        db.session.commit()
        person_id = ana.id
    text = organiser.get(f"{AGENDA}/steps/{step_id}").text
    assert '<option value="Ana Leka – Police">' in text
    data = edited(
        organiser,
        "What lasts",
        speakers=["Ana Leka – Police", "A guest"],
        kind="panel",
        minutes="60",
        pinned="9:30",
    )
    assert organiser.post(f"{AGENDA}/steps/{step_id}", data=data).status_code == 302
    with app.app_context():
        rows = db.session.execute(
            sa.select(StepSpeaker.name, StepSpeaker.person_id).order_by(StepSpeaker.position)
        )
        assert [tuple(one) for one in rows] == [("Ana Leka", person_id), ("A guest", None)]
        db.session.execute(sa.delete(Person))
        db.session.commit()
    text = organiser.get(f"{AGENDA}/steps/{step_id}").text
    assert 'value="Ana Leka"' in text
    assert text.count("not in the directory") == 2
    assert "Ana Leka, A guest" in organiser.get(AGENDA).text


def test_the_times_of_a_day(organiser: FlaskClient, steps) -> None:
    path, typed = (
        f"{AGENDA}/days/2027-03-18",
        {"revision": "0", "starts": "8:00", "planned_end": "10:30"},
    )
    wrong = organiser.post(path, data={**typed, "planned_end": "7:00"})
    assert wrong.status_code == 422
    assert "The day ends before it starts." in wrong.text
    assert organiser.post(path, data=typed).status_code == 302
    text = organiser.get(AGENDA).text
    assert "08:00" in text
    assert "Every day ends on time." in text


def test_a_day_may_end_after_midnight(organiser: FlaskClient, steps) -> None:
    typed = {"revision": revision(organiser), "starts": "22:00", "planned_end": "0:30 +1"}
    assert organiser.post(f"{AGENDA}/days/2027-03-19", data=typed).status_code == 302
    text = organiser.get(f"{AGENDA}?day=2").text
    assert "Ends 00:05 +1, planned 00:30 +1" in text


@pytest.mark.parametrize("name", ["starts", "planned_end"])
def test_a_day_does_not_start_at_a_blank(organiser: FlaskClient, steps, name: str) -> None:
    typed = {"revision": "0", "starts": "8:00", "planned_end": "10:30", name: " "}
    answer = organiser.post(f"{AGENDA}/days/2027-03-18", data=typed)
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text


@pytest.mark.parametrize("typed", [" ", "\ufeff", "  "])
def test_blank_minutes_are_no_minutes(
    organiser: FlaskClient, app: Flask, steps, typed: str
) -> None:
    answer = organiser.post(f"{AGENDA}/steps/new", data={**TYPED, "minutes": typed})
    assert answer.status_code == 422
    assert "How many minutes does it take?" in answer.text


def test_however_long_it_is_the_page_asks_as_much(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    organiser.get(AGENDA)
    with count_statements() as few:
        organiser.get(AGENDA)
    for _time in range(3):
        organiser.post(f"{AGENDA}/duplicate", data={"step": list(steps.values())})
    with count_statements() as many:
        organiser.get(AGENDA)
    assert len(many) == len(few) <= 16
    with count_statements() as nothing_new:
        assert organiser.get(f"{AGENDA}/since/{revision(organiser)}").status_code == 204
    assert len(nothing_new) - len(few) <= 3  # the page that told the revision, and three


def test_a_part_of_the_page_for_scripts(organiser: FlaskClient, steps) -> None:
    whole, part = organiser.get(AGENDA).text, organiser.get(AGENDA, headers=PART).text
    assert "<html" in whole
    assert "<html" not in part
    assert part.strip().startswith('<div id="programme"')
