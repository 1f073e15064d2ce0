"""An event's list with personal links, for tests of inviting and answering."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_to_event
from facilitate.participation.inviting.actions import ensure_registration
from facilitate.participation.models import (
    Participation,
    Registration,
    RegistrationSetting,
    Standing,
)

from ..directory.rows import add_office, add_worker

TOWN, NGO = "Bashkia Shkodër", "Qendra Çelësi"


@dataclass
class Listed:
    """Ids of participations and tokens of links by the family name."""

    app: Flask
    event_id: int
    ids: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def link(self, name: str) -> str:
        return f"/r/{self.tokens[name]}"

    def standing(self, *names: str) -> list[Standing]:
        """How far these people are now."""
        with self.app.app_context():
            return [db.session.get_one(Participation, self.ids[name]).standing for name in names]

    def registration(self, name: str) -> Registration:
        with self.app.app_context():
            query = sa.select(Registration).where(Registration.participation_id == self.ids[name])
            return db.session.scalars(query).one()

    def setting(self, **values: object) -> None:
        """Set how people register."""
        with self.app.app_context():
            row = db.session.scalar(sa.select(RegistrationSetting))
            if row is None:
                row = RegistrationSetting(event_id=self.event_id)
                db.session.add(row)
            for name, value in values.items():
                setattr(row, name, value)
            db.session.commit()


def make_listed(app: Flask, event_id: int, names: list[tuple[str, Standing]]) -> Listed:
    """These people are in the list, each with a link; they work for the town hall and an NGO in turn."""
    listed = Listed(app, event_id)
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        offices = [add_office(TOWN, "local_government", "shkoder"), add_office(NGO)]
        for number, (name, standing) in enumerate(names):
            row = invite_to_event(event, add_worker(name, offices[number % 2]), standing)
            family = name.split()[-1]
            listed.ids[family], listed.tokens[family] = row.id, ensure_registration(row).token
        db.session.commit()
    return listed
