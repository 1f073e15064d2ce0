"""Exchange of parts of paths: two people swap their seats in some rounds at once, as few as the topic rule allows.

Rule: where everybody must see nearly every table (as many rounds as tables), no exchange in a single round is legal: who takes
a table seen before must give it away in the round in which it was seen. The chain of such rounds closes after a while
(Kempe's chains in a Latin square); the two then hold each other's seats in all of them. Only the pairs of these two people
change, so a few unions of bits price it. Source: local search on Latin squares. Units: as in dense.py; one try is one chain.
"""

from random import Random

from .even import Even
from .noise import NOISE, SIZE
from .roundwork import third_meeting_price
from .state import Seats, people_in


class Chains:
    """All open rounds at once."""

    def __init__(self, seats: Seats, even: Even, random: Random, weight: float) -> None:
        self.seats, self.even, self.random, self.weight = seats, even, random, weight
        problem, fixed = seats.problem, seats.fixed
        self.open = range(problem.first, problem.rounds)
        self.movers = [list(people_in(fixed.singles[r])) for r in self.open]
        self.most, self.exempt = problem.most_visits, problem.exempt
        self.third = third_meeting_price(problem)

    def anneal(self, tries: int, temperature: float) -> int:
        """So many chains are tried; chains exchanged."""
        draw, made = self.random.random, 0
        rounds = [r for r, movers in zip(self.open, self.movers, strict=True) if len(movers) > 1]
        if not rounds:
            return 0
        for _ in range(tries):
            r = rounds[int(draw() * len(rounds))]
            movers = self.movers[r - self.seats.problem.first]
            a, b = movers[int(draw() * len(movers))], movers[int(draw() * len(movers))]
            at = self.seats.at[r]
            if at[a] == at[b]:
                continue
            chain = self.closed(a, b, r)
            if chain and self.change(a, b, chain) <= temperature * NOISE[int(draw() * SIZE)]:
                for q in chain:
                    self.exchange(q, a, b)
                made += 1
        return made

    def closed(self, a: int, b: int, first: int) -> list[int]:
        """The rounds to exchange, beginning with one; none where the rules forbid it."""
        chain = [first]
        for r in chain:  # grows while it is walked through
            if not self.may(r, a, b):
                return []
            for p, other in ((a, b), (b, a)):
                if p not in self.exempt and not self.gives_away(
                    p, self.seats.at[r][other], other, chain
                ):
                    return []
        return chain

    def gives_away(self, p: int, t: int, other: int, chain: list[int]) -> bool:
        """Is the table still free for this person? If not, the round in which it was seen joins the chain."""
        at = self.seats.at
        seen = [q for q, row in enumerate(at) if (row[other] if q in chain else row[p]) == t]
        if len(seen) <= self.most[p]:
            return True
        again = [q for q in seen if q not in chain and q >= self.seats.problem.first]
        if not again:
            return False
        chain.append(again[int(self.random.random() * len(again))])
        return True

    def may(self, r: int, a: int, b: int) -> bool:
        """May the two exchange in this round, but for topics?"""
        seats = self.seats
        fixed, s, t = seats.fixed, seats.at[r][a], seats.at[r][b]
        singles = fixed.singles[r]
        if s < 0 or t < 0 or not singles >> a & 1 or not singles >> b & 1:
            return False
        base, apart = fixed.open_to[r], seats.problem.apart_bits
        if base and not (base.get(a, -1) >> t & 1 and base.get(b, -1) >> s & 1):
            return False
        both = 1 << a | 1 << b
        return not (
            apart
            and (
                apart.get(a, 0) & seats.tb[r][t] & ~both or apart.get(b, 0) & seats.tb[r][s] & ~both
            )
        )

    def change(self, a: int, b: int, chain: list[int]) -> float:
        """The price: repeats and third meetings of the two, and the sum of squares."""
        at, tb, before = self.seats.at, self.seats.tb, self.seats.problem.before
        mine, his, my_new, his_new = [], [], [], []
        both = 1 << a | 1 << b
        for r, (row, tables) in enumerate(zip(at, tb, strict=True)):
            x, y = tables[row[a]] & ~both, tables[row[b]] & ~both
            mine.append(x)
            his.append(y)
            swap = r in chain
            my_new.append(y if swap else x)
            his_new.append(x if swap else y)
        price = self.weight * (
            once_and_thrice(my_new, self.third, before[a])
            + once_and_thrice(his_new, self.third, before[b])
        )
        price -= self.weight * (
            once_and_thrice(mine, self.third, before[a])
            + once_and_thrice(his, self.third, before[b])
        )
        mine_v, his_v = self.values_of(a), self.values_of(b)
        if mine_v != his_v:
            weights = self.even.weights
            differ = [(i, j) for i, j in zip(mine_v, his_v, strict=True) if i != j]
            for r in chain:
                here, there = self.even.rows[r][at[r][a]], self.even.rows[r][at[r][b]]
                for i, j in differ:
                    price += 2 * (here[j] - here[i] + there[i] - there[j]) + 4 * weights[i]
        return price

    def values_of(self, p: int) -> tuple[int, ...]:
        """A person's values."""
        return self.even.profiles[self.even.kind[p]]

    def exchange(self, r: int, a: int, b: int) -> None:
        """The two swap their seats in one round."""
        at, rows = self.seats.at[r], self.even.rows[r]
        for p, s, t in ((a, at[a], at[b]), (b, at[b], at[a])):
            for v in self.values_of(p):
                rows[s][v] -= self.even.weights[v]
                rows[t][v] += self.even.weights[v]
        self.seats.swap(r, a, b)


def once_and_thrice(company: list[int], weight: float, before: int) -> float:
    """Repeats up to a constant: less for everybody met, more for those met three times; `before` were met already."""
    once, twice, thrice = before, 0, 0
    for bits in company:
        thrice |= twice & bits
        twice |= once & bits
        once |= bits
    return weight * thrice.bit_count() - once.bit_count()
