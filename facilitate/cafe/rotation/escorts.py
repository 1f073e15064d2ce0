"""Before anybody else is seated: who needs somebody, and whom they need (`company.py`), at common tables in every open round.

Rule: helpers go to tables of their own where few of those who need them have been, these to them, wherever neither has been; of
several ways, each found by augmenting paths in a random order, those who have not met first, the one by which fewest meet again.
They stay there: no later exchange parts them.
Where two kinds of people need company together nobody is placed: so much is seldom broken, and mended where it is.
Units: people, tables, rounds.
"""

from collections import Counter
from itertools import combinations
from random import Random
from typing import NamedTuple

from .company import CompanyRule
from .placing import Stuck, assign_tables
from .state import Fixed, bits_of, people_in

TRIES, WAYS, WORK = 60, 40, 1_000
"""Random orders for one round; ways through all rounds, of which the one with fewest who meet again is taken, and people who are
placed in all these."""


def place_escorts(fixed: Fixed, random: Random) -> bool:
    """Give everybody concerned a table in all open rounds (`fixed.placed`); False where a rule could not be kept so."""
    problem = fixed.problem
    for want in sorted(problem.wants, key=lambda one: not one.hard):
        if len(want.near) != 1:
            continue
        concerned = want.near[0] | want.people
        if concerned.bit_count() * 2 > len(problem.ids):  # too many to stand still
            continue
        found: Escorted | None = None
        for _ in range(max(3, min(WAYS, WORK // concerned.bit_count()))):
            one = escort_all_rounds(fixed, want, random)
            if found is None or (one.left, one.again) < (found.left, found.again):
                found = one
            if not one.again:
                break
        if found is None or (want.hard and found.left):
            return False
        for r, at in found.rounds.items():
            fixed.placed[r].update(at)
            fixed.singles[r] &= ~bits_of(at)
    return True


class Escorted(NamedTuple):
    """Who sits where, by round; rounds that were left because nothing fitted; pairs who meet again."""

    rounds: dict[int, dict[int, int]]
    left: int
    again: int


def escort_all_rounds(fixed: Fixed, want: CompanyRule, random: Random) -> Escorted:
    """One way through all open rounds."""
    problem = fixed.problem
    seen: dict[int, list[int]] = {}
    for r in range(problem.first):
        for t, table in enumerate(problem.held[r]):
            for p in table:
                seen.setdefault(p, []).append(t)
    before, rounds, again = problem.before[:], {}, 0
    for r in range(problem.first, problem.rounds):
        for _ in range(TRIES):
            found = escort_tables(fixed, r, want, seen=seen, before=before, random=random)
            if found is not None:
                break
        else:
            if want.hard:
                return Escorted({}, problem.rounds, 0)
            continue
        at: dict[int, int] = {}
        for p, t in found.items():
            seen.setdefault(p, []).append(t)
            at[t] = at.get(t, 0) | 1 << p
        again += sum((before[p] & at[t]).bit_count() for p, t in found.items()) // 2
        for p, t in found.items():
            before[p] |= at[t] & ~(1 << p)
        rounds[r] = found
    return Escorted(rounds, problem.rounds - problem.first - len(rounds), again)


def part_those_met(at: dict[int, int], choices: dict[int, list[int]], before: list[int]) -> None:
    """Exchange two who need somebody as long as fewer meet again by it: those who came together would go on together."""
    tables: dict[int, int] = {}
    for p, t in at.items():
        tables[t] = tables.get(t, 0) | 1 << p
    better = True
    while better:
        better = False
        for p, q in combinations(choices, 2):
            s, t = at[p], at[q]
            if s == t or t not in choices[p] or s not in choices[q]:
                continue
            both = 1 << p | 1 << q
            here, there = tables[s] & ~both, tables[t] & ~both
            now = (before[p] & here).bit_count() + (before[q] & there).bit_count()
            if (before[p] & there).bit_count() + (before[q] & here).bit_count() < now:
                tables[s], tables[t] = here | 1 << q, there | 1 << p
                at[p], at[q] = t, s
                better = True


def escort_tables(
    fixed: Fixed,
    r: int,
    want: CompanyRule,
    seen: dict[int, list[int]],
    before: list[int],
    random: Random,
) -> dict[int, int] | None:
    """Tables for those concerned who move alone; None where that order leads nowhere."""
    problem = fixed.problem
    given = {**problem.pinned(r), **fixed.placed[r]}
    room = problem.most(r)
    for t in given.values():
        room[t] -= 1
    free = [p for p in people_in(fixed.singles[r] & (want.people | want.near[0]))]
    random.shuffle(free)
    helpers = [p for p in free if want.people >> p & 1]
    need = [p for p in free if not want.people >> p & 1]
    tables = list(range(problem.tables))
    random.shuffle(tables)

    def open_to(p: int) -> list[int]:
        base, been = fixed.open_to[r].get(p, fixed.everywhere), seen.get(p, [])
        foes = problem.apart_bits.get(p, 0)
        shut = {given[q] for q in people_in(foes) if q in given}
        return [
            t
            for t in tables
            if base >> t & 1
            and t not in shut
            and (p in problem.exempt or been.count(t) < problem.most_visits[p])
        ]

    try:
        known = Counter(t for p in need for t in seen.get(p, ()))
        new = {p: sorted(open_to(p), key=known.__getitem__) for p in helpers}
        at = assign_tables(new, [min(n, 1) for n in room])
        for t in at.values():
            room[t] -= 1
        helped: dict[int, int] = {}
        for p, t in [*given.items(), *at.items()]:
            if want.people >> p & 1:
                helped[t] = helped.get(t, 0) | 1 << p
        each = -(-len(need) // max(len(helped), 1))
        choices = {
            p: sorted(
                (t for t in open_to(p) if t in helped),
                key=lambda t: (helped[t] & before[p]).bit_count(),
            )
            for p in need
        }
        try:
            at |= assign_tables(choices, [min(n, each) for n in room])
        except Stuck:
            at |= assign_tables(choices, room)
    except Stuck:
        return None
    part_those_met(at, choices, before)
    here: dict[int, list[int]] = {}
    for p, t in at.items():
        here.setdefault(t, []).append(p)
    is_apart = any(
        problem.apart_bits.get(p, 0) & bits_of(row) for row in here.values() for p in row
    )
    return None if is_apart else at
