"""How evenly sectors, regions and other attributes are spread over the tables, and how evenly they could be.

Rule: a table of n of the N people present should have e = n * N_v / N of value v. `ss` adds the squared differences of
open rounds; `ss_lb` is what whole people allow (the larger of filling each table, and each value, as evenly as can be);
`ss_rand` is the expectation of random seating; index = (ss_rand - ss) / (ss_rand - ss_lb): 1 even, 0 random. `off` counts
people outside [floor e, ceil e]. Exact: whole numbers over N², kept as numerator and
denominator (two whole numbers divide into the nearest float). Units: squared people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from .problem import SeatingProblem

Ratio = tuple[int, int]
"""Numerator and denominator."""

Part = tuple[Ratio, Ratio, Ratio, int]
"""Of one round and attribute: ss, its lower bound, its expectation, people off."""

NOTHING: Part = ((0, 1), (0, 1), (0, 1), 0)

Parts = tuple[Part, ...]
"""One round, by the attributes of the problem."""


def add_ratios(one: Ratio, other: Ratio) -> Ratio:
    """The sum of two ratios."""
    (a, b), (c, d) = one, other
    return (a + c, b) if b == d else (a * d + c * b, b * d)


def subtract_ratios(one: Ratio, other: Ratio) -> Ratio:
    """The difference of two ratios."""
    return add_ratios(one, (-other[0], other[1]))


def scale_ratio(one: Ratio, weight: Fraction) -> Ratio:
    """A ratio multiplied by `weight`."""
    return one[0] * weight.numerator, one[1] * weight.denominator


def as_float(ratio: Ratio) -> float:
    """A ratio as the nearest float."""
    return ratio[0] / ratio[1]


def mix_metrics(
    problem: SeatingProblem,
    rounds: Sequence[Sequence[Sequence[int]]],
    sizes: Sequence[Sequence[int]],
) -> dict[str, Any]:
    """Metrics of each attribute and of their weighted sum, over all open rounds."""
    return mix_from_parts(
        problem,
        [mix_parts(problem, r, rounds[r], sizes[r]) for r in range(problem.first, problem.rounds)],
    )


def mix_parts(
    problem: SeatingProblem, r: int, tables: Sequence[Sequence[int]], sizes: Sequence[int]
) -> Parts:
    """ss, its lower bound, its expectation, and people off, in one round by each attribute."""
    here = problem.present[r]
    if len(here) < 2:
        return (NOTHING,) * len(problem.attributes)
    return tuple(attribute_in_round(here, tables, sizes, one.value) for one in problem.attributes)


def mix_from_parts(problem: SeatingProblem, parts: Sequence[Parts]) -> dict[str, Any]:
    """Metrics of each attribute and of their weighted sum, from the rounds' parts; attributes of weight 0 do not count in the sum."""
    out: dict[str, Any] = {}
    whole = [(0, 1)] * 3
    off_all = 0
    for k, attribute in enumerate(problem.attributes):
        sums = [(0, 1)] * 3
        off = 0
        for one in parts:
            *three, more = one[k]
            sums = [add_ratios(x, y) for x, y in zip(sums, three, strict=True)]
            off += more
        ss, low, chance = sums
        out[attribute.name] = {
            "ss": as_float(ss),
            "ss_lb": as_float(low),
            "ss_rand": as_float(chance),
            "index": evenness_index(ss, low, chance),
            "off": off,
        }
        if attribute.weight:
            whole = [
                add_ratios(x, scale_ratio(y, attribute.weight))
                for x, y in zip(whole, sums, strict=True)
            ]
            off_all += off
    ss, low, chance = whole
    if problem.mix_named:
        out["attributes"] = {one.name: float(one.weight) for one in problem.evened}
    return {
        **out,
        "mix_index": evenness_index(ss, low, chance),
        "off": off_all,
        "ss": as_float(ss),
        "ss_lb": as_float(low),
    }


def evenness_index(ss: Ratio, low: Ratio, chance: Ratio) -> float:
    """1 as even as can be, 0 as random."""
    (a, b), (c, d) = subtract_ratios(chance, ss), subtract_ratios(chance, low)
    return a * d / (b * c) if c else 1.0


def attribute_in_round(
    present: Sequence[int],
    tables: Sequence[Sequence[int]],
    sizes: Sequence[int],
    value: Sequence[int],
) -> Part:
    """ss, its lower bound, its expectation, and people off, of one attribute in one round."""
    people = len(present)
    totals = Counter(value[p] for p in present)
    ss = off = chance = 0
    for table, n in zip(tables, sizes, strict=True):
        here = Counter(value[p] for p in table)
        for v, number in totals.items():
            share = n * number  # of N² all: e = share / N
            c = here[v]
            ss += (c * people - share) ** 2
            off += max(0, c - -(-share // people)) + max(0, share // people - c)
            chance += n * number * (people - number) * (people - n)
    square = people * people
    low = max(least_by_tables(people, totals, sizes), least_by_values(people, totals, sizes))
    return (ss, square), (low, square), (chance, square * (people - 1)), off


def least_by_tables(people: int, totals: Mapping[int, int], sizes: Sequence[int]) -> int:
    """Each table as even as whole people allow, whatever the other tables do (times N²)."""
    at = {
        n: least_rounded_squares(people, [n * number for number in totals.values()], n)
        for n in set(sizes)
    }
    return sum(at[n] for n in sizes)


def least_by_values(people: int, totals: Mapping[int, int], sizes: Sequence[int]) -> int:
    """Each value as even over the tables as whole people allow, whatever the other values do (times N²)."""
    return sum(
        least_rounded_squares(people, [n * number for n in sizes], number)
        for number in totals.values()
    )


def least_rounded_squares(people: int, shares: Sequence[int], total: int) -> int:
    """Least sum of squares when shares (over N) become whole numbers that add up to `total` (times N²)."""
    rest = sorted((share % people for share in shares), reverse=True)
    up = total - sum(share // people for share in shares)
    return sum((people - x) ** 2 for x in rest[:up]) + sum(x * x for x in rest[up:])
