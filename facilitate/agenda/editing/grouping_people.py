"""What groups are made of: the counties those who come are from, and the themes of the consultation."""

import sqlalchemy as sa

from ...consultation.models import Theme
from ...data.db import db
from ...directory.models import County
from ...events.models import Event
from ...lib.text import Words
from ...participation.models import Participation, Standing
from ...web.i18n import sort_by_name
from .grouping import NewGroup

ELSEWHERE = Words("National and international", "Kombëtare dhe ndërkombëtare")
"""People whose work has no county."""


def groups_by_county(event: Event) -> list[NewGroup]:
    """A group for every county somebody comes from, with how many.

    While nobody is known to come, every county is offered.
    """
    there = Participation.standing.in_([Standing.COMING, Standing.ATTENDED])
    rows = db.session.execute(
        sa.select(County.name, sa.func.count(Participation.id))
        .outerjoin(Participation.county)
        .where(Participation.event_id == event.id, there)
        .group_by(County.name)
    ).all()
    if not rows:
        names = list(db.session.scalars(sa.select(County.name)))
        return [NewGroup(Words(name, name)) for name in sort_by_name(names, str)]
    named = sort_by_name([row for row in rows if row[0]], lambda row: row[0])
    groups = [NewGroup(Words(name, name), people) for name, people in named]
    return [*groups, *(NewGroup(ELSEWHERE, people) for name, people in rows if not name)]


def groups_by_theme(event: Event) -> list[NewGroup]:
    """A group for every theme of the event, in their order."""
    themes = (
        sa.select(Theme.name)
        .where(Theme.event_id == event.id, ~Theme.gone)
        .order_by(Theme.position)
    )
    return [NewGroup(name) for name in db.session.scalars(themes)]
