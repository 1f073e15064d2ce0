"""The floor as the engine wants it, and its answer as a seating of the floor.

The engine counts rounds and tables from 0; here tables are ids and rounds count from 1.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from .floor import CafeFloor, Guest
from .models import Bond
from .rotation import SeatingReason
from .seats import Seating
from .traits import engine_attributes, engine_mix, wishes_from

Rounds = list[list[list[str]]]


def engine_event(floor: CafeFloor, way: str | None = None) -> dict[str, Any]:
    """The event: people, tables, hosts, bonds, locks, the rounds already held, and what is evened that way (the café's own)."""
    mix = engine_mix(floor, way)
    wishes = wishes_from(floor.cafe.wants or ())
    needed = [trait for one in wishes for trait, _value in (one.near, one.other)]
    evened = [one["attribute"] for one in mix] + needed
    position = {table.id: number for number, table in enumerate(floor.tables)}
    rounds = floor.cafe.rounds
    held = held_rounds(floor)
    known = {key for one in held for table in one for key in table}
    people = [guest for key, guest in floor.people.items() if not guest.out or key in known]
    there = {guest.key for guest in people}
    return {
        "rounds": rounds,
        "tables": len(floor.tables),
        "capacities": [table.seats for table in floor.tables],
        "participants": [
            {
                "id": guest.key,
                "name": guest.name,
                "sector": guest.sector,
                "region": guest.region,
                "absent": list(range(rounds))
                if guest.out
                else sorted(number - 1 for number in guest.absent if 0 < number <= rounds),
                "prefers": [position[table] for table in guest.wishes if table in position],
                "attributes": engine_attributes(guest, evened),
                **_allowed(floor, guest, position),
            }
            for guest in people
        ],
        "hosts": {key: position[table] for key, table in floor.host_at.items()},
        "apart": _pairs(floor, Bond.APART, there),
        "together": _pairs(floor, Bond.TOGETHER, there),
        **({"met": _met(floor, there)} if floor.met else {}),
        "fixed_rounds": [[[key for key in table if key in there] for table in one] for one in held],
        "locked": _locked(floor, position),
        "max_visits": None,
        "mix": mix,
        **({"wants": [one.told() for one in wishes]} if wishes else {}),
    }


def _allowed(floor: CafeFloor, guest: Guest, position: Mapping[int, int]) -> dict[str, list[int]]:
    """The tables somebody may sit at, where that is not all of them."""
    tables = floor.open_to(guest)
    if len(tables) == len(floor.tables):
        return {}
    return {"allowed": [position[table.id] for table in tables]}


def once_more(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event where everybody may come back to a table once more often: when people have come and want to sit, and there is
    no other way."""
    tables = event["tables"] or 1
    return {**event, "max_visits": -(-event["rounds"] // tables) + 1}


def _pairs(floor: CafeFloor, kind: Bond, there: set[str]) -> list[list[str]]:
    return [[a, b] for one, a, b in floor.pairs if one is kind and a in there and b in there]


def _met(floor: CafeFloor, there: set[str]) -> list[list[str]]:
    """The pairs who sat together before, of people who are there."""
    pairs = {pair for one in floor.met.values() for pair in one}
    return [[a, b] for a, b in sorted(pairs) if a in there and b in there]


def _locked(floor: CafeFloor, position: dict[int, int]) -> dict[str, dict[str, int]]:
    """The locked seats of rounds still to come, of people who are there."""
    locked: dict[str, dict[str, int]] = {}
    if floor.seating is None:
        return locked
    for key, path in floor.seating.paths.items():
        guest = floor.guests.get(key)
        for number, table in enumerate(path, 1):
            if (
                guest is not None
                and table in position
                and floor.cafe.held < number <= floor.cafe.rounds
                and number not in guest.absent
                and floor.seating.is_locked(number, key)
            ):
                locked.setdefault(key, {})[str(number - 1)] = position[table]
    return locked


def engine_rounds(floor: CafeFloor, seating: Seating | None = None) -> Rounds:
    """A seating in the engine's shape: the floor's tables in their order; who sat at a table that is gone sits nowhere."""
    seating = seating or floor.seating
    if seating is None:
        return []
    at = {table: number for number, table in enumerate(seating.tables)}
    return [
        [list(one[at[table.id]]) if table.id in at else [] for table in floor.tables]
        for one in seating.rounds[: floor.cafe.rounds]
    ]


def held_rounds(floor: CafeFloor) -> Rounds:
    """The rounds already held; people who are in no list any more are left out."""
    return [
        [[key for key in table if key in floor.people] for table in one]
        for one in engine_rounds(floor)[: min(floor.cafe.held, floor.cafe.rounds)]
    ]


def seating_from(
    floor: CafeFloor,
    rounds: Sequence[Sequence[Iterable[str]]],
    metrics: dict[str, Any],
    why: Sequence[SeatingReason],
    how: dict[str, Any],
) -> Seating:
    """The engine's answer as a seating of this floor; locks stay.

    `metrics["earlier"]`: for each day on which some sat together before, how many pairs do so again.
    """
    before = floor.seating
    told = {key: value for key, value in metrics.items() if key != "breaches"}
    if floor.cafe.wants and "wants" in metrics:
        told["wants"] = [
            {**one, **counted}
            for one, counted in zip(floor.cafe.wants, metrics["wants"], strict=True)
        ]
    if floor.met:
        here = {pair for one in rounds for table in one for pair in combinations(sorted(table), 2)}
        told["earlier"] = [{"on": on, "again": len(met & here)} for on, met in floor.met.items()]
    return Seating(
        tables=tuple(table.id for table in floor.tables),
        rounds=tuple(tuple(tuple(table) for table in one) for one in rounds),
        locked=before.locked if before else frozenset(),
        locked_rounds=before.locked_rounds if before else frozenset(),
        metrics=told,
        why=tuple(kept_reason(one) for one in why),
        how=how,
    )


def kept_reason(reason: SeatingReason) -> dict[str, Any]:
    """A reason of the engine as it is kept: people are keys, table and round count from 1 (the number on the table)."""
    return {
        "kind": reason.kind,
        "text": reason.text,
        "who": list(reason.who),
        "table": None if reason.table is None else reason.table + 1,
        "round": None if reason.round is None else reason.round + 1,
        "number": reason.number,
    }
