"""What was understood of a line, piece by piece, in words."""

from typing import NamedTuple

from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...i18n import _, _n, label, words
from ...lib.clock import wall
from ...techniques.queries import technique as technique_of
from ..plan import Place, Plan
from .reading import TO_MOVE, Typed


class Chip(NamedTuple):
    """One thing that was understood: what it is, and what it says."""

    name: str
    text: str


def chips_of(event: Event, plan: Plan, typed: Typed, place: Place | None) -> list[Chip]:
    """The pieces of a line, in the order of a step's form."""
    technique = technique_of(typed.technique)
    members = {member.id: member.name for member in team_of(event)}
    codes = {one.id: one.code for one in objectives_of(event)}
    room = plan.rooms.get(typed.room or 0)
    found = [
        (_("start"), wall(typed.start) if typed.start is not None else ""),
        (_("title"), typed.title),
        (_("length"), _length(typed)),
        (_("kind"), label(typed.kind)),
        (_("technique"), words(technique.name) if technique else ""),
        (_("lead"), members.get(typed.lead or 0, "")),
        (_("supports"), ", ".join(members[one] for one in typed.supporters)),
        (_("speaks"), ", ".join(typed.names)),
        (_("room"), room.name if room else ""),
        (_("serves"), ", ".join(codes[one] for one in typed.objectives)),
        (_("tables or groups"), str(typed.groups or "")),
        (_("people"), str(typed.people or "")),
        ("", _too_early(plan, typed, place)),
    ]
    return [Chip(name, text) for name, text in found if text]


def _length(typed: Typed) -> str:
    if typed.minutes is None:
        return _("%(minutes)d min, as usual", minutes=typed.usual)
    if typed.rounds:
        count, each = typed.rounds
        rest = typed.minutes - count * (each + TO_MOVE)
        if rest >= 0:
            return (
                f"{typed.minutes} min: {count} × ({each} + {TO_MOVE}){f' + {rest}' if rest else ''}"
            )
    return f"{typed.minutes} min"


def _too_early(plan: Plan, typed: Typed, place: Place | None) -> str:
    """That the step would begin while the one above it still runs."""
    if typed.start is None or place is None or place.day is None:
        return ""
    ends = [one.end for one in plan.timed(place.day) if one.start <= typed.start < one.end]
    if not ends:
        return ""
    minutes = max(ends) - typed.start
    return _n(
        "begins %(num)d min before the previous step ends",
        "begins %(num)d min before the previous step ends",
        minutes,
    )
