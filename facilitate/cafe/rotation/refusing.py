"""What every refusal needs: its value, the names in it, and the most people a table can seat in a round.

Rule: a reason holds ids for the program and names in its sentence. Units: people, seats.
"""

from .problem import Problem, level_sizes
from .reasons import Infeasible, Reason, listed


def no(kind: str, text: str, who: tuple[str, ...] = (), **where: int) -> Infeasible:
    """The refusal."""
    return Infeasible(Reason(kind, text, who, **where))


def ids(problem: Problem, people: list[int]) -> tuple[str, ...]:
    """Their ids, for the program."""
    return tuple(problem.ids[p] for p in people)


def names(problem: Problem, people: list[int]) -> str:
    """Their names, for people."""
    return listed([problem.names[p] for p in people])


def most(problem: Problem, r: int) -> list[int]:
    """The most people that can sit at each table in this round under level fill."""
    top = max(level_sizes(len(problem.present[r]), problem.caps))
    return [top if cap is None else min(cap, top) for cap in problem.caps]
