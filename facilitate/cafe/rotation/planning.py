"""The plan: read, refuse what cannot be, seat, hunt, improve, judge, and say what could not be had.

Rule: every seating that leaves this file has been judged by a path of its own (judge.py) and breaks no rule; if it did, that
would be an error of the engine and is raised, never returned. Same event, seed and effort: the same seating everywhere.
Units: `deadline` in seconds, a safety stop only; effort in proposals (`search_clock.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from random import Random
from time import monotonic
from typing import Any, NamedTuple

from .anneal import improve_mix, improve_seating
from .bound import Bound, bound_of
from .company import CompanyRule
from .escorts import place_escorts
from .feasible import refuse_impossible
from .fewest_changes import SlipChanges, changes_between, seat_near_before
from .hunt import hunt_repeats
from .judge import judge_seating
from .met_tables import fill_tables
from .problem import SeatingProblem, seating_problem
from .reasons import Infeasible, SeatingReason
from .relabel import seat_without_topics, worth_it
from .search_clock import EFFORT, PRIORITIES, SearchClock, SearchProgress, budget_for
from .seating_search import HOPE, WEIGHT, WISH, SeatingSearch
from .shares import Want, not_found, wants_of
from .shortfalls import shortfall_reasons
from .start import seat_everybody
from .state import Fixed, Seats
from .wanted_people import spread_wanted_people

JUDGING = 1e-5  # seconds a seat
HUNTED = 1.0  # effort for an exchange priced in the first hunt
A_SECOND = 1_000_000  # effort
MEETING = 0.1  # of the effort, where the mix comes first
LATE = 40_000  # effort for a walk-in


class PlannedSeating(NamedTuple):
    """Who sits where (round, table, ids), how good it is, what could not be had and why, and what ended the search."""

    rounds: list[list[list[str]]]
    metrics: dict[str, Any]
    bound: int  # pairs that can meet at most
    minimum: int  # repeats at least
    why: list[SeatingReason]
    stopped: str  # "bound" "effort" "deadline" "asked"
    proposals: int
    violations: tuple[str, ...] = ()  # always empty
    changes: SlipChanges | None = None

    @property
    def repeats(self) -> int:
        """Pairs that sit together again."""
        return int(self.metrics["repeats"])

    @property
    def mix_index(self) -> float:
        """1 as even as can be, 0 as random."""
        return float(self.metrics["mix"]["mix_index"])


def plan_seating(
    event: Mapping[str, Any],
    *,
    held: Sequence[Any] = (),
    seed: int = 0,
    effort: str = "normal",
    priority: str = "meet",
    keep: Sequence[Any] | None = None,
    begin: Sequence[Any] | None = None,
    spread: bool = False,
    on_progress: Callable[[SearchProgress], object] | None = None,
    deadline: float | None = None,
) -> PlannedSeating:
    """Seat everybody in all open rounds: round, table, ids of the people at it.

    `event`: as `facilitate rotate --help` describes it. `held`: rounds that stay; `keep`: an earlier seating whose slips are to
    change least; `begin`: rounds near which the search begins, nothing held. `effort`: "quick", "normal" or "long"; `priority`:
    "meet" (few repeats first), "mixed" (the mix first) or "balanced". `spread`: where repeats cannot be avoided, rather more
    pairs twice than some in every round (`why` says which it is). `deadline`: seconds; `on_progress` is asked as the search
    goes on, False stops it. The same `seed` seats alike, unless a deadline cut the search. Raises Malformed for an event that
    contradicts its format, Infeasible with the reason where no seating keeps every rule, ValueError for another effort or
    priority.
    """
    if effort not in EFFORT or priority not in PRIORITIES:
        raise ValueError(
            f"effort is one of {', '.join(EFFORT)}; priority one of {', '.join(PRIORITIES)}"
        )
    problem = seating_problem(event, held)
    problem.spread = spread
    if deadline is not None:  # what judging takes in the end
        deadline -= min(deadline / 2, JUDGING * len(problem.ids) * problem.rounds)
    until = None if deadline is None else monotonic() + deadline

    def searched(how: str, start: float, end: float) -> PlannedSeating:
        """One search, whose progress is shown as that part of the whole."""

        def watch(progress: SearchProgress) -> object:
            share = start + (end - start) * progress.share
            return on_progress(progress._replace(share=share)) if on_progress else None

        left = None if until is None else until - monotonic()
        budget = budget_for(how, len(problem.ids))
        if deadline is not None:  # cool down within the time that most machines need
            budget = min(budget, int(deadline * A_SECOND))
        clock = SearchClock(budget, left, watch if on_progress else None)
        return arrange_seating(
            problem,
            clock,
            seed=seed,
            hunting=hunt_budget(how, problem),
            priority=priority,
            keep=keep,
            begin=begin,
        )

    if effort != "long":
        return searched(effort, 0.0, 1.0)
    usual = searched("normal", 0.0, 0.08)
    if usual.stopped != "effort":
        return usual
    patient = searched("long", 0.08, 1.0)
    if seating_cost(patient, priority) <= seating_cost(usual, priority):
        return patient
    return usual._replace(stopped=patient.stopped, proposals=usual.proposals + patient.proposals)


def seating_cost(seating: PlannedSeating, priority: str) -> tuple[float, ...]:
    """What a longer search may not make worse, the most important number first; less is better."""
    metrics = seating.metrics
    slips = seating.changes.number if seating.changes else 0
    ss = metrics["mix"]["ss"] - WISH * metrics["wishes_met"]
    ss += HOPE * sum(
        one.get("at_least", {}).get("missing", 0)
        for one in metrics["mix"].values()
        if isinstance(one, dict)
    )
    ss += HOPE * sum(one["tables"] - one["met"] for one in metrics.get("wants", ()))
    repeats = metrics["repeats"] + metrics.get("met_again", 0)
    if priority == "meet":
        return slips, repeats, ss
    if priority == "mixed":
        return slips, ss, repeats
    return slips, ss + WEIGHT["balanced"] * repeats


def seat_late(
    event: Mapping[str, Any], rounds: Sequence[Any], *, held: Sequence[Any] = (), seed: int = 0
) -> PlannedSeating:
    """Seat everybody who has no seat yet in an open round where it hurts least.

    `rounds`: the seating so far; nobody else's path changes unless a rule forces it (`PlannedSeating.changes`). People of `held`
    who are not in the event are left out, tables it has more are empty there. Raises Malformed and Infeasible.
    """
    tables = event["tables"]
    people = {guest["id"] for guest in event["participants"]}
    past = [
        [[name for name in table if name in people] for table in one] + [[]] * (tables - len(one))
        for one in held
    ]
    problem = seating_problem(event, past)
    return arrange_seating(
        problem,
        SearchClock(LATE, None, None),
        seed=seed,
        hunting=LATE,
        priority="meet",
        keep=rounds,
    )


def arrange_seating(
    problem: SeatingProblem,
    clock: SearchClock,
    seed: int,
    hunting: int,
    priority: str,
    keep: Sequence[Any] | None,
    begin: Sequence[Any] | None = None,
) -> PlannedSeating:
    """Seat everybody of a problem: every stage, one after the other, as long as the clock's effort lasts.

    `hunting`: how many exchanges the first hunt for repeats may price; `begin`: rounds near which the search begins. Raises
    Infeasible.
    """
    refuse_impossible(problem)
    bound = bound_of(problem)
    fixed = Fixed(problem)
    random = Random(seed)
    rules = wants_of(problem, hard=True)
    if keep is not None:
        seats = seat_near_before(
            fixed, keep, random, tries=max(4, min(40, 6_000 // max(len(problem.ids), 1)))
        )
        if rules and spread_wanted_people(
            seats, rules, random
        ):  # nobody else may move: all are seated anew
            fixed = Fixed(problem)
            seats = seat_everybody(fixed, random, clock.over)
        movers = max((bits.bit_count() for bits in fixed.singles[problem.first :]), default=0)
        clock.budget = int(clock.budget * min(1.0, 0.02 + movers / max(len(problem.ids), 1)))
    else:
        if problem.wants and not place_escorts(fixed, random):
            fixed = Fixed(problem)
        seats = begin_near(fixed, begin, random) or seat_everybody(fixed, random, clock.over)
    left = hunt_repeats(seats, bound.least, hunting, random, turns=40, over=clock.over)
    clock.spend((hunting - left) * HUNTED)
    if keep is None and worth_it(problem, seats.repeats(), bound.least) and not clock.over():
        seats = seat_without_topics(fixed, clock, random, seats.repeats()) or seats
    if rules and spread_wanted_people(seats, rules, random):
        seats = start_with_rules(fixed, rules, random)
    budget = clock.budget
    if priority == "mixed":
        clock.budget = int(budget * MEETING)
    best = improve_seating(SeatingSearch(seats, bound, clock, random))
    more = budget - clock.spent if priority == "mixed" else budget // 2
    if priority != "meet" and clock.add(more):
        best = improve_mix(
            SeatingSearch(seats=best, bound=bound, clock=clock, random=random, priority=priority)
        )
    if not keep:  # slips that are printed change as little as can be
        before = best.repeats()
        worth = inf if priority == "meet" else WEIGHT[priority]
        fill_tables(best, wants_of(problem, hard=False), rules, random, worth)
        problem.paid = best.repeats() - before
    return finish_seating(problem, bound, seats=best, clock=clock, keep=keep)


def begin_near(fixed: Fixed, begin: Sequence[Any] | None, random: Random) -> Seats | None:
    """A legal start near these rounds; None where there are none, or nothing legal is near."""
    if begin is None or len(begin) != fixed.problem.rounds:
        return None
    try:
        seats = seat_near_before(Fixed(fixed.problem), begin, random, tries=4)
    except Infeasible:
        return None
    seats.fixed = fixed  # who moved from there is nothing to count: everybody may go on moving
    return seats


def start_with_rules(fixed: Fixed, rules: list[Want | CompanyRule], random: Random) -> Seats:
    """Another start, from which the rules about every table can be kept."""
    for _ in range(3):
        seats = seat_everybody(fixed, random)
        if not spread_wanted_people(seats, rules, random, 600_000):
            return seats
    raise not_found(rules)


def hunt_budget(effort: str, problem: SeatingProblem) -> int:
    """How many exchanges the first hunt may price, by effort and by how many people there are."""
    return {"quick": 100_000, "normal": 400_000, "long": 4_000_000}[effort] + 200 * len(problem.ids)


def finish_seating(
    problem: SeatingProblem,
    bound: Bound,
    seats: Seats,
    clock: SearchClock,
    keep: Sequence[Any] | None,
) -> PlannedSeating:
    """Judge the seating and put the answer together."""
    rounds = seats.named()
    metrics = judge_seating(problem, rounds, bound)
    if metrics["violations"]:
        raise RuntimeError(f"the engine broke a rule: {metrics['details']}")
    return PlannedSeating(
        rounds=rounds,
        metrics=metrics,
        bound=bound.distinct,
        minimum=bound.minimum,
        why=shortfall_reasons(problem, bound, metrics, rounds),
        stopped=clock.stopped or "effort",
        proposals=clock.spent,
        changes=None if keep is None else changes_between(problem, keep, rounds),
    )
