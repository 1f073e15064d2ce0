"""Two café steps on the second day of `spring`, and on request three tables in the first one."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start as start_agenda
from facilitate.cafe.actions import start
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.db import db
from facilitate.events.models import Event, Member

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
                {"kind": "cafe", "title_en": "What lasts", "title_sq": "Çfarë mbetet", "minutes": 105},
                {"kind": "cafe", "title_en": "A second café", "minutes": 60},
            ],
        },
    ]
}
CAFE: dict[str, Any] = {
    "rounds": 3, "minutes": 20, "move": 5, "harvest": 30,
    "tables": [
        {"question_en": "How do we keep people?", "question_sq": "Si i mbajmë njerëzit?", "host": "F2"},
        {"question_en": "Who pays?", "host": "nobody", "seats": 10},
        {"question_sq": "Kush vjen?", "host_name": "Ilir Stafa", "seats": 10},
    ],
}  # fmt: skip


@pytest.fixture
def steps(app: Flask, cast) -> dict[str, int]:
    """Puts the agenda in; ids of its steps by English title."""
    with app.app_context():
        rows = start_agenda(db.session.get_one(Event, cast.event_id), AGENDA)
        db.session.commit()
        return {step.title.en: step.id for step in rows}


@pytest.fixture
def cafe(app: Flask, cast, steps) -> int:
    """Plans the first café: three tables, one of them without a host; the id of its step."""
    with app.app_context():
        start(steps["What lasts"], CAFE, {"F2": db.session.get_one(Member, cast.members["facilitator"])})
        db.session.commit()
        return steps["What lasts"]


@pytest.fixture
def tables(app: Flask, cafe: int) -> list[int]:
    """The ids of its tables by number."""
    with app.app_context():
        query = sa.select(CafeTable.id).join(Cafe, CafeTable.cafe_id == Cafe.id).where(Cafe.step_id == cafe)
        return list(db.session.scalars(query.order_by(CafeTable.number)))
