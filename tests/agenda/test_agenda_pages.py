"""The agenda's pages: they work, for whom, and what happens to moves, bad input and edits that collide."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Day, Step, StepKind, StepObjective, StepSupporter
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ..statements import counted

AGENDA = "/events/spring/agenda"
TYPED = {
    "title-en": "Who does what", "title-sq": "Kush bën çfarë", "kind": "group", "minutes": "1h30",
    "pinned": "", "technique": "", "room": "Room Buna", "lead_id": "", "aim-en": "", "aim-sq": "",
    "say-en": "", "say-sq": "", "do-en": "", "do-sq": "", "materials-en": "", "materials-sq": "",
}  # fmt: skip


def row(app: Flask, step_id: int) -> Step:
    with app.app_context():
        return db.session.get_one(Step, step_id)


def titles(app: Flask) -> list[str]:
    with app.app_context():
        standing = sa.select(Step).join(Day).where(Step.removed_at.is_(None)).order_by(Day.on, Step.position)
        return [step.title.en for step in db.session.scalars(standing)]


def test_the_agenda_opens_with_what_matters(organiser: FlaskClient, steps) -> None:
    text = organiser.get(AGENDA).text
    assert (
        "5 steps in 2 days. Day 1 ends at 10:30, 30 minutes over. Every objective is served but one." in text
    )
    assert "10 min free before the pinned start" in text
    assert f'id="step-{steps["What lasts"]}"' in text
    assert "No step serves O2 yet" in text


@pytest.mark.parametrize("asked", ["2", "2027-03-19"])
def test_a_day_by_its_number_or_date(organiser: FlaskClient, steps, asked: str) -> None:
    text = organiser.get(f"{AGENDA}?day={asked}").text
    assert f'id="step-{steps["World café"]}"' in text
    assert f'id="step-{steps["Registration"]}"' not in text


@pytest.mark.parametrize("asked", ["0", "3", "-1", "²", "x", "2027-02-30"])
def test_a_day_there_is_not_shows_the_first(organiser: FlaskClient, steps, asked: str) -> None:
    assert f'id="step-{steps["Registration"]}"' in organiser.get(f"{AGENDA}?day={asked}").text


def test_in_albanian(organiser: FlaskClient, steps) -> None:
    organiser.post("/language", data={"language": "sq", "next": AGENDA})
    assert "Regjistrimi" in organiser.get(AGENDA).text


def test_an_event_without_days_says_what_to_do_first(organiser: FlaskClient, app: Flask, cast) -> None:
    assert "Nothing planned for this day yet" in organiser.get(AGENDA).text
    with app.app_context():
        assert db.session.scalars(sa.select(Day)).all() == []
    assert organiser.post(f"{AGENDA}/days").status_code == 302
    with app.app_context():
        assert list(db.session.scalars(sa.select(Day.on).order_by(Day.on))) == [
            date(2027, 3, 18),
            date(2027, 3, 19),
        ]


def test_a_day_outside_the_event_stays_visible_with_a_warning(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Event).values(last_day=date(2027, 3, 18)))
        db.session.commit()
    text = organiser.get(AGENDA).text
    assert "no longer a day of the event" in text
    assert f'id="step-{steps["World café"]}"' in organiser.get(f"{AGENDA}?day=2").text


EDITS = ["steps/new", "steps/{step}", "days/{day}"]
MOVES = ["days", "steps/{step}/move", "steps/{step}/remove", "steps/{step}/put-back"]


def filled(app: Flask, steps: dict[str, int], path: str) -> str:
    step = row(app, steps["Registration"])
    return f"{AGENDA}/{path.format(step=step.id, day=step.day_id)}"


@pytest.mark.parametrize("path", EDITS)
def test_organisers_open_every_form(organiser: FlaskClient, app: Flask, steps, path: str) -> None:
    assert organiser.get(filled(app, steps, path)).status_code == 200


@pytest.mark.parametrize("path", EDITS)
def test_who_may_only_see_opens_no_form(sign_in, app: Flask, steps, path: str) -> None:
    assert sign_in("viewer").get(filled(app, steps, path)).status_code == 403
    assert sign_in("stranger").get(filled(app, steps, path)).status_code == 404


@pytest.mark.parametrize("path", [*EDITS, *MOVES])
def test_who_may_only_see_changes_nothing(sign_in, app: Flask, steps, path: str) -> None:
    before = titles(app)
    assert sign_in("facilitator").post(filled(app, steps, path), data={"to": "down"}).status_code == 403
    assert sign_in("stranger").post(filled(app, steps, path), data={"to": "down"}).status_code == 404
    assert titles(app) == before


@pytest.mark.parametrize("path", MOVES)
def test_what_changes_something_is_no_link(organiser: FlaskClient, app: Flask, steps, path: str) -> None:
    assert organiser.get(filled(app, steps, path)).status_code == 405


@pytest.mark.parametrize("path", ["steps/999999", "days/999999"])
def test_a_step_or_day_there_is_not(organiser: FlaskClient, steps, path: str) -> None:
    assert organiser.get(f"{AGENDA}/{path}").status_code == 404


def test_a_step_of_another_event_is_not_there(organiser: FlaskClient, app: Flask, steps) -> None:
    with app.app_context():
        spring = db.session.scalars(sa.select(Event)).one()
        other = Event(
            slug="autumn", kind=spring.kind, title=Words("Autumn"), description=Words(),
            venue="", town="", first_day=spring.first_day, last_day=spring.last_day,
            created_at=spring.created_at,
        )  # fmt: skip
        db.session.add(other)
        db.session.flush()
        db.session.execute(sa.update(Step).values(event_id=other.id))
        db.session.execute(sa.update(Day).values(event_id=other.id))
        db.session.commit()
    step = row(app, steps["Registration"])
    for path in (f"steps/{step.id}/move", f"steps/{step.id}/remove", f"steps/{step.id}/put-back"):
        assert organiser.post(f"{AGENDA}/{path}", data={"to": "down"}).status_code == 404
    assert organiser.get(f"{AGENDA}/days/{step.day_id}").status_code == 404


def test_a_viewer_sees_the_agenda_without_buttons(sign_in, steps) -> None:
    text = sign_in("viewer").get(AGENDA).text
    assert "Registration" in text
    assert "Add a step" not in text
    assert "/move" not in text


def test_a_step_is_added_at_the_end_of_the_day(organiser: FlaskClient, app: Flask, steps, cast) -> None:
    day_id, lead, helper = (
        row(app, steps["Registration"]).day_id,
        cast.members["facilitator"],
        cast.members["staff"],
    )
    with app.app_context():
        objective = db.session.scalar(sa.select(StepObjective.objective_id).limit(1))
    answer = organiser.post(
        f"{AGENDA}/steps/new",
        data={
            **TYPED,
            "day_id": day_id,
            "lead_id": lead,
            "supporters": [helper, lead],
            "objectives": [objective],
        },
    )
    assert answer.status_code == 302
    assert titles(app)[3] == "Who does what"
    with app.app_context():
        new = db.session.scalars(sa.select(Step).order_by(Step.id.desc()).limit(1)).one()
        assert (new.kind, new.minutes, new.room, new.lead_id) == (StepKind.GROUP, 90, "Room Buna", lead)
        of_new = StepSupporter.step_id == new.id
        assert list(db.session.scalars(sa.select(StepSupporter.member_id).where(of_new))) == [helper]
        assert answer.location == f"{AGENDA}?day=2027-03-18#step-{new.id}"


def test_a_step_is_added_below_another(organiser: FlaskClient, app: Flask, steps) -> None:
    first = row(app, steps["Registration"])
    organiser.post(f"{AGENDA}/steps/new?after={first.id}", data={**TYPED, "day_id": first.day_id})
    assert titles(app)[:2] == ["Registration", "Who does what"]


BAD = {
    "minutes": ("-5", "Write minutes like 45, 1h30, 1:30 or 1,5h"),
    "pinned": ("25:00", "Write the time like 9:30."),
    "day_id": ("999999", "Please choose one from the list."),
    "kind": ("feast", "Please choose one from the list."),
    "technique": ("made-up", "Please choose one from the list."),
    "lead_id": ("999999", "Please choose one from the list."),
    "title-en": ("=1+1", "A name cannot start with"),
    "room": ("x" * 201, "This is too long"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_keeps_what_was_typed(organiser: FlaskClient, app: Flask, steps, name: str) -> None:
    typed, sentence = BAD[name]
    before = titles(app)
    data = {**TYPED, "day_id": row(app, steps["Registration"]).day_id, name: typed}
    answer = organiser.post(f"{AGENDA}/steps/new", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kush bën çfarë" in answer.text
    assert titles(app) == before


def edited(app: Flask, step_id: int, **more: object) -> dict[str, object]:
    step = row(app, step_id)
    return {**TYPED, "day_id": step.day_id, "version": step.version, "technique": step.technique, **more}


def test_a_step_is_edited_and_keeps_a_technique_that_left_the_shelf(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    step_id = steps["What you told us"]
    assert "gone-technique" in organiser.get(f"{AGENDA}/steps/{step_id}").text
    data = edited(app, step_id, pinned="9:05")
    assert organiser.post(f"{AGENDA}/steps/{step_id}", data=data).status_code == 302
    step = row(app, step_id)
    assert (step.title.sq, step.technique, step.pinned.isoformat()) == (
        "Kush bën çfarë",
        "gone-technique",
        "09:05:00",
    )


def test_another_day_in_the_form_puts_the_step_at_its_end(organiser: FlaskClient, app: Flask, steps) -> None:
    step_id, other = steps["Registration"], row(app, steps["Coffee"]).day_id
    organiser.post(f"{AGENDA}/steps/{step_id}", data=edited(app, step_id, day_id=other))
    assert titles(app)[-1] == "Who does what"


def test_an_edit_that_meets_another_shows_both_texts(organiser: FlaskClient, app: Flask, steps, cast) -> None:
    step_id = steps["Registration"]
    mine = edited(app, step_id, room="Room Drin")
    organiser.post(
        f"{AGENDA}/steps/{step_id}",
        data=edited(app, step_id, room="Room Vjosa", supporters=[cast.members["viewer"]]),
    )
    answer = organiser.post(f"{AGENDA}/steps/{step_id}", data=mine)
    assert answer.status_code == 409
    assert "Room Drin" in answer.text
    assert "Room Vjosa" in answer.text
    assert row(app, step_id).room == "Room Vjosa"


def test_up_down_and_back_to_the_same_place(organiser: FlaskClient, app: Flask, steps) -> None:
    step_id = steps["What lasts"]
    answer = organiser.post(f"{AGENDA}/steps/{step_id}/move", data={"to": "up"})
    assert answer.location == f"{AGENDA}?day=2027-03-18#step-{step_id}"
    assert titles(app)[:3] == ["Registration", "What lasts", "What you told us"]
    assert organiser.post(f"{AGENDA}/steps/{step_id}/move", data={"to": "sideways"}).status_code == 400


def test_to_another_day(organiser: FlaskClient, app: Flask, steps) -> None:
    step_id, other = steps["Registration"], row(app, steps["Coffee"]).day_id
    answer = organiser.post(
        f"{AGENDA}/steps/{step_id}/move", data={"to": "day", "day": other}, follow_redirects=True
    )
    assert "is now the last step of Friday 19 March" in answer.text
    assert titles(app)[-1] == "Registration"
    for wrong in ("999999", "x", ""):
        assert (
            organiser.post(f"{AGENDA}/steps/{step_id}/move", data={"to": "day", "day": wrong}).status_code
            == 404
        )


def test_a_step_taken_out_can_be_put_back(organiser: FlaskClient, app: Flask, steps) -> None:
    step_id, before = steps["What you told us"], titles(app)
    text = organiser.post(f"{AGENDA}/steps/{step_id}/remove", follow_redirects=True).text
    undo = f"{AGENDA}/steps/{step_id}/put-back"
    assert f'action="{undo}"' in text
    assert organiser.get(f"{AGENDA}/steps/{step_id}").status_code == 404
    assert organiser.post(undo).location == f"{AGENDA}?day=2027-03-18#step-{step_id}"
    assert titles(app) == before


def test_the_times_of_a_day(organiser: FlaskClient, app: Flask, steps) -> None:
    with app.app_context():
        day = db.session.scalars(sa.select(Day).order_by(Day.on)).first()
    path, typed = (
        f"{AGENDA}/days/{day.id}",
        {"version": day.version, "starts": "8:00", "planned_end": "10:30"},
    )
    wrong = organiser.post(path, data={**typed, "planned_end": "7:00"})
    assert wrong.status_code == 422
    assert "The day ends before it starts." in wrong.text
    assert organiser.post(path, data=typed).status_code == 302
    text = organiser.get(AGENDA).text
    assert "08:00" in text
    assert "Every day ends in time." in text


def test_however_long_it_is_the_page_asks_as_much(organiser: FlaskClient, app: Flask, steps) -> None:
    organiser.get(AGENDA)
    with counted() as few:
        organiser.get(AGENDA)
    with app.app_context():
        step = db.session.get_one(Step, steps["Registration"])
        same = {
            name: getattr(step, name)
            for name in ("event_id", "day_id", "kind", "title", "aim", "say", "do", "materials")
        }
        db.session.add_all(Step(**same, minutes=5, position=number) for number in range(10, 60))
        db.session.commit()
    with counted() as many:
        organiser.get(AGENDA)
    assert len(few) == len(many) <= 12


@pytest.mark.parametrize("name", ["starts", "planned_end"])
@pytest.mark.parametrize("typed", [" ", "\ufeff", ""])
def test_a_day_does_not_start_at_a_blank(
    organiser: FlaskClient, app: Flask, steps, name: str, typed: str
) -> None:
    path = filled(app, steps, "days/{day}")
    data = {"version": "1", "starts": "09:00", "planned_end": "17:00", name: typed}
    answer = organiser.post(path, data=data)
    assert (answer.status_code, "Please fill this in." in answer.text) == (422, True)


@pytest.mark.parametrize("typed", [" ", "\ufeff", "9" * 400 + "h"])
def test_blank_minutes_are_no_minutes(organiser: FlaskClient, app: Flask, steps, typed: str) -> None:
    before = titles(app)
    answer = organiser.post(f"{AGENDA}/steps/new", data={**TYPED, "minutes": typed})
    assert (answer.status_code, titles(app)) == (422, before)


@pytest.mark.both_databases
@pytest.mark.parametrize("number", [10**30, 2**31, -1])
def test_a_day_or_step_of_a_number_there_is_not(
    organiser: FlaskClient, app: Flask, steps, number: int
) -> None:
    path = f"{AGENDA}/steps/{steps['Registration']}/move"
    assert organiser.post(path, data={"to": "day", "day": str(number)}).status_code == 404
    assert organiser.get(f"{AGENDA}/steps/new?after={number}").status_code == 200
