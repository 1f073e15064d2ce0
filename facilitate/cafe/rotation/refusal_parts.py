"""What every refusal needs: its value, the names in it, and the most people a table can seat in a round.

Rule: a reason holds ids for the program and names in its sentence. Units: people, seats.
"""

from .problem import SeatingProblem
from .reasons import Infeasible, SeatingReason, listed_names


def make_refusal(kind: str, text: str, who: tuple[str, ...] = (), **where: int) -> Infeasible:
    """The refusal."""
    return Infeasible(SeatingReason(kind, text, who, **where))


def ids_of(problem: SeatingProblem, people: list[int]) -> tuple[str, ...]:
    """Their ids, for the program."""
    return tuple(problem.ids[p] for p in people)


def person_names(problem: SeatingProblem, people: list[int]) -> str:
    """Their names, for people."""
    return listed_names([problem.names[p] for p in people])


def most_seats(problem: SeatingProblem, r: int) -> list[int]:
    """The most people that can sit at each table in this round: under level fill where all tables are of one kind, else its seats."""
    if problem.kinds.is_one:
        return problem.most(r)
    return [len(problem.present[r]) if cap is None else cap for cap in problem.caps]
