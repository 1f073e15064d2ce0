"""What is public, in sentences; and what a public programme tells machines that show a link to it."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from ...events.models import Event
from ...web.i18n import _, _n, format_day
from .public import PublicDay, PublicStep


def publication_text(at: datetime | None, differ: int, changes: int) -> str:
    """Whether the programme is public, since when, and what is different now.

    `differ` are steps that participants would find different, `changes` everything done to the agenda since.
    """
    if at is None:
        return _("The programme is not public yet. Publish it when participants may see it.")
    since = _(
        "The programme has been public since %(day)s, %(time)s.",
        day=format_day(at.date(), "d MMMM"),
        time=f"{at:%H:%M}",
    )
    if differ:
        return (
            since
            + " "
            + _n(
                "%(num)d step that participants see has changed since.",
                "%(num)d steps that participants see have changed since.",
                differ,
            )
        )
    if changes:
        return since + " " + _("Only details for the team have changed since.")
    return since + " " + _("It is up to date.")


SCHEMA = "https://schema.org"
TERRITORIES = {"en": "en_GB", "sq": "sq_AL"}


def open_graph_tags(event: Event, when: str, place: str, address: str, code: str) -> dict[str, str]:
    """Open Graph: what a messenger shows of the link."""
    return {
        "og:type": "website",
        "og:title": event.title.to(code),
        "og:description": " · ".join(part for part in (when, place) if part),
        "og:url": address,
        "og:locale": TERRITORIES[code],
        "og:locale:alternate": next(one for key, one in TERRITORIES.items() if key != code),
    }


def schema_org_event(event: Event, days: Sequence[PublicDay], address: str, code: str) -> Markup:
    """The event and its steps as JSON-LD. It is data, which no browser runs; nothing in it can end its element."""
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": event.title.to(code),
        "url": address,
        "inLanguage": code,
        "startDate": event.first_day.isoformat(),
        "endDate": event.last_day.isoformat(),
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(event),
        "subEvent": [_step(event, day, step) for day in days for step in day.steps],
    }
    if days:
        told["startDate"] = _at(event, days[0], days[0].steps[0].start)
        told["endDate"] = _at(event, days[-1], max(step.end for step in days[-1].steps))
    text = json.dumps(told, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped above


def _place(event: Event, room: str = "") -> dict[str, Any]:
    where = {"addressLocality": event.town, "addressCountry": event.country}
    address = {"@type": "PostalAddress", **{key: one for key, one in where.items() if one}}
    name = ", ".join(part for part in (room, event.venue or event.town) if part)
    return {"@type": "Place", "name": name, "address": address}


def _step(event: Event, day: PublicDay, step: PublicStep) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Event",
        "name": step.title,
        "startDate": _at(event, day, step.start),
        "endDate": _at(event, day, step.end),
        "location": _place(event, step.room),
    }
    people = [{"@type": "Person", "name": name} for name in step.speakers]
    return {**told, "performer": people} if people else told


def _at(event: Event, day: PublicDay, minutes: int) -> str:
    """A moment of the programme with the offset of the event's zone."""
    midnight = datetime.combine(day.on, datetime.min.time())
    return (midnight + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(event.zone)).isoformat()
