"""The mix while it is worked on: for each open round and table how many people more than the even share, by value.

Rule: row[v] = count - n * N_v / N. Exchanging a (value i) and b (value j) between rows S and T changes the sum of squares by
2 * (S[j] - S[i] + T[i] - T[j]) + 4, for each attribute in which they differ: four look-ups an attribute.
Values are numbered through: sectors first, then regions. Source: maximally diverse grouping (Lai and Hao 2016).
Units: people; sums are squared people.
"""

from .evenness import by_columns, by_rows
from .problem import Problem, level_sizes
from .state import Seats, people_in


class Even:
    """Rows of all open rounds of a seating."""

    def __init__(self, seats: Seats) -> None:
        problem = seats.problem
        sectors, regions = (len(names) for names in problem.labels)
        self.values = sectors + regions
        self.sector = problem.sector
        self.region = [sectors + v for v in problem.region]
        self.share: list[list[float]] = []  # per round: N_v / N
        self.rows: list[list[list[float]]] = []
        for r in range(problem.rounds):
            here = problem.present[r] if r >= problem.first else []
            total = [0] * self.values
            for p in here:
                total[self.sector[p]] += 1
                total[self.region[p]] += 1
            self.share.append([n / len(here) for n in total] if here else [0.0] * self.values)
            self.rows.append([])
        self.count(seats)

    def count(self, seats: Seats) -> None:
        """Count all rows again."""
        for r in range(seats.problem.first, seats.problem.rounds):
            self.count_round(seats, r)

    def count_round(self, seats: Seats, r: int) -> None:
        """Count the rows of one round again."""
        share, rows = self.share[r], []
        for bits in seats.tb[r][:-1]:
            n = bits.bit_count()
            row = [-n * part for part in share]
            for p in people_in(bits):
                row[self.sector[p]] += 1
                row[self.region[p]] += 1
            rows.append(row)
        self.rows[r] = rows

    def ss(self) -> float:
        """The sum of squares of all open rounds and both attributes."""
        return sum(x * x for rows in self.rows for row in rows for x in row)


def least_ss(problem: Problem) -> tuple[float, float]:
    """The proved lower bound of the sum of squares, and its expectation for random seating."""
    low = chance = 0.0
    for r in range(problem.first, problem.rounds):
        here = problem.present[r]
        people = len(here)
        if people < 2:
            continue
        sizes = level_sizes(people, problem.caps)
        for value in (problem.sector, problem.region):
            totals: dict[int, int] = {}
            for p in here:
                totals[value[p]] = totals.get(value[p], 0) + 1
            bound = max(by_rows(people, totals, sizes), by_columns(people, totals, sizes))
            low += bound / people**2
            spread = sum(k * (people - k) for k in totals.values())
            chance += sum(n * (people - n) for n in sizes) * spread / (people**2 * (people - 1))
    return low, chance
