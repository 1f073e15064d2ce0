"""The guide of an event, put together from the rooms below."""

from datetime import date

from ..agenda.queries import plan_of, programme_from
from ..cafe.queries import cafes_of
from ..events.models import Event
from ..events.queries import goals_of, objectives_of, team_of
from ..techniques.shelf import shelf
from .guide import Guide
from .script import script


def guide_of(event: Event, language: str, today: date) -> Guide:
    """The event's guide in that language, whichever the screen speaks."""
    team, objectives = team_of(event), objectives_of(event)
    return script(
        event,
        programme_from(event, plan_of(event), team, objectives),
        cafes_of(event),
        shelf(),
        goals_of(event),
        objectives,
        team,
        language,
        today,
    )
