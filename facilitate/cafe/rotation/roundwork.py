"""One round being worked on while the others stand still: what every kind of exchange needs to know.

Rule: `met` (whom each person met in other rounds) and the tables open to each person do not change while only this round
does, so they are worked out once. Also here: moving one person to a smaller table, and exchanging people bound together, both
only where nobody meets anyone again. Units: pairs and squared people; `wish` is what a met wish is worth in squared people.
"""

from itertools import combinations, islice
from random import Random

from .even import Even
from .noise import NOISE, SIZE
from .problem import SeatingProblem
from .state import Seats, bits_of, people_in

THIRD, SPREAD = 0.34, 6.0
FEW = 24  # tables that are all looked at; of more a dozen side by side


def third_meeting_price(problem: SeatingProblem) -> float:
    """What a third meeting of two people costs beside a second one."""
    return SPREAD if problem.spread else THIRD


class RoundWork:
    """The round, its rows, and the exchanges of people who move alone."""

    def __init__(self, seats: Seats, even: Even, r: int, random: Random, wish: float) -> None:
        self.seats, self.r, self.random, self.wish = seats, r, random, wish
        problem = seats.problem
        self.at, self.tb, self.rows = seats.at[r], seats.tb[r], even.rows[r]
        self.even, self.share, self.kind = even, even.share[r], even.kind
        self.pots = [even.pot(row) for row in self.rows]
        self.met = seats.met_elsewhere(r)
        self.third = third_meeting_price(problem)
        self.apart = problem.apart_bits
        self.bar = self.met
        if self.apart:
            self.bar = self.met[:]
            for p, bits in self.apart.items():
                self.bar[p] |= bits
        self.open_people = seats.open_people(r)
        self.singles = seats.fixed.singles[r]
        self.movers = list(people_in(self.singles))
        self.come = [here & self.singles for here in self.open_people]
        self.members = [list(people_in(bits)) for bits in self.tb[:-1]]
        self.open_tables: list[list[int] | None] = [None] * len(problem.ids)
        self.steps = 0  # partners priced, for the clock
        self.wishes = self.wished() if any(problem.wishes) and wish else []

    def wished(self) -> list[int]:
        """For each person the tables they wish for and do not see in other rounds."""
        problem, seats = self.seats.problem, self.seats
        out = [bits_of(wanted) for wanted in problem.wishes]
        for p in problem.exempt:
            out[p] = 0
        for q in range(problem.rounds):
            if q != self.r:
                for p, t in enumerate(seats.at[q]):
                    if t >= 0:
                        out[p] &= ~(1 << t)
        return out

    def tables_of(self, a: int) -> list[int]:
        """Tables open to a person; of very many only a dozen side by side."""
        tables = len(self.open_people)
        if tables > FEW:
            start = int(self.random.random() * tables)
            window = range(start, start + 12)
            return [t % tables for t in window if self.open_people[t % tables] >> a & 1]
        known = self.open_tables[a]
        if known is None:
            known = self.open_tables[a] = [
                t for t, here in enumerate(self.open_people) if here >> a & 1
            ]
        return known

    def gain(self, p: int, s: int, t: int) -> float:
        """What moving from table s to t is worth to a person's wishes."""
        wanted = self.wishes[p]
        return self.wish * ((wanted >> t & 1) - (wanted >> s & 1)) if wanted else 0.0

    def rotate(self, chain: tuple[int, ...]) -> None:
        """Each person takes the seat of the next one, the last that of the first."""
        at, tb, members, kind = self.at, self.tb, self.members, self.kind
        seats = [at[p] for p in chain]
        for k, p in enumerate(chain):
            s, t = seats[k], seats[k + 1 - len(chain)]
            bit = 1 << p
            tb[s] ^= bit
            tb[t] ^= bit
            at[p] = t
            members[s].remove(p)
            members[t].append(p)
            self.replaced(s, kind[p], kind[chain[k - 1]])

    def replaced(self, t: int, was: int, now: int) -> None:
        """At that table somebody of one profile has taken the place of somebody of another."""
        if was == now:
            return
        even = self.even
        row, weights = self.rows[t], even.weights
        for v, w in zip(even.profiles[was], even.profiles[now], strict=True):
            if v != w:
                row[v] -= weights[v]
                row[w] += weights[w]
        self.pots[t] = [
            x + y - z for x, y, z in zip(self.pots[t], even.gap(was), even.gap(now), strict=True)
        ]

    def shifts(self, tries: int, temperature: float) -> int:
        """Single people move from a full table to one that is one smaller, where they know nobody; moves priced."""
        kinds = self.seats.problem.kinds
        size = [len(here) for here in self.members]
        kind, top, most = kinds.of, kinds.tops(size), kinds.most(size)
        small = [t for t, n in enumerate(size) if n == top[t] - 1 and most[t] == top[t]]
        if not small:
            return 0
        draw = self.random.random
        for _ in range(tries):
            a = self.movers[int(draw() * len(self.movers))]
            k = int(draw() * len(small))
            s, t = self.at[a], small[k]
            if size[s] != top[s] or kind[s] != kind[t]:
                continue
            if self.bar[a] & self.tb[t] or not self.open_people[t] >> a & 1:
                continue
            change = self.shift_price(a, s, t)
            if change < temperature * NOISE[int(draw() * SIZE)]:
                self.shift(a, s, t)
                size[s], size[t] = top[s] - 1, top[s]
                small[k] = s
        return tries

    def shift_price(self, a: int, s: int, t: int) -> float:
        """The change of the sum of squares when a person moves alone: the even share of both tables changes too."""
        here, there, weights = self.rows[s], self.rows[t], self.even.weights
        change = 0.0
        for x, y, part, w in zip(here, there, self.share, weights, strict=True):
            change += 2 * part * (x - y + w * part)
        for v in self.even.profiles[self.kind[a]]:  # (part - 1) in the place of part
            change += 2 * (there[v] - here[v] + weights[v] * (1 - 2 * self.share[v]))
        return change - (self.gain(a, s, t) if self.wishes else 0.0)

    def shift(self, a: int, s: int, t: int) -> None:
        """Move one person, sizes and all."""
        self.seats.move(self.r, a, t)
        self.members[s].remove(a)
        self.members[t].append(a)
        weights = self.even.weights
        for table, sign in ((s, 1), (t, -1)):
            row = self.rows[table]
            for v, part in enumerate(self.share):
                row[v] += sign * part * weights[v]
            for v in self.even.profiles[self.kind[a]]:
                row[v] -= sign * weights[v]
            self.pots[table] = self.even.pot(row)

    def blocks(self, tries: int, temperature: float) -> int:
        """People bound together exchange with as many others where nobody meets anyone again; exchanges priced."""
        free = self.seats.fixed.loose[self.r]
        if not free or self.seats.fixed.still:
            return 0
        draw, priced, tables = self.random.random, 0, len(self.open_people)
        for _ in range(tries):
            block = free[int(draw() * len(free))]
            s, t = self.at[block[0]], int(draw() * tables)
            if s == t or any(not self.open_people[t] >> p & 1 for p in block):
                continue
            best, least = None, temperature * NOISE[int(draw() * SIZE)]
            for others in self.partners(block, s, t, free):
                priced += 1
                change = self.block_price(block, others, s, t)
                if change < least:
                    best, least = others, change
            if best:
                for p in block:
                    self.shift(p, s, t)
                for p in best:
                    self.shift(p, t, s)
        return priced

    def partners(
        self, block: list[int], s: int, t: int, free: list[list[int]]
    ) -> list[tuple[int, ...]]:
        """Who of table t may come in exchange: everyone the block has met must be among them."""
        rest, there = self.tb[s] & ~bits_of(block), self.tb[t]
        foes = 0
        for p in block:
            foes |= self.bar[p]
        leave = foes & there
        able = [p for p in people_in(there & self.come[s]) if not self.bar[p] & rest]
        must = [p for p in able if leave >> p & 1]
        if len(must) != leave.bit_count() or len(must) > len(block):
            return []
        others = [p for p in able if not leave >> p & 1]
        out = [(*must, *more) for more in islice(combinations(others, len(block) - len(must)), 60)]
        for other in free:
            if self.at[other[0]] == t and len(other) == len(block) and not leave & ~bits_of(other):
                fits = all(self.open_people[s] >> p & 1 and not self.bar[p] & rest for p in other)
                out += [tuple(other)] if fits else []
        return out

    def block_price(self, block: list[int], others: tuple[int, ...], s: int, t: int) -> float:
        """The change of the sum of squares when a block and others exchange."""
        moved: dict[int, int] = {}
        for people, sign in ((block, -1), (others, 1)):
            for p in people:
                for v in self.even.profiles[self.kind[p]]:
                    moved[v] = moved.get(v, 0) + sign
        here, there, weights = self.rows[s], self.rows[t], self.even.weights
        change = sum(
            2 * n * (here[v] - there[v]) + 2 * n * n * weights[v] for v, n in moved.items()
        )
        if self.wishes:
            change -= sum(self.gain(p, s, t) for p in block) + sum(
                self.gain(p, t, s) for p in others
            )
        return change
