"""More even tables after some were filled with what was wished for: people who count alike for every wish change places.

Filling takes whoever has the value, however uneven a table gets by it. Rule: two people of one round exchange their seats where
that lowers the weighted sum of squares (`even.py`) by more than the repeats and topic wishes it costs are worth, both count alike for every wish for
a share, and no rule or other wish loses anything. The best exchange first, until there is none. Units: squared people, repeats.
"""

from collections.abc import Sequence
from random import Random

from .company import CompanyRule
from .even import Even
from .seating_search import WISH
from .shares import Want
from .state import Seats, people_in
from .wanted_people import HOPE, Raising

PAIRS, EXCHANGES = 60_000, 200
"""Pairs of people of a round that are priced at most, and exchanges made in it."""
LEAST = 1e-9
"""Less is no gain: sums of fractions differ by as much."""
Exchange = tuple[int, int, int, int]
"""Two people, and the tables they leave."""


def even_alike(
    seats: Seats, wants: Sequence[Want | CompanyRule], random: Random, worth: float
) -> int:
    """Exchange people in every open round while it gets more even; how many exchanges were made.

    `worth`: of one repeat more, in squared people; infinite where nobody is to meet more often.
    """
    even, made = Even(seats), 0
    marks = [
        sum(
            1 << place
            for place, want in enumerate(wants)
            if isinstance(want, Want) and want.people >> p & 1
        )
        for p in range(len(seats.problem.ids))
    ]
    for r in range(seats.problem.first, seats.problem.rounds):
        work = Raising(seats, r=r, wants=wants, random=random, repeat=HOPE)
        if work.singles.bit_count() ** 2 > 2 * PAIRS:
            continue
        for _turn in range(EXCHANGES):
            best = find_exchange(work, even, marks, worth)
            if best is None:
                break
            a, s, b, t = best
            seats.move(r, a, t)
            seats.move(r, b, s)
            even.count_round(seats, r)
            made += 1
    return made


def find_exchange(work: Raising, even: Even, marks: Sequence[int], worth: float) -> Exchange | None:
    """The exchange that lowers the sum of squares most; None where none does. `marks`: people with the same one count alike."""
    tables, kinds = work.tb[:-1], even.kind
    pots = [even.pot(row) for row in even.rows[work.r]]
    found: list[tuple[float, Exchange]] = []
    for s, here in enumerate(tables):
        mine = list(people_in(here & work.singles))
        for t in range(s + 1, len(tables)):
            for b in people_in(tables[t] & work.singles):
                for a in mine:
                    i, j = kinds[a], kinds[b]
                    if i == j or marks[a] != marks[b]:
                        continue
                    change = pots[s][j] - pots[s][i] + pots[t][i] - pots[t][j]
                    change += 2 * even.gap(i)[j]
                    if change < -LEAST:
                        found.append((change, (a, s, b, t)))
    return next(
        (
            one
            for change, one in sorted(found)
            if may_exchange(work, one) and change + cost_of_exchange(work, one, worth) < -LEAST
        ),
        None,
    )


def cost_of_exchange(work: Raising, one: Exchange, worth: float) -> float:
    """What repeats and topic wishes are worth that it costs, in squared people; repeats that go are no gain."""
    a, s, b, t = one
    more = work.repeats([a], [b], work.tb[s] ^ 1 << a, work.tb[t] ^ 1 << b)
    lost = lost_wishes(work, a, s, t) + lost_wishes(work, b, t, s)
    return (worth * more if more > 0 else 0.0) + WISH * lost


def lost_wishes(work: Raising, person: int, leaves: int, takes: int) -> int:
    """How many of a person's topic wishes come true no longer; below 0 where one more does."""
    problem = work.seats.problem
    wanted = () if person in problem.exempt else problem.wishes[person]
    others = {at[person] for r, at in enumerate(work.seats.at) if r != work.r}
    return (leaves in wanted and leaves not in others) - (takes in wanted and takes not in others)


def may_exchange(work: Raising, one: Exchange) -> bool:
    """Whether it breaks no rule and takes nothing from what is wished."""
    a, s, b, t = one
    here, there = work.tb[s], work.tb[t]
    rest_s, rest_t = here ^ 1 << a, there ^ 1 << b
    return work.legal([a], [b], s=s, t=t) and work.short(rest_s | 1 << b) + work.short(
        rest_t | 1 << a
    ) <= work.short(here) + work.short(there)
