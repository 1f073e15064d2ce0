"""What the front page and the figures across events ask."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from ..db import db
from ..events.models import Event
from ..participation.models import Participation, Standing

MOST_BESIDE = 8
"""Events shown side by side unless somebody chooses others; more make a table nobody reads across."""


def split(events: Sequence[Event], today: date) -> tuple[list[Event], list[Event]]:
    """Events that are still to come, next first, and those that are over, latest first."""
    coming = sorted((event for event in events if event.last_day >= today), key=lambda event: event.first_day)
    return coming, [event for event in events if event.last_day < today]


def beside(events: Sequence[Event], slugs: Sequence[str]) -> list[Event]:
    """The events to be compared, oldest first: those asked for, else the latest with somebody to count."""
    if slugs:
        chosen = [event for event in events if event.slug in slugs]
    else:
        there = sa.select(Participation.event_id).where(
            Participation.standing.in_([Standing.COMING, Standing.ATTENDED])
        )
        counted = set(db.session.scalars(there.distinct()))
        chosen = [event for event in events if event.id in counted][:MOST_BESIDE]
    return sorted(chosen, key=lambda event: (event.first_day, event.id))
