"""What could not be had, and why: one structured reason each, with a plain English sentence.

Units: pairs, people, tables; tables and rounds count from 0 in the value and from 1 in the sentence.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from .bound import Bound
from .problem import SeatingProblem
from .reasons import SeatingReason
from .shares import wanted_shares


def shortfall_reasons(
    problem: SeatingProblem, bound: Bound, metrics: Mapping[str, Any], rounds: Sequence[Any]
) -> list[SeatingReason]:
    """All that is less than could be wished."""
    if problem.first == problem.rounds:
        return []
    return [
        *repeat_reasons(problem, bound, metrics),
        *known_pair_reasons(metrics),
        *always_together_reasons(problem, metrics, rounds),
        *rare_value_reasons(problem, rounds),
        *uneven_reasons(problem, metrics),
        *share_reasons(problem, metrics),
        *company_reasons(problem, metrics),
        *wish_reasons(metrics),
    ]


def repeat_reasons(
    problem: SeatingProblem, bound: Bound, metrics: Mapping[str, Any]
) -> list[SeatingReason]:
    """Repeats that nobody can avoid, and those beyond."""
    out = []
    parts = bound.parts
    if bound.forced:
        n = bound.forced
        shared = "host one table, " if bound.forced > parts["forced_repeats"] else ""
        text = f"{n} times two people meet again because they {shared}are to sit together or have met in rounds already held."
        out.append(SeatingReason("forced repeats", text, number=n))
    if bound.minimum > bound.forced:
        n = bound.minimum
        text = (
            f"{len(problem.ids)} people at {problem.tables} tables cannot have {problem.rounds} rounds without {n} repeated "
            "meetings."
        )
        out.append(SeatingReason("unavoidable repeats", text, number=n))
    beyond = metrics["repeats"] + metrics.get("met_again", 0) - bound.least
    if beyond:
        text = f"{beyond} pairs meet again beyond what is proved to be unavoidable; a longer search may find fewer."
        out.append(SeatingReason("repeats", text, number=beyond))
    return out


def known_pair_reasons(metrics: Mapping[str, Any]) -> list[SeatingReason]:
    """Pairs who met before the event and meet again."""
    n = metrics.get("met_again", 0)
    if not n:
        return []
    text = (
        f"{n} pairs sit together who had met before."
        if n > 1
        else "One pair sits together that had met before."
    )
    return [SeatingReason("met before", text, number=n)]


def always_together_reasons(
    problem: SeatingProblem, metrics: Mapping[str, Any], rounds: Sequence[Any]
) -> list[SeatingReason]:
    """Pairs who sit together in every open round, three or more, though nothing binds them."""
    if problem.rounds - problem.first < 3 or metrics["max_times_met"] < 3:
        return []
    bound = {pair for r in range(problem.first, problem.rounds) for pair in tied_pairs(problem, r)}
    met: Counter[tuple[str, ...]] = Counter()
    for one in rounds[problem.first :]:
        met.update(pair for table in one for pair in combinations(sorted(table), 2))
    open_rounds = problem.rounds - problem.first
    number = sum(times == open_rounds and pair not in bound for pair, times in met.items())
    if not number:
        return []
    text = f"{number} pairs sit together in every round"
    if problem.spread:
        text += "; no seating was found that spreads them further."
    else:
        text += (
            f", so that {metrics['distinct']} pairs meet; a seating that spreads them meets fewer."
        )
    return [SeatingReason("always together", text, number=number)]


def tied_pairs(problem: SeatingProblem, r: int) -> Iterator[tuple[str, ...]]:
    """Pairs who are bound together, or to one table, in a round."""
    at: dict[int, list[int]] = {}
    for p, t in problem.pinned(r).items():
        at.setdefault(t, []).append(p)
    for people in [*problem.blocks(r), *at.values()]:
        yield from combinations(sorted(problem.ids[p] for p in people), 2)


def rare_value_reasons(problem: SeatingProblem, rounds: Sequence[Any]) -> list[SeatingReason]:
    """Values with fewer people than tables, and how many tables never see one of them."""
    out = []
    for one in problem.evened:
        of = dict(zip(problem.ids, one.value, strict=True))
        count = Counter(one.value)
        seen: dict[int, set[int]] = {v: set() for v in count}
        for tables in rounds:
            for t, table in enumerate(tables):
                for name in table:
                    seen[of[name]].add(t)
        for v, label in enumerate(one.labels):
            never = problem.tables - len(seen[v])
            if never and count[v] < problem.tables:
                people = "one person" if count[v] == 1 else f"{count[v]} people"
                text = f"{label} has {people}; {never} table{'s' if never > 1 else ''} never meet{'' if never > 1 else 's'} {label}."
                out.append(SeatingReason(f"rare {one.name}", text, who=(label,), number=never))
    return out


def uneven_reasons(problem: SeatingProblem, metrics: Mapping[str, Any]) -> list[SeatingReason]:
    """Seats off the even share."""
    out = []
    for name in [one.name for one in problem.evened]:
        off = metrics["mix"][name]["off"]
        if off:
            text = f"{off} seats over all open rounds are off the even share of a {name}."
            out.append(SeatingReason(f"uneven {name}", text, number=off))
    return out


def share_reasons(problem: SeatingProblem, metrics: Mapping[str, Any]) -> list[SeatingReason]:
    """Tables that lack what was wished for at each."""
    out = []
    for want in wanted_shares(problem, hard=False):
        counted = metrics["mix"][want.name]["at_least"]
        left = counted["tables"] - counted["met"]
        if left:
            missing = (
                "1 person is" if counted["missing"] == 1 else f"{counted['missing']} people are"
            )
            text = (
                f"{counted['met']} of {counted['tables']} tables over all open rounds have at least {want.text}; "
                f"{missing} missing at the others."
            )
            out.append(SeatingReason("at least", text, who=(want.name,), number=left))
    if problem.paid > 0:
        text = f"{problem.paid} of the repeats are the price of what is wished for at every table."
        out.append(SeatingReason("wishes paid", text, number=problem.paid))
    return out


def company_reasons(problem: SeatingProblem, metrics: Mapping[str, Any]) -> list[SeatingReason]:
    """Tables where somebody wished for beside others is missing."""
    out = []
    for want, counted in zip(problem.wants, metrics.get("wants", ()), strict=False):
        if left := counted["tables"] - counted["met"]:
            text = f"{left} of {counted['tables']} tables over all open rounds lack {want.text}."
            out.append(SeatingReason("company", text, number=left))
    return out


def wish_reasons(metrics: Mapping[str, Any]) -> list[SeatingReason]:
    """Topic wishes that would have cost something."""
    short = metrics["wishes_possible"] - metrics["wishes_met"]
    if short <= 0:
        return []
    text = f"{short} of {metrics['wishes_possible']} topic wishes are not met, because they would cost new people or mixed tables."
    return [SeatingReason("wishes", text, number=short)]
