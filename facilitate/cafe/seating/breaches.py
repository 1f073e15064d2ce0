"""The rules that a seating does not keep, in plain sentences: what a change by hand broke, what has become impossible."""

from collections.abc import Callable, Mapping
from typing import Any

from ...web.i18n import _, _n, join_names
from ..floor import CafeFloor

Broken = Mapping[str, Any]
"""A reason as it is kept (`instance.kept_reason`): kind, who, table and round from 1, number."""


def breach_sentences(floor: CafeFloor, limit: int = 200) -> list[str]:
    """What the seating that holds breaks, each said once, in the order of the rounds; of held rounds nothing is said."""
    if floor.seating is None:
        return []
    said: dict[str, None] = {}
    for reason in sorted(floor.seating.why, key=lambda one: one.get("round") or 0):
        if reason["kind"] in SENTENCES and (reason.get("round") or 0) > floor.cafe.held:
            said.setdefault(SENTENCES[reason["kind"]](floor, reason), None)
    return list(said)[:limit]


def breach_people(floor: CafeFloor, reason: Broken) -> str:
    """The names of those it is about; of who is in no list any more, that."""
    names = [
        floor.people[key].name if key in floor.people else _("somebody") for key in reason["who"]
    ]
    return join_names(
        names
        if len(names) < 7
        else [*names[:5], _n("%(num)d other", "%(num)d others", len(names) - 5)]
    )


def _at(reason: Broken) -> dict[str, Any]:
    return {
        "table": reason.get("table") or 0,
        "round": reason.get("round") or 0,
        "number": reason.get("number") or 0,
    }


def capacity_breach(floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    seats = next((table.seats for table in floor.tables if table.number == at["table"]), 0)
    return _(
        "Round %(round)d: %(number)d people sit at table %(table)d, which has %(seats)d seats.",
        seats=seats,
        **at,
    )


def level_breach(_floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    return _n(
        "Round %(round)d: table %(table)d has only %(num)d person, at least two fewer than another table.",
        "Round %(round)d: table %(table)d has only %(num)d people, at least two fewer than another table.",
        at.pop("number"),
        **at,
    )


def host_breach(floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    own = at["number"] + 1  # the engine counts tables from 0
    return _(
        "Round %(round)d: %(name)s hosts table %(own)d, but sits at table %(table)d.",
        name=breach_people(floor, reason),
        own=own,
        **at,
    )


def locked_breach(floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    own = at["number"] + 1
    return _(
        "Round %(round)d: the seat of %(name)s at table %(own)d is locked, but they sit at table %(table)d.",
        name=breach_people(floor, reason),
        own=own,
        **at,
    )


def allowed_breach(floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: %(name)s sits at table %(table)d, which is not open to them.",
        name=breach_people(floor, reason),
        **_at(reason),
    )


def apart_breach(floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: %(names)s both sit at table %(table)d, but must never sit together.",
        names=breach_people(floor, reason),
        **_at(reason),
    )


def together_breach(floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    other = at["number"] + 1
    return _(
        "Round %(round)d: %(names)s must sit together, but sit at tables %(table)d and %(other)d.",
        names=breach_people(floor, reason),
        other=other,
        **at,
    )


def topic_breach(floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: %(name)s comes back to table %(table)d.",
        name=breach_people(floor, reason),
        **_at(reason),
    )


def absent_breach(floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: %(name)s has a seat at table %(table)d, but misses this round.",
        name=breach_people(floor, reason),
        **_at(reason),
    )


def seated_breach(floor: CafeFloor, reason: Broken) -> str:
    at = _at(reason)
    if at["number"] == 2:
        return _(
            "Round %(round)d: %(name)s has two seats.", name=breach_people(floor, reason), **at
        )
    if reason.get("table"):
        return _("Round %(round)d: somebody who is not in the list sits at table %(table)d.", **at)
    return _("Round %(round)d: %(name)s has no seat.", name=breach_people(floor, reason), **at)


def at_least_breach(_floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: table %(table)d has too few of the people wanted at every table: "
        "%(number)d.",
        **_at(reason),
    )


def company_breach(_floor: CafeFloor, reason: Broken) -> str:
    return _(
        "Round %(round)d: table %(table)d has nobody of those whom others there need.",
        **_at(reason),
    )


SENTENCES: dict[str, Callable[[CafeFloor, Broken], str]] = {
    "capacity": capacity_breach,
    "level": level_breach,
    "host": host_breach,
    "locked": locked_breach,
    "allowed": allowed_breach,
    "apart": apart_breach,
    "together": together_breach,
    "topic": topic_breach,
    "absent": absent_breach,
    "at_least": at_least_breach,
    "company": company_breach,
    "seated": seated_breach,
}
"""The kinds of rules that can be broken by hand."""
