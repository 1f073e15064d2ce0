"""An agenda with a plenary, parallel groups, a café with tables, and a coffee break; lines written there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step, Strand
from facilitate.cafe.actions import add_table, cafe_of
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.notes.actions import add_line
from facilitate.notes.models import NoteKind, NoteLine
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Standing
from tests.directory.rows import add_office, add_worker

from ..scenes import keep_scene

TABLE: dict[str, Any] = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {"kind": "plenary", "title_en": "Opening", "title_sq": "Hapja", "minutes": 40},
                {"kind": "break", "title_en": "Coffee", "title_sq": "Kafe", "minutes": 20},
                {
                    "kind": "group",
                    "title_en": "By county",
                    "title_sq": "Sipas qarqeve",
                    "minutes": 60,
                },
                {"kind": "cafe", "title_en": "Café", "title_sq": "Café-ja", "minutes": 90},
            ],
        },
    ],
}
NOTES = "/events/spring/notes"


def notes_event() -> Event:
    """The event of the cast, in this context."""
    return db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()


@pytest.fixture
@keep_scene
def places(app: Flask, cast) -> dict[str, int]:
    """Ids: steps by English title, `north` and `south` (groups of “By county”), `table` (of the café)."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        start_agenda(event, TABLE)
        db.session.flush()
        found = {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}
        groups = [
            Strand(event_id=event.id, block_id=found["By county"], rank=rank, name=Words(en, sq))
            for rank, en, sq in (("a", "North", "Veriu"), ("b", "South", "Jugu"))
        ]
        db.session.add_all(groups)
        table = add_table(
            cafe_of(found["Café"]),
            CafeTable(name=Words("Schools", "Shkollat"), question=Words(), seats=8),
        )
        db.session.flush()
        found.update(north=groups[0].id, south=groups[1].id, table=table.id)
        db.session.commit()
        return found


@pytest.fixture
def write(app: Flask, cast, places) -> Callable[..., int]:
    """Writes a line (to the opening, where nothing else is said) and gives back its id."""
    count = iter(range(1, 10_000))

    def put(text: str, **more: Any) -> int:
        with app.app_context():
            values = {
                "step_id": places["Opening"],
                "kind": NoteKind.POINT,
                "by_id": cast.users["note_taker"],
            }
            values |= {"at": datetime(2027, 3, 18, 8, 0, next(count) % 60, tzinfo=UTC), **more}
            key = values.pop("key", None) or f"line-{next(count):06}"
            line = add_line(notes_event(), key, text=text, **values)
            db.session.commit()
            return line.id

    return put


@pytest.fixture
def lines(app: Flask, cast) -> Callable[[], list[NoteLine]]:
    """All lines of the event as a new request finds them, by time."""

    def now() -> list[NoteLine]:
        with app.app_context():
            return list(db.session.scalars(sa.select(NoteLine).order_by(NoteLine.at, NoteLine.id)))

    return now


@pytest.fixture
def participant(app: Flask, cast) -> int:
    """Luan Hysa of a town comes to the event: the id of the person."""
    with app.app_context():
        one = add_worker("Luan Hysa", add_office("Bashkia Krujë", "local_government"))
        invite_to_event(notes_event(), one, Standing.COMING)
        db.session.commit()
        return one.id
