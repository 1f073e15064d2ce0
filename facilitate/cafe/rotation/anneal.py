"""Better and better: whole paths, then single rounds, warm first and cold at the end, the best seating kept.

Rule: which exchanges are used depends on how free the event is. *Free* (nothing held): paths at a falling temperature, and
exchanges that bring no repeat. *Bound* (rounds held): exchanges that may bring a repeat at a price, then a hunt of those
let in, then a polish in which repeats never rise; where hardly anybody fits into another's place, cycles of up to five people
from hot to cold. *Dense* (repeats cannot be avoided): every exchange priced. It stops at
once when repeats and mix are at their proved bounds. Source: the experiments (points 2 to 6); Lai and Hao 2016.
Units: temperatures and weights are squared people.
"""

from collections.abc import Callable

from . import cycles, dense, soft, strict, wanted_people
from .hunt import hunt_repeats
from .seating_search import WEIGHT, SeatingSearch
from .shares import count_missing
from .state import Seats
from .wanted_people import spread_wanted_people

SHORT = 600_000  # effort in which every turn is short
FEW = 14.0  # people who may come into a place; with fewer, exchanges of two hardly lead anywhere
HARDLY_ANY = 5.0


def improve_seating(search: SeatingSearch) -> Seats:
    """Spend the effort; the best seating found."""
    search.keep()
    if not search.clock.over():
        bound = search.bound
        slack = bound.least + 2 + search.people // 50
        dense_one = bound.minimum > bound.forced or search.repeats > slack
        more = search.repeats > bound.least or (search.problem.spread and search.seats.often())
        if search.people <= 600 and dense_one and more:
            anneal_crowded(search)
        elif (
            search.tied and cycles.mean_free_places(search.seats, search.even, search.random) < FEW
        ):
            anneal_tight(search)
        elif search.tied:
            anneal_held(search)
        else:
            anneal_free(search)
        fulfil_hopes(search)
    search.clock.over()
    return search.best


def fulfil_hopes(search: SeatingSearch) -> None:
    """At the end, what is wished for at every table, where that brings no repeat."""
    if search.hopes and count_missing(search.best, search.hopes):
        search.back()
        both = [*search.rules, *search.hopes]
        spread_wanted_people(search.seats, both, search.random, 60_000, wanted_people.HOPE)
        search.even.count(search.seats)
        search.keep()


def temperature_at(share: float, warm: float, cold: float) -> float:
    """The temperature when that share of a stage is done."""
    return warm * (cold / warm) ** min(max(share, 0.0), 1.0)


def run_stage(search: SeatingSearch, until: float, work: Callable[[float], None]) -> None:
    """Repeat work until that share of the effort is spent; it is told the share of the stage."""
    start = search.clock.share
    open_rounds = search.problem.rounds - search.problem.first
    while open_rounds and search.clock.share < until and not search.clock.over():
        work((search.clock.share - start) / (until - start))
        search.keep()


