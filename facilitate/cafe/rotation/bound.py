"""Proved bound on the pairs that can meet, from the event alone; `minimum` is what nobody can go below.

Rules (the largest count of repeats and the smallest count of pairs hold):
1. forced: pairs bound by `together` or locked at one table, or who met in held rounds, meet again whenever both are
   seated together;
2. pigeonhole: the n people of a table come from at most K tables of an earlier round, so some of them met there
   (Kirkman's schoolgirls, turned round). K = T, or T - 1 for people who may not come back to a table;
3. pairs that can meet at all: present together, a table open to both, not apart, not hosts of two tables;
4. for each person the seats beside them over their rounds.
`least` also knows who has met before: by 1, 3 and 4, new pairs are fewer by those.
Source: the independent checker of this task; the counts agree with it. Units: pairs of people.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .problem import SeatingProblem
from .state import bits_of, people_in

Pair = tuple[int, int]


class Bound(NamedTuple):
    """`distinct` pairs at most; `minimum` repeats at least; `parts` as the checker names them. `least` is the same or more: also
    hosts of one table meet in every round, which the checker does not count, and who met before meets again."""

    distinct: int
    minimum: int
    parts: dict[str, int]
    least: int
    forced: int  # by bonds, history and shared tables


def pair_count(people: int) -> int:
    """Pairs among so many people."""
    return people * (people - 1) // 2


def bound_of(problem: SeatingProblem) -> Bound:
    """The proved bound of an event."""
    sizes = [problem.sizes(r) for r in range(problem.rounds)]
    meetings = sum(pair_count(n) for row in sizes for n in row)
    if not problem.kinds.is_one:  # which kind seats one more is free: as many meetings as can be
        sizes = [problem.most(r) if r >= problem.first else row for r, row in enumerate(sizes)]
        meetings = sum(pair_count(n) for row in sizes for n in row)
    met = Counter(pair for one in problem.held for table in one for pair in all_pairs(table))
    forced, forced_of = forced_repeats(problem, met)
    pigeon = sum(
        pigeonhole_repeats(problem, sizes, r)
        if problem.kinds.is_one
        else apart_pigeonhole_repeats(problem, r)
        for r in range(problem.first, problem.rounds)
    )
    meetable = can_meet(problem, met)
    by_meetings = meetings - max(forced, pigeon)
    by_pairs = sum(meetable) // 2
    by_person = seats_beside(problem, sizes, meetable, forced_of)
    distinct = min(by_meetings, by_pairs, by_person)
    parts = {
        "meetings": meetings,
        "forced_repeats": forced,
        "pigeonhole_repeats": pigeon,
        "by_meetings": by_meetings,
        "by_pairs": by_pairs,
        "by_person": by_person,
    }
    tied = forced
    if len(set(problem.host_of.values())) < len(problem.host_of) or problem.allowed:
        tied, _ = forced_repeats(problem, met, hosts=True)
    minimum = meetings - distinct if problem.kinds.is_one else max(forced, pigeon)
    least = max(minimum, tied)
    if problem.has_met:
        tied, fewest = bound_known_meetings(
            problem, met, meetings=meetings, meetable=meetable, sizes=sizes
        )
        least = max(least, fewest if problem.kinds.is_one else tied)
    return Bound(distinct=distinct, minimum=minimum, parts=parts, least=least, forced=tied)


def bound_known_meetings(
    problem: SeatingProblem,
    met: Counter[Pair],
    meetings: int,
    meetable: list[int],
    sizes: list[list[int]],
) -> tuple[int, int]:
    """Where people have met before: meetings that are forced to be no new ones, and the fewest that are none."""
    before = [
        (a, b) for b, bits in enumerate(problem.before) for a in people_in(bits & ((1 << b) - 1))
    ]
    forced, forced_of = forced_repeats(problem, met + Counter(before), hosts=True)
    new = meetable[:]
    for a, b in before:
        if (a, b) in met or can_share(problem, a, b):
            new[a] -= 1
            new[b] -= 1
    by_person = seats_beside(problem, sizes, new, forced_of)
    return forced, meetings - min(meetings - forced, sum(new) // 2, by_person)


def can_share(problem: SeatingProblem, a: int, b: int) -> bool:
    """Whether two people can sit at one table in an open round, as far as `can_meet` knows."""
    hosts = problem.host_of.get(a), problem.host_of.get(b)
    return (
        any(
            r not in problem.absent[a] and r not in problem.absent[b]
            for r in range(problem.first, problem.rounds)
        )
        and bool(problem.allowed.get(a, -1) & problem.allowed.get(b, -1))
        and not problem.apart_bits.get(a, 0) >> b & 1
        and (None in hosts or hosts[0] == hosts[1])
    )


def all_pairs(people: Sequence[int]) -> list[Pair]:
    """Every pair, the smaller number first."""
    row = sorted(people)
    return [(row[j], row[i]) for i in range(len(row)) for j in range(i)]


def forced_repeats(
    problem: SeatingProblem, met: Counter[Pair], hosts: bool = False
) -> tuple[int, Counter[int]]:
    """Repeats that bonds, locks and history (and `hosts` of one table) force, in all and for each person."""
    times = Counter(met)
    for r in range(problem.first, problem.rounds):
        together = (
            {pair for block in problem.blocks(r) for pair in all_pairs(block)}
            if problem.groups
            else set()
        )
        if problem.locked[r] or hosts:  # or bound to one table, having no other
            at: dict[int, list[int]] = {}
            for p, t in problem.pinned(r).items():
                at.setdefault(t, []).append(p)
            together.update(pair for people in at.values() for pair in all_pairs(people))
        times.update(together)
    forced = 0
    of: Counter[int] = Counter()
    for (a, b), number in times.items():
        if number > 1:
            forced += number - 1
            of[a] += number - 1
            of[b] += number - 1
    return forced, of


def pigeonhole_repeats(problem: SeatingProblem, sizes: list[list[int]], r: int) -> int:
    """Repeats of one open round against the earlier round that forces most."""
    best = 0
    free = set(range(len(problem.ids))) - problem.exempt
    for q in range(r):
        both = [p for p in problem.present[r] if q not in problem.absent[p]]
        cases = [(len(both), problem.tables)]
        if problem.max_visits == 1:
            cases.append((sum(p in free for p in both), problem.tables - 1))
        for people, cells in cases:
            for row in (sizes[r], sizes[q]):
                best = max(best, rows_at_least(row, people, cells))
    return best


def apart_pigeonhole_repeats(problem: SeatingProblem, r: int) -> int:
    """Repeats forced in one open round where some tables and their people are apart from all others, kind by kind."""
    best = [0] * len(problem.kinds.tables)
    for k, tables in enumerate(problem.kinds.tables):
        own = bits_of(tables)
        may = [problem.allowed.get(p, -1) for p in range(len(problem.ids))]
        people = [p for p, bits in enumerate(may) if bits & own]
        if any(may[p] & ~own for p in people):
            continue
        for q in range(problem.first, r):
            both = sum(q not in problem.absent[p] and r not in problem.absent[p] for p in people)
            for one in (r, q):
                row = [problem.sizes(one)[t] for t in tables]
                best[k] = max(best[k], rows_at_least(row, both, len(tables)))
    return sum(best)


def rows_at_least(sizes: Sequence[int], people: int, cells: int) -> int:
    """Fewest pairs sharing table and cell, when only `people` count and the others sit at the biggest tables."""
    heights = Counter(sizes)
    drop = sum(sizes) - people
    while drop > 0:
        top = max(heights)
        moved = min(drop, heights[top])
        heights[top] -= moved
        if not heights[top]:
            del heights[top]
        heights[top - 1] += moved
        drop -= moved
    return sum(number * fewest_cell_pairs(n, cells) for n, number in heights.items())


def fewest_cell_pairs(people: int, cells: int) -> int:
    """Fewest pairs in one cell when people are spread over cells as evenly as can be."""
    if cells <= 0:
        return pair_count(people)
    each, more = divmod(people, cells)
    return (cells - more) * pair_count(each) + more * pair_count(each + 1)


def can_meet(problem: SeatingProblem, met: Counter[Pair]) -> list[int]:
    """For each person the others they can meet in open rounds, or met in held ones."""
    people = range(len(problem.ids))
    mask = [
        sum(1 << r for r in range(problem.first, problem.rounds) if r not in problem.absent[p])
        for p in people
    ]
    where = [(mask[p], problem.allowed.get(p, -1)) for p in people]
    kinds = Counter(where)

    def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return bool(one[0] & other[0] and one[1] & other[1])

    overlap = {
        one: sum(n for other, n in kinds.items() if meet(one, other)) - bool(one[0])
        for one in kinds
    }
    meetable = [overlap[where[p]] for p in people]
    dropped = {
        (min(pair), max(pair)) for pair in problem.apart if meet(where[pair[0]], where[pair[1]])
    }
    at: dict[int, list[int]] = {}
    for p, table in problem.host_of.items():
        at.setdefault(table, []).append(p)
    rows = list(at.values())
    for number, row in enumerate(rows):
        for other in rows[:number]:
            dropped.update(
                (min(a, b), max(a, b)) for a in row for b in other if meet(where[a], where[b])
            )
    for a, b in dropped:
        meetable[a] -= 1
        meetable[b] -= 1
    for a, b in met:
        if not meet(where[a], where[b]) or (a, b) in dropped:
            meetable[a] += 1
            meetable[b] += 1
    return meetable


def seats_beside(
    problem: SeatingProblem, sizes: list[list[int]], meetable: list[int], forced_of: Counter[int]
) -> int:
    """Pairs at most, from the seats beside each person."""
    top = [max(row) for row in sizes]
    size_at = [{p: len(table) for table in one for p in table} for one in problem.held]
    total = 0
    for p in range(len(problem.ids)):
        host = problem.host_of.get(p)
        cap = None if host is None else problem.caps[host]
        seats = 0
        for r in range(problem.rounds):
            if r in problem.absent[p]:
                continue
            if r < problem.first:
                seats += size_at[r][p] - 1
            else:
                seats += (top[r] if cap is None else min(cap, top[r])) - 1
        total += min(meetable[p], seats - forced_of[p])
    return total // 2
