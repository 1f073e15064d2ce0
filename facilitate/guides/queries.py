"""The guide of an event, put together from the rooms below."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from ..agenda.queries import plan_of, programme_from
from ..cafe.queries import CafePlan, cafes_of
from ..db import db
from ..events.models import Event
from ..events.queries import goals_of, objectives_of, team_of
from ..i18n import _, use_language
from ..lib.text import Words
from ..techniques.queries import shelf
from .guide import Guide
from .models import GuideSetting
from .notes import USUAL
from .script import script


def setting_of(event: Event) -> GuideSetting | None:
    """What the event has agreed for its guide; None where it keeps to what is usual."""
    return db.session.scalars(sa.select(GuideSetting).where(GuideSetting.event_id == event.id)).first()


def heads_of(setting: GuideSetting | None) -> list[Words]:
    """The headings notes are taken under."""
    rows = setting.heads if setting else []
    return [Words(row.get("en", ""), row.get("sq", "")) for row in rows] or list(USUAL)


def guide_of(event: Event, language: str, today: date, *, names: bool = True) -> Guide:
    """The event's guide in that language, whichever the screen speaks.

    `names`: for somebody who may see who takes part; for others a host who is a participant has no name.
    """
    team, objectives = team_of(event), objectives_of(event)
    with use_language(language):
        guide = script(
            event,
            programme_from(event, plan_of(event), team, objectives),
            _cafes(event, names),
            shelf(),
            goals_of(event),
            objectives,
            team,
            language,
            today,
        )
    return replace(guide, heads=[one.to(language) for one in heads_of(setting_of(event))])


def _cafes(event: Event, names: bool) -> dict[int, CafePlan]:
    cafes = cafes_of(event)
    if names:
        return cafes
    nobody = _("a participant")
    return {step: replace(plan, hosts=dict.fromkeys(plan.hosts, nobody)) for step, plan in cafes.items()}