def anneal_free(search: SeatingSearch) -> None:
    """Nothing held: paths carry the mix, single rounds the rest; by cycles where few fit into another's place."""
    n, problem = search.people, search.problem
    hot, mild, cool, how = 1.0, 0.45, 0.1, strict.polish_round
    walks, seats = 400 + 4 * n, 100 + n
    if n > 200:  # too few looks a person to begin hot
        hot, mild, walks, seats = 0.3, 0.1, 50 + n, 20 + 3 * n // 2
    else:
        fit = cycles.mean_free_places(search.seats, search.even, search.random)
        if fit < FEW:
            walks, how = 2 * n, cycles.polish_round
        if fit < HARDLY_ANY:  # what is frozen too early finds no way out
            hot, mild, cool = 0.8, 0.6, 0.3
        if search.clock.budget <= SHORT:
            hot, mild, walks, seats = 1.0, min(mild, 0.5), 50 + 2 * n, 20 + n // 2
    if 2 * problem.rounds > problem.tables:  # rigid: one exchange of paths touches most tables
        hot, mild = max(hot, problem.rounds / 2), max(mild, 0.7)

    def warm(share: float) -> None:
        search.walk(walks, temperature_at(share, hot, mild))
        search.sit(seats, temperature_at(share, hot, mild), 0, how)

    def cold(share: float) -> None:
        search.walk(walks // 2, temperature_at(share, mild, cool))
        search.sit(seats + n, temperature_at(share, mild, cool), 0, how)

    run_stage(search, 0.8, warm)
    search.back()
    run_stage(search, 1.0, cold)


def anneal_held(search: SeatingSearch) -> None:
    """Rounds held: repeats at a price that rises, a hunt of those left, a polish."""
    n = search.people
    hot, mild = (1.3, 0.35) if n <= 200 else (0.6, 0.2)

    def warm(share: float) -> None:
        search.walk(n, temperature_at(share, hot, mild))
        search.sit(50 + n, temperature_at(share, hot, mild), 3 + 3 * share, soft.anneal_round)

    def cold(share: float) -> None:
        search.walk(n, temperature_at(share, mild, 0.1))
        search.sit(100 + n, temperature_at(share, mild, 0.1), 0, strict.polish_round)

    def again(share: float) -> None:
        search.walk(n, temperature_at(share, hot * 0.6, mild))
        search.sit(50 + n, temperature_at(share, hot * 0.6, mild), 4 + 5 * share, soft.anneal_round)

    run_stage(search, 0.45, warm)
    chase_repeats(search)
    run_stage(search, 0.8, again)
    chase_repeats(search)
    run_stage(search, 1.0, cold)


def anneal_tight(search: SeatingSearch) -> None:
    """Rounds held, and hardly any exchange of two without a repeat: cycles, from hot to cold."""
    n = search.people

    def work(hot: float, cold: float) -> Callable[[float], None]:
        def turn(share: float) -> None:
            if search.problem.rounds - search.problem.first > 1:
                search.walk(n, temperature_at(share, hot, cold))
            search.sit(50 + n, temperature_at(share, hot, cold), 0, cycles.polish_round)

        return turn

    run_stage(search, 0.85, work(3.0, 0.4))
    search.back()
    run_stage(search, 1.0, work(0.4, 0.1))


def chase_repeats(search: SeatingSearch) -> None:
    """Drive out the repeats let in: at a high price, with an eye on the mix, and by the hunt, in turns."""
    goal = search.repeats
    for turn in range(120):
        if search.seats.repeats() <= goal or search.clock.over():
            break
        search.sit(
            10 + search.people // 4, temperature_at(turn / 120, 0.8, 0.45), 5.0, soft.anneal_round
        )
        search.keep()
        if turn % 30 == 29 and search.seats.repeats() > goal:
            annealed = search.seats
            search.seats = annealed.copy()
            left = hunt_repeats(search.seats, goal, 20_000, search.random)
            search.clock.spend((20_000 - left) * 0.5)
            search.even.count(search.seats)
            search.keep()
            if search.seats.repeats() > goal:
                search.seats = annealed
                search.even.count(annealed)
    search.back()


def anneal_crowded(search: SeatingSearch) -> None:
    """Repeats cannot be avoided: every exchange is priced; at the end a repeat costs more than any mix."""
    weight, last = WEIGHT["meet"], 20.0
    n = search.people

    problem = search.problem
    tight = problem.rounds * 2 > problem.tables * problem.max_visits
    chains = 2 * n if tight else n // 2
    # what a repeat costs freezes at a fifth of it; the mix at less
    warmest, coldest = (
        (0.3 * weight, 0.18 * weight) if search.chance <= 0 else (max(0.4 * weight, 1.0), 0.3)
    )

    def warm(share: float) -> None:
        search.sit(20 + n // 2, temperature_at(share, warmest, coldest), weight, dense.anneal_round)
        search.chain(chains, temperature_at(share, warmest, coldest), weight)
        search.walk(2 * n, temperature_at(share, 1.0, 0.4)) if not search.tied else None

    def cold(share: float) -> None:
        search.sit(20 + n // 2, temperature_at(share, 0.4, 0.1), last, dense.anneal_round)
        search.chain(chains, temperature_at(share, 0.4, 0.1), last)
        search.walk(2 * n, 0.2) if not search.tied else None

    start = search.clock.share
    turns = 5 if search.chance <= 0 else 1  # puzzles are cooled more than once
    hot = 0.95 if search.chance <= 0 else 0.75
    for turn in range(turns):
        run_stage(search, start + (1 - start) * (turn + hot) / turns, warm)
        if not search.clock.over():
            left = hunt_repeats(
                search.seats,
                search.bound.least,
                60_000,
                search.random,
                turns=8,
                over=search.clock.over,
            )
            search.clock.spend((60_000 - left) * 0.6)
            search.even.count(search.seats)
            search.keep()
            if search.priority == "meet" and search.seats.repeats() > search.repeats:
                search.back()
        run_stage(search, start + (1 - start) * (turn + 1) / turns, cold)


def improve_mix(search: SeatingSearch) -> Seats:
    """Mixed tables first, or both weighed, from the best for meeting: exchanges that bring repeats at a low price."""
    weight, n = WEIGHT[search.priority], search.people

    def work(share: float) -> None:
        search.sit(
            50 + n,
            temperature_at(share, 0.8, 0.1),
            weight,
            dense.anneal_round if n <= 600 else soft.anneal_round,
        )
        search.walk(n, temperature_at(share, 0.5, 0.1))

    run_stage(search, 1.0, work)
    search.clock.over()
    return search.best
