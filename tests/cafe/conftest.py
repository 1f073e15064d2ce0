"""Two café steps on the second day of `spring`, and on request three tables in the first one, people, and their seats."""

import json
from copy import deepcopy
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start_agenda
from facilitate.cafe import engine_process
from facilitate.cafe.actions import cafe_of, create_cafe
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import Cafe, CafeTable, SearchKind
from facilitate.cafe.queries import floor_of
from facilitate.cafe.search import begin_search, queue_search
from facilitate.data.db import db
from facilitate.directory.models import County, Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ..scenes import keep_scene

AGENDA = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [{"kind": "talk", "title_en": "Opening", "minutes": 30}],
        },
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {
                    "kind": "cafe",
                    "title_en": "What lasts",
                    "title_sq": "Çfarë mbetet",
                    "minutes": 105,
                },
                {"kind": "cafe", "title_en": "A second café", "minutes": 60},
            ],
        },
    ]
}
CAFE: dict[str, Any] = {
    "rounds": 3,
    "minutes": 20,
    "move": 5,
    "harvest": 30,
    "tables": [
        {
            "question_en": "How do we keep people?",
            "question_sq": "Si i mbajmë njerëzit?",
            "host": "F2",
        },
        {"question_en": "Who pays?", "host": "nobody", "seats": 10},
        {"question_sq": "Kush vjen?", "host_name": "Ilir Stafa", "seats": 10},
    ],
}


@pytest.fixture
@keep_scene
def steps(app: Flask, cast) -> dict[str, int]:
    """Puts the agenda in; ids of its steps by English title."""
    with app.app_context():
        rows = start_agenda(db.session.get_one(Event, cast.event_id), AGENDA)
        db.session.commit()
        return {step.title.en: step.id for step in rows}


@pytest.fixture
@keep_scene
def cafe(app: Flask, cast, steps) -> int:
    """Plans the first café: three tables, one of them without a host; the id of its step."""
    with app.app_context():
        create_cafe(
            steps["What lasts"],
            CAFE,
            {"F2": db.session.get_one(Member, cast.members["facilitator"])},
        )
        db.session.commit()
        return steps["What lasts"]


@pytest.fixture
def tables(app: Flask, cafe: int) -> list[int]:
    """The ids of its tables by number."""
    with app.app_context():
        query = (
            sa.select(CafeTable.id)
            .join(Cafe, CafeTable.cafe_id == Cafe.id)
            .where(Cafe.step_id == cafe)
        )
        return list(db.session.scalars(query.order_by(CafeTable.number)))


PEOPLE = [
    ("Agim", "Basha"),
    ("Ajkuna", "Çela"),
    ("Albana", "Dervishi"),
    ("Alketa", "Elezi"),
    ("Ardit", "Fejza"),
    ("Bardha", "Gega"),
    ("Bujar", "Haxhiu"),
    ("Çlirim", "Ibrahimi"),
    ("Drita", "Jaku"),
    ("Endrit", "Kola"),
    ("Enkeleida", "Lleshi"),
    ("Flutura", "Marku"),
    ("Genc", "Ndreka"),
    ("Gjergj", "Osmani"),
    ("Ilirjana", "Pjetri"),
    ("Jetmir", "Qosja"),
    ("Kaltrina", "Rama"),
    ("Liridon", "Sula"),
    ("Majlinda", "Toska"),
    ("Nertila", "Uka"),
    ("Petrit", "Vata"),
    ("Rozafa", "Xhani"),
    ("Shpresa", "Ymeri"),
    ("Teuta", "Zeka"),
]
"""Given and family names of the 24 people who have said that they come."""
OFFICES = [
    ("Ministry of Interior", OfficeKind.MINISTRY, Level.CENTRAL, "central_government", "tirane"),
    (
        "Municipality of Vlora",
        OfficeKind.MUNICIPALITY,
        Level.MUNICIPALITY,
        "local_government",
        "vlore",
    ),
    ("Women's Forum Elbasan", OfficeKind.NGO, Level.COUNTY, "civil_society", "elbasan"),
    ("Hope Shelter Korça", OfficeKind.SHELTER, Level.COUNTY, "civil_society", "korce"),
]


@pytest.fixture
@keep_scene
def people(app: Flask, cast) -> dict[str, int]:
    """24 people of four offices who have said that they come to `spring`; the numbers of their participations by name."""
    with app.app_context():
        found = {}
        offices = []
        for name, kind, level, sector, county in OFFICES:
            row = Organisation(
                name=name,
                kind=kind,
                level=level,
                sector=db.session.scalars(sa.select(Sector).filter_by(key=sector)).one(),
                county=db.session.scalars(sa.select(County).filter_by(key=county)).one(),
            )
            offices.append(row)
        db.session.add_all(offices)
        for number, (given, family) in enumerate(PEOPLE):
            office = offices[number % len(offices)]
            person = Person(
                given_name=given,
                family_name=family,
                organisation=office,
                position=Words(),
                email="",
                phone="",
            )
            db.session.add(person)
            db.session.flush()
            row = Participation(
                event_id=cast.event_id,
                person_id=person.id,
                organisation_id=office.id,
                sector_id=office.sector.id,
                county_id=office.county.id,
                standing=Standing.COMING,
            )
            db.session.add(row)
            db.session.flush()
            found[person.name] = row.id
        db.session.commit()
        return found


FOUND: dict[str, list[dict[str, Any]]] = {}
"""What the engine has found in this process, by its task: the same task has the same seating."""


def found_before(task: Any, watch: engine_process.Watch, patience: float) -> list[dict[str, Any]]:
    """The engine's answer, from a process of its own when it is asked first."""
    key = json.dumps(task)
    if key not in FOUND:
        FOUND[key] = SEARCH(task, watch, patience)
    return deepcopy(FOUND[key])


SEARCH = engine_process.search_runs


@pytest.fixture
@keep_scene
def seated(app: Flask, cafe: int, people: dict[str, int]) -> int:
    """The first café with its 24 people at three tables of ten seats for three rounds; the id of its step."""
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_process, "search_runs", found_before)
        search = begin_search(cafe_of(cafe), SearchKind.SEAT, by=None, asked={"effort": "quick"})
        db.session.commit()
        queue_search(search)
        return cafe


@pytest.fixture
def floor(app: Flask, cast, cafe: int):
    """Asks for the floor of the first café as it is now."""

    def now() -> CafeFloor:
        with app.app_context():
            found = floor_of(db.session.get_one(Event, cast.event_id), cafe, pairs=True)
            assert found is not None
            return found[0]

    return now
