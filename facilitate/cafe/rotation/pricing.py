"""What one exchange by hand costs, said before it is done: two people swap their seats in one round.

Rule: both seatings are judged whole, by the simple path (judge.py); so the price is true also where rules are broken already.
Units: as the metrics.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .bound import bound_of
from .judge import Rounds, judge
from .problem import problem_of


class Price(NamedTuple):
    """Before and after: repeats, mix index, violations; and the violations that are new, in words."""

    repeats: tuple[int, int]
    mix_index: tuple[float, float]
    off: tuple[int, int]
    violations: tuple[int, int]
    new_violations: list[str]
    rounds: list[list[list[str]]]

    @property
    def more_repeats(self) -> int:
        """Pairs that would meet again."""
        return self.repeats[1] - self.repeats[0]


def swapped(rounds: Rounds, round: int, a: str, b: str) -> list[list[list[str]]]:
    """The seating after two people swapped their seats in one round."""
    other = {a: b, b: a}
    return [
        [[other.get(name, name) for name in table] if r == round else list(table) for table in one]
        for r, one in enumerate(rounds)
    ]


def swap_cost(
    event: Mapping[str, Any], rounds: Rounds, round: int, a: str, b: str, *, held: Sequence[Any] = ()
) -> Price:
    """The price of swapping a and b in that round (counted from 0)."""
    problem = problem_of(event, held)
    bound = bound_of(problem)
    after = swapped(rounds, round, a, b)
    was, will = judge(problem, rounds, bound), judge(problem, after, bound)
    known = {text for texts in was["details"].values() for text in texts}
    return Price(
        (was["repeats"], will["repeats"]),
        (was["mix"]["mix_index"], will["mix"]["mix_index"]),
        (was["mix"]["off"], will["mix"]["off"]),
        (was["violations"], will["violations"]),
        [text for texts in will["details"].values() for text in texts if text not in known],
        after,
    )
