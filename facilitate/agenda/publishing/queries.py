"""The published version of an agenda: the only one that people outside the team ever see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...release.models import Clearing, TextSource
from ...release.texts import Key, owner_of_event, verdicts_about
from ...release.verdicts import DecidedWords
from ..models import AgendaVersion
from ..plan import Plan, plan_from_json
from .leaving import still_announced
from .public import PublicDay, public_days


def version_published(event: Event) -> AgendaVersion | None:
    """The version that is public now; None while nothing is."""
    return db.session.scalars(
        sa.select(AgendaVersion)
        .where(AgendaVersion.event_id == event.id, AgendaVersion.published_at.is_not(None))
        .order_by(AgendaVersion.published_at.desc(), AgendaVersion.id.desc())
        .limit(1)
    ).first()


_OF_EVENT = (
    "id",
    "version",
    "title",
    "venue",
    "town",
    "zone",
    "language",
    "first_day",
    "last_day",
)
"""What of an event its published programme tells, and its version."""


@dataclass(frozen=True)
class PublishedAgenda:
    """An event with the version of its agenda that is public. `decided`: what was decided about its words, since then too."""

    event: Event
    version: AgendaVersion
    decided: Mapping[Key, Sequence[DecidedWords]]

    @property
    def plan(self) -> Plan:
        return still_announced(plan_from_json(self.version.content), self.decided)

    def days(self, language: str) -> list[PublicDay]:
        """What participants see, in that language."""
        return public_days(self.plan, language)

    @property
    def at(self) -> datetime:
        """When it was published, by the clock of the event."""
        return event_clock(self.event, self.version.published_at or self.version.at)


def published_agenda(slug: str) -> PublishedAgenda | None:
    """The published agenda of the event with that address, whoever asks."""
    row = db.session.execute(
        sa.select(Event, AgendaVersion)
        .join(AgendaVersion, AgendaVersion.event_id == Event.id)
        .where(Event.slug == slug, AgendaVersion.published_at.is_not(None))
        .order_by(AgendaVersion.published_at.desc(), AgendaVersion.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    decided = verdicts_about(owner_of_event(row.Event))
    mine = {key: some for key, some in decided.items() if key[0] is TextSource.PROGRAMME}
    return PublishedAgenda(row.Event, row.AgendaVersion, mine)


def published_state(slug: str) -> Sequence[Any] | None:
    """What the published programme with that address is made of, in values that change with it.

    None while nothing is published there.
    """
    row = db.session.execute(_state(), {"slug": slug}).first()
    return None if row is None else tuple(row)


@cache
def _state() -> sa.Executable:
    """Asked by calendars all day, so made once. Each decision has its time, and one that is taken back counts no longer."""
    event, version = Event.__table__.c, AgendaVersion.__table__.c
    mine = Clearing.event_id == event.id
    decided = [
        sa.select(what).where(mine).scalar_subquery()
        for what in (sa.func.count(Clearing.id), sa.func.max(Clearing.id), sa.func.max(Clearing.at))
    ]
    of_event = (event[name] for name in _OF_EVENT)
    return (
        sa.select(*of_event, version.id, version.change_id, version.published_at, *decided)
        .select_from(Event.__table__.join(AgendaVersion.__table__, version.event_id == event.id))
        .where(event.slug == sa.bindparam("slug"), version.published_at.is_not(None))
        .order_by(version.published_at.desc(), version.id.desc())
        .limit(1)
    )


def event_clock(event: Event, moment: datetime) -> datetime:
    """A moment by the clock of the event."""
    return moment.astimezone(ZoneInfo(event.zone))


def programme_dates(event: Event, days: list[PublicDay]) -> tuple[date, date]:
    """The first and last date of a programme; the event's where it has no day yet."""
    return (days[0].on, days[-1].on) if days else (event.first_day, event.last_day)


def venue_text(event: Event) -> str:
    """`Pallati i Kongreseve, Tiranë`"""
    return ", ".join(part for part in (event.venue, event.town) if part)
