"""Refuse what nobody can seat, before searching, with the smallest reason.

Rules, from the simplest: seats for everybody, also at the tables that some may sit at only · bonds (two hosts of different
tables, together and apart at once, a group larger than its table) · hosts (more than their table holds, kept apart at one
table) · a clique of people kept apart that is larger than the number of tables · tables that must be seen twice, because they
are large or because others are barred (Hall's condition, by matching rounds with tables). Each rule is a proof, so nothing
feasible is refused; what passes may still be impossible in odd cases, and then the search says so. Units: people, seats,
rounds.
"""

from .barred import refuse_barred
from .locks import refuse_locks
from .placing import Stuck, assign_tables, short_table
from .problem import SeatingProblem
from .reasons import listed_names
from .refusal_parts import ids_of, make_refusal, most_seats, person_names
from .shares import refuse_companies, refuse_shares
from .state import people_in


def refuse_impossible(problem: SeatingProblem) -> None:
    """Raise Infeasible with the first proof that is found."""
    seen = held_visits(problem)
    for r in range(problem.first, problem.rounds):
        check_seats(problem, r)
    if problem.allowed:
        refuse_barred(problem)
    if any(problem.locked):
        refuse_locks(problem, seen)
    for r in range(problem.first, problem.rounds):
        for block in problem.blocks(r):
            check_bond(problem, r, block)
        check_table(problem, r)
        check_clique(problem, r)
    if problem.kinds.is_one:
        check_totals(problem, seen)
    tight = [Tight(problem, r) for r in range(problem.rounds)]
    refuse_shares(problem)
    refuse_companies(problem)
    for p in range(len(problem.ids)):
        if p not in problem.exempt:
            check_way(problem, [p], seen, tight)
    tied = problem.first or any(problem.locked) or problem.allowed
    for r in range(problem.first, problem.rounds) if tied else ():
        check_fillable(problem, r, seen)
    for people in [list(pair) for pair in problem.together] + problem.groups:
        if not any(p in problem.exempt for p in people):
            check_way(problem, people, seen, tight)


def check_seats(problem: SeatingProblem, r: int) -> None:
    """Are there fewer seats than people?"""
    if all(cap is not None for cap in problem.caps):
        there, people = sum(cap or 0 for cap in problem.caps), len(problem.present[r])
        if people > there:
            text = f"{people} people attend round {r + 1}, but the tables have only {there} seats."
            raise make_refusal("seats", text, round=r, number=people - there)


def check_bond(problem: SeatingProblem, r: int, block: list[int]) -> None:
    """People bound together: one host's table, nobody apart, and room for all."""
    who = person_names(problem, block)
    hosts = [p for p in block if p in problem.host_of]
    tables = sorted({problem.host_of[p] for p in hosts})
    if len(tables) > 1:
        first, second = (next(p for p in hosts if problem.host_of[p] == t) for t in tables[:2])
        text = (
            f"{person_names(problem, [first])} hosts table {tables[0] + 1} and {person_names(problem, [second])} hosts table "
            f"{tables[1] + 1}, but they are to sit together."
        )
        raise make_refusal("two hosts together", text, ids_of(problem, [first, second]), round=r)
    bits = sum(1 << p for p in block)
    for p in block:
        other = problem.apart_bits.get(p, 0) & bits
        if other:
            pair = [p, other.bit_length() - 1]
            how = "together" if len(block) == 2 else f"together (with {who})"
            text = f"{person_names(problem, pair)} are to sit {how} and apart at once."
            raise make_refusal("together and apart", text, ids_of(problem, pair), round=r)
    room = most_seats(problem, r)
    open_to = [
        n for t, n in enumerate(room) if all(problem.allowed.get(p, -1) >> t & 1 for p in block)
    ]
    limit = room[tables[0]] if tables else max(open_to)
    if len(block) > limit:
        table = f"table {tables[0] + 1} seats" if tables else "the largest table seats"
        text = (
            f"{who} are {len(block)} people to sit together, but {table} {limit} in round {r + 1}."
        )
        raise make_refusal(
            "group too large", text, ids_of(problem, block), round=r, number=len(block)
        )


def tied_by_table(problem: SeatingProblem, r: int) -> dict[int, list[int]]:
    """For each table its hosts of this round, the locked, and those bound to them."""
    at: dict[int, list[int]] = {}
    for p, table in problem.pinned(r).items():
        at.setdefault(table, []).append(p)
    return at


def check_table(problem: SeatingProblem, r: int) -> None:
    """A table's hosts and those bound to them: room for them, nobody kept apart."""
    room = most_seats(problem, r)
    for table, people in tied_by_table(problem, r).items():
        if len(people) > room[table]:
            text = f"{person_names(problem, people)} must sit at table {table + 1}, which seats {room[table]} in round {r + 1}."
            raise make_refusal(
                "table too small", text, ids_of(problem, people), table=table, round=r
            )
        bits = sum(1 << p for p in people)
        for p in people:
            if other := problem.apart_bits.get(p, 0) & bits:
                pair = [p, other.bit_length() - 1]
                text = f"{person_names(problem, pair)} are kept apart, but both must sit at table {table + 1}."
                raise make_refusal(
                    "apart at one table", text, ids_of(problem, pair), table=table, round=r
                )


