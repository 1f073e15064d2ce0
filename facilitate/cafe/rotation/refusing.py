"""What every refusal needs: its value, the names in it, and the most people a table can seat in a round.

Rule: a reason holds ids for the program and names in its sentence. Units: people, seats.
"""

from .problem import Problem
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
    """The most people that can sit at each table in this round: under level fill where all tables are of one kind, else its seats."""
    if problem.kinds.is_one:
        return problem.most(r)
    return [len(problem.present[r]) if cap is None else cap for cap in problem.caps]
