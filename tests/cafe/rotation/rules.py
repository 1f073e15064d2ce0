"""The rules of a seating written again, from the issue and not from the engine: a set of broken rules, and a slow recount."""

from collections import Counter
from itertools import combinations
from math import ceil
from typing import Any

Event = dict[str, Any]
Rounds = list[list[list[str]]]


def attends_round(event: Event, r: int) -> set[str]:
    """Who attends an open round."""
    return {guest["id"] for guest in event["participants"] if r not in (guest.get("absent") or [])}


def tied_to_hosts(event: Event) -> set[str]:
    """Hosts and everybody bound to one, also through others."""
    tied = set(event.get("hosts") or {})
    links = event.get("together") or []
    for _ in links:
        tied |= {x for pair in links if tied & set(pair) for x in pair}
    return tied


def broken_rules(event: Event, rounds: Rounds) -> set[str]:
    """The names of the rules that a seating breaks."""
    found = set()
    held = event.get("fixed_rounds") or []
    hosts, tables = event.get("hosts") or {}, event["tables"]
    caps = event.get("capacities") or [None] * tables
    if len(rounds) != event["rounds"] or any(len(one) != tables for one in rounds):
        return {"rounds"}
    for before, after in zip(held, rounds, strict=False):
        if [set(table) for table in before] != [set(table) for table in after]:
            found.add("held")
    for r, one in enumerate(rounds):
        if r < len(held):
            continue
        at = {person: t for t, table in enumerate(one) for person in table}
        if sorted(person for table in one for person in table) != sorted(attends_round(event, r)):
            found.add("seated")
        sizes = [len(table) for table in one]
        allowed = {guest["id"]: guest.get("allowed") for guest in event["participants"]}
        if any(allowed[p] is not None and t not in allowed[p] for p, t in at.items()):
            found.add("allowed")
        open_to = [
            {p for p, may in allowed.items() if may is None or t in may} for t in range(tables)
        ]
        if any(cap is not None and n > cap for n, cap in zip(sizes, caps, strict=True)):
            found.add("seats")
        if any(
            n + 2 <= m and open_to[s] == open_to[t] and (cap is None or n < cap)
            for s, (n, cap) in enumerate(zip(sizes, caps, strict=True))
            for t, m in enumerate(sizes)
        ):
            found.add("level")
        if any(at.get(host, t) != t for host, t in hosts.items()):
            found.add("host")
        for a, b in event.get("apart") or []:
            if a in at and at[a] == at.get(b):
                found.add("apart")
        for a, b in event.get("together") or []:
            if a in at and b in at and at[a] != at[b]:
                found.add("together")
    if too_often(event, rounds, len(held)):
        found.add("topic")
    return found


def too_often(event: Event, rounds: Rounds, held: int) -> bool:
    """Does an open round bring somebody back to a table once too often?"""
    most = event.get("max_visits") or ceil(event["rounds"] / event["tables"])
    free = {guest["id"] for guest in event["participants"]} - tied_to_hosts(event)
    if any(guest.get("allowed") for guest in event["participants"]):
        free = set()  # who has few tables comes back to them
    for person in free:
        tables = [[t for t, table in enumerate(one) if person in table] for one in rounds]
        for r in range(held, len(rounds)):
            if tables[r] and sum(one == tables[r] for one in tables[: r + 1]) > most:
                return True
    return False


def count_meetings(rounds: Rounds) -> tuple[int, int, int]:
    """Meetings, different pairs, the most often any pair meets."""
    met = Counter(
        frozenset(pair) for one in rounds for table in one for pair in combinations(table, 2)
    )
    return sum(met.values()), len(met), max(met.values(), default=0)


def sum_squares(event: Event, rounds: Rounds, attribute: str) -> float:
    """The sum of squared differences from the even share, over open rounds."""
    of = {guest["id"]: guest.get(attribute) for guest in event["participants"]}
    total = 0.0
    for r in range(len(event.get("fixed_rounds") or []), event["rounds"]):
        here = [of[person] for person in attends_round(event, r)]
        if len(here) < 2:
            continue
        for table in rounds[r]:
            for value in set(here):
                share = len(table) * here.count(value) / len(here)
                total += (sum(of[person] == value for person in table) - share) ** 2
    return total
