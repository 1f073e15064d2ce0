"""A seating while it is worked on: where each person sits, and each table as the bits of its people.

Rule: `(met & table).bit_count()` counts the people at a table whom somebody met in other rounds, in 0.1 µs; so a change in
one round is priced without counting anything else (README of the experiments, points 3 and 6). People bound together are
left out of each other's `met`: their repeats are forced. Units: pairs of people.
"""

from collections.abc import Iterable, Iterator
from operator import or_

from .problem import SeatingProblem


def bits_of(people: Iterable[int]) -> int:
    """A set of people (or tables) as one number."""
    out = 0
    for p in people:
        out |= 1 << p
    return out


def people_in(bits: int) -> Iterator[int]:
    """The people of a set, from the first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


class Fixed:
    """What no round and no move changes: who may sit where, who moves alone, who is bound."""

    def __init__(self, problem: SeatingProblem) -> None:
        self.problem = problem
        rounds, people = range(problem.rounds), range(len(problem.ids))
        self.bit = [1 << p for p in people]
        self.bound = [0] * len(problem.ids)  # forced company, in whatever round
        self.blocks = [problem.blocks(r) if r >= problem.first else [] for r in rounds]
        for one in self.blocks:
            for block in one:
                bits = bits_of(block)
                for p in block:
                    self.bound[p] |= bits
        self.loose = [  # blocks that may sit at more than one table
            [block for block in one if block[0] not in problem.pinned(r)]
            for r, one in enumerate(self.blocks)
        ]
        self.prefer = 0  # people whose move costs nothing more (fewest changed slips)
        self.placed: list[dict[int, int]] = [{} for _ in rounds]  # who sits with whom they need
        self.still = False  # blocks stay where they are
        self.known: dict[int, list[int]] = {}
        self.everywhere = (1 << problem.tables) - 1
        self.topical: dict[int, int] = {}  # times at one table -> people, those exempt left out
        for p in people:
            if p not in problem.exempt:
                most = problem.most_visits[p]
                self.topical[most] = self.topical.get(most, 0) | 1 << p
        self.singles = [bits_of(problem.present[r]) for r in rounds]  # who moves alone
        self.open_to = [
            self.base(r) for r in rounds
        ]  # tables open to each person but for the topic rule
        for r in rounds:
            for block in self.blocks[r]:
                self.singles[r] &= ~bits_of(block)
            if r >= problem.first:
                self.singles[r] &= ~bits_of(problem.pinned(r))

    def base(self, r: int) -> dict[int, int]:
        """Tables open to people who are barred from some, the pinned and blocks included."""
        problem = self.problem
        if r < problem.first:
            return {}
        shut = bits_of(t for t, cap in enumerate(problem.caps) if cap == 0)
        own = self.everywhere & ~shut
        tables: dict[int, int] = {p: own for p in range(len(problem.ids))} if shut else {}
        pinned = problem.pinned(r)
        room = problem.most(r)
        for p, bits in problem.allowed.items():
            tables[p] = own & bits
        for p, t in pinned.items():
            tables[p] = 1 << t
            room[t] -= 1
        for p, t in pinned.items():
            for other in people_in(problem.apart_bits.get(p, 0)):
                if other not in pinned:
                    tables[other] = tables.get(other, own) & ~(1 << t)
        for block in self.loose[r]:
            common = own & ~bits_of(t for t, n in enumerate(room) if n < len(block))
            for p in block:
                common &= tables.get(p, own)
            for p in block:
                tables[p] = common
        return tables

    def open_people(self, r: int) -> list[int]:
        """For each table the people who may sit there but for the topic rule."""
        if r not in self.known:
            out = [(1 << len(self.problem.ids)) - 1] * self.problem.tables
            rows: dict[int, int] = {}  # the same tables for many: their people together
            for p, tables in self.open_to[r].items():
                rows[tables] = rows.get(tables, 0) | self.bit[p]
            single = 0
            for tables, people in rows.items():
                if tables & (tables - 1) == 0:
                    single |= people
                else:
                    for t in people_in(self.everywhere & ~tables):
                        out[t] &= ~people
            out = [bits & ~single for bits in out]
            for tables, people in rows.items():
                if tables & (tables - 1) == 0 and tables:
                    out[tables.bit_length() - 1] |= people
            self.known[r] = out
        return self.known[r]


class Seats:
    """Who sits where. `at[r][p]` is a table or -1; `tb[r][t]` the people; `tb[r][-1]` is nobody."""

    def __init__(self, fixed: Fixed) -> None:
        self.fixed = fixed
        self.problem = problem = fixed.problem
        self.at = [[-1] * len(problem.ids) for _ in range(problem.rounds)]
        self.tb = [[0] * (problem.tables + 1) for _ in range(problem.rounds)]
        for r, one in enumerate(problem.held):
            for t, table in enumerate(one):
                for p in table:
                    self.put(r, p, t)

    def put(self, r: int, p: int, t: int) -> None:
        """Seat somebody who has no seat in this round."""
        self.at[r][p] = t
        self.tb[r][t] |= 1 << p

    def move(self, r: int, p: int, t: int) -> None:
        """Seat somebody elsewhere."""
        bit = 1 << p
        self.tb[r][self.at[r][p]] &= ~bit
        self.tb[r][t] |= bit
        self.at[r][p] = t

    def swap(self, r: int, a: int, b: int) -> None:
        """Two people exchange their seats."""
        at, tb = self.at[r], self.tb[r]
        both = 1 << a | 1 << b
        s, t = at[a], at[b]
        tb[s] ^= both
        tb[t] ^= both
        at[a], at[b] = t, s

    def copy(self) -> "Seats":
        """A copy of the seating, to go on from."""
        other = object.__new__(Seats)
        other.fixed, other.problem = self.fixed, self.problem
        other.at = [row[:] for row in self.at]
        other.tb = [row[:] for row in self.tb]
        return other

    def met_elsewhere(self, r: int) -> list[int]:
        """Whom each person met before or in the other rounds (not themselves, not those they are bound to)."""
        met = self.problem.before[:]
        for q in range(self.problem.rounds):
            if q != r:
                tb = self.tb[q]
                met = list(map(or_, met, [tb[t] for t in self.at[q]]))
        bound = self.fixed.bound
        return [m & ~(bit | b) for m, bit, b in zip(met, self.fixed.bit, bound, strict=True)]

    def met_twice(self, r: int) -> list[int]:
        """Whom each person met at least twice, before or in the other rounds."""
        once = self.problem.before[:]
        twice = [0] * len(self.fixed.bit)
        for q in range(self.problem.rounds):
            if q != r:
                tb = self.tb[q]
                row = [tb[t] for t in self.at[q]]
                twice = [w | (o & x) for w, o, x in zip(twice, once, row, strict=True)]
                once = list(map(or_, once, row))
        bound = self.fixed.bound
        return [m & ~(bit | b) for m, bit, b in zip(twice, self.fixed.bit, bound, strict=True)]

    def open_people(self, r: int) -> list[int]:
        """For each table the people who may sit there in this round, given their tables in the others."""
        problem, fixed = self.problem, self.fixed
        out = fixed.open_people(r)[:]
        most = max(fixed.topical, default=0)
        for t in range(problem.tables):
            full = [0] * (most + 1)  # full[k]: seen this table more than k times elsewhere
            for q in range(problem.rounds):
                if q != r:
                    here = self.tb[q][t]
                    for k in range(most - 1, 0, -1):
                        full[k] |= full[k - 1] & here
                    full[0] |= here
            for k, people in fixed.topical.items():
                out[t] &= ~(full[k - 1] & people)
        return out

    def new_pairs(self) -> int:
        """Pairs that share a table and had not met before."""
        met = [0] * len(self.fixed.bit)
        for at, tb in zip(self.at, self.tb, strict=True):
            met = list(map(or_, met, [tb[t] for t in at]))
        seated = sum(m > 0 for m in met)
        if self.problem.has_met:
            met = [m & ~before for m, before in zip(met, self.problem.before, strict=True)]
        return (sum(m.bit_count() for m in met) - seated) // 2

    def meetings(self) -> int:
        """Pairs beside each other, over all rounds."""
        sizes = [bits.bit_count() for tb in self.tb for bits in tb]
        return sum(n * (n - 1) // 2 for n in sizes)

    def repeats(self) -> int:
        """Pairs beside each other again, also those who had met before."""
        return self.meetings() - self.new_pairs()

    def often(self) -> int:
        """Meetings of pairs beyond their second, those bound together left out."""
        again = [self.problem.before[:], [0] * len(self.fixed.bit)]  # met once, twice
        out = 0
        for at, tb in zip(self.at, self.tb, strict=True):
            once, twice = again
            for p, t in enumerate(at):
                here = tb[t] & ~self.fixed.bound[p] & ~self.fixed.bit[p]
                out += (twice[p] & here).bit_count()
                twice[p] |= once[p] & here
                once[p] |= here
        return out // 2

    def named(self) -> list[list[list[str]]]:
        """Rounds, tables, ids in the order of the list."""
        ids = self.problem.ids
        held = [[[ids[p] for p in table] for table in one] for one in self.problem.held]
        return held + [
            [[ids[p] for p in people_in(bits)] for bits in tb[:-1]]
            for tb in self.tb[self.problem.first :]
        ]
