"""Refuse locked seats that cannot be: they contradict each other or another rule.

Rule, from the simplest: locked in a round that is missed · a host locked elsewhere · people bound together locked at two
tables · more locked than a table seats · kept apart and both bound to that table · tables that can no longer be level,
because people who were locked are missing · at one table more often than allowed. Each is a proof. Locks of rounds already
held are history. Units: people, seats, visits; rounds and tables count from 0 in the value and from 1 in the sentence.
"""

from itertools import pairwise

from .problem import SeatingProblem
from .reasons import Infeasible
from .refusal_parts import ids_of, make_refusal, most_seats, person_names


def refuse_locks(problem: SeatingProblem, seen: list[list[int]]) -> None:
    """Raise Infeasible with the first proof; `seen` are the tables of each person in held rounds."""
    for r in range(problem.first, problem.rounds):
        if problem.locked[r]:
            check_single_locks(problem, r)
            check_table_locks(problem, r)
    check_lock_visits(problem, seen)


def table_in_round(r: int, t: int) -> str:
    """A table of a round, as people count."""
    return f"table {t + 1} in round {r + 1}"


def check_single_locks(problem: SeatingProblem, r: int) -> None:
    """Present, host of no other table, and the same table as those they are bound to."""
    locked, present = problem.locked[r], problem.present[r]
    for p, t in locked.items():
        who = person_names(problem, [p])
        if r in problem.absent[p]:
            text = f"{who} is locked at {table_in_round(r, t)}, but misses that round."
            raise make_refusal("locked absent", text, ids_of(problem, [p]), table=t, round=r)
        if problem.host_of.get(p, t) != t:
            host = problem.host_of[p]
            text = f"{who} is locked at {table_in_round(r, t)}, but hosts table {host + 1}."
            raise make_refusal(
                "locked host", text, ids_of(problem, [p]), table=t, round=r, number=host
            )
    tables = {p: problem.host_of.get(p, locked.get(p)) for p in present}
    for block in problem.blocks(r):
        tied = [(p, given) for p in block if (given := tables[p]) is not None]
        for one, two in pairwise(tied):
            if one[1] != two[1] and (one[0] in locked or two[0] in locked):
                raise differing_locks(problem, r, one, two)


def differing_locks(
    problem: SeatingProblem, r: int, one: tuple[int, int], two: tuple[int, int]
) -> Infeasible:
    """Two people bound together whose tables differ."""
    (a, s), (b, t) = one, two
    text = f"{person_names(problem, [a, b])} are to sit together, but in round {r + 1} their seats are given: table {s + 1} and table {t + 1}."
    return make_refusal(
        "locked together", text, ids_of(problem, [a, b]), table=s, round=r, number=t
    )


def check_table_locks(problem: SeatingProblem, r: int) -> None:
    """Seats enough, nobody kept apart, and all tables level in the end."""
    here: dict[int, list[int]] = {}
    for p, t in problem.pinned(r).items():
        here.setdefault(t, []).append(p)
    room = most_seats(problem, r)
    locked = problem.locked[r]
    for t, people in sorted(here.items()):
        if len(people) > room[t] and not all(p in problem.host_of for p in people):
            text = f"{person_names(problem, people)} must sit at {table_in_round(r, t)}, which can seat {room[t]} then."
            raise make_refusal(
                "locked seats", text, ids_of(problem, people), table=t, round=r, number=len(people)
            )
        bits = sum(1 << p for p in people)
        for p in people:
            other = problem.apart_bits.get(p, 0) & bits
            if other and (p in locked or other.bit_length() - 1 in locked):
                pair = [p, other.bit_length() - 1]
                text = f"{person_names(problem, pair)} are kept apart, but both must sit at {table_in_round(r, t)}."
                raise make_refusal("locked apart", text, ids_of(problem, pair), table=t, round=r)
    sizes, tops = problem.sizes(r), problem.kinds.tops(problem.sizes(r))
    for tables in problem.kinds.tables:
        top = tops[tables[0]]
        alike = [sizes[t] for t in tables]
        full = [t for t in tables if len(here.get(t, [])) == top]
        if top == 0 or len(full) <= alike.count(top):
            continue
        people = [p for p in here[full[-1]] if p in locked] or here[full[-1]]
        text = (
            f"With the locked seats of round {r + 1} the tables cannot be level: {len(full)} tables have {top} people who must sit "
            f"there, but with {len(problem.present[r])} people only {alike.count(top)} can have so many."
        )
        raise make_refusal(
            "locked level", text, ids_of(problem, people), table=full[-1], round=r, number=len(full)
        )


def check_lock_visits(problem: SeatingProblem, seen: list[list[int]]) -> None:
    """Locked at one table, or tied to somebody who is, more often than anybody may sit there."""
    visits: dict[tuple[int, int], int] = {}
    for r in range(problem.first, problem.rounds):
        for p, t in problem.pinned(r).items() if problem.locked[r] else ():
            if p in problem.exempt:
                continue
            visits[p, t] = visits.get((p, t), 0) + 1
            times = visits[p, t] + seen[p].count(t)
            most = problem.most_visits[p]
            if times > most:
                how = "once" if most == 1 else f"{most} times"
                text = (
                    f"{person_names(problem, [p])} is locked at {table_in_round(r, t)}, which would be visit {times} to that table; nobody may sit at one "
                    f"more than {how}."
                )
                raise make_refusal(
                    "locked again", text, ids_of(problem, [p]), table=t, round=r, number=times
                )
