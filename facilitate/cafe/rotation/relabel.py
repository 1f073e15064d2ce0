"""Small events whose topics stand in the way: seat without the topic rule, then name the tables of each round anew.

Rule: who sits with whom does not depend on what the tables are called. Where nobody is tied to a table, a seating with fewer
repeats is sought as if people might come back, and then the tables of single rounds change names, two at a time, until
nobody is at one table too often. Source: symmetries of the social golfer (Triska and Musliu). Units: visits too many.
"""

from copy import copy
from random import Random

from .anneal import anneal_crowded
from .bound import bound_of
from .problem import SeatingProblem
from .search_clock import SearchClock
from .seating_search import SeatingSearch
from .start import seat_everybody
from .state import Fixed, Seats

SMALL = 60  # people
TRIES = 6_000  # exchanges of two names for one seating


def worth_it(problem: SeatingProblem, repeats: int, minimum: int) -> bool:
    """Few people, all alike, tables alike, and repeats that may not be necessary."""
    return (
        repeats > minimum
        and len(problem.ids) <= SMALL
        and all(len(one.labels) == 1 for one in problem.evened)
        and not problem.first
        and not problem.has_met
        and not any(problem.locked)
        and problem.max_visits < problem.rounds
        and problem.tables > 2
        and not problem.host_of
        and all(cap is None for cap in problem.caps)
    )


def seat_without_topics(
    fixed: Fixed, clock: SearchClock, random: Random, repeats: int
) -> Seats | None:
    """A seating with fewer repeats whose tables were named anew; None where there is none."""
    free = copy(fixed.problem)
    free.max_visits = free.rounds
    bound = bound_of(free)
    best = None
    for _ in range(4):
        search = SeatingSearch(
            seat_everybody(Fixed(free), random, clock.over),
            bound,
            SearchClock(clock.budget // 5, None, None),
            random,
        )
        search.clock.until = clock.until
        anneal_crowded(search)
        clock.spend(search.clock.spent)
        if search.repeats < repeats:
            seats = Seats(fixed)
            seats.at, seats.tb = search.best.at, search.best.tb
            if rename_tables(seats, random):
                best, repeats = seats, search.repeats
        if repeats <= bound.minimum or clock.over():
            break
    return best


def rename_tables(seats: Seats, random: Random) -> bool:
    """Change names of tables, two in one round, while that brings no more visits too many."""
    problem = seats.problem
    people = [p for p in range(len(problem.ids)) if p not in problem.exempt]
    visits = [[0] * problem.tables for _ in problem.ids]
    for at in seats.at:
        for p in people:
            visits[p][at[p]] += at[p] >= 0
    for number in range(TRIES):
        if number % 50 == 0 and all(n <= problem.max_visits for p in people for n in visits[p]):
            return True
        r = random.randrange(problem.rounds)
        s, t = random.sample(range(problem.tables), 2)
        movers = [p for p in people if seats.at[r][p] in (s, t)]
        before = sum(visit_excess(visits[p], problem.max_visits) for p in movers)
        swap_table_names(seats, r, s=s, t=t, movers=movers, visits=visits)
        if sum(visit_excess(visits[p], problem.max_visits) for p in movers) > before + (
            random.random() < 0.05
        ):
            swap_table_names(seats, r, s=s, t=t, movers=movers, visits=visits)
    return False


def visit_excess(visits: list[int], most: int) -> int:
    """How much too often, squared so that the worst counts most."""
    return sum((n - most) ** 2 for n in visits if n > most)


def swap_table_names(
    seats: Seats, r: int, s: int, t: int, movers: list[int], visits: list[list[int]]
) -> None:
    """Two tables of one round exchange their names, and so all their people."""
    at, tb = seats.at[r], seats.tb[r]
    tb[s], tb[t] = tb[t], tb[s]
    for p, q in enumerate(at):
        if q in (s, t):
            at[p] = s + t - q
    for p in movers:
        visits[p][s + t - at[p]] -= 1
        visits[p][at[p]] += 1
