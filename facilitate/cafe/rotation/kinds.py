"""Tables that the same people may sit at are one kind: how many people each kind seats in a round, as level as can be.

Rule: people who may not sit everywhere (`allowed`) make kinds of tables; hosts and the locked belong to their table's. One
person after the other, of those with fewest tables first, is given to the kind whose next seat is lowest; others make room along
the way only where all these are full. Who has fewer tables than rounds comes back as often as that needs. Without such people all tables are one kind.
Source: semi-matchings (Harvey, Ladner, Lovász and Tamir 2006). Units: people, seats.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import SeatingProblem


class Kinds:
    """The kinds of tables of an event, and how people are split over them."""

    def __init__(self, problem: SeatingProblem) -> None:
        self.problem = problem
        tables = range(problem.tables)
        sets = sorted(set(problem.allowed.values()))
        known: dict[tuple[int, ...], int] = {}
        self.of = [  # the kind of each table
            known.setdefault(tuple(bits >> t & 1 for bits in sets), len(known)) for t in tables
        ]
        self.tables = [[t for t in tables if self.of[t] == k] for k in range(len(known))]
        self.levels: list[list[int]] = []  # of each kind: the height of its seats, from the lowest
        self.known: dict[int, dict[int, Counter[int]]] = {}
        self.short: dict[int, tuple[list[int], list[int]]] = {}  # round -> people, their tables

    @property
    def is_one(self) -> bool:
        """Whether everybody may sit at the same tables."""
        return len(self.tables) == 1

    def sizes(self, r: int) -> list[int]:
        """Table sizes of an open round, level within each kind."""
        problem = self.problem
        if self.is_one:
            return level_sizes(len(problem.present[r]), problem.caps)
        out = [0] * problem.tables
        for tables, people in zip(self.tables, self.split(r), strict=True):
            sizes = level_sizes(people, [problem.caps[t] for t in tables])
            for t, n in zip(tables, sizes, strict=True):
                out[t] = n
        return out

    def most_visits(self) -> list[int]:
        """How often each person may be at one table: once, or as the event says, or as their tables and this split need."""
        problem = self.problem
        out = [problem.max_visits] * len(problem.ids)
        for r in range(len(problem.held), problem.rounds) if not self.is_one else ():
            may, given = self.may_sit(r), self.given(r)
            number = Counter(may.values())
            need = {
                bits: max(
                    -(-problem.rounds * n // (number[bits] * self.open_tables(k, bits)))
                    for k, n in at.items()
                )
                for bits, at in given.items()
                if at
            }
            for p, bits in may.items():
                out[p] = max(out[p], need.get(bits, 0))
        return out

    def open_tables(self, k: int, bits: int) -> int:
        """How many tables of a kind are among these."""
        return sum(bits >> t & 1 for t in self.tables[k])

    def tops(self, sizes: Sequence[int]) -> list[int]:
        """For each table the most people at one of its kind."""
        top = [max(sizes[t] for t in tables) for tables in self.tables]
        return [top[k] for k in self.of]

    def most(self, sizes: Sequence[int]) -> list[int]:
        """The most people each table can have."""
        tops = self.tops(sizes)
        return [
            top if cap is None else min(cap, top)
            for top, cap in zip(tops, self.problem.caps, strict=True)
        ]

    def may_sit(self, r: int) -> dict[int, int]:
        """For everybody present in a round the tables they may sit at, as bits."""
        problem, pinned = self.problem, self.problem.pinned(r)
        everywhere = (1 << problem.tables) - 1
        return {
            p: 1 << pinned[p] if p in pinned else problem.allowed.get(p, everywhere)
            for p in problem.present[r]
        }

    def split(self, r: int) -> list[int]:
        """How many people each kind seats in a round."""
        return [sum(at[k] for at in self.given(r).values()) for k in range(len(self.tables))]

    def given(self, r: int) -> dict[int, Counter[int]]:
        """How many people each kind seats in a round, by the tables people may sit at, as bits; who finds no seat is in `short`."""
        if r not in self.known:
            self.known[r] = self.shared_out(r)
        return self.known[r]

    def shared_out(self, r: int) -> dict[int, Counter[int]]:
        """Give one person after the other a seat."""
        problem, kinds = self.problem, range(len(self.tables))
        if not self.levels:
            most = len(problem.ids)
            for tables in self.tables:
                caps = [problem.caps[t] for t in tables]
                heights = [range(1, 1 + (most if cap is None else cap)) for cap in caps]
                self.levels.append(sorted(n for one in heights for n in one)[:most])
        may = self.may_sit(r)
        classes = Counter(may.values())
        open_to = {
            bits: [k for k in kinds if any(bits >> t & 1 for t in self.tables[k])]
            for bits in classes
        }
        load = [0] * len(self.tables)
        given: dict[int, Counter[int]] = {bits: Counter() for bits in classes}
        order = sorted(classes.items(), key=lambda one: (len(open_to[one[0]]), one[1], one[0]))
        for bits, number in order:
            for _person in range(number):
                came: dict[int, tuple[int, int]] = {k: (bits, -1) for k in open_to[bits]}
                is_full = all(load[k] == len(self.levels[k]) for k in came)
                queue = deque(came if is_full else ())
                while queue:
                    k = queue.popleft()
                    for other, at in given.items():
                        if at[k]:
                            for h in open_to[other]:
                                if h not in came:
                                    came[h] = (other, k)
                                    queue.append(h)
                free = [k for k in came if load[k] < len(self.levels[k])]
                if not free:
                    there = sorted(t for k in came for t in self.tables[k])
                    allowed = sum(1 << t for t in there)
                    self.short[r] = [p for p, one in may.items() if not one & ~allowed], there
                    if open_to[bits]:
                        given[bits][open_to[bits][0]] += 1
                    continue
                k = min(free, key=lambda k: (self.levels[k][load[k]], load[k], k))
                load[k] += 1
                while k >= 0:
                    mover, source = came[k]
                    given[mover][k] += 1
                    if source >= 0:
                        given[mover][source] -= 1
                    k = source
        return {bits: +at for bits, at in given.items()}


def level_sizes(people: int, caps: Sequence[int | None]) -> list[int]:
    """Water poured into the tables: each rises with the others until its seats are full. Too few seats: all full."""
    top = 0
    while True:
        full = sum(top if cap is None else min(cap, top) for cap in caps)
        if full >= people:
            break
        if all(cap is not None and cap <= top for cap in caps):
            return [cap or 0 for cap in caps]
        top += 1
    sizes = [top if cap is None else min(cap, top) for cap in caps]
    spare = full - people
    for t in range(len(caps) - 1, -1, -1):
        if spare and sizes[t] == top and top:
            sizes[t] -= 1
            spare -= 1
    return sizes
