"""The next event's café begins with what the last one had: its rounds, tables and mix, without people."""

from datetime import timedelta

from flask import Flask

from facilitate import clock
from facilitate.agenda.actions import start_agenda
from facilitate.cafe.actions import cafe_of, copy_cafes
from facilitate.cafe.models import CafeTablePlace
from facilitate.cafe.queries import floor_of, tables_of
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words

from ..conftest import AGENDA

GENDER = {"trait": "gender", "weight": "much", "value": "woman", "amount": "one", "must": True}
OWN = {**GENDER, "trait": "own:Role", "value": "interpreter"}
ALONE = {
    "near": ["region", "vlore"],
    "tie": "not_alone",
    "other": ["region", "elbasan"],
    "must": True,
}
INTERPRETED = {**ALONE, "near": ["own:Role", "guest"], "tie": "beside"}


def test_a_cafe_with_a_mix_is_taken_along(app: Flask, cast, cafe: int, people) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        old = cafe_of(cafe)
        old.rounds, old.mix, old.wants, old.columns = (
            4,
            [GENDER, OWN],
            [ALONE, INTERPRETED],
            ["Role"],
        )
        first = tables_of(old)[0]
        first.place, first.link = CafeTablePlace.ONLINE, "https://meet.example/1"
        first.host_participation_id = next(iter(people.values()))
        event = Event(
            slug="next",
            kind=EventKind.REGIONAL_MEETING,
            title=Words("The next", ""),
            description=Words(),
            venue="",
            town="",
            first_day=spring.last_day + timedelta(days=90),
            last_day=spring.last_day + timedelta(days=91),
            created_at=clock.now(),
        )
        db.session.add(event)
        db.session.flush()
        steps = {step.title.en: step.id for step in start_agenda(event, AGENDA)}
        assert copy_cafes(spring, event) == 1
        db.session.commit()
        found = floor_of(event, steps["What lasts"], pairs=True)
        assert found is not None
        now = found[0]
        assert (now.cafe.rounds, now.cafe.mix, now.cafe.wants) == (4, [GENDER], [ALONE])
        assert [words.question for words in now.tables] == [one.question for one in tables_of(old)]
        assert [now.host_of(table) for table in now.tables] == ["", "", ""]
        assert (now.tables[0].place, now.tables[0].link) == (CafeTablePlace.ONLINE, "")
        assert now.tables[0].token != first.token
