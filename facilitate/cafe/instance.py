"""The floor as the engine wants it, and its answer as a seating of the floor.

The engine counts rounds and tables from 0; here tables are ids and rounds count from 1. Where people keep their company, it seats one
round, and their groups stay, or go from table to table, in all others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import Any

from ..directory.queries import county_borders
from .floor import CAPITAL, CafeFloor, Guest
from .gathering import gather_people, groups_as_seated
from .models import Bond
from .rotation import SeatingReason
from .seats import Seating
from .traits import (
    NEIGHBOURS,
    CompanyWish,
    Trait,
    engine_attributes,
    engine_mix,
    trait_value,
    wishes_from,
)

Rounds = list[list[list[str]]]
CAPITALS = "tirane"
"""The county around the capital."""


def engine_event(
    floor: CafeFloor, way: str | None = None, *, afresh: bool = False
) -> dict[str, Any]:
    """The event: people, tables, hosts, bonds, locks, the rounds already held, and what is evened that way (the café's own).

    `afresh`: people who are to be together are given groups anew, not those in which they sit.
    """
    mix = engine_mix(floor, way)
    wishes = wishes_from(floor.cafe.wants or ())
    needed = [trait for one in wishes for trait, _value in (one.near, one.other)]
    evened = [one["attribute"] for one in mix] + needed
    position = {table.id: number for number, table in enumerate(floor.tables)}
    rounds = 1 if floor.keeps_company else floor.cafe.rounds
    held = held_rounds(floor)
    known = {key for one in held for table in one for key in table}
    people = [guest for key, guest in floor.people.items() if not guest.out or key in known]
    there = {guest.key for guest in people}
    places = _places_alike(floor, position, afresh=afresh)
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
                "absent": _absent(floor, guest, rounds),
                "prefers": [position[table] for table in guest.wishes if table in position],
                "attributes": engine_attributes(guest, evened),
                **_allowed(floor, guest, position, places.get(guest.key, frozenset())),
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
        **({"wants": [part.told() for one in wishes for part in parts_of(one)]} if wishes else {}),
    }


def _absent(floor: CafeFloor, guest: Guest, rounds: int) -> list[int]:
    """The rounds somebody misses; of the one that is seated for all only who misses each that is still to come."""
    if floor.keeps_company:
        return [] if open_rounds(floor, guest) else [0]
    if guest.out:
        return list(range(rounds))
    return sorted(number - 1 for number in guest.absent if 0 < number <= rounds)


def open_rounds(floor: CafeFloor, guest: Guest) -> list[int]:
    """The rounds to come that somebody takes part in."""
    to_come = range(floor.cafe.held + 1, floor.cafe.rounds + 1)
    return [] if guest.out else [number for number in to_come if number not in guest.absent]


def _allowed(
    floor: CafeFloor, guest: Guest, position: Mapping[int, int], alike: frozenset[int]
) -> dict[str, list[int]]:
    """The tables somebody may sit at, where that is not all of them; `alike`: those of people like them, if they have to be there."""
    tables = [position[table.id] for table in floor.open_to(guest)]
    tables = [place for place in tables if place < tables_needed(floor)] or tables
    tables = [place for place in tables if place in alike] or tables
    return {} if len(tables) == len(floor.tables) else {"allowed": tables}


def tables_needed(floor: CafeFloor) -> int:
    """How many tables are needed: groups of too few people are not made, unless each has its host."""
    if floor.form.is_cafe or floor.host_at:
        return len(floor.tables)
    return max(1, min(len(floor.tables), len(floor.guests) // floor.form.smallest))


def neighbouring_regions() -> dict[str, frozenset[str]]:
    """The regions beside each: the capital is one beside its own county and those around that."""
    found = dict(county_borders())
    if CAPITALS in found:
        found[CAPITAL] = found[CAPITALS] | {CAPITALS}
        found |= {key: found[key] | {CAPITAL} for key in found[CAPITAL]}
    return found


def parts_of(wish: CompanyWish) -> list[CompanyWish]:
    """A wish as the engine takes it: one about any two neighbours is one for each such pair."""
    if wish.near != NEIGHBOURS:
        return [wish]
    beside = neighbouring_regions()
    pairs = sorted({tuple(sorted((one, other))) for one in beside for other in beside[one]})
    region = NEIGHBOURS[0]
    return [replace(wish, near=(region, one), other=(region, other)) for one, other in pairs]


def _wishes_counted(rows: list[Any], counted: Iterable[Any]) -> list[dict[str, Any]]:
    """The café's wishes with the tables that needed them and those that have it, over all parts of each."""
    each = iter(counted)
    told = []
    for row, wish in zip(rows, wishes_from(rows), strict=True):
        parts = list(islice(each, len(parts_of(wish))))
        told.append({**row, **{key: sum(one[key] for one in parts) for key in ("tables", "met")}})
    return told


def _places_alike(
    floor: CafeFloor, position: Mapping[int, int], *, afresh: bool
) -> dict[str, frozenset[int]]:
    """The tables at which people like somebody sit, by the key of each who is to be with them."""
    alike = floor.cafe.alike
    if not alike:
        return {}
    values = {key: trait_value(guest, alike) for key, guest in floor.guests.items()}
    hosts = {key: position[table] for key, table in floor.host_at.items()}
    if afresh or floor.seating is None:
        seats = [table.seats for table in floor.tables][: tables_needed(floor)]
        beside = neighbouring_regions() if alike == Trait.REGION else None
        found = gather_people(values, seats, hosts, beside)
    else:
        now = [
            [key for one in problem_rounds(floor)[floor.cafe.held :] for key in one[place]]
            if not floor.keeps_company
            else problem_rounds(floor)[0][place]
            for place in range(len(floor.tables))
        ]
        found = groups_as_seated(values, now)
    return {
        key: found[value] for key, value in values.items() if value in found and key not in hosts
    }


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
    count = len(floor.tables)
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
                at = position[table]
                if floor.keeps_company:
                    locked[key] = {"0": (at - _shift(floor, key, number)) % count}
                else:
                    locked.setdefault(key, {})[str(number - 1)] = at
    return locked


def _shift(floor: CafeFloor, key: str, number: int) -> int:
    """How many tables further than in the first round somebody sits in round `number`."""
    return number - 1 if floor.moves_on and key not in floor.host_at else 0


def problem_rounds(floor: CafeFloor, seating: Seating | None = None) -> Rounds:
    """A seating as the engine counts it: all rounds, or, where people keep their company, their groups as they begin."""
    rounds = engine_rounds(floor, seating)
    if not floor.keeps_company or not rounds:
        return rounds
    groups: list[list[str]] = [[] for _table in floor.tables]
    seen: set[str] = set()
    to_come = range(floor.cafe.held, len(rounds))
    for turn in to_come or range(len(rounds)):
        for place, people in enumerate(rounds[turn]):
            for key in people:
                if key not in seen:
                    seen.add(key)
                    groups[(place - _shift(floor, key, turn + 1)) % len(groups)].append(key)
    return [groups]


def _all_rounds(floor: CafeFloor, groups: Sequence[Iterable[str]]) -> Rounds:
    """Every round of groups that keep their company; those already held stay as they were."""
    rounds = engine_rounds(floor)[: floor.cafe.held]
    for number in range(len(rounds) + 1, floor.cafe.rounds + 1):
        tables: list[list[str]] = [[] for _table in floor.tables]
        for place, people in enumerate(groups):
            for key in people:
                if key in floor.people and number not in floor.people[key].absent:
                    tables[(place + _shift(floor, key, number)) % len(tables)].append(key)
        rounds.append(tables)
    return rounds


def groups_with_newcomers(floor: CafeFloor) -> Rounds:
    """The groups as they are, without those who are gone; who has no seat joins people like them, where fewest are."""
    position = {table.id: number for number, table in enumerate(floor.tables)}
    alike = _places_alike(floor, position, afresh=False)
    there = {key for key, guest in floor.guests.items() if open_rounds(floor, guest)}
    (groups,) = problem_rounds(floor)
    groups = [[key for key in people if key in there] for people in groups]
    seated = {key for people in groups for key in people}
    for key in sorted(there - seated, key=list(floor.guests).index):
        guest = floor.guests[key]
        may = _allowed(floor, guest, position, alike.get(key, frozenset()))
        tables = [position[table.id] for table in floor.open_to(guest)] or range(len(groups))
        for offered in (may.get("allowed", tables), tables):
            free = [one for one in offered if len(groups[one]) < floor.tables[one].seats]
            if free:
                break
        groups[min(free or tables, key=lambda one: len(groups[one]))].append(key)
    return [groups]


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
    """The rounds already held; people who are in no list any more are left out. Of groups that keep their company none is fixed."""
    if floor.keeps_company:
        return []
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
    """The engine's answer (`problem_rounds`) as a seating of this floor; locks stay.

    `metrics["earlier"]`: for each day on which some sat together before, how many pairs do so again.
    """
    before = floor.seating
    if floor.keeps_company:
        rounds = _all_rounds(floor, [list(people) for people in rounds[0]])
    told = {key: value for key, value in metrics.items() if key != "breaches"}
    if floor.cafe.wants and "wants" in metrics:
        told["wants"] = _wishes_counted(floor.cafe.wants, metrics["wants"])
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
