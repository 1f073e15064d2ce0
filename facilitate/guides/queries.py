"""The guide of an event, put together from the rooms below."""

from dataclasses import replace
from datetime import date

from ..agenda.queries import plan_of, programme_from
from ..cafe.queries import CafePlan, cafes_of
from ..events.models import Event
from ..events.queries import goals_of, objectives_of, team_of
from ..i18n import _, use_language
from ..techniques.shelf import shelf
from .guide import Guide
from .script import script


def guide_of(event: Event, language: str, today: date, *, names: bool = True) -> Guide:
    """The event's guide in that language, whichever the screen speaks.

    `names`: for somebody who may see who takes part; for others a host who is a participant has no name.
    """
    team, objectives = team_of(event), objectives_of(event)
    return script(
        event,
        programme_from(event, plan_of(event), team, objectives),
        _cafes(event, language, names),
        shelf(),
        goals_of(event),
        objectives,
        team,
        language,
        today,
    )


def _cafes(event: Event, language: str, names: bool) -> dict[int, CafePlan]:
    cafes = cafes_of(event)
    if names:
        return cafes
    with use_language(language):
        nobody = _("a participant")
    return {step: replace(plan, hosts=dict.fromkeys(plan.hosts, nobody)) for step, plan in cafes.items()}
