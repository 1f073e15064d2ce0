"""The published version of an agenda: the only one that people outside the team ever see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ...db import db
from ...events.models import Event
from ...release.models import Source
from ...release.texts import Key, decided_about, of_event
from ...release.verdicts import Decided
from ..models import AgendaVersion
from ..plan import Plan, plan_from_json
from .leaving import still_announced
from .public import PublicDay, public_days


def published_of(event: Event) -> AgendaVersion | None:
    """The version that is public now; None while nothing is."""
    return db.session.scalars(
        sa.select(AgendaVersion)
        .where(AgendaVersion.event_id == event.id, AgendaVersion.published_at.is_not(None))
        .order_by(AgendaVersion.published_at.desc(), AgendaVersion.id.desc())
        .limit(1)
    ).first()


@dataclass(frozen=True)
class Published:
    """An event with the version of its agenda that is public. `decided`: what was decided about its words, since then too."""

    event: Event
    version: AgendaVersion
    decided: Mapping[Key, Sequence[Decided]]

    @property
    def plan(self) -> Plan:
        return still_announced(plan_from_json(self.version.content), self.decided)

    def days(self, language: str) -> list[PublicDay]:
        """What participants see, in that language."""
        return public_days(self.plan, language)

    @property
    def at(self) -> datetime:
        """When it was published, by the clock of the event."""
        return local(self.event, self.version.published_at or self.version.at)


def published(slug: str) -> Published | None:
    """The published agenda of the event with that address, whoever asks; two statements."""
    row = db.session.execute(
        sa.select(Event, AgendaVersion)
        .join(AgendaVersion, AgendaVersion.event_id == Event.id)
        .where(Event.slug == slug, AgendaVersion.published_at.is_not(None))
        .order_by(AgendaVersion.published_at.desc(), AgendaVersion.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    decided = decided_about(of_event(row.Event))
    mine = {key: some for key, some in decided.items() if key[0] is Source.PROGRAMME}
    return Published(row.Event, row.AgendaVersion, mine)


def local(event: Event, moment: datetime) -> datetime:
    """A moment by the clock of the event."""
    return moment.astimezone(ZoneInfo(event.zone))


def dates_of(event: Event, days: list[PublicDay]) -> tuple[date, date]:
    """The first and last date of a programme; the event's where it has no day yet."""
    return (days[0].on, days[-1].on) if days else (event.first_day, event.last_day)


def place_of(event: Event) -> str:
    """`Pallati i Kongreseve, Tiranë`"""
    return ", ".join(part for part in (event.venue, event.town) if part)
