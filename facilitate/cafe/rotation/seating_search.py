"""One search while it goes on: the seating being changed, its mix, the best so far, and what ends it.

Rule: the best is what breaks fewest rules, then by the priority: fewest repeats, or the most even mix, or both weighed. Work is
spent as it is done (`search_clock.py`), at the prices of `PRICE`. Units: weights and temperatures are squared people.
"""

from collections.abc import Callable
from random import Random

from . import cycles, dense, soft, strict
from .bound import Bound
from .chains import Chains
from .even import Even, least_ss
from .paths import Paths
from .problem import SeatingProblem
from .roundwork import SPREAD, RoundWork
from .search_clock import SearchClock
from .shares import count_missing, wants_of
from .state import Seats
from .wanted_people import spread_wanted_people

WISH = 0.4  # what a met topic wish is worth; less than the smallest step of an even mix


def wishes_met(seats: Seats) -> int:
    """Wishes that come true, of people under the topic rule."""
    problem = seats.problem
    return sum(
        any(at[p] == t for at in seats.at)
        for p, wanted in enumerate(problem.wishes)
        if wanted and p not in problem.exempt
        for t in wanted
    )


HOPE = 2.0  # what a person missing costs where it is a wish
WEIGHT = {"meet": 5.0, "balanced": 1.5, "mixed": 0.7}
PRICE: dict[
    Callable[..., int], tuple[float, float]
] = {  # microseconds of a look, and of each partner priced
    strict.polish_round: (3.0, 0.65),
    soft.anneal_round: (8.0, 0.7),
    dense.anneal_round: (6.0, 1.0),
    cycles.polish_round: (4.5, 0.6),
}
Key = tuple[float, float, float]


class SeatingSearch:
    """One search: the seating being changed, the best so far, and the bounds to stop at."""

    def __init__(
        self, seats: Seats, bound: Bound, clock: SearchClock, random: Random, priority: str = "meet"
    ) -> None:
        self.seats, self.bound, self.clock, self.random, self.priority = (
            seats,
            bound,
            clock,
            random,
            priority,
        )
        self.problem: SeatingProblem = self.seats.problem
        self.tied = self.problem.has_met or any(
            map(self.problem.is_frozen, range(self.problem.rounds))
        )  # to earlier meetings, rounds held or locked
        self.least, self.chance = least_ss(self.problem)
        self.rules, self.hopes = wants_of(self.problem, hard=True), wants_of(self.problem, False)
        self.wanted = sum(
            min(len(wanted), self.problem.rounds - len(self.problem.absent[p]))
            for p, wanted in enumerate(self.problem.wishes)
            if p not in self.problem.exempt
        )
        self.even = Even(self.seats)
        self.people = max(len(self.problem.ids), 1)
        self.best, self.key, self.ss = self.seats.copy(), self.worth(), self.even.ss()
        self.repeats = self.seats.repeats()
        self.idle = self.rest = 0

    def worth(self) -> Key:
        """What is compared: less is better."""
        repeats, ss = self.seats.repeats(), self.even.ss()
        if self.wanted:
            ss -= WISH * wishes_met(self.seats)
        if self.hopes:
            ss += HOPE * count_missing(self.seats, self.hopes)
        broken = count_missing(self.seats, self.rules)
        if self.priority == "meet" and self.problem.spread:
            return broken, repeats + SPREAD * self.seats.often(), round(ss, 6)
        if self.priority == "meet":
            return broken, repeats, round(ss, 6)
        if self.priority == "mixed":
            return broken, round(ss, 6), repeats
        return broken, 0, round(ss + WEIGHT["balanced"] * repeats, 6)

    def keep(self) -> None:
        """Remember the seating if it is the best so far; a rule that exchanges broke is mended first."""
        if self.rules and count_missing(self.seats, self.rules):
            spread_wanted_people(self.seats, self.rules, self.random, 6_000)
            self.even.count(self.seats)
            self.clock.spend(6_000)
        key = self.worth()
        if key < self.key:
            self.best, self.key, self.ss = self.seats.copy(), key, self.even.ss()
            self.repeats = self.seats.repeats()
        self.clock.tell(self.repeats, self.index())
        if self.is_perfect():
            self.clock.stopped = self.clock.stopped or "bound"

    def index(self) -> float:
        """The mix index of the best seating."""
        if self.chance <= self.least:
            return 1.0
        return (self.chance - self.ss) / (self.chance - self.least)

    def is_perfect(self) -> bool:
        """Are repeats and mix at their bounds, and all wishes met?"""
        if self.repeats > self.bound.least:
            return False
        if self.wanted and wishes_met(self.best) < self.wanted:
            return False
        if self.hopes and count_missing(self.best, self.hopes):
            return False
        return (self.chance - self.least) * (1 - self.index()) <= 1e-6

    def back(self) -> None:
        """Go on from the best seating."""
        self.seats = self.best.copy()
        self.even.count(self.seats)

    def walk(self, scans: int, temperature: float) -> None:
        """Exchange whole paths."""
        if self.chance <= 0:  # everybody is alike: nothing to mix
            return
        if self.idle > 0:  # few paths fit another person: look again later
            self.idle -= 1
            return
        paths = Paths(self.seats, self.even)
        made = 0
        for part in work_parts(scans, 4_000):
            made += paths.anneal(part, temperature, WISH, self.random)
            if self.clock.over():
                break
        self.idle = 8 if self.tied and made * 50 < scans else 0
        window = min(sum(b - a for a, b in paths.span) / max(len(paths.span), 1), 128)
        look = (5.5 + 0.09 * window) * (1.9 if paths.wishes else 1)
        self.clock.spend(
            scans * look + 7 * self.people * (self.problem.rounds - self.problem.first)
        )

    def sit(self, scans: int, temperature: float, weight: float, how: Callable[..., int]) -> None:
        """Exchange people round by round. `how`: a module's way to do it; of `strict`, nobody meets anyone again."""
        if self.rest > 0:  # hardly anybody could: look again later
            self.rest -= 1
            return
        made = 0
        for r in range(self.problem.first, self.problem.rounds):
            work = RoundWork(
                seats=self.seats,
                even=self.even,
                r=r,
                random=self.random,
                wish=WISH if self.wanted else 0.0,
            )
            if not work.movers:
                self.clock.spend(10 * scans)
                continue
            for part in work_parts(scans, 1_000):
                made += how(work, part, temperature, weight)
                if self.clock.over():
                    return
            work.shifts(scans // 4, temperature)
            if how is dense.anneal_round:
                dense.exchange_blocks(work, scans // 4, temperature, weight)
            else:
                work.blocks(min(len(self.seats.fixed.blocks[r]) * 3, scans // 4), temperature)
            look, step = PRICE[how]
            step *= 1.6 if work.wishes else 1
            self.clock.spend(scans * look + work.steps * step + 4 * self.people)
        if not self.tied and how is strict.polish_round and made * 500 < scans:
            self.rest = 6

    def chain(self, tries: int, temperature: float, weight: float) -> None:
        """Exchange parts of paths."""
        Chains(self.seats, self.even, self.random, weight).anneal(tries, temperature)
        self.clock.spend(tries * (1 + 2.3 * self.problem.rounds) + 2 * self.people)


def work_parts(scans: int, most: int) -> list[int]:
    """A long stretch of work in parts, between which the clock is looked at."""
    number = -(-scans // most)
    return [scans * (k + 1) // number - scans * k // number for k in range(number)]
