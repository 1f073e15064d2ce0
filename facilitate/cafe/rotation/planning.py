"""The plan: read, refuse what cannot be, seat, hunt, improve, judge, and say what could not be had.

Rule: every seating that leaves this file has been judged by a path of its own (judge.py) and breaks no rule; if it did, that
would be an error of the engine and is raised, never returned. Same event, seed and effort: the same seating everywhere.
Units: `deadline` in seconds, a safety stop only; effort in proposals (clock.py).
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from .anneal import Search, improve
from .bound import Bound, bound_of
from .clock import EFFORT, PRIORITIES, Clock, Progress, budget_for
from .feasible import refuse_impossible
from .hunt import hunt
from .judge import judge
from .keeping import Changes, changes_between, from_before
from .problem import Problem, problem_of
from .reasons import Reason
from .relabel import without_topics, worth_it
from .start import seated
from .state import Fixed, Seats
from .why import reasons


class Seating(NamedTuple):
    """Who sits where, how good it is, what could not be had and why, and what ended the search."""

    rounds: list[list[list[str]]]
    metrics: dict[str, Any]
    bound: int  # pairs that can meet at most
    minimum: int  # repeats at least
    why: list[Reason]
    stopped: str  # "bound" "effort" "deadline" "asked"
    proposals: int
    violations: tuple[str, ...] = ()  # always empty
    changes: Changes | None = None

    @property
    def repeats(self) -> int:
        """Pairs that sit together again."""
        return int(self.metrics["repeats"])

    @property
    def mix_index(self) -> float:
        """1 as even as can be, 0 as random."""
        return float(self.metrics["mix"]["mix_index"])


def plan(
    event: Mapping[str, Any],
    *,
    held: Sequence[Any] = (),
    seed: int = 0,
    effort: str = "normal",
    priority: str = "meet",
    keep: Sequence[Any] | None = None,
    on_progress: Callable[[Progress], object] | None = None,
    deadline: float | None = None,
) -> Seating:
    """Seat everybody in all open rounds. `held` rounds stay; `keep` is an earlier seating whose slips are to change least.
    Raises Infeasible with the reason."""
    if effort not in EFFORT or priority not in PRIORITIES:
        raise ValueError(f"effort is one of {', '.join(EFFORT)}; priority one of {', '.join(PRIORITIES)}")
    problem = problem_of(event, held)
    clock = Clock(budget_for(effort, len(problem.ids)), deadline, on_progress)
    refuse_impossible(problem)
    bound = bound_of(problem)
    fixed = Fixed(problem)
    random = Random(seed)
    seats = from_before(fixed, keep, random) if keep is not None else seated(fixed, random, clock.over)
    forced = bound.parts["forced_repeats"]
    hunt(seats, bound.minimum, hunt_budget(effort, problem), random, turns=40, over=clock.over)
    if keep is None and worth_it(problem, seats.repeats(), bound.minimum) and not clock.over():
        seats = without_topics(fixed, clock, random, seats.repeats()) or seats
    best = improve(Search(seats, bound, clock, random, priority), forced)
    return finished(problem, bound, best, clock, keep)


def hunt_budget(effort: str, problem: Problem) -> int:
    """Exchanges priced in the first hunt."""
    return {"quick": 100_000, "normal": 400_000, "long": 4_000_000}[effort] + 200 * len(problem.ids)


def finished(
    problem: Problem, bound: Bound, seats: Seats, clock: Clock, keep: Sequence[Any] | None
) -> Seating:
    """Judge the seating and put the answer together."""
    rounds = seats.named()
    metrics = judge(problem, rounds, bound)
    if metrics["violations"]:
        raise RuntimeError(f"the engine broke a rule: {metrics['details']}")
    return Seating(
        rounds=rounds, metrics=metrics, bound=bound.distinct, minimum=bound.minimum,
        why=reasons(problem, bound, metrics, rounds), stopped=clock.stopped or "effort", proposals=clock.spent,
        changes=None if keep is None else changes_between(problem, keep, rounds),
    )  # fmt: skip
