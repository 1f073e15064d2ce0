"""A first seating: the grid where tables are alike and nothing has been held, else the tables filled one by one.

Rule (grid): hosts and those bound to them stand in the columns that never move; everybody else is written into the
columns sector by sector, county by county, those who miss a round last, so that gaps fall at different tables. What the
grid does not know (bonds, apart, gaps, barred tables) is mended afterwards. Units: people, tables, rounds.
"""

from collections.abc import Callable
from random import Random

from .designs import Design, find_design
from .fill import fill_round
from .grid import column_vectors, order_ten, turns_exactly
from .itineraries import by_itineraries
from .mend import mend_seating
from .problem import SeatingProblem
from .reasons import Infeasible, SeatingReason
from .state import Fixed, Seats

FEW = 3  # people somebody has met before, on average; with more, the grid's meetings are no better than any
SMALL = 150  # people; for more, whole itineraries would take too long
PATIENT = 1  # the attempt after which whole itineraries are tried


def first_seating(fixed: Fixed, random: Random, budget: int, algebra: bool = True) -> Seats | None:
    """A legal seating, or None when `budget` proposals did not find one."""
    seats = Seats(fixed)
    problem = fixed.problem
    if algebra and fits_grid(problem) and not any(fixed.placed):
        by_grid(seats, random)
        untangle_paths(seats, random)
    else:
        for r in range(problem.first, problem.rounds):
            for p, t in {**problem.pinned(r), **fixed.placed[r]}.items():
                seats.put(r, p, t)
        for r in range(problem.first, problem.rounds):
            fill_round(seats, r, random)
    return seats if mend_seating(seats, random, budget) else None


def seat_everybody(fixed: Fixed, random: Random, over: Callable[[], bool] = lambda: False) -> Seats:
    """A legal seating; several starts, the last of them the most patient; of few people whole itineraries in between."""
    small = len(fixed.problem.ids) <= SMALL
    for attempt in range(3 if small else 6):
        seats = first_seating(fixed, random, 20_000 * 2**attempt, algebra=attempt % 2 == 0)
        if seats is not None:
            return seats
        if over():
            break
        if small and attempt == PATIENT:
            seats = Seats(fixed)
            if by_itineraries(seats, random):
                return seats
    raise Infeasible(
        SeatingReason(
            "not found",
            "No seating was found that keeps every rule. It may be that none exists: look first at people kept apart or "
            "together, at the seats of the tables and at tables that nobody may see twice.",
        )
    )


