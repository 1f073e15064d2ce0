"""Refuse what people who may sit at some tables only (`allowed`) make impossible, with the smallest reason.

Rule, from the simplest: everybody has a table · people bound together have a table in common · hosts and the locked, and those bound to them, may sit where
they must · the tables that some may sit at only have seats for them. Each is a proof. Units: people, seats; tables and rounds count
from 0 in the value and from 1 in the sentence.
"""

from .problem import SeatingProblem
from .reasons import listed_names
from .refusal_parts import ids_of, make_refusal, person_names
from .state import bits_of, people_in


def refuse_barred(problem: SeatingProblem) -> None:
    """People who may sit at some tables only: hosts and locked seats among these, a table open to all who are bound, seats enough."""
    for r in range(problem.first, problem.rounds):
        nowhere = [p for p in problem.present[r] if problem.allowed.get(p) == 0]
        if nowhere:
            text = f"There is no table at which {person_names(problem, nowhere)} may sit."
            raise make_refusal("no table open", text, ids_of(problem, nowhere), round=r)
        for block in problem.blocks(r):
            common = -1
            for p in block:
                common &= problem.allowed.get(p, -1)
            if not common:
                text = f"{person_names(problem, block)} are to sit together, but no table is open to all of them."
                raise make_refusal("allowed together", text, ids_of(problem, block), round=r)
        for p, t in problem.pinned(r).items():
            if not problem.allowed.get(p, -1) >> t & 1:
                text = f"{person_names(problem, [p])} is to sit at table {t + 1}, but may sit only at table {table_numbers(problem.allowed[p])}."
                raise make_refusal("not allowed", text, ids_of(problem, [p]), table=t, round=r)
        problem.sizes(r)
        if r in problem.kinds.short:
            people, tables = problem.kinds.short[r]
            room = sum(problem.caps[t] or 0 for t in tables)
            text = (
                f"{len(people)} people attend round {r + 1} who may sit only at table {table_numbers(bits_of(tables))}, "
                f"which has {room} seats."
            )
            raise make_refusal(
                "allowed",
                text,
                ids_of(problem, people),
                table=tables[0],
                round=r,
                number=len(people) - room,
            )


def table_numbers(tables: int) -> str:
    """Tables, given as bits, as people count."""
    return listed_names([str(t + 1) for t in people_in(tables)])
