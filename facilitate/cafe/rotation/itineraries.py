"""The patient start: whole itineraries are exchanged until no rule is broken, where mending round by round comes to a dead end.

Rule: where everybody must see nearly every table, a person's tables are a permutation, and hardly any exchange in one round is
legal. So topics, bonds and barred tables hold all the time (people bound together are one unit with one itinerary), and what is
annealed is the rest: sizes and people kept apart. A move gives a unit another table, turns two of its rounds, or exchanges two
units in one round and in all those that follow from it (Kempe's chains). Source: simulated annealing on Latin squares.
Units: breaches; the budget counts moves tried.
"""

from random import Random

from .noise import NOISE, SIZE
from .problem import connected_groups
from .state import Seats, bits_of, people_in

HEAT = (0.4, 0.1)  # breaches, at the start and at the end of a turn
TURNS = (10_000, 30_000, 30_000)  # moves of each, the later ones more patient
LOOKS = 6  # for something that is wrong

Change = tuple[int, int, int]
"""Unit, round, table."""


class Itineraries:
    """Units and their tables; sizes and company of each table."""

    def __init__(self, seats: Seats, random: Random) -> None:
        self.seats, self.random = seats, random
        problem, fixed = seats.problem, seats.fixed
        self.problem = problem
        self.units = connected_groups(range(len(problem.ids)), problem.together)
        self.open = range(problem.first, problem.rounds)
        self.here = [
            {
                r: bits
                for r in self.open
                if (bits := bits_of(p for p in unit if r not in problem.absent[p]))
            }
            for unit in self.units
        ]
        self.may: list[
            dict[int, int]
        ] = []  # for each unit and round the tables open to all its people
        self.used: list[list[int]] = []  # visits to each table
        self.topical = [any(p not in problem.exempt for p in unit) for unit in self.units]
        self.visits = [min(problem.most_visits[p] for p in unit) for unit in self.units]
        for unit, here in zip(self.units, self.here, strict=True):
            may = dict.fromkeys(here, fixed.everywhere)
            for r, bits in here.items():
                for p in people_in(bits):
                    may[r] &= fixed.open_to[r].get(p, fixed.everywhere)
            self.may.append(may)
            seen = [
                [q for q in range(problem.first) if seats.at[q][p] == t]
                for t in range(problem.tables)
                for p in unit
            ]
            size = len(unit)
            self.used.append(
                [max(map(len, seen[t * size : (t + 1) * size])) for t in range(problem.tables)]
            )
        self.foes = [0] * len(problem.ids)
        for p, bits in problem.apart_bits.items():
            self.foes[p] = bits
        self.path: list[dict[int, int]] = [{} for _ in self.units]
        self.size = [[0] * problem.tables for _ in range(problem.rounds)]
        self.tb = [[0] * problem.tables for _ in range(problem.rounds)]
        self.most, self.least = [], []
        for r in range(problem.rounds):
            self.most.append(problem.most(r) if r in self.open else [])
            self.least.append(problem.least(r) if r in self.open else [])

    def begin(self) -> bool:
        """An itinerary for everybody; False where somebody has none."""
        for u, may in enumerate(self.may):
            rounds = sorted(may, key=lambda r: (may[r].bit_count(), self.random.random()))
            if not self.complete(u, rounds):
                return False
        return True

    def complete(self, u: int, rounds: list[int]) -> bool:
        """Tables for these rounds, depth first."""
        if not rounds:
            return True
        r, rest = rounds[0], rounds[1:]
        tables = list(people_in(self.may[u][r]))
        self.random.shuffle(tables)
        tables.sort(key=lambda t: self.size[r][t] - self.most[r][t])
        for t in tables:
            if not self.topical[u] or self.used[u][t] < self.visits[u]:
                self.place(u, r, t, 1)
                if self.complete(u, rest):
                    return True
                self.place(u, r, t, -1)
        return False

    def place(self, u: int, r: int, t: int, sign: int) -> None:
        """A unit sits down, or (sign -1) gets up."""
        bits = self.here[u][r]
        self.size[r][t] += sign * bits.bit_count()
        self.tb[r][t] ^= bits
        self.used[u][t] += sign
        self.path[u][r] = t

    def cost(self, r: int, t: int) -> int:
        """Breaches at one table: people too many or too few, pairs kept apart."""
        n, bits = self.size[r][t], self.tb[r][t]
        out = max(0, n - self.most[r][t], self.least[r][t] - n)
        if self.problem.apart_bits:
            out += sum((self.foes[p] & bits).bit_count() for p in people_in(bits)) // 2
        return out

    def whole(self) -> int:
        """All breaches."""
        return sum(self.cost(r, t) for r in self.open for t in range(self.problem.tables))

    def chosen(self) -> list[Change]:
        """A move: a table, two rounds of one unit, or two units."""
        draw = self.random.random
        for _ in range(LOOKS):  # where something is wrong, if that is found soon
            u = int(draw() * len(self.units))
            path = self.path[u]
            if not path:
                return []
            rounds = list(path)
            r = rounds[int(draw() * len(rounds))]
            if self.cost(r, path[r]):
                break
        kind = draw()
        if kind < 0.2:
            return [(u, r, int(draw() * self.problem.tables))]
        if kind < 0.4:
            q = rounds[int(draw() * len(rounds))]
            return [(u, r, path[q]), (u, q, path[r])] if path[q] != path[r] else []
        v = int(draw() * len(self.units))
        return self.chain(u, v, r) if u != v and r in self.path[v] else []

    def chain(self, u: int, v: int, first: int) -> list[Change]:
        """Two units exchange in one round, and wherever one would then be at a table too often."""
        rounds = [first]
        for r in rounds:  # grows while it is walked through
            for a, b in ((u, v), (v, u)):
                t = self.path[b][r]
                times = [q for q, s in self.path[a].items() if s == t and q not in rounds]
                gained = sum(self.path[b][q] == t for q in rounds)
                if self.topical[a] and len(times) + gained > self.visits[a]:
                    again = [q for q in times if q in self.path[b]]
                    if again:
                        rounds.append(again[int(self.random.random() * len(again))])
        return [(a, r, self.path[b][r]) for r in rounds for a, b in ((u, v), (v, u))]

    def made(self, changes: list[Change], heat: float) -> int:
        """Make a move where the rules that always hold allow it and chance the rest; the change of breaches."""
        if not all(self.may[u][r] >> t & 1 for u, r, t in changes):
            return 0
        back = [(u, r, self.path[u][r]) for u, r, _t in changes]
        cells = {(r, t) for one in (changes, back) for _u, r, t in one}
        before = sum(self.cost(r, t) for r, t in cells)
        self.put(changes)
        legal = all(
            not self.topical[u] or self.used[u][t] <= self.visits[u] for u, _r, t in changes
        )
        change = sum(self.cost(r, t) for r, t in cells) - before
        if legal and change <= heat * NOISE[int(self.random.random() * SIZE)]:
            return change
        self.put(back)
        return 0

    def put(self, changes: list[Change]) -> None:
        """Other tables for units that sit."""
        for u, r, _t in changes:
            self.place(u, r, self.path[u][r], -1)
        for u, r, t in changes:
            self.place(u, r, t, 1)


def by_itineraries(seats: Seats, random: Random) -> bool:
    """Seat everybody in the open rounds of an empty seating; False where a rule is still broken."""
    search = Itineraries(seats, random)
    if not search.begin():
        return False
    left = search.whole()
    for moves in TURNS:
        for number in range(moves):
            if not left:
                break
            left += search.made(search.chosen(), HEAT[0] + (HEAT[1] - HEAT[0]) * number / moves)
    for u, here in enumerate(search.here):
        for r, bits in here.items():
            for p in people_in(bits):
                seats.put(r, p, search.path[u][r])
    return not left