def fits_grid(problem: SeatingProblem) -> bool:
    """Nothing held, few seats locked, no table full before the others, and rows long enough to be worth it."""
    if (
        problem.first
        or problem.allowed
        or sum(bits.bit_count() for bits in problem.before) > FEW * len(problem.ids)
        or 20 * sum(map(len, problem.locked)) > problem.rounds * len(problem.ids)
        or problem.tables < 2
        or not problem.ids
    ):
        return False
    top = -(-len(problem.ids) // problem.tables)
    return all(cap is None or cap >= top for cap in problem.caps)


def by_grid(seats: Seats, random: Random) -> None:
    """Seat everybody by the algebra; the rules that it does not know are broken here and there."""
    problem = seats.problem
    static = host_tables(problem)
    others = [p for p in range(len(problem.ids)) if p not in static]
    by_weight = sorted(problem.evened, key=lambda one: -one.weight)
    others.sort(key=lambda p: (len(problem.absent[p]) > 0, *(one.value[p] for one in by_weight)))
    columns = -(-len(others) // problem.tables)
    seen_all = (
        problem.max_visits >= problem.rounds and not static
    )  # the column that stands still is free too
    if seen_all and problem.tables == columns == 10 and problem.rounds == 4:
        seat_by_euler(seats, others)
        return
    if not static and not turns_exactly(problem.tables, problem.rounds, columns):
        design = find_design(problem.tables, columns, problem.rounds, problem.max_visits)
        if design:
            seat_by_design(seats, others, design)
            return
    add, found = column_vectors(
        problem.tables, problem.rounds, columns - seen_all, random, problem.spread
    )
    if not seen_all:
        found = found[1:]
    for j in range(columns):
        column = others[j * problem.tables : (j + 1) * problem.tables]
        rows = list(range(problem.tables))
        random.shuffle(rows)
        for p, row in zip(column, rows, strict=False):
            for r in range(problem.rounds):
                if r in problem.absent[p]:
                    continue
                if seen_all and r == columns == problem.tables:  # each column at a table of its own
                    seats.put(r, p, j)
                    continue
                shift = found[j][r]
                seats.put(r, p, add[row][shift] if add else (row + shift) % problem.tables)
    for p, table in static.items():
        for r in range(problem.rounds):
            if r not in problem.absent[p]:
                seats.put(r, p, table)


def seat_by_euler(seats: Seats, people: list[int]) -> None:
    """A hundred people, ten tables, four rounds: rows, columns and two orthogonal squares."""
    squares = order_ten()
    for k, p in enumerate(people):
        i, j = divmod(k, 10)
        for r, t in enumerate((i, j, *squares[i][j])):
            if r not in seats.problem.absent[p]:
                seats.put(r, p, t)


def seat_by_design(seats: Seats, people: list[int], design: Design) -> None:
    """Everybody who is there at the table that the design names."""
    for r in range(seats.problem.rounds):
        for p, table in zip(people, design.rounds[r], strict=False):
            if r not in seats.problem.absent[p]:
                seats.put(r, p, table)


def host_tables(problem: SeatingProblem) -> dict[int, int]:
    """Hosts and those bound to them, with their table."""
    out = dict(problem.host_of)
    for group in problem.groups:
        tables = [problem.host_of[p] for p in group if p in problem.host_of]
        if tables:
            for p in group:
                out.setdefault(p, tables[0])
    return out


STEPS = 300
TABU = 6


def untangle_paths(seats: Seats, random: Random) -> int:
    """Exchange paths until nothing is broken that paths can mend; breaches left."""
    problem, fixed = seats.problem, seats.fixed
    if not problem.apart_bits and not problem.has_met and not any(fixed.open_to):
        return 0
    rounds = range(problem.first, problem.rounds)
    alike: dict[tuple[int, ...], list[int]] = {}
    for p in range(len(problem.ids)):
        here = tuple(r for r in rounds if r not in problem.absent[p])
        if all(fixed.singles[r] >> p & 1 for r in here):
            alike.setdefault(here, []).append(p)
    of = {p: (here, people) for here, people in alike.items() for p in people}
    tabu: dict[int, int] = {}
    for step in range(STEPS):
        wrong = [p for p, (here, _people) in of.items() if path_breaches(seats, p, p, here)]
        wrong = [p for p in wrong if tabu.get(p, 0) <= step] or wrong
        if not wrong:
            return 0
        p = wrong[int(random.random() * len(wrong))]
        here, people = of[p]
        now, best, least = float(path_breaches(seats, p, p, here)), -1, 1e9
        for q in people:
            if q == p or tabu.get(q, 0) > step:
                continue
            price = path_breaches(seats, p, q, here) - now
            if price < least:
                price += path_breaches(seats, q, p, here) - path_breaches(seats, q, q, here)
                price += 0.5 * random.random()
            if price < least:
                best, least = q, price
        if best < 0:
            continue
        for r in here:
            if seats.at[r][p] != seats.at[r][best]:
                seats.swap(r, p, best)
        tabu[p] = tabu[best] = step + TABU
    return sum(path_breaches(seats, p, p, here) for p, (here, _people) in of.items())


def path_breaches(seats: Seats, p: int, q: int, rounds: tuple[int, ...]) -> int:
    """What a person would break on somebody's path (the two exchange): tables that are shut, people kept apart from them."""
    foes = (seats.problem.apart_bits.get(p, 0) | seats.problem.before[p]) & ~(1 << q)
    out = 0
    for r in rounds:
        t = seats.at[r][q]
        out += not seats.fixed.open_to[r].get(p, -1) >> t & 1
        if foes:
            out += (foes & seats.tb[r][t]).bit_count()
    return out
