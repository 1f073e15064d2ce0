"""Exchanges of two to five people of one round in which nobody meets anyone again, for events that are dense.

Rule: each takes the seat of the next, the last that of the first, at tables that all differ; so each step (who comes into whose
place) has a price of its own, and the steps add up. Bits say who may come into a place; they change only at tables that take
part. A chain is followed only while its price so far, less noise, is a gain: any good cycle has a start from which all its parts
are. Source: cyclic exchanges (Thompson and Orlin 1989), gain criterion (Lin and Kernighan 1973).
Units: squared people; one scan is one person's look.
"""

from random import Random

from .even import Even
from .noise import NOISE, SIZE
from .roundwork import RoundWork
from .state import Seats
from .strict import replaceable_people

LONGEST = 5  # people of a cycle


class Cycles:
    """Who may come into whose place."""

    def __init__(self, work: RoundWork, temperature: float) -> None:
        self.work, self.temperature = work, temperature
        self.enter = [0] * len(work.at)
        for t in range(len(work.members)):
            self.refresh(t)

    def refresh(self, t: int) -> None:
        """Who may come into the place of each person of one table, so that nobody there has met them."""
        work = self.work
        once = twice = 0
        for p in work.members[t]:
            bar = work.bar[p]
            twice |= once & bar
            once |= bar
        able = work.come[t] & ~work.tb[t]
        clean, one = able & ~once, able & once & ~twice
        for p in work.members[t]:
            self.enter[p] = clean | (one & work.bar[p])

    def step(self, a: int, b: int) -> float:
        """The change at b's table when a comes into b's place."""
        work = self.work
        t = work.at[b]
        row, i, k = work.pots[t], work.kind[a], work.kind[b]
        change = row[i] - row[k] + work.even.gap(i)[k]
        if work.wishes:
            change -= work.gain(a, work.at[a], t)
        return change

    def look(self, a: int, longest: int) -> tuple[int, ...]:
        """The best cycle that begins with a person; nothing: better to stay."""
        work, enter = self.work, self.enter
        draw, heat = work.random.random, self.temperature
        tb, at, pots, wishes = work.tb, work.at, work.pots, work.wishes
        closing: dict[int, float] = {}  # what it costs when `a` takes that person's place
        kind, gap = work.kind, work.even.gap
        out = replaceable_people(work, a) & ~tb[at[a]]
        if not out or not enter[a]:
            return ()
        best: tuple[int, ...] = ()
        least = 0.0
        paths: list[tuple[tuple[int, ...], float, int]] = [((a,), 0.0, tb[at[a]])]
        for length in range(2, longest + 1):
            longer: list[tuple[tuple[int, ...], float, int]] = []
            for chain, price, used in paths:
                last = chain[-1]
                coming = enter[last] & ~used
                if length == longest:
                    coming &= out
                work.steps += coming.bit_count()
                row, k = pots[at[last]], kind[last]
                near, less = gap(k), price - row[k]
                while coming:  # the same as `step`, written out for speed
                    low = coming & -coming
                    coming ^= low
                    b = low.bit_length() - 1
                    i = kind[b]
                    so_far = less + row[i] + near[i]
                    if wishes:
                        so_far -= work.gain(b, at[b], at[last])
                    if low & out:
                        last_step = closing.get(b)
                        if last_step is None:
                            last_step = closing[b] = self.step(a, b)
                        change = so_far + last_step - heat * NOISE[int(draw() * SIZE)]
                        if change < least:
                            best, least = (*chain, b), change
                    if length < longest and so_far < heat * NOISE[int(draw() * SIZE)]:
                        longer.append(((*chain, b), so_far, used | tb[at[b]]))
            paths = longer
        return best[::-1]


def polish_round(
    work: RoundWork, scans: int, temperature: float, _weight: float = 0.0, longest: int = LONGEST
) -> int:
    """So many people look for the best cycle; cycles made."""
    cycles = Cycles(work, temperature)
    movers, draw, made = work.movers, work.random.random, 0
    for _ in range(scans):
        chain = cycles.look(movers[int(draw() * len(movers))], longest)
        if chain:
            tables = [work.at[p] for p in chain]
            work.rotate(chain)
            for t in tables:
                cycles.refresh(t)
            made += 1
    return made


def mean_free_places(seats: Seats, even: Even, random: Random) -> float:
    """How many people may come into a place, on average over the open rounds."""
    entries = [
        cycles.enter[p].bit_count()
        for r in range(seats.problem.first, seats.problem.rounds)
        for cycles in [Cycles(RoundWork(seats=seats, even=even, r=r, random=random, wish=0.0), 0.0)]
        for p in cycles.work.movers
    ]
    return sum(entries) / max(len(entries), 1)
