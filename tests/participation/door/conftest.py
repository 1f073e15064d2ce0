"""People of the event `spring` at the door: coming, silent, declined, on the waiting list."""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import ParticipantRole, Standing

from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene


@dataclass
class Guests:
    """Ids of participations by the family name."""

    ids: dict[str, int] = field(default_factory=dict)


@pytest.fixture
@keep_scene
def guests(app: Flask, cast) -> Guests:
    found = Guests()
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        hall, ngo = (
            add_office("Bashkia Shkodër", "local_government", "shkoder"),
            add_office("Qendra Çelësi"),
        )
        for name, where, standing, parts in (
            ("Ana Kola", hall, Standing.COMING, ()),
            (
                "Gjergj Doçi",
                ngo,
                Standing.COMING,
                (ParticipantRole.SPEAKER, ParticipantRole.PANELLIST),
            ),
            ("Çlirim Basha", ngo, Standing.DECLINED, ()),
            ("Elda Prifti", hall, Standing.INVITED, ()),
            ("Vera Zeka", hall, Standing.WAITING, ()),
        ):
            row = invite_to_event(event, add_worker(name, where), standing, parts)
            found.ids[name.split()[1]] = row.id
        db.session.commit()
    return found
