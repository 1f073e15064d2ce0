"""Who meets whom and how often, counted from the names: the judge's part of it, which shares nothing with the engine's bits.

Units: pairs of people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from .bound import Bound, pair_count
from .problem import SeatingProblem

Rounds = Sequence[Sequence[Sequence[str]]]


def count_pairs(rounds: Rounds, index: Mapping[str, int]) -> Counter[tuple[int, int]]:
    """How often each pair shares a table, the smaller number first."""
    met: Counter[tuple[int, int]] = Counter()
    for one in rounds:
        for table in one:
            met.update(pairs_at(table, index))
    return met


def pairs_at(table: Sequence[str], index: Mapping[str, int]) -> list[tuple[int, int]]:
    """The pairs of one table."""
    here = sorted(index[name] for name in table if name in index)
    return [pair for pair in combinations(here, 2) if pair[0] != pair[1]]


def meeting_metrics(
    problem: SeatingProblem, met: Counter[tuple[int, int]], bound: Bound
) -> dict[str, Any]:
    """Who met whom and how often, against the bound."""
    new: Counter[int] = Counter()
    for a, b in met:
        new[a] += 1
        new[b] += 1
    attending = [p for p in range(len(problem.ids)) if len(problem.absent[p]) < problem.rounds]
    per = [new[p] for p in attending] or [0]
    people, distinct = len(problem.ids), len(met)
    held = sum(met.values())
    return {
        "participants": people,
        "meetings": held,
        "distinct": distinct,
        "repeats": held - distinct,
        **known_pair_metrics(problem, met),
        "bound": bound.distinct,
        "bound_parts": bound.parts,
        "pair_ratio": distinct / bound.distinct if bound.distinct else 1.0,
        "of_all_pairs": distinct / pair_count(people) if people > 1 else 1.0,
        "max_times_met": max(met.values(), default=0),
        "met_per_person_avg": sum(per) / len(per),
        "met_per_person_min": min(per),
    }


def known_pair_metrics(problem: SeatingProblem, met: Counter[tuple[int, int]]) -> dict[str, int]:
    """Pairs who had met before the event, and how many of them meet again; nothing where it names none."""
    if not problem.has_met:
        return {}
    people = range(len(problem.ids))
    before = [pair for pair in combinations(people, 2) if problem.before[pair[0]] >> pair[1] & 1]
    return {"met": len(before), "met_again": sum(pair in met for pair in before)}
