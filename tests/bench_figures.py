"""Speed of the figures, printed by `make bench`: 20,000 people, 40 events, 60,000 participations; both databases."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import add_user
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.directory.models import (
    County,
    District,
    Gender,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from facilitate.directory.seed import seed_directory
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words
from facilitate.participation.models import ParticipantRole, Participation, Standing
from facilitate.web.app import create_app

from . import moment
from .bench_agenda import cpu_milliseconds
from .databases import create_database, postgres_folder, run_postgres
from .planner_settings import settings_for
from .statements import count_statements

EVENTS, PEOPLE, OFFICES = 40, 20_000, 600
AT_ONE = 1_500
STANDINGS = [Standing.ATTENDED] * 6 + [
    Standing.COMING,
    Standing.INVITED,
    Standing.DECLINED,
    Standing.WAITING,
    Standing.REPLACED,
]
PARTS = [(ParticipantRole.PARTICIPANT,)] * 5 + [
    (ParticipantRole.PRESENTER,),
    (ParticipantRole.SPEAKER, ParticipantRole.PANELLIST),
    (ParticipantRole.OBSERVER,),
]
SECTOR_OF = {
    OfficeKind.MINISTRY: ("central_government", Level.CENTRAL),
    OfficeKind.PREFECTURE: ("local_government", Level.COUNTY),
    OfficeKind.COUNTY_COUNCIL: ("local_government", Level.COUNTY),
    OfficeKind.MUNICIPALITY: ("local_government", Level.MUNICIPALITY),
    OfficeKind.POLICE: ("local_government", Level.COUNTY),
    OfficeKind.SOCIAL_SERVICES: ("local_government", Level.COUNTY),
    OfficeKind.EMPLOYMENT: ("local_government", Level.COUNTY),
    OfficeKind.EDUCATION: ("local_government", Level.COUNTY),
    OfficeKind.HEALTH: ("local_government", Level.COUNTY),
    OfficeKind.PROSECUTION: ("central_government", Level.COUNTY),
    OfficeKind.INTELLIGENCE: ("central_government", Level.CENTRAL),
    OfficeKind.NGO: ("civil_society", Level.COUNTY),
    OfficeKind.SHELTER: ("civil_society", Level.COUNTY),
    OfficeKind.COALITION: ("civil_society", Level.CENTRAL),
    OfficeKind.INTERNATIONAL_NGO: ("international_ngo", Level.INTERNATIONAL),
    OfficeKind.AGENCY: ("intergovernmental", Level.INTERNATIONAL),
    OfficeKind.DONOR: ("donor", Level.INTERNATIONAL),
    OfficeKind.MEDIA: ("media", Level.CENTRAL),
    OfficeKind.COMPANY: ("business", Level.CENTRAL),
    OfficeKind.UNIVERSITY: ("academia", Level.CENTRAL),
    OfficeKind.OTHER: ("other", Level.COUNTY),
}
PAGES = {
    "figures of one event": ("/events/event-39/figures", "12 SQL 60 ms"),
    "figures across 40 events": (
        "/figures?" + "&".join(f"event=event-{n}" for n in range(EVENTS)),
        "12 SQL 150 ms",
    ),
    "  by county, group and place": (
        "/figures?table=county&table=region&table=place&"
        + "&".join(f"event=event-{n}" for n in range(EVENTS)),
        "12 SQL 150 ms",
    ),
    "  by role": (
        "/figures?table=role&" + "&".join(f"event=event-{n}" for n in range(EVENTS)),
        "12 SQL 150 ms",
    ),
    "  first time and again": (
        "/figures?table=returning&" + "&".join(f"event=event-{n}" for n in range(EVENTS)),
        "12 SQL 150 ms",
    ),
}


def fill_many() -> str:
    """Put in everybody; gives the session of who may see all events. The caller commits."""
    rng = random.Random(8)
    seed_directory()
    user = add_user("Bora Leka", "bora@office.example")
    sectors = {key: number for key, number in db.session.execute(sa.select(Sector.key, Sector.id))}
    districts = db.session.execute(sa.select(District.id, District.county_id)).all()
    counties = list(db.session.scalars(sa.select(County.id)))
    offices = []
    for n in range(OFFICES):
        district, county = (
            rng.choice(districts) if rng.random() < 0.9 else (None, rng.choice(counties))
        )
        kind = rng.choice(list(OfficeKind))
        sector, level = SECTOR_OF[kind]
        name = f"Office {n:04}"
        offices.append(
            {
                "version": 1,
                "name": name,
                "kind": kind,
                "level": level,
                "sector_id": sectors[sector],
                "county_id": county,
                "district_id": district,
                "plain": name.lower(),
                "sorting": name,
            }
        )
    ids = list(
        db.session.scalars(
            sa.insert(Organisation).returning(Organisation.id, sort_by_parameter_order=True),
            offices,
        )
    )
    gender = [Gender.WOMAN, Gender.WOMAN, Gender.MAN, Gender.MAN, None]
    people = [
        {
            "version": 1,
            "given_name": f"Ana{n % 97}",
            "family_name": f"Prifti{n}",
            "organisation_id": rng.choice(ids),
            "position": Words("Officer", "Specialist"),
            "email": f"p{n}@office.example",
            "phone": "",
            "languages": "sq",
            "gender": gender[n % 5],
            "plain": f"ana{n % 97} prifti{n}",
            "sorting": f"Prifti{n}",
        }
        for n in range(PEOPLE)
    ]
    numbers = list(
        db.session.scalars(
            sa.insert(Person).returning(Person.id, sort_by_parameter_order=True), people
        )
    )
    place = {number: office for number, office in zip(ids, offices, strict=True)}
    works = {number: one["organisation_id"] for number, one in zip(numbers, people, strict=True)}
    before = None
    for n in range(EVENTS):
        first = date(2015, 3, 1) + timedelta(days=90 * n)
        event = Event(
            slug=f"event-{n}",
            kind=EventKind.CONFERENCE,
            title=Words(f"Conference {n}", f"Konferenca {n}"),
            description=Words(),
            first_day=first,
            last_day=first,
            venue="",
            town="Tiranë",
            builds_on_id=before if n % 8 else None,
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        db.session.add(Member(event_id=event.id, user_id=user.id, role=Role.ORGANISER))
        before = event.id
        db.session.execute(
            sa.insert(Participation),
            [
                {
                    "version": 1,
                    "event_id": event.id,
                    "person_id": person,
                    "organisation_id": works[person],
                    "sector_id": place[works[person]]["sector_id"],
                    "county_id": place[works[person]]["county_id"],
                    "district_id": place[works[person]]["district_id"],
                    "standing": rng.choice(STANDINGS),
                    "parts": rng.choice(PARTS),
                    "invited_on": first,
                    "walk_in": rng.random() < 0.03,
                }
                for person in rng.sample(numbers, AT_ONE)
            ],
        )
    db.session.flush()
    return user.session_token


@contextmanager
def filled_planner(url: str) -> Iterator[tuple[Flask, FlaskClient]]:
    """A planner with everybody in it, and a browser signed in to see all events."""
    with tempfile.TemporaryDirectory() as folder:
        address = url or f"sqlite:///{folder}/many.sqlite3"
        app = create_app(settings_for(Path(folder), address))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            token = fill_many()
            db.session.commit()
            if url:
                db.session.execute(sa.text("ANALYZE"))
                db.session.commit()
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        yield app, client
        with app.app_context():
            db.engine.dispose()


def measure_figures(url: str, name: str, line: Callable[[str, str, str], None]) -> None:
    """Every page of the figures on one database."""
    with filled_planner(url) as (_app, client):
        for what, (path, bound) in PAGES.items():
            assert client.get(path).status_code == 200
            with count_statements() as asked:
                client.get(path)
            line(
                f"{what}, {name}" if not what.startswith(" ") else what,
                f"{len(asked)} SQL {cpu_milliseconds(lambda path=path: client.get(path)):.0f} ms",
                bound,
            )


def bench_both_figures(line: Callable[[str, str, str], None]) -> None:
    """Both databases, PostgreSQL where it is installed."""
    measure_figures("", "SQLite", line)
    if postgres_folder() is not None:
        with run_postgres() as server:
            measure_figures(create_database(server, "figures"), "PostgreSQL", line)
