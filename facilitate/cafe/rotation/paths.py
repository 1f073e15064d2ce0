"""Exchange of whole paths: two people swap their seats in all open rounds.

Rule: the paths stay, who walks them changes; so no pair of paths meets more or less often, and the mix is had for free. For
each path and value the rows of its tables are added up (`field`); the change of the sum of squares for person i against all
others is then one line of additions. The least of change - temperature * noise is taken (heat bath), staying included. People
who have met in held rounds, are kept apart or barred from a table are checked one by one.
Source: the experiments (point 2). Units: squared people, halved; one scan prices up to WINDOW exchanges.
"""

from random import Random

from .even import Even
from .noise import NOISE, SIZE
from .state import Seats

WINDOW = 128


class Paths:
    """All paths of people who move alone, those of the same rounds side by side."""

    def __init__(self, seats: Seats, even: Even) -> None:
        self.seats, self.even = seats, even
        problem = seats.problem
        alone = [bits.bit_count() for bits in seats.fixed.singles]
        most = max(alone[problem.first :], default=0)
        # a round in which nearly everybody is locked is walked around like one that was held
        self.open = [
            r for r in range(problem.first, problem.rounds) if 4 * alone[r] >= most and alone[r]
        ]
        self.shut = [r for r in range(problem.rounds) if r not in self.open]
        self.who: list[int] = []
        self.span: list[tuple[int, int]] = []
        for people in self.alike():
            start = len(self.who)
            self.who += people
            self.span += [(start, start + len(people))] * len(people)
        tables = problem.tables
        self.cells = [
            [k * tables + seats.at[r][p] for k, r in enumerate(self.open) if seats.at[r][p] >= 0]
            for p in self.who
        ]
        self.members: dict[int, list[int]] = {}
        for i, cells in enumerate(self.cells):
            for k in cells:
                self.members.setdefault(k, []).append(i)
        self.rows = [row for r in self.open for row in even.rows[r]]
        self.kinds = [[of[p] for p in self.who] for of in even.of]  # by attribute
        self.tables = [
            sum(1 << seats.at[r][p] for r in self.open if seats.at[r][p] >= 0) for p in self.who
        ]
        self.restrictions()
        self.refresh()

    def alike(self) -> list[list[int]]:
        """People who move alone in every open round they attend, by the rounds they attend; at least two."""
        problem, singles = self.seats.problem, self.seats.fixed.singles
        groups: dict[tuple[int, ...], list[int]] = {}
        for p in range(len(problem.ids)):
            rounds = tuple(r for r in self.open if r not in problem.absent[p])
            if rounds and all(singles[r] >> p & 1 for r in rounds):
                groups.setdefault(rounds, []).append(p)
        return [people for people in groups.values() if len(people) > 1]

    def restrictions(self) -> None:
        """Who must be looked at one by one: whom each met before, in held or shut rounds, or is kept apart from; tables seen there."""
        seats = self.seats
        problem = seats.problem
        self.foes = [
            problem.apart_bits.get(p, 0) | before for p, before in enumerate(problem.before)
        ]
        self.seen: list[list[int]] = [[] for _ in problem.ids]
        for r in self.shut:
            for p, t in enumerate(seats.at[r]):
                if t >= 0:
                    self.foes[p] |= seats.tb[r][t] & ~(1 << p)
                    self.seen[p].append(t)
        self.base = [seats.fixed.open_to[r] for r in self.open]
        self.strict = bool(self.shut) or any(self.base) or any(self.foes)
        wishes = [sum(1 << t for t in wanted) for wanted in problem.wishes]
        for p in problem.exempt:
            wishes[p] = 0
        for p, seen in enumerate(self.seen):
            for t in seen:
                wishes[p] &= ~(1 << t)
        self.wishes = wishes if any(wishes) else []

    def refresh(self) -> None:
        """Add up the rows along each path."""
        rows = self.rows
        along = [list(map(sum, zip(*[rows[k] for k in path], strict=True))) for path in self.cells]
        self.field = [list(values) for values in zip(*along, strict=True)]
        field = self.field
        self.own = [0.0] * len(self.cells)
        for kinds in self.kinds:
            self.own = [
                own + field[v][i] for i, (own, v) in enumerate(zip(self.own, kinds, strict=True))
            ]

    def anneal(self, scans: int, temperature: float, wish: float, random: Random) -> int:
        """So many people look for the best exchange; exchanges made."""
        n = len(self.who)
        if n < 2:
            return 0
        half, draw = temperature / 2, random.random
        noise = [half * NOISE[int(draw() * SIZE)] for _ in range(SIZE + WINDOW)]
        made = 0
        for _ in range(scans):
            i = int(draw() * n)
            a, b = self.span[i]
            if b - a > WINDOW:
                a += int(draw() * (b - a - WINDOW + 1))
                b = a + WINDOW
            prices = self.prices(i, a, b, noise, int(draw() * SIZE))
            if self.wishes:
                prices = self.with_wishes(i, a, b, prices, wish / 2)
            cut = self.own[i] - noise[int(draw() * SIZE)]
            least = min(prices)
            if least < cut:
                j = self.first_legal(i, a, prices, cut) if self.strict else a + prices.index(least)
                if j >= 0 and j != i:
                    self.exchange(i, j)
                    made += 1
        return made

    def prices(self, i: int, a: int, b: int, noise: list[float], start: int) -> list[float]:
        """Half the change of the sum of squares, plus own[i], less noise, against each path from a to b."""
        field, kinds = self.field, self.kinds
        twice = 2 * len(self.cells[i])
        by = [row[i] + twice * w for row, w in zip(field, self.even.weights, strict=True)]
        for of in kinds:
            v = of[i]
            by[v] -= twice * self.even.weights[v]
        own, noises = self.own[a:b], noise[start : start + b - a]
        if len(kinds) == 2:
            s, g = kinds
            return [
                fs + fg - own + by[x] + by[y] - z
                for fs, fg, own, x, y, z in zip(
                    field[s[i]][a:b], field[g[i]][a:b], own, s[a:b], g[a:b], noises, strict=False
                )
            ]
        prices = [-x - z for x, z in zip(own, noises, strict=False)]
        for of in kinds:
            prices = [
                price + f + by[x]
                for price, f, x in zip(prices, field[of[i]][a:b], of[a:b], strict=False)
            ]
        return prices

    def with_wishes(self, i: int, a: int, b: int, prices: list[float], half: float) -> list[float]:
        """The prices of `prices`, less what wishes gain."""
        wishes, tables, who = self.wishes, self.tables, self.who
        mine, here = wishes[who[i]], tables[i]
        now = (mine & here).bit_count()
        return [
            price
            - half
            * (
                (mine & tables[j]).bit_count()
                - now
                + (w & here).bit_count()
                - (w & tables[j]).bit_count()
            )
            for j, price in enumerate(prices, a)
            for w in (wishes[who[j]],)
        ]

    def first_legal(self, i: int, a: int, prices: list[float], cut: float) -> int:
        """The cheapest path whose exchange breaks nothing; -1: none."""
        for _price, k in sorted((price, k) for k, price in enumerate(prices) if price < cut):
            if self.legal(i, a + k):
                return a + k
        return -1

    def legal(self, i: int, j: int) -> bool:
        """May these two exchange: nobody meets anyone met before or kept apart, no table barred or seen?"""
        seats, x, y = self.seats, self.who[i], self.who[j]
        x_foes, y_foes = self.foes[x] & ~(1 << y), self.foes[y] & ~(1 << x)
        for base, r in zip(self.base, self.open, strict=True):
            s, t = seats.at[r][x], seats.at[r][y]
            if s == t:
                continue
            if not base.get(x, -1) >> t & 1 or not base.get(y, -1) >> s & 1:
                return False
            if x_foes & seats.tb[r][t] or y_foes & seats.tb[r][s]:
                return False
        if self.shut or not seats.problem.kinds.is_one:
            for p, path in ((x, self.cells[j]), (y, self.cells[i])):
                seen = self.seen[p] + [k % seats.problem.tables for k in path]
                if any(seen.count(t) > seats.problem.most_visits[p] for t in seen):
                    return False
        return True

    def exchange(self, i: int, j: int) -> None:
        """The two walk each other's path."""
        seats, x, y = self.seats, self.who[i], self.who[j]
        self.shift(i, j)
        self.shift(j, i)
        for of in self.kinds:
            of[i], of[j] = of[j], of[i]
        self.who[i], self.who[j] = y, x
        field = self.field
        for z in (i, j):
            self.own[z] = sum([field[of[z]][z] for of in self.kinds])
        for r in self.open:
            if seats.at[r][x] != seats.at[r][y]:
                seats.swap(r, x, y)

    def shift(self, i: int, j: int) -> None:
        """Along path i the values of i are replaced by those of j, where the two do not share a table."""
        other = self.cells[j]
        for value in self.kinds:
            was, now = value[i], value[j]
            if was == now:
                continue
            less, more, own, w = self.field[was], self.field[now], self.own, self.even.weights[was]
            for k in self.cells[i]:
                if k in other:
                    continue
                row = self.rows[k]
                row[was] -= w
                row[now] += w
                for z in self.members[k]:
                    less[z] -= w
                    more[z] += w
                    v = value[z]
                    if v == was:
                        own[z] -= w
                    elif v == now:
                        own[z] += w
