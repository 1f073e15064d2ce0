"""What the room could vote on, from what is there already: the step's objectives, the themes, what the café's tables wrote."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..agenda.models import StepObjective
from ..cafe.harvest.points import clear_points
from ..cafe.harvest.queries import notes_of
from ..cafe.queries import cafes_of
from ..consultation.queries import themes_of
from ..data.db import db
from ..events.models import Event, Objective
from ..lib.text import Words
from ..web.i18n import _


@dataclass(frozen=True)
class OptionOffer:
    """Options from one place: what it is called, and the wordings."""

    key: str
    name: str
    options: list[Words]


def option_offers(event: Event, step_id: int | None) -> list[OptionOffer]:
    """What options can be begun with; of the café's lines only those that may leave the tables."""
    found = [
        OptionOffer("objectives", _("Objectives of the step"), _objectives(event, step_id)),
        OptionOffer("themes", _("Themes of the consultation"), _themes(event)),
    ]
    for key, plan in cafes_of(event).items():
        points = clear_points(event, notes_of(plan.cafe)).points
        lines = [Words(one.text, one.text) for one in points]
        found.append(OptionOffer(f"cafe-{key}", _("Key points of the café"), lines))
    return [one for one in found if one.options]


def _objectives(event: Event, step_id: int | None) -> list[Words]:
    rows = sa.select(Objective.text).where(Objective.event_id == event.id)
    mine = sa.select(StepObjective.objective_id).where(StepObjective.step_id == (step_id or 0))
    if step_id and db.session.scalar(sa.select(mine.exists())):
        rows = rows.where(Objective.id.in_(mine))
    return list(db.session.scalars(rows.order_by(Objective.position, Objective.id)))


def _themes(event: Event) -> list[Words]:
    rows: Any = themes_of(event)
    return [one.name for one in rows if not one.gone]
