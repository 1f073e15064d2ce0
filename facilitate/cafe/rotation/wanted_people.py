"""Bring the people who are wanted at every table to the tables where they are missing.

Rule: first two people exchange their whole paths (nobody meets more or less often), then their seats in one round, where that
is legal; of several exchanges the one that leaves fewest missing is made, then fewest repeats. People bound together go as a
block. What was exchanged just now is tabu for some steps. Units: people missing; the budget counts exchanges priced.
"""

from collections.abc import Sequence
from random import Random

from .company import CompanyRule
from .shares import Want, count_missing
from .state import Seats, bits_of, people_in

RULE, HOPE = 0.05, 10.0
"""What a repeat costs beside one person missing: by a rule, by a wish (which is not worth one)."""
PATIENCE = 400
"""Exchanges in one round before it is left for another."""


def spread_wanted_people(
    seats: Seats,
    wants: Sequence[Want | CompanyRule],
    random: Random,
    budget: int = 200_000,
    repeat: float = RULE,
) -> int:
    """Exchange until nobody is missing or the budget is spent; how many are still missing."""
    problem = seats.problem
    rounds = list(range(problem.first, problem.rounds))
    if not wants or not count_missing(seats, wants):
        return 0
    for turn in range(12):
        budget -= spread_by_paths(seats, wants, random, min(budget, 30_000))
        for r in rounds:
            work = Raising(seats, r=r, wants=wants, random=random, repeat=repeat)
            budget -= work.run(min(budget, 40_000), PATIENCE + 100 * turn)
        if not count_missing(seats, wants) or budget <= 0:
            break
    return count_missing(seats, wants)


def spread_by_paths(
    seats: Seats, wants: Sequence[Want | CompanyRule], random: Random, budget: int
) -> int:
    """Exchange whole paths while that leaves fewer missing; exchanges priced."""
    problem = seats.problem
    rounds = range(problem.first, problem.rounds)
    people = [
        p
        for p in range(len(problem.ids))
        if all(seats.fixed.singles[r] >> p & 1 for r in rounds if r not in problem.absent[p])
    ]
    spent = 0
    for _ in range(PATIENCE):
        short = [
            (r, t)
            for r in rounds
            for t, table in enumerate(seats.tb[r][:-1])
            if table and any(want.missing(table) for want in wants)
        ]
        if not short or spent >= budget:
            break
        r, t = short[int(random.random() * len(short))]
        best, least = None, -0.5
        here = [p for p in people if seats.at[r][p] == t]
        random.shuffle(here)
        for a in here[:4]:
            for b in people:
                if seats.at[r][b] == t or problem.absent[a] != problem.absent[b]:
                    continue
                spent += 1
                change = path_change(seats, wants, a, b)
                if change < least and path_legal(seats, a, b):
                    best, least = (a, b), change
        if best:
            for q in rounds:
                if seats.at[q][best[0]] != seats.at[q][best[1]]:
                    seats.swap(q, *best)
        else:
            spent += 50
    return spent


def path_change(seats: Seats, wants: Sequence[Want | CompanyRule], a: int, b: int) -> int:
    """How many more are missing when two people exchange their paths."""
    both, change = 1 << a | 1 << b, 0
    for want in wants:
        if not want.differs(a, b):
            continue
        for r in range(seats.problem.first, seats.problem.rounds):
            s, t = seats.at[r][a], seats.at[r][b]
            if s != t:
                for table in (seats.tb[r][s], seats.tb[r][t]):
                    change += want.missing(table ^ both) - want.missing(table)
    return change


def path_legal(seats: Seats, a: int, b: int) -> bool:
    """May these two exchange their paths: no table barred or seen too often, nobody kept apart, nobody met in held rounds?"""
    problem, fixed = seats.problem, seats.fixed
    both = 1 << a | 1 << b
    for p, q in ((a, b), (b, a)):
        met = problem.apart_bits.get(p, 0) | problem.before[p]
        for r in range(problem.first):
            met |= seats.tb[r][seats.at[r][p]] if seats.at[r][p] >= 0 else 0
        tables = [seats.at[r][p] for r in range(problem.first)]
        for r in range(problem.first, problem.rounds):
            t = seats.at[r][q]
            tables.append(t)
            if t < 0 or t == seats.at[r][p]:
                continue
            if not fixed.open_to[r].get(p, -1) >> t & 1 or met & seats.tb[r][t] & ~both:
                return False
        topical = (problem.first or not problem.kinds.is_one) and p not in problem.exempt
        if topical and any(t >= 0 and tables.count(t) > problem.most_visits[p] for t in tables):
            return False
    return True