def check_clique(problem: SeatingProblem, r: int) -> None:
    """More people kept apart from one another than there are tables."""
    here = {p for p in problem.apart_bits if r not in problem.absent[p]}
    found = largest_clique({p: problem.apart_bits[p] for p in sorted(here)}, problem.tables)
    usable = sum(seats > 0 for seats in most_seats(problem, r))
    if len(found) > usable:
        text = f"{person_names(problem, found)} are {len(found)} people kept apart from one another, but there are {usable} tables."
        raise make_refusal(
            "too many apart", text, ids_of(problem, found), round=r, number=len(found)
        )


def largest_clique(near: dict[int, int], enough: int, steps: int = 20_000) -> list[int]:
    """People all kept apart from one another: the most that a bounded search finds, at most one more than `enough`."""
    best: list[int] = []

    def grow(chosen: list[int], left: int) -> None:
        nonlocal best, steps
        if len(chosen) > len(best):
            best = chosen
        while left and len(best) <= enough and steps and len(chosen) + left.bit_count() > len(best):
            steps -= 1
            p = left.bit_length() - 1
            left ^= 1 << p
            grow([*chosen, p], left & near[p])

    grow([], sum(1 << p for p in near))
    return best


def check_totals(problem: SeatingProblem, seen: list[list[int]]) -> None:
    """Each table's seats over all open rounds against who must and who can still sit there."""
    tables = range(problem.tables)
    least, room, can, must = ([0] * problem.tables for _ in range(4))
    for r in range(problem.first, problem.rounds):
        seats_at = most_seats(problem, r)
        top = max(seats_at)
        spare = len(problem.present[r]) - sum(n - (n == top) for n in seats_at)
        for t, n in enumerate(seats_at):
            room[t] += n
            least[t] += n - 1 if n == top and spare < seats_at.count(top) else n
    can_all = must_all = 0  # at every table
    for p, been in enumerate(seen):
        attends = sum(r not in problem.absent[p] for r in range(problem.first, problem.rounds))
        if p in problem.host_of:
            can[problem.host_of[p]] += attends
            must[problem.host_of[p]] += attends
            continue
        if p in problem.exempt:  # bound to a host: at their table wherever both attend
            for r in range(problem.first, problem.rounds):
                if p in problem.pinned(r):
                    can[problem.pinned(r)[p]] += 1
                    must[problem.pinned(r)[p]] += 1
                else:
                    can_all += r not in problem.absent[p]
            continue
        left = {t: max(problem.max_visits - been.count(t), 0) for t in been}
        all_left = problem.max_visits * (problem.tables - len(left)) + sum(left.values())
        usual = min(problem.max_visits, attends), max(0, attends - all_left + problem.max_visits)
        can_all, must_all = can_all + usual[0], must_all + usual[1]
        for t, n in left.items():
            can[t] += min(n, attends) - usual[0]
            must[t] += max(0, attends - all_left + n) - usual[1]
    can, must = [n + can_all for n in can], [n + must_all for n in must]
    for t in tables:
        if must[t] > room[t]:
            text = (
                f"Table {t + 1} has {room[t]} seats over the open rounds, but {must[t]} visits are due there, because people who "
                "may not come back have no other table left."
            )
            raise make_refusal("table too small", text, table=t, number=must[t] - room[t])
        if can[t] < least[t]:
            text = f"Table {t + 1} must seat {least[t]} over the open rounds, but without coming back only {can[t]} can sit there."
            raise make_refusal("come back", text, table=t, number=least[t] - can[t])


def held_visits(problem: SeatingProblem) -> list[list[int]]:
    """The tables each person was at in held rounds."""
    seen: list[list[int]] = [[] for _ in problem.ids]
    for one in problem.held:
        for t, table in enumerate(one):
            for p in table:
                seen[p].append(t)
    return seen


def check_fillable(problem: SeatingProblem, r: int, seen: list[list[int]]) -> None:
    """With rounds held or seats locked: does everybody find a table in this round, and every table its people?"""
    own = problem.pinned(r)
    given = [q for q in range(problem.first, problem.rounds) if problem.locked[q] and q != r]
    choices: dict[int, list[int]] = {}
    slack = problem.tables
    for p in problem.present[r]:
        bits = problem.apart_bits.get(p, 0)
        shut = {own[h] for h in people_in(bits) if h in own}
        if p not in problem.exempt:
            been = seen[p] + [problem.pinned(q)[p] for q in given if p in problem.pinned(q)]
            shut |= {t for t in been if been.count(t) >= problem.most_visits[p]}
        if p in problem.allowed:
            shut |= {t for t in range(problem.tables) if not problem.allowed[p] >> t & 1}
        choices[p] = [own[p]] if p in own else [t for t in range(problem.tables) if t not in shut]
        slack = min(slack, problem.tables - len(shut))
    if slack * 2 > problem.tables and problem.tables > 3 and not problem.locked[r]:
        return  # so free that Hall's condition holds anyway, or the search will tell
    room = most_seats(problem, r)
    try:
        assign_tables(choices, room)
    except Stuck as stuck:
        shown = listed_names([str(t + 1) for t in stuck.tables])
        text = (
            f"In round {r + 1} {person_names(problem, stuck.people)} can sit only at table {shown}, which "
            f"has {sum(room[t] for t in stuck.tables)} seats: the others they have seen or are barred from."
        )
        raise make_refusal(
            "no table left", text, ids_of(problem, stuck.people), round=r, number=len(stuck.people)
        ) from None
    if not problem.kinds.is_one:
        return
    top = max(room)
    short = short_table(choices, [n - 1 if n == top else n for n in room])
    if short:
        text = (
            f"In round {r + 1} too few people may sit at table {listed_names([str(t + 1) for t in short])}: the others have been "
            "there or are barred."
        )
        raise make_refusal("table left empty", text, table=short[0], round=r)


