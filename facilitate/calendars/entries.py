"""From the programme to calendar entries, in the event's language."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ..agenda.queries import ProgrammeDay
from ..lib.ics import Entry


def programme_entries(
    days: Sequence[ProgrammeDay], *, zone: str, language: str, host: str, place: str
) -> list[Entry]:
    """One entry a step that takes time. Wall times of the event become moments in its zone;

    minutes past midnight fall on the next date.
    """
    return [
        Entry(
            uid=f"step-{timed.step.id}@{host}",
            title=timed.step.title.to(language),
            starts=moment(day.day.on, timed.start, zone),
            ends=moment(day.day.on, timed.end, zone),
            place=", ".join(part for part in (timed.step.room, place) if part),
            text=timed.step.aim.to(language),
            sequence=timed.step.version,
        )
        for day in days
        for timed in day.steps
        if timed.end > timed.start
    ]


def moment(on: date, minutes: int, zone: str) -> datetime:
    """The moment `minutes` after midnight of that date, by the clock on the wall in that zone."""
    return (datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone))