class Raising:
    """One round in which people are missing."""

    def __init__(
        self,
        seats: Seats,
        r: int,
        wants: Sequence[Want | CompanyRule],
        random: Random,
        repeat: float,
    ) -> None:
        self.seats, self.r, self.wants, self.random = seats, r, wants, random
        fixed = seats.fixed
        self.at, self.tb = seats.at[r], seats.tb[r]
        self.met = seats.met_elsewhere(r)
        self.open_people = seats.open_people(r)
        self.apart = seats.problem.apart_bits
        self.singles = fixed.singles[r]
        self.blocks = [] if fixed.still else fixed.loose[r]
        self.repeat = repeat
        self.counted: dict[int, int] = {0: 0}
        """People missing, by who sits at a table: the same few are priced again and again."""

    def short(self, table: int) -> int:
        """People missing at a table of these people."""
        found = self.counted.get(table)
        if found is None:
            found = self.counted[table] = sum([want.missing(table) for want in self.wants])
        return found

    def run(self, budget: int, steps: int) -> int:
        """Exchange until nobody is missing; exchanges priced. The best seating is kept."""
        spent = 0
        now = best = sum(self.short(table) for table in self.tb[:-1])
        kept = self.at[:], self.tb[:]
        tabu: dict[int, int] = {}
        for step in range(steps):
            if not now or spent >= budget:
                break
            found, priced = self.exchange(tabu, step, best - now)
            spent += priced
            if found is None:
                continue
            mine, his, s, t, change = found
            for p, table in [(p, t) for p in mine] + [(p, s) for p in his]:
                self.seats.move(self.r, p, table)
                tabu[p] = step + 4 + self.random.randrange(6)
            now += change
            if now < best:
                best, kept = now, (self.at[:], self.tb[:])
        self.at[:], self.tb[:] = kept
        return spent

    def exchange(
        self, tabu: dict[int, int], step: int, record: int
    ) -> tuple[tuple[list[int], list[int], int, int, int] | None, int]:
        """The best exchange with a table where somebody is missing, and how many were priced."""
        short = [t for t, table in enumerate(self.tb[:-1]) if self.short(table)]
        s = short[int(self.random.random() * len(short))]
        best, least, priced = None, 1e9, 1
        here = self.tb[s]
        before = self.short(here)
        units = self.units(s)
        for t in range(len(self.tb) - 1):
            if t == s:
                continue
            there = self.tb[t]
            was = before + self.short(there)
            theirs = self.units(t)
            for mine, x in units:
                for his, y in theirs:
                    if len(mine) != len(his):
                        continue
                    priced += 1
                    mine_there, his_here = here ^ x | y, there ^ y | x
                    change = self.short(mine_there) + self.short(his_here) - was
                    price = change + 0.02 * self.random.random()
                    if price >= least or not self.legal(mine, his, s=s, t=t):
                        continue
                    price += self.repeat * self.repeats(mine, his, here ^ x, there ^ y)
                    if price >= least or (self.repeat == HOPE and price >= 0):
                        continue
                    if change < record or all(tabu.get(p, 0) <= step for p in (*mine, *his)):
                        best, least = (mine, his, s, t, change), price
        return best, priced

    def units(self, t: int) -> list[tuple[list[int], int]]:
        """People of a table who may move: one by one, blocks whole, and pairs who may take a block's place."""
        alone = list(people_in(self.tb[t] & self.singles))
        out = [([p], 1 << p) for p in alone]
        blocks = [block for block in self.blocks if self.at[block[0]] == t]
        out += [(block, bits_of(block)) for block in blocks]
        for size in sorted({len(block) for block in self.blocks}):
            if len(alone) >= size:
                some = self.random.sample(alone, size)
                out.append((some, bits_of(some)))
        return out

    def legal(self, mine: Sequence[int], his: Sequence[int], s: int, t: int) -> bool:
        """May these exchange?"""
        rest_s = self.tb[s] & ~bits_of(mine)
        rest_t = self.tb[t] & ~bits_of(his)
        for people, table, rest in ((mine, t, rest_t), (his, s, rest_s)):
            for p in people:
                if not self.open_people[table] >> p & 1 or self.apart.get(p, 0) & rest:
                    return False
        return True

    def repeats(self, mine: Sequence[int], his: Sequence[int], rest_s: int, rest_t: int) -> int:
        """Repeats more."""
        met = self.met
        return sum(
            (met[p] & rest_t).bit_count() - (met[p] & rest_s).bit_count() for p in mine
        ) + sum((met[p] & rest_s).bit_count() - (met[p] & rest_t).bit_count() for p in his)
