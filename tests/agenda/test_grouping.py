"""Groups made in one go: by county, by number, by theme; the rooms they get; undone in one go."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.editing.grouping import (
    NewGroup,
    add_groups,
    groups_still_new,
    numbered_groups,
    with_rooms,
)
from facilitate.agenda.models import AgendaChange, Room, Step, StepKind, Strand
from facilitate.agenda.plan import Plan, PlanPlace, PlanRoom, PlanStep
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.directory.models import County, Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ..statements import count_statements

AGENDA = "/events/spring/agenda"


def names(groups: list[NewGroup]) -> list[str]:
    return [group.name.en for group in groups]


def test_the_largest_group_gets_the_largest_room_that_holds_it_each_room_once() -> None:
    rooms = [
        PlanRoom(1, "Buna", 30),
        PlanRoom(2, "Drin", 12),
        PlanRoom(3, "Hall", 120),
        PlanRoom(4, "Foyer", 0),
    ]
    groups = [
        NewGroup(Words("a"), 10),
        NewGroup(Words("b"), 40),
        NewGroup(Words("c"), 200),
        NewGroup(Words("d"), 25),
    ]
    assert [group.room for group in with_rooms(groups, rooms, 0)] == [2, 3, None, 1]
    assert [group.room for group in with_rooms(numbered_groups(4), rooms, 28)] == [3, 1, None, None]
    assert [group.room for group in with_rooms(numbered_groups(2), rooms, 28, taken=[3])] == [
        1,
        None,
    ]


@given(st.lists(st.integers(1, 60), max_size=8), st.lists(st.integers(0, 60), max_size=8))
def test_rooms_are_never_too_small_and_never_given_twice(
    sizes: list[int], capacities: list[int]
) -> None:
    rooms = [
        PlanRoom(number, str(number), capacity) for number, capacity in enumerate(capacities, 1)
    ]
    given_rooms = with_rooms([NewGroup(Words("g"), size) for size in sizes], rooms, 0)
    chosen = [group.room for group in given_rooms if group.room]
    assert len(chosen) == len(set(chosen))
    assert all(capacities[group.room - 1] >= group.people for group in given_rooms if group.room)


def test_groups_that_are_there_are_not_made_again() -> None:
    plan = add_groups(
        Plan().with_rows(PlanStep(1)), 1, [NewGroup(Words("Dibër")), NewGroup(Words("", "Grupi 2"))]
    )
    assert names(groups_still_new(plan, 1, [*numbered_groups(3), NewGroup(Words("diber"))])) == [
        "Group 1",
        "Group 3",
    ]


@pytest.mark.parametrize("same", [True, False])
def test_the_steps_of_the_block_go_to_the_first_group_or_to_all(same: bool) -> None:
    plan = Plan().with_rows(
        PlanStep(1), PlanStep(2, block=1, rank="a"), PlanStep(3, block=1, rank="b")
    )
    made = add_groups(plan, 1, numbered_groups(3), same)
    first, *others = made.strands_of[1]
    assert [step.id for step in made.at(PlanPlace(block=1, strand=first.id))] == [2, 3]
    for one in others:
        assert [step.rank for step in made.at(PlanPlace(block=1, strand=one.id))] == (
            ["a", "b"] if same else []
        )


# --------------------------------------------------------------------------------------------------- the pages


@pytest.fixture
def block(app: Flask, steps) -> int:
    """A step of small groups, and two rooms."""
    with app.app_context():
        step = db.session.get_one(Step, steps["What lasts"])
        step.kind = StepKind.GROUP
        db.session.add_all(
            [
                Room(event_id=step.event_id, name=name, capacity=size)
                for name, size in (("Buna", 30), ("Drin", 20))
            ]
        )
        db.session.commit()
        return step.id


def coming(event_id: int, county: str | None, count: int, standing: Standing) -> None:
    place = db.session.scalar(sa.select(County).where(County.key == county)) if county else None
    sector = db.session.scalars(sa.select(Sector)).first()
    office = Organisation(
        name=f"Office {county} {standing}",
        kind=OfficeKind.NGO,
        level=Level.COUNTY,
        sector=sector,
        county=place,
    )
    db.session.add(office)
    db.session.flush()
    for number in range(count):
        person = Person(
            given_name="P",
            family_name=str(number),
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(
            Participation(
                event_id=event_id,
                person=person,
                organisation=office,
                sector=sector,
                county=place,
                standing=standing,
            )
        )


def strands(app: Flask) -> list[tuple[str, int, int | None]]:
    with app.app_context():
        rows = sa.select(Strand).where(Strand.removed_at.is_(None)).order_by(Strand.rank)
        return [
            (strand.name.en, strand.people, strand.room_id) for strand in db.session.scalars(rows)
        ]


def test_by_county_as_many_as_have_said_they_come(
    organiser: FlaskClient, app: Flask, cast, block: int
) -> None:
    with app.app_context():
        for county, count, standing in [
            ("vlore", 7, Standing.COMING),
            ("diber", 12, Standing.COMING),
            ("korce", 5, Standing.DECLINED),
            (None, 3, Standing.COMING),
        ]:
            coming(cast.event_id, county, count, standing)
        db.session.commit()
        rooms = {room.name: room.id for room in db.session.scalars(sa.select(Room))}
    text = organiser.get(f"{AGENDA}/steps/{block}/groups?by=county").text
    assert [name in text for name in ("Dibër", "Vlorë", "Korçë", "National and international")] == [
        1,
        1,
        0,
        1,
    ]
    assert f'<option value="{rooms["Buna"]}" selected>Buna (30 people)</option>' in text
    data = {
        "by": "county",
        "take": ["0", "1"],
        "en": ["Dibër", "Vlorë", "x"],
        "sq": ["Dibër", "Vlorë", ""],
        "people": ["12", "", "3"],
        "room": [str(rooms["Buna"]), "", ""],
    }
    answer = organiser.post(f"{AGENDA}/steps/{block}/groups", data=data)
    assert answer.location == f"{AGENDA}?day=2027-03-18#step-{block}"
    assert strands(app) == [("Dibër", 12, rooms["Buna"]), ("Vlorë", 0, None)]
    organiser.post(f"{AGENDA}/undo")
    assert strands(app) == []
    organiser.post(f"{AGENDA}/redo")
    assert len(strands(app)) == 2
    with app.app_context():
        assert [change.did for change in db.session.scalars(sa.select(AgendaChange))][0] == "strand"


def test_without_people_every_county_is_offered(organiser: FlaskClient, block: int) -> None:
    text = organiser.get(f"{AGENDA}/steps/{block}/groups").text
    assert text.count('name="take"') == 12
    assert "12 groups. About 10 people in each." in text


@pytest.mark.parametrize(("asked", "made"), [("4", 4), ("1", 2), ("999", 60), ("x", 4)])
def test_by_number(organiser: FlaskClient, block: int, asked: str, made: int) -> None:
    text = organiser.get(f"{AGENDA}/steps/{block}/groups?by=number&count={asked}").text
    assert text.count('name="take"') == made
    if made == 4:
        assert "4 groups. About 28 people in each." in text


def test_by_theme(organiser: FlaskClient, app: Flask, cast, block: int) -> None:
    assert "No themes yet" in organiser.get(f"{AGENDA}/steps/{block}/groups?by=theme").text
    with app.app_context():
        for number, (name, gone) in enumerate(
            [("Shelters", False), ("Old", True), ("Data", False)], 1
        ):
            db.session.add(
                Theme(event_id=cast.event_id, position=number, name=Words(name), gone=gone)
            )
        db.session.commit()
    text = organiser.get(f"{AGENDA}/steps/{block}/groups?by=theme").text
    assert text.count('name="take"') == 2
    assert text.index("Shelters") < text.index("Data")


BAD = [
    ({"people": ["many"]}, "Group 1: the number of people must be a whole number."),
    ({"people": ["-1"]}, "Group 1: the number of people must be a whole number."),
    ({"en": [""]}, "Every group needs a name, in at least one language."),
    ({"take": []}, "Tick at least one group that is not there yet."),
]


@pytest.mark.parametrize(("wrong", "sentence"), BAD)
def test_what_cannot_be_read_is_said_and_nothing_is_made(
    organiser: FlaskClient, app: Flask, block: int, wrong: dict[str, list[str]], sentence: str
) -> None:
    data = {
        "by": "number",
        "take": ["0"],
        "en": ["Group 1"],
        "sq": [""],
        "people": ["9"],
        "room": ["77"],
        **wrong,
    }
    answer = organiser.post(f"{AGENDA}/steps/{block}/groups", data=data)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert strands(app) == []


def test_only_sessions_and_small_groups_in_a_day_are_divided(
    organiser: FlaskClient, app: Flask, steps, block: int
) -> None:
    answer = organiser.get(f"{AGENDA}/steps/{steps['World café']}/groups")
    assert (answer.status_code, "Change the kind of this step first" in answer.text) == (409, True)
    with app.app_context():
        db.session.execute(
            sa.update(Step)
            .where(Step.id == block)
            .values(block_id=steps["World café"], day_id=None)
        )
        db.session.commit()
    assert organiser.post(f"{AGENDA}/steps/{block}/groups").status_code == 409
    assert organiser.get(f"{AGENDA}/steps/999999/groups").status_code == 404


def test_doors(sign_in, block: int) -> None:
    path = f"{AGENDA}/steps/{block}/groups"
    assert [sign_in("viewer").get(path).status_code, sign_in("viewer").post(path).status_code] == [
        403,
        403,
    ]
    assert [
        sign_in("stranger").get(path).status_code,
        sign_in("stranger").post(path).status_code,
    ] == [
        404,
        404,
    ]


@pytest.mark.parametrize("by", ["county", "number", "theme"])
def test_few_questions(organiser: FlaskClient, app: Flask, cast, block: int, by: str) -> None:
    organiser.get(f"{AGENDA}/steps/{block}/groups?by={by}")
    with count_statements() as asked:
        organiser.get(f"{AGENDA}/steps/{block}/groups?by={by}")
    assert len(asked) <= 16
    with app.app_context():
        assert db.session.get_one(Event, cast.event_id).expected == 110
