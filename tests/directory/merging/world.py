"""A directory in use: people and organisations that everything points to; and what all tables hold."""

import random
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from facilitate.agenda.models import AgendaVersion, Step, StepKind, StepSpeaker
from facilitate.cafe.models import (
    Bond,
    Cafe,
    CafeGuest,
    CafePair,
    CafeSeating,
    CafeTable,
    SeatingCause,
)
from facilitate.consultation.models import Invitation, Questionnaire
from facilitate.data.db import db
from facilitate.directory.actions import current_post, keep_post
from facilitate.directory.models import Organisation, Person, ToldApart
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.objectives.models import Presentation, PresentationSpeaker
from facilitate.participation.models import (
    Attendance,
    ParticipantRole,
    Participation,
    Registration,
    Standing,
)

from ... import moment
from ...table_rows import rows_that_count
from ..rows import add_office, add_worker

DAY = date(2027, 3, 18)


def dump_tables() -> dict[str, list[str]]:
    """Every row of every table but how often it was edited, and what is remembered of merges."""
    return rows_that_count({"version"}, lambda row: row.get("room") != "merges")


def make_world(event: Event, seed: int) -> tuple[list[Person], list[Organisation]]:
    """A few people of a few offices, who took part, spoke, sat at tables, were asked and told apart, by chance."""
    luck = random.Random(seed)
    offices = [
        add_office(f"Zyra {name}", district=luck.choice(["", "permet", "vlore"])) for name in "ABC"
    ]
    people = [
        add_worker(f"{name} Kola", luck.choice(offices)) for name in ("Ana", "Besa", "Iris", "Ana")
    ]
    for one in people:
        one.since = None
        if luck.random() < 0.5:
            before = current_post(one)
            one.organisation_id = luck.choice(offices).id
            keep_post(one, before, DAY)
    other = Event(
        slug=f"other-{seed}",
        kind=event.kind,
        title=Words("Other"),
        description=Words(),
        first_day=DAY,
        last_day=DAY,
        venue="",
        town="",
        expected=9,
        created_at=moment.now(),
    )
    db.session.add(other)
    db.session.flush()
    for place in (event, other):
        _took_part(place, people, luck)
    for one, two in ((0, 1), (1, 2), (2, 3)):
        if luck.random() < 0.5:
            ids = sorted((people[one].id, people[two].id))
            db.session.add(ToldApart(table="person", one_id=ids[0], other_id=ids[1]))
    db.session.flush()
    return people, offices


def _took_part(event: Event, people: list[Person], luck: random.Random) -> None:
    steps = Step(
        event_id=event.id, kind=luck.choice(list(StepKind)), title=Words("Step"), **_needed(Step)
    )
    presentation = Presentation(event_id=event.id, **_needed(Presentation))
    asked = Questionnaire(event_id=event.id, **_needed(Questionnaire))
    db.session.add_all([steps, presentation, asked])
    db.session.flush()
    cafe = Cafe(step_id=steps.id)
    db.session.add(cafe)
    db.session.flush()
    table = CafeTable(cafe_id=cafe.id, number=1, question=Words(), token=f"t{event.id}")
    db.session.add(table)
    guests, keys = [], []
    for one in people:
        if luck.random() < 0.3:
            continue
        row = Participation(
            event_id=event.id,
            person_id=one.id,
            organisation_id=one.organisation_id,
            sector_id=db.session.get_one(Organisation, one.organisation_id).sector_id,
            standing=luck.choice(list(Standing)),
            parts=tuple(luck.sample(list(ParticipantRole), 2)),
            invited_on=luck.choice([None, DAY]),
            walk_in=luck.random() < 0.3,
        )
        db.session.add(row)
        db.session.flush()
        keys.append(f"p{row.id}")
        guests.append(
            CafeGuest(
                cafe_id=cafe.id, participation_id=row.id, absent=luck.choice([[], [1]]), wishes=[]
            )
        )
        db.session.add_all([guests[-1], *_registered(row, luck)])
        if luck.random() < 0.5:
            table.host_participation_id = row.id
        db.session.add(
            StepSpeaker(step_id=steps.id, position=len(keys), name=one.name, person_id=one.id)
        )
        db.session.add(PresentationSpeaker(presentation_id=presentation.id, person_id=one.id))
        db.session.add(
            Invitation(questionnaire_id=asked.id, person_id=one.id, name=one.name, email=one.email)
        )
    db.session.flush()
    if len(guests) > 1:
        db.session.add(
            CafePair(cafe_id=cafe.id, kind=Bond.APART, a_id=guests[0].id, b_id=guests[-1].id)
        )
    speakers: list[Any] = [{"name": one.name, "person": one.id} for one in people]
    db.session.add_all(
        [
            CafeSeating(
                cafe_id=cafe.id,
                at=moment.now(),
                did=SeatingCause.SEATED,
                content={
                    "tables": [table.id],
                    "rounds": [[keys], [keys[:1]]],
                    "locked": [[1, key] for key in keys],
                },
            ),
            AgendaVersion(
                event_id=event.id,
                at=moment.now(),
                name="v1",
                content={"steps": [{"speakers": speakers}]},
            ),
        ]
    )
    rows = db.session.scalars(
        sa.select(Registration)
        .join(Registration.participation)
        .where(Participation.event_id == event.id)
    ).all()
    for row in rows[1:]:
        row.substitute_id = luck.choice([None, rows[0].participation_id])
    db.session.flush()


def _registered(row: Participation, luck: random.Random) -> list[Any]:
    found: list[Any] = []
    if luck.random() < 0.7:
        moment = luck.choice([None, datetime(2027, 1, luck.randint(1, 28), tzinfo=UTC)])
        found.append(
            Registration(
                participation_id=row.id,
                token=f"r{row.id}",
                answered_at=moment,
                diet=luck.choice(["", "vegan"]),
            )
        )
    if luck.random() < 0.7:
        found.append(
            Attendance(
                participation_id=row.id,
                day=DAY,
                at=datetime(2027, 3, 18, luck.randint(8, 12), tzinfo=UTC),
            )
        )
    return found


def _needed(model: type[Any]) -> dict[str, Any]:
    """Something for every column of a model that has to be filled and is not filled above."""
    filled: dict[str, Any] = {}
    for column in model.__table__.columns:
        if (
            column.nullable
            or column.default is not None
            or column.primary_key
            or column.foreign_keys
        ):
            continue
        if column.name in ("kind", "title"):
            if column.name == "title" and model.__name__ != "Step":
                filled["title"] = Words("Title")
            continue
        kind = str(column.type.__class__.__name__)
        filled[column.name] = {
            "WordsType": Words(),
            "Integer": 1,
            "Boolean": False,
            "Date": DAY,
            "Moment": datetime(2027, 1, 1, tzinfo=UTC),
        }.get(kind, f"x{random.Random().random()}")
    return filled
