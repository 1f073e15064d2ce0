"""Judge any seating, also a hand-made one: violations and metrics, counted slowly and simply from the names.

Rule: this file shares nothing with the engine's counting (bitsets, differences); it reads names and counts them again,
so that each is a check of the other. It shares the event's numbers and proved bound, which no seating can change.
Units: people, pairs, and for `mix` squared people (see `mix_of`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from .bound import Bound, bound_of, pairs_of
from .evenness import mix_of
from .problem import Problem, problem_of

Rounds = Sequence[Sequence[Sequence[str]]]


def evaluate(event: Mapping[str, Any], rounds: Rounds, *, held: Sequence[Any] = ()) -> dict[str, Any]:
    """Violations (in all, by kind, in words) and all metrics of a seating."""
    return judge(problem_of(event, held), rounds)


def judge(problem: Problem, rounds: Rounds, bound: Bound | None = None) -> dict[str, Any]:
    """The same for an event already read."""
    bad = defaultdict(list)
    if len(rounds) != problem.rounds:
        bad["rounds"].append(f"expected {problem.rounds} rounds, got {len(rounds)}")
    for r, one in enumerate(rounds):
        if len(one) != problem.tables:
            bad["rounds"].append(f"round {r} has {len(one)} tables, not {problem.tables}")
    if bad:
        return told(bad)
    index = {name: p for p, name in enumerate(problem.ids)}
    seat = seats(problem, rounds, index, bad)
    history(problem, rounds, bad)
    for r in range(problem.first, problem.rounds):
        fill(problem, r, [len(table) for table in rounds[r]], bad)
        company(problem, r, seat[r], bad)
    visits = topics(problem, seat, bad)
    return {
        **told(bad),
        **meetings(problem, rounds, index, bound or bound_of(problem)),
        "mix": mix_of(problem, [[[index[p] for p in table if p in index] for table in one] for one in rounds],
                      [[len(table) for table in one] for one in rounds]),
        **wishes(problem, visits),
    }  # fmt: skip


def told(bad: Mapping[str, list[str]]) -> dict[str, Any]:
    """Violations in the words of a report."""
    return {
        "violations": sum(map(len, bad.values())),
        "by_kind": {kind: len(rows) for kind, rows in bad.items()},
        "details": dict(bad),
    }


Bad = defaultdict[str, list[str]]


def seats(problem: Problem, rounds: Rounds, index: Mapping[str, int], bad: Bad) -> list[dict[int, int]]:
    """Who sits where in each round; everyone present exactly once, nobody else."""
    found: list[dict[int, int]] = []
    for r, one in enumerate(rounds):
        seat: dict[int, int] = {}
        for t, table in enumerate(one):
            for name in table:
                p = index.get(name)
                if p is None:
                    bad["seated"].append(f"round {r} table {t}: unknown {name!r}")
                elif p in seat:
                    bad["seated"].append(f"round {r}: {name} sits twice")
                else:
                    seat[p] = t
                    if r in problem.absent[p] and r >= problem.first:
                        bad["seated"].append(f"round {r}: {name} is absent but seated")
        if r >= problem.first:
            missing = [p for p in problem.present[r] if p not in seat]
            bad["seated"] += [f"round {r}: {problem.ids[p]} is present but has no seat" for p in missing]
        found.append(seat)
    if not bad["seated"]:
        del bad["seated"]
    return found


def history(problem: Problem, rounds: Rounds, bad: Bad) -> None:
    """Held rounds are as they were; the order at a table does not matter."""
    for r, one in enumerate(problem.held):
        for t, table in enumerate(one):
            if sorted(rounds[r][t]) != sorted(problem.ids[p] for p in table):
                bad["fixed"].append(f"round {r} table {t} differs from the round already held")


def fill(problem: Problem, r: int, size: list[int], bad: Bad) -> None:
    """Seats are enough, and no table is two smaller than another unless it is full."""
    top = max(size)
    for t, (people, cap) in enumerate(zip(size, problem.caps, strict=True)):
        if cap is not None and people > cap:
            bad["capacity"].append(f"round {r} table {t}: {people} people, {cap} seats")
        if people <= top - 2 and (cap is None or people < cap):
            bad["level"].append(f"round {r} table {t}: {people} people while another table has {top}")


def company(problem: Problem, r: int, seat: Mapping[int, int], bad: Bad) -> None:
    """Hosts at their tables, apart pairs apart, bound pairs together."""
    names = problem.ids
    for p, table in problem.host_of.items():
        if seat.get(p, table) != table:
            bad["host"].append(f"round {r}: host {names[p]} sits at {seat[p]}, not {table}")
    for a, b in problem.apart:
        if a in seat and b in seat and seat[a] == seat[b]:
            bad["apart"].append(f"round {r} table {seat[a]}: {names[a]} and {names[b]}")
    for a, b in problem.together:
        if a in seat and b in seat and seat[a] != seat[b]:
            bad["together"].append(f"round {r}: {names[a]} and {names[b]}")


def topics(problem: Problem, seat: Sequence[Mapping[int, int]], bad: Bad) -> Counter[tuple[int, int]]:
    """How often each person was at each table; too often only where an open round adds to it."""
    visits: Counter[tuple[int, int]] = Counter()
    for r, one in enumerate(seat):
        for p, t in one.items():
            visits[p, t] += 1
            if visits[p, t] > problem.max_visits and r >= problem.first and p not in problem.exempt:
                times = visits[p, t]
                bad["topic"].append(f"round {r}: {problem.ids[p]} is at table {t} for the {times}th time")
    return visits


def meetings(problem: Problem, rounds: Rounds, index: Mapping[str, int], bound: Bound) -> dict[str, Any]:
    """Who met whom and how often, against the bound."""
    met: Counter[tuple[int, int]] = Counter()
    for one in rounds:
        for table in one:
            here = sorted(index[name] for name in table if name in index)
            met.update(pair for pair in combinations(here, 2) if pair[0] != pair[1])
    new: Counter[int] = Counter()
    for a, b in met:
        new[a] += 1
        new[b] += 1
    attending = [p for p in range(len(problem.ids)) if len(problem.absent[p]) < problem.rounds]
    per = [new[p] for p in attending] or [0]
    people, distinct = len(problem.ids), len(met)
    held = sum(met.values())
    return {
        "participants": people, "meetings": held, "distinct": distinct, "repeats": held - distinct,
        "bound": bound.distinct, "bound_parts": bound.parts,
        "pair_ratio": distinct / bound.distinct if bound.distinct else 1.0,
        "of_all_pairs": distinct / pairs_of(people) if people > 1 else 1.0,
        "max_times_met": max(met.values(), default=0),
        "met_per_person_avg": sum(per) / len(per), "met_per_person_min": min(per),
    }  # fmt: skip


def wishes(problem: Problem, visits: Mapping[tuple[int, int], int]) -> dict[str, int]:
    """Topic wishes that came true, of those a person has rounds for; not of hosts and those bound to one."""
    met = possible = 0
    for p, wanted in enumerate(problem.wishes):
        if wanted and p not in problem.exempt:
            possible += min(len(wanted), problem.rounds - len(problem.absent[p]))
            met += sum(1 for t in wanted if visits.get((p, t)))
    return {"wishes_met": met, "wishes_possible": possible}
