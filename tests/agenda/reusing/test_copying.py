"""Steps of another event: with what they hold, without what belongs there."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Room, Step, StepObjective, StepSpeaker, Strand
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanMaterial,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
)
from facilitate.agenda.reusing.step_copier import StepCopier
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements

PAGE = "/events/spring/agenda/copy"
SOURCE = Plan(
    {1: PlanDay(1, date(2026, 5, 4)), 2: PlanDay(2, date(2026, 5, 5))},
    {1: PlanRoom(1, "Salla Drini", 40), 2: PlanRoom(2, "Foyer", 9)},
    {
        1: PlanStrand(1, 1, "a", Words("North"), room=1, lead=10),
        2: PlanStrand(2, 1, "b", Words("South"), note_taker=11),
    },
    {
        1: PlanStep(
            1, day=1, rank="b", kind=StepKind.GROUP, minutes=60, pinned=600, room=2, lead=10
        ),
        2: PlanStep(2, block=1, strand=1, rank="a", minutes=20, supporters=(11, 10), pinned=600),
        3: PlanStep(
            3, block=1, strand=2, rank="a", speakers=(PlanSpeaker("X", 5),), objectives=(7,)
        ),
        4: PlanStep(4, day=2, rank="a", materials=(PlanMaterial(Words("pens"), 3),), internal=True),
        5: PlanStep(5, day=1, rank="a"),
    },
)
TARGET = Plan(
    {9: PlanDay(9, date(2027, 3, 18))}, {3: PlanRoom(3, "salla  drini".replace("  ", " "), 30)}
)


def brought(ids: list[int], place: PlanPlace, **more: object) -> StepCopier:
    bring = StepCopier(TARGET, SOURCE, **more)  # type: ignore[arg-type]
    bring.put(ids, place)
    return bring


def test_a_block_brings_what_it_holds_in_the_order_of_the_agenda() -> None:
    bring = brought([4, 1, 3, 5], PlanPlace(day=9), people={10: 20})
    first, block, last = bring.plan.at(PlanPlace(day=9))
    assert (bring.made, first.pinned, last.internal, last.materials) == (
        5,
        None,
        True,
        SOURCE.steps[4].materials,
    )
    north, south = bring.plan.strands_of[block.id]
    assert (north.name, north.room, north.lead, south.note_taker) == (Words("North"), 3, 20, None)
    (inner,), (other,) = (
        bring.plan.at(PlanPlace(block=block.id, strand=one.id)) for one in (north, south)
    )
    assert (inner.supporters, inner.pinned, other.speakers, other.objectives) == (
        (20,),
        None,
        (),
        (),
    )
    assert (block.lead, bring.plan.rooms[block.room or 0].name) == (20, "Foyer")


def test_a_room_that_is_not_there_is_left_out_where_the_venue_is_another() -> None:
    bring = brought([1], PARKED, rooms=False)
    assert [step.room for step in bring.plan.at(PARKED)] == [None]
    assert len(bring.plan.rooms) == 1


def test_a_step_of_a_block_comes_alone() -> None:
    bring = brought([3], PlanPlace(day=9))
    assert [(step.minutes, step.strand) for step in bring.plan.at(PlanPlace(day=9))] == [(0, None)]
    assert bring.plan.strands == {}


@pytest.fixture
@keep_scene
def autumn(app: Flask, cast, steps) -> int:
    """Another event of the organiser, with a block of two groups; the staff of `spring` is in its team too."""
    table = {
        "days": [
            {
                "start": "09:00",
                "planned_end": "12:00",
                "steps": [
                    {
                        "kind": "group",
                        "title_en": "Groups",
                        "minutes": 40,
                        "room": "Hall",
                        "lead": "S1",
                        "objectives": ["O1"],
                        "strands": [
                            {
                                "name_en": "East",
                                "lead": "X1",
                                "steps": [{"kind": "group", "title_en": "Task", "minutes": 40}],
                            },
                            {"name_en": "West"},
                        ],
                    },
                    {
                        "kind": "talk",
                        "title_en": "Last words",
                        "minutes": 10,
                        "pinned": "11:00",
                        "supporters": ["S1", "X1"],
                    },
                ],
            },
        ],
        "parked": [{"kind": "note", "title_en": "Song", "minutes": 5}],
    }
    with app.app_context():
        users = {
            role: db.session.get_one(Member, cast.members[role]).user_id
            for role in ("organiser", "staff")
        }
        event = Event(
            slug="autumn",
            kind=EventKind.TRAINING,
            title=Words("Autumn training"),
            description=Words(),
            venue="Elsewhere",
            town="",
            first_day=date(2026, 10, 1),
            last_day=date(2026, 10, 1),
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        members = {
            role: Member(event_id=event.id, user_id=user, role=Role.ORGANISER)
            for role, user in users.items()
        }
        db.session.add_all(members.values())
        outsider = cast.tokens["stranger"]
        stranger = db.session.scalars(
            sa.text("SELECT id FROM user WHERE session_token = :t").bindparams(t=outsider)
        ).one()
        other = Member(event_id=event.id, user_id=stranger, role=Role.FACILITATOR)
        db.session.add(other)
        db.session.flush()
        objective = add_objective(event, Words("Learn"), Words())
        people = {"S1": members["staff"], "X1": other}
        start_agenda(event, table, people, {"O1": objective})
        db.session.commit()
        return event.id


def ids(app: Flask, event_id: int) -> dict[str, int]:
    with app.app_context():
        query = sa.select(Step).where(Step.event_id == event_id, Step.removed_at.is_(None))
        return {step.title.en: step.id for step in db.session.scalars(query)}


def test_my_events_are_offered_and_their_steps_shown(
    organiser: FlaskClient, app: Flask, autumn: int
) -> None:
    assert (
        'href="/events/spring/agenda/copy?from=autumn">Autumn training</a>'
        in organiser.get(PAGE).text
    )
    text = organiser.get(f"{PAGE}?from=autumn").text
    assert [name in text for name in ("Groups", "Task", "Last words", "Song")] == [True] * 4
    assert text.count('name="step"') == 4
    with count_statements() as asked:
        organiser.get(f"{PAGE}?from=autumn")
    assert len(asked) <= 16


def test_chosen_steps_come_over_and_are_undone(
    organiser: FlaskClient, app: Flask, cast, autumn: int
) -> None:
    theirs, before = ids(app, autumn), ids(app, cast.event_id)
    data = {
        "from": "autumn",
        "list": "2027-03-19",
        "step": [theirs["Groups"], theirs["Last words"]],
    }
    answer = organiser.post(PAGE, data=data)
    assert answer.status_code == 302
    ours = ids(app, cast.event_id)
    assert ours.keys() - before.keys() == {"Groups", "Task", "Last words"}
    with app.app_context():
        block, last = (db.session.get_one(Step, ours[name]) for name in ("Groups", "Last words"))
        strands = list(
            db.session.scalars(
                sa.select(Strand).where(Strand.block_id == block.id).order_by(Strand.rank)
            )
        )
        hall = db.session.scalars(
            sa.select(Room.id).where(Room.event_id == cast.event_id, Room.name == "Hall")
        ).one()
        assert (block.lead_id, block.room_id, last.pinned) == (cast.members["staff"], hall, None)
        assert [(one.name.en, one.lead_id) for one in strands] == [("East", None), ("West", None)]
        for model in (StepObjective, StepSpeaker):
            assert (
                db.session.scalars(
                    sa.select(model).where(model.step_id.in_([block.id, last.id]))
                ).all()
                == []
            )
    assert "3 steps were copied." in organiser.get("/events/spring/agenda").text
    organiser.post("/events/spring/agenda/undo")
    assert ids(app, cast.event_id) == before


def test_into_the_parking_area(organiser: FlaskClient, app: Flask, cast, autumn: int) -> None:
    organiser.post(
        PAGE, data={"from": "autumn", "list": "parked", "step": [ids(app, autumn)["Song"]]}
    )
    with app.app_context():
        made = db.session.get_one(Step, ids(app, cast.event_id)["Song"])
        assert (made.day_id, made.block_id) == (None, None)


def test_what_is_not_mine_or_not_there(
    organiser: FlaskClient, sign_in, app: Flask, cast, autumn: int
) -> None:
    assert sign_in("lead_facilitator").get(f"{PAGE}?from=autumn").status_code == 404
    assert organiser.get(f"{PAGE}?from=nowhere").status_code == 404
    assert organiser.get(f"{PAGE}?from=spring").status_code == 404
    nothing = organiser.post(PAGE, data={"from": "autumn", "list": "parked"})
    assert (nothing.status_code, "Tick the steps you want to copy." in nothing.text) == (422, True)
    foreign = organiser.post(
        PAGE, data={"from": "autumn", "list": "parked", "step": [ids(app, cast.event_id)["Coffee"]]}
    )
    assert foreign.status_code == 422
    gone = organiser.post(
        PAGE, data={"from": "autumn", "list": "2031-01-01", "step": [ids(app, autumn)["Song"]]}
    )
    assert gone.status_code == 409
    assert sign_in("viewer").post(PAGE, data={"from": "autumn"}).status_code == 403


def test_without_another_agenda_it_says_so(organiser: FlaskClient, steps) -> None:
    assert "No other agenda yet" in organiser.get(PAGE).text
