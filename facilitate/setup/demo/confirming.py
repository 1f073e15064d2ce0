"""Who of the demo's directory has confirmed the own entry, who was asked and is silent, and what two of them sent."""

from datetime import date, timedelta

import sqlalchemy as sa

from ...confirming.actions import LEFT, OFFICE, POSITION, confirm_entry, make_link
from ...data.db import db
from ...directory.models import Person

OF_FIVE = {0: 40, 1: 150, 2: 480}
"""Of five people with an address, days since three of them confirmed: one too long ago."""
ASKED = 12
"""So many of who did not confirm for a year were asked three weeks ago, and are silent."""


def load_confirmations(today: date) -> None:
    """Most have confirmed; some are silent; one now works elsewhere, one has left and says who follows."""
    people = db.session.scalars(
        sa.select(Person).where(Person.email != "").order_by(Person.id)
    ).all()
    for number, person in enumerate(people):
        if ago := OF_FIVE.get(number % 5):
            person.confirmed_on = today - timedelta(days=ago + number % 30)
    silent = people[2::5]
    for person in silent[:ASKED]:
        link = make_link(person, today - timedelta(days=20))
        link.sent_on, link.times = link.made_on, 1
    moved, left = silent[ASKED : ASKED + 2]
    for person, waits in (
        (moved, {OFFICE: people[0].organisation.name, POSITION: {"sq": "Përgjegjëse sektori"}}),
        (left, {LEFT: "1", "follows": "Elira Mema, e njëjta zyrë", "note": "Jam në pension."}),
    ):
        link = make_link(person, today - timedelta(days=20))
        link.sent_on, link.times = link.made_on, 1
        db.session.flush()
        confirm_entry(link, {}, waits)
    db.session.flush()
