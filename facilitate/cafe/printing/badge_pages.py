"""Badges of an event's people, with their way through the cafés: for everybody, some letters, one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from ...events.access import Can, needs
from ...events.models import Event
from ...lib import qr_codes as codes
from ...lib.text import make_slug as slug_of
from ...participation.door.badge import badge_url
from ...participation.door.queries import door_entries
from ...participation.door.roll import DoorEntry, first_letters, sort_entries
from ...participation.models import Standing
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ...web.picking import asked_pick, not_found_text
from ...web.refused import Refused
from ..blueprint import bp
from ..floor import CafeFloor
from ..queries import cafe_steps, floor_of
from . import badge_word
from .badges import Badge, badges_of, entries_between, split_into_pages
from .papers import CafePaperHead

WEARERS = {Standing.COMING, Standing.ATTENDED}
MOST_CAFES = 2
"""Cafés whose tables fit on a badge."""


@dataclass(frozen=True)
class BadgeChoice:
    """Whose badges: one person (number, or as typed; none: all), a range of letters, the waiting list too; in which language."""

    who: int | str | None
    first: str
    last: str
    waiting: bool
    language: str


def _asked(event: Event) -> BadgeChoice:
    args = request.args
    code = args.get("lang", "")
    return BadgeChoice(
        who=asked_pick("who", _names(door_entries(event, event.first_day)))
        if "who" in args
        else None,
        first=args.get("from", "")[:2],
        last=args.get("to", "")[:2],
        waiting=args.get("waiting") == "1",
        language=code if code in LANGUAGES else event.language,
    )


def _names(people: Iterable[DoorEntry]) -> list[tuple[int, str]]:
    """Everybody by number, as one of them is chosen."""
    return [(one.id, f"{one.name}, {one.office}") for one in people]


def badge_wearers(event: Event, asked: BadgeChoice) -> list[DoorEntry]:
    """Whose badges are asked for, in the order of their names. Refuses where there are none."""
    kinds = WEARERS | ({Standing.WAITING} if asked.waiting else set())
    listed = door_entries(event, event.first_day)
    if isinstance(asked.who, str):
        raise Refused(not_found_text(asked.who, [name for _id, name in _names(listed)]))
    everybody = [one for one in listed if one.standing in kinds or one.id == asked.who]
    chosen = [one for one in everybody if one.id == asked.who] if asked.who else everybody
    found = entries_between(sort_entries(chosen), asked.first, asked.last)
    if not found:
        raise Refused(
            _(
                "No expected person matches, so there is no badge to print. Choose other "
                "letters or another person."
            )
        )
    return found


def seated_cafes(event: Event) -> list[CafeFloor]:
    """The cafés in which people have seats, in the order of the agenda."""
    found = []
    for on in cafe_steps(event)[:MOST_CAFES]:
        here = floor_of(event, on.id, on)
        if here and here[0].seating:
            found.append(here[0])
    return found


def make_badges(event: Event, asked: BadgeChoice) -> Sequence[Badge]:
    """The badges, in the language spoken now."""
    place = [
        ", ".join(filter(None, (event.venue, event.town))),
        format_days(event.first_day, event.last_day, year=True),
    ]
    return badges_of(
        badge_wearers(event, asked),
        event.title.to(asked.language),
        place=place,
        floors=seated_cafes(event),
        address=badge_url,
    )


@bp.get("/events/<slug>/badges")
@needs(Can.CHECK_IN)
def choose_badges(event: Event) -> Any:
    """Whose badges to print."""
    people = sort_entries(door_entries(event, event.first_day))
    return render_template(
        "cafe/printing/badges.html",
        event=event,
        people=_names(people),
        count=sum(one.standing in WEARERS for one in people),
        letters=first_letters(one for one in people if one.standing in WEARERS),
        seated=len(seated_cafes(event)),
    )


@bp.get("/events/<slug>/badges.docx")
@needs(Can.CHECK_IN)
def export_badges(event: Event) -> Any:
    """The badges as Word."""
    asked = _asked(event)
    with use_language(asked.language):
        head = CafePaperHead(
            event=event.title.to(asked.language), cafe="", when="", room="", language=asked.language
        )
        file = badge_word.badges_document(head, make_badges(event, asked))
        return send_download(file, f"{slug_of(_('Badges'))}-{event.slug}-{asked.language}.docx")


@bp.get("/events/<slug>/badges/print")
@needs(Can.CHECK_IN)
def print_badges(event: Event) -> Any:
    """The badges as a page to print from the browser."""
    asked = _asked(event)
    with use_language(asked.language):
        rows = make_badges(event, asked)
        images = codes.qr_pictures([one.address for one in rows])
        return render_template(
            "cafe/printing/badges_print.html",
            event=event,
            code=asked.language,
            pages=split_into_pages(rows),
            images={
                one.address: codes.picture_address(png)
                for one, png in zip(rows, images, strict=True)
            },
        )
