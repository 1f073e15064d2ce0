"""The mix while it is worked on: for each open round and table how many people more than the even share, by value.

Rule: row[v] = w * (count - n * N_v / N), w the weight of the attribute. Exchanging a (value i) and b (value j) between rows S and
T changes the weighted sum of squares by 2 * (S[j] - S[i] + T[i] - T[j]) + 4 * w, for each attribute in which they differ.
Where many exchanges of one round are priced, all attributes are added up by profile (people alike in all of them):
`pot[c]` = 2 * sum of S[v], and `gap(c)[d]` = 2 * sum of w where c and d differ; the change is then
S[b] - S[a] + T[a] - T[b] + 2 * gap, however many attributes there are. Values are numbered through, attribute by
attribute, with weights whose mean is 1; what is wanted of a value at every table is one more attribute (that value, or not).
Source: maximally diverse grouping (Lai and Hao 2016). Units: people; sums are squared people.
"""

from .evenness import least_by_tables, least_by_values
from .problem import SeatingProblem
from .state import Seats, people_in

WANTED = {True: 3.0, False: 1.5}
"""What the evenness of a value wanted at every table counts, beside the mean of all; by a rule, by a wish."""
LIGHTEST = 1e-6
PROFILES = 1_500
"""More people who all differ would take too long; then the lightest attributes are counted, not evened."""


def evened_attributes(problem: SeatingProblem) -> list[tuple[float, list[int]]]:
    """Weight and values of the attributes that are evened and in which people differ; the mean of all weights is 1."""
    mean = sum(one.weight for one in problem.evened) / max(len(problem.evened), 1)
    out = [
        (max(float(one.weight / mean), LIGHTEST), one.value)
        for one in problem.evened
        if len(one.labels) > 1
    ]
    while (
        len(out) > 2 and len(set(zip(*(value for _weight, value in out), strict=True))) > PROFILES
    ):
        out.remove(min(reversed(out), key=lambda one: one[0]))
    return out


def wanted_attributes(problem: SeatingProblem) -> list[tuple[float, list[int]]]:
    """Weight and values of what is wanted at every table: 0 the others, 1 that value."""
    out = []
    for one in problem.attributes:
        rule = one.at_least
        if rule and len(one.labels) > 1 and rule.number >= 0:
            out.append((WANTED[rule.hard], [int(v == rule.number) for v in one.value]))
    return out


class Even:
    """Rows of all open rounds of a seating."""

    def __init__(self, seats: Seats) -> None:
        problem = seats.problem
        real = evened_attributes(problem)
        both = [*real, *wanted_attributes(problem)]
        starts = [0]
        for _weight, value in both:
            starts.append(starts[-1] + max(value) + 1)
        self.values = starts[-1]
        self.counted = starts[len(real)]  # values of what is evened for its own sake
        self.weights = [w for w, value in both for _v in range(max(value) + 1)]
        self.of = [
            [start + v for v in value] for start, (_w, value) in zip(starts, both, strict=False)
        ]
        people = range(len(problem.ids))
        known: dict[tuple[int, ...], int] = {}
        self.kind = [known.setdefault(tuple(of[p] for of in self.of), len(known)) for p in people]
        self.profiles = list(known)
        self.gaps: dict[int, list[float]] = {}
        self.share: list[list[float]] = []  # per round: N_v / N
        self.rows: list[list[list[float]]] = []
        for r in range(problem.rounds):
            here = problem.present[r] if r >= problem.first else []
            total = [0] * self.values
            for p in here:
                for v in self.profiles[self.kind[p]]:
                    total[v] += 1
            self.share.append([n / len(here) for n in total] if here else [0.0] * self.values)
            self.rows.append([])
        self.count(seats)

    def count(self, seats: Seats) -> None:
        """Count all rows again."""
        for r in range(seats.problem.first, seats.problem.rounds):
            self.count_round(seats, r)

    def count_round(self, seats: Seats, r: int) -> None:
        """Count the rows of one round again."""
        share, rows, weights = self.share[r], [], self.weights
        for bits in seats.tb[r][:-1]:
            n = bits.bit_count()
            row = [-n * part for part in share]
            for p in people_in(bits):
                for v in self.profiles[self.kind[p]]:
                    row[v] += 1
            rows.append([x * w for x, w in zip(row, weights, strict=True)])
        self.rows[r] = rows

    def pot(self, row: list[float]) -> list[float]:
        """A table's row, added up for each profile, doubled."""
        if len(self.of) == 2:
            return [2 * (row[i] + row[j]) for i, j in self.profiles]
        return [2 * sum([row[v] for v in profile]) for profile in self.profiles]

    def gap(self, c: int) -> list[float]:
        """Twice the weight of what separates a profile from each other one."""
        known = self.gaps.get(c)
        if known is None:
            mine, weights = self.profiles[c], self.weights
            known = self.gaps[c] = [
                2 * sum([weights[x] for x, y in zip(mine, other, strict=True) if x != y])
                for other in self.profiles
            ]
        return known

    def ss(self) -> float:
        """The weighted sum of squares of all open rounds and attributes."""
        n, weights = self.counted, self.weights
        if n == self.values and all(w == 1 for w in weights):
            return sum(x * x for rows in self.rows for row in rows for x in row)
        return sum(
            x * x / w
            for rows in self.rows
            for row in rows
            for x, w in zip(row[:n], weights, strict=False)
        )


def least_ss(problem: SeatingProblem) -> tuple[float, float]:
    """The proved lower bound of the weighted sum of squares, and its expectation for random seating."""
    low = chance = 0.0
    for r in range(problem.first, problem.rounds):
        here = problem.present[r]
        people = len(here)
        if people < 2:
            continue
        sizes = problem.sizes(r)
        for weight, value in evened_attributes(problem):
            totals: dict[int, int] = {}
            for p in here:
                totals[value[p]] = totals.get(value[p], 0) + 1
            bound = max(
                least_by_tables(people, totals, sizes), least_by_values(people, totals, sizes)
            )
            low += weight * bound / people**2
            spread = sum(k * (people - k) for k in totals.values())
            chance += (
                weight * sum(n * (people - n) for n in sizes) * spread / (people**2 * (people - 1))
            )
    return low, chance
