"""What was understood of a line, piece by piece, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...lib.clock import format_wall_time
from ...techniques.queries import all_techniques
from ...techniques.queries import technique_by_key as technique_of
from ...web.i18n import _, _n, label_of, pick_wording
from ..group_forms import GROUP_KINDS
from ..kinds import StepKind
from ..plan import Plan, PlanPlace
from ..typed_lines import TypedCorrections, TypedStep
from .actions import shared_names_text


class Chip(NamedTuple):
    """One thing that was understood: what it is, what it says, and what else it could be.

    `key`: what a correction calls it; empty where nothing can be put right. `offers`: other choices by value, `fixed`: the one
    that was made. `is_text`: its words can go back to the title.
    """

    name: str
    text: str
    key: str = ""
    offers: Sequence[tuple[str, str]] = ()
    fixed: str = ""
    is_text: bool = True


def piece_names() -> dict[str, str]:
    """What the pieces of a line are called, by their key."""
    return {
        "start": _("start"),
        "length": _("length"),
        "technique": _("technique"),
        "lead": _("lead"),
        "room": _("room"),
        "serves": _("serves"),
        "groups": _("tables or groups"),
        "people": _("people"),
    }


def chips_of(
    event: Event, plan: Plan, typed: TypedStep, place: PlanPlace | None, fixed: TypedCorrections
) -> list[Chip]:
    """The pieces of a line, in the order of a step's form."""
    technique = technique_of(typed.technique)
    members = {member.id: member.name for member in team_of(event)}
    codes = {one.id: one.code for one in objectives_of(event)}
    room = plan.rooms.get(typed.room or 0)
    name = piece_names()
    kinds = [(str(kind), label_of(kind)) for kind in StepKind]
    ways = sorted(
        ((one.key, pick_wording(one.name)) for one in all_techniques().values()),
        key=lambda one: one[1],
    )
    team = [(str(key), text) for key, text in members.items()]
    rooms = [(str(one.id), one.name) for one in plan.rooms.values()]
    lead, named = members.get(typed.lead or 0, ""), technique and pick_wording(technique.name)
    found = [
        Chip(
            name["start"], format_wall_time(typed.start) if typed.start is not None else "", "start"
        ),
        Chip(_("title"), typed.title),
        Chip(name["length"], _length(typed), "length" if typed.minutes is not None else ""),
        Chip(
            _("kind"),
            label_of(typed.kind),
            "kind",
            offers=kinds,
            fixed=fixed.kind or "",
            is_text=False,
        ),
        Chip(name["technique"], named or "", "technique", offers=ways, fixed=fixed.technique),
        Chip(name["lead"], lead, "lead", offers=team, fixed=str(fixed.lead or "")),
        Chip(_("supports"), ", ".join(members[one] for one in typed.supporters), "lead"),
        Chip(_("speaks"), ", ".join(typed.names), "lead"),
        Chip(
            name["room"],
            room.name if room else "",
            "room",
            offers=rooms,
            fixed=str(fixed.room or ""),
        ),
        Chip(name["serves"], ", ".join(codes[one] for one in typed.objectives), "serves"),
        Chip(name["groups"], str(typed.groups or ""), "groups"),
        Chip(_("people in a group"), _size(typed), "groups"),
        Chip(name["people"], str(typed.people or ""), "people"),
        Chip("", shared_names_text([typed])),
        Chip("", _too_early(plan, typed, place)),
    ]
    return [chip for chip in found if chip.text]


def _size(typed: TypedStep) -> str:
    return str(typed.size) if typed.size and typed.kind in GROUP_KINDS else ""


def _length(typed: TypedStep) -> str:
    if typed.minutes is None:
        return _("%(minutes)d min, as usual", minutes=typed.usual)
    if typed.rounds:
        count, each = typed.rounds
        move = typed.to_move
        rest = typed.minutes - count * (each + move)
        if rest >= 0:
            one = f"({each} + {move})" if move else f"{each}"
            return f"{typed.minutes} min: {count} × {one}{f' + {rest}' if rest else ''}"
    return f"{typed.minutes} min"


def _too_early(plan: Plan, typed: TypedStep, place: PlanPlace | None) -> str:
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