class Tight:
    """How many more people fit beside the hosts of each table in one round."""

    def __init__(self, problem: SeatingProblem, r: int) -> None:
        at = tied_by_table(problem, r)
        self.room = [n - len(at.get(t, [])) for t, n in enumerate(most_seats(problem, r))]
        self.full = self.barred(1)

    def barred(self, people: int) -> set[int]:
        """Tables without room for so many."""
        return {t for t, n in enumerate(self.room) if n < people}


def check_way(
    problem: SeatingProblem, people: list[int], seen: list[list[int]], tight: list[Tight]
) -> None:
    """Can the open rounds that these people (one, or some who are bound) all attend be matched with tables?"""
    rounds = [
        r
        for r in range(problem.first, problem.rounds)
        if not any(r in problem.absent[p] for p in people)
    ]
    topic = any(p not in problem.exempt for p in people)
    limit = min(problem.most_visits[p] for p in people) if topic else len(rounds)
    left = [limit] * problem.tables
    for p in people:
        for t in range(problem.tables) if p in problem.allowed else ():
            left[t] *= problem.allowed[p] >> t & 1
    for t in range(problem.tables) if topic and any(seen[p] for p in people) else ():
        left[t] = max(left[t] - max(seen[p].count(t) for p in people), 0)
    foes = sorted(
        {
            host
            for p in people
            for host in people_in(problem.apart_bits.get(p, 0))
            if host in problem.host_of
        }
    )
    near = {q for p in people for q in (p, *people_in(problem.apart_bits.get(p, 0)))}
    if (
        len(people) == 1
        and not any(problem.locked[r] and near & problem.pinned(r).keys() for r in rounds)
        and sum(map(bool, left)) - len(foes) - max((len(tight[r].full) for r in rounds), default=0)
        >= len(rounds)
    ):
        return
    full = [shut_by_room(problem, r, people=people, near=near, tight=tight[r]) for r in rounds]
    barred = [
        shut | {problem.host_of[host] for host in foes if r not in problem.absent[host]}
        for r, shut in zip(rounds, full, strict=True)
    ]
    if has_matching(left, barred):
        return
    who, single = person_names(problem, people), len(people) == 1
    if foes and has_matching(left, full):
        table = min(problem.host_of[host] for host in foes)
        must = "must sit there once" if limit == 1 else "cannot avoid sitting there"
        text = (
            f"{who} {'is' if single else 'are'} kept apart from the host of table {table + 1}, but with {problem.rounds} rounds "
            f"and {problem.tables} tables {must}."
        )
        raise make_refusal("apart from a host", text, ids_of(problem, people), table=table)
    usable = sum(n for t, n in enumerate(left) if not all(t in shut for shut in full))
    text = (
        f"{who} {'attends' if single else 'attend together'} {len(rounds)} open rounds, but only {usable} visits to tables with room are "
        "left without coming back too often."
    )
    raise make_refusal("no table left", text, ids_of(problem, people), number=len(rounds))


def shut_by_room(
    problem: SeatingProblem, r: int, people: list[int], near: set[int], tight: Tight
) -> set[int]:
    """Tables these cannot have in a round: no room, or somebody kept apart is locked there; the locked have one, as who may sit at one."""
    pinned = problem.pinned(r) if problem.locked[r] else {}
    own = {pinned[p] for p in people if p in pinned}
    only = [problem.allowed.get(p, 0) for p in people]
    own |= {bits.bit_length() - 1 for bits in only if bits.bit_count() == 1}
    if own:
        return set(range(problem.tables)) - own
    return tight.barred(len(people)) | {pinned[q] for q in sorted(near) if q in pinned}


def has_matching(left: list[int], barred: list[set[int]]) -> bool:
    """Can every round have a table (Kuhn's augmenting paths)?"""
    at: list[list[int]] = [[] for _ in left]

    def place(number: int, seen: set[int]) -> bool:
        for t, room in enumerate(left):
            if room and t not in seen and t not in barred[number]:
                seen.add(t)
                if len(at[t]) < room:
                    at[t].append(number)
                    return True
                for other in at[t]:
                    if place(other, seen):
                        at[t][at[t].index(other)] = number
                        return True
        return False

    return all(place(number, set()) for number in range(len(barred)))
