"""Templates: what is kept, what is left out, what becomes of one in an event; ours renamed and thrown away."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaTemplate, Day, Step
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
)
from facilitate.agenda.reusing.templating import (
    from_template,
    lay_template,
    shipped_agendas,
    to_template,
)
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

PAGE = "/events/spring/agenda/templates"
FULL = Plan(
    {5: PlanDay(5, date(2026, 5, 5), 480, 900), 4: PlanDay(4, date(2026, 5, 4), 500, 1000)},
    {1: PlanRoom(1, "Hall", 90)},
    {1: PlanStrand(1, 1, "a", Words("North"), room=1, lead=10, note_taker=11, people=9)},
    {
        1: PlanStep(
            1,
            day=4,
            rank="a",
            room=1,
            lead=3,
            note_taker=4,
            supporters=(5,),
            objectives=(6,),
            pinned=540,
        ),
        2: PlanStep(
            2, block=1, strand=1, rank="a", speakers=(PlanSpeaker("Ana", 7),), say=Words("Welcome")
        ),
        3: PlanStep(3, day=5, rank="a", minutes=30, pinned=600),
        4: PlanStep(4, rank="a", title=Words("Song")),
    },
)


def test_a_template_holds_no_people_no_objectives_and_no_dates() -> None:
    kept = from_template(json.loads(json.dumps(to_template(FULL))))
    assert [day.starts for day in kept.in_order] == [500, 480]
    assert "2026" not in json.dumps(to_template(FULL))
    assert "Ana" not in json.dumps(to_template(FULL))
    for step in kept.steps.values():
        assert (step.lead, step.note_taker, step.supporters, step.speakers, step.objectives) == (
            None,
            None,
            (),
            (),
            (),
        )
    assert (kept.strands[1].lead, kept.strands[1].note_taker, kept.strands[1].people) == (
        None,
        None,
        9,
    )
    assert (kept.steps[2].say, kept.steps[1].pinned) == (Words("Welcome"), 540)


def test_into_empty_days_with_their_times() -> None:
    event = Plan({1: PlanDay(1, date(2027, 3, 18)), 2: PlanDay(2, date(2027, 3, 19))})
    laid = lay_template(event, from_template(to_template(FULL)), [1, 2])
    assert (laid.placed, laid.parked) == (3, 1)
    assert [(day.on.day, day.starts, day.planned_end) for day in laid.plan.in_order] == [
        (18, 500, 1000),
        (19, 480, 900),
    ]
    assert [step.pinned for key in (1, 2) for step in laid.plan.at(PlanPlace(day=key))] == [
        540,
        600,
    ]
    assert [step.title.en for step in laid.plan.at(PARKED)] == ["Song"]
    assert [room.name for room in laid.plan.rooms.values()] == ["Hall"]


def test_nothing_is_replaced_what_has_no_empty_day_is_parked() -> None:
    event = Plan({1: PlanDay(1, date(2027, 3, 18), 555)}, {}, {}, {8: PlanStep(8, day=1)})
    laid = lay_template(event, from_template(to_template(FULL)), [1])
    assert (laid.placed, laid.parked) == (0, 4)
    assert laid.plan.days == event.days
    assert [step.pinned for step in laid.plan.at(PARKED)] == [None, None, None]
    assert laid.plan.at(PlanPlace(day=1)) == [PlanStep(8, day=1)]


def test_shipped_agendas_are_complete_templates() -> None:
    assert {
        "conference",
        "regional-meeting",
        "training",
        "coalition-meeting",
        "one-day-conference",
    } <= set(shipped_agendas())
    for one in shipped_agendas().values():
        assert one.name.en
        assert one.name.sq
        assert len(one.plan.days) == len(one.table["days"])
        assert all(one.plan.at(PlanPlace(day=day.id)) for day in one.plan.in_order)


# --------------------------------------------------------------------------------------------------- the pages


def standing(app: Flask) -> list[Step]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(Step).where(Step.removed_at.is_(None)).order_by(Step.id))
        )


def keep(client: FlaskClient, app: Flask, name: str = "Our way") -> str:
    answer = client.post(PAGE, data={"name-en": name, "name-sq": "Mënyra jonë"})
    assert answer.location == PAGE
    with app.app_context():
        return f"own-{db.session.scalars(sa.select(sa.func.max(AgendaTemplate.id))).one()}"


def test_begin_with_a_shipped_template_and_undo(organiser: FlaskClient, app: Flask, cast) -> None:
    text = organiser.get(PAGE).text
    assert f'href="{PAGE}/conference">{shipped_agendas()["conference"].name.en}</a>' in text
    count = len(shipped_agendas()["conference"].plan.steps)
    assert f"{count} steps go into the agenda." in organiser.get(f"{PAGE}/conference").text
    assert organiser.post(f"{PAGE}/conference/use").location == "/events/spring/agenda"
    assert len(standing(app)) == count
    assert all(step.pinned or step.day_id or step.block_id for step in standing(app))
    organiser.post("/events/spring/agenda/undo")
    assert standing(app) == []


def test_days_that_are_not_empty_keep_what_they_have(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    count = len(shipped_agendas()["training"].plan.steps)
    assert (
        f"{count} steps go to Parking, because there is no empty day for them."
        in organiser.get(f"{PAGE}/training").text
    )
    text = organiser.post(f"{PAGE}/training/use", follow_redirects=True).text
    assert f"{count} steps are parked, because their days are not empty." in text
    assert len(standing(app)) == count + 5
    with app.app_context():
        assert [day.starts for day in db.session.scalars(sa.select(Day).order_by(Day.on))] == [
            510,
            540,
        ]


def test_this_agenda_is_kept_and_used_in_another_event(
    organiser: FlaskClient, app: Flask, steps, cast
) -> None:
    key = keep(organiser, app)
    with app.app_context():
        content = json.dumps(db.session.scalars(sa.select(AgendaTemplate.content)).one())
        assert '"lead": null' in content
        db.session.execute(sa.delete(Step))
        db.session.commit()
    assert "Our way" in organiser.get(PAGE).text
    assert organiser.post(f"{PAGE}/{key}/use").status_code == 302
    assert [step.title.en for step in standing(app) if step.lead_id is None] == [
        "Registration",
        "What you told us",
        "What lasts",
        "World café",
        "Coffee",
    ]


def test_an_event_opens_with_the_template_chosen(organiser: FlaskClient, app: Flask, steps) -> None:
    key = keep(organiser, app)
    facts = {
        "title-en": "East",
        "language": "sq",
        "zone": "Europe/Tirane",
        "first_day": "2027-05-13",
        "last_day": "2027-05-14",
        "expected": "40",
        "kind": "training",
        "county_id": "",
        "builds_on_id": "",
    }
    assert "Our way" in organiser.get("/events/new").text
    found = {}
    for template in (key, "coalition-meeting", "none", ""):
        answer = organiser.post("/events/new", data={**facts, "template": template})
        with app.app_context():
            event = db.session.scalars(
                sa.select(Event).where(Event.slug == answer.location.split("/")[2])
            ).one()
            query = sa.select(sa.func.count(Step.id)).where(Step.event_id == event.id)
            found[template] = db.session.scalars(query).one()
    assert found == {
        key: 5,
        "coalition-meeting": len(shipped_agendas()["coalition-meeting"].plan.steps),
        "none": 0,
        "": len(shipped_agendas()["training"].plan.steps),
    }
    wrong = organiser.post("/events/new", data={**facts, "template": "own-999"})
    assert (wrong.status_code, "Please choose one from the list." in wrong.text) == (422, True)


def test_an_empty_agenda_or_a_nameless_template_is_not_kept(
    organiser: FlaskClient, app: Flask, cast
) -> None:
    assert organiser.post(PAGE, data={"name-en": "x"}).status_code == 409


@pytest.mark.parametrize("name", ["", "=1+1", "x" * 201])
def test_a_template_needs_a_name(organiser: FlaskClient, app: Flask, steps, name: str) -> None:
    assert organiser.post(PAGE, data={"name-en": name, "name-sq": ""}).status_code == 422
    key = keep(organiser, app)
    answer = organiser.post(f"{PAGE}/{key}/rename", data={"name-en": name, "name-sq": ""})
    assert answer.status_code == 422
    assert "Our way" in organiser.get(PAGE).text


def test_its_author_and_administrators_rename_and_remove_it(
    organiser: FlaskClient, sign_in, app: Flask, steps
) -> None:
    key = keep(organiser, app)
    other, administrator = sign_in("lead_facilitator"), sign_in("administrator")
    assert "Its name" not in other.get(f"{PAGE}/{key}").text
    for path in ("rename", "remove"):
        assert other.post(f"{PAGE}/{key}/{path}", data={"name-en": "Mine"}).status_code == 403
        assert (
            organiser.post(f"{PAGE}/conference/{path}", data={"name-en": "Mine"}).status_code == 404
        )
        assert organiser.get(f"{PAGE}/{key}/{path}").status_code == 405
    administrator.post(f"{PAGE}/{key}/rename", data={"name-en": "The new way"})
    assert "The new way" in organiser.get(PAGE).text
    gone = organiser.post(f"{PAGE}/{key}/remove", follow_redirects=True)
    assert "The template “The new way” was removed." in gone.text
    assert "The new way" not in organiser.get(PAGE).text
    assert organiser.post(f"{PAGE}/{key}/remove").status_code == 404


@pytest.mark.parametrize("key", ["nothing", "own-", "own-x", "own-99999999999", "own-²", "own-7"])
def test_a_template_there_is_not(organiser: FlaskClient, steps, key: str) -> None:
    assert organiser.get(f"{PAGE}/{key}").status_code == 404
    assert organiser.post(f"{PAGE}/{key}/use").status_code == 404


def test_who_may_only_see_changes_nothing(sign_in, app: Flask, steps) -> None:
    for path in ("", "/conference/use", "/own-1/rename", "/own-1/remove"):
        assert sign_in("viewer").post(PAGE + path, data={"name-en": "x"}).status_code == 403
        assert sign_in("stranger").post(PAGE + path, data={"name-en": "x"}).status_code == 404
    assert len(standing(app)) == 5
