"""Refuse what people who may sit at some tables only (`allowed`) make impossible, with the smallest reason.

Rule, from the simplest: everybody has a table · people bound together have a table in common · hosts and the locked, and those bound to them, may sit where
they must · the tables that some may sit at only have seats for them. Each is a proof. Units: people, seats; tables and rounds count
from 0 in the value and from 1 in the sentence.
"""

from .problem import Problem
from .reasons import listed
from .refusing import ids, names, no
from .state import bits_of, people_in


def refuse_barred(problem: Problem) -> None:
    """People who may sit at some tables only: hosts and locked seats among these, a table open to all who are bound, seats enough."""
    for r in range(problem.first, problem.rounds):
        nowhere = [p for p in problem.present[r] if problem.allowed.get(p) == 0]
        if nowhere:
            text = f"There is no table at which {names(problem, nowhere)} may sit."
            raise no("no table open", text, ids(problem, nowhere), round=r)
        for block in problem.blocks(r):
            common = -1
            for p in block:
                common &= problem.allowed.get(p, -1)
            if not common:
                text = f"{names(problem, block)} are to sit together, but no table is open to all of them."
                raise no("allowed together", text, ids(problem, block), round=r)
        for p, t in problem.pinned(r).items():
            if not problem.allowed.get(p, -1) >> t & 1:
                text = f"{names(problem, [p])} is to sit at table {t + 1}, but may sit only at table {shown(problem.allowed[p])}."
                raise no("not allowed", text, ids(problem, [p]), table=t, round=r)
        problem.sizes(r)
        if r in problem.kinds.short:
            people, tables = problem.kinds.short[r]
            room = sum(problem.caps[t] or 0 for t in tables)
            text = (
                f"{len(people)} people attend round {r + 1} who may sit only at table {shown(bits_of(tables))}, "
                f"which has {room} seats."
            )
            raise no(
                "allowed",
                text,
                ids(problem, people),
                table=tables[0],
                round=r,
                number=len(people) - room,
            )


def shown(tables: int) -> str:
    """Tables, given as bits, as people count."""
    return listed([str(t + 1) for t in people_in(tables)])
