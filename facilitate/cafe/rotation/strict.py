"""Exchanges of two or three people of one round in which nobody meets anyone again.

Rule: bits say at once who may come to a table that somebody leaves, and whom that person may replace; where two people find no
exchange, three do (a to b's seat, b to c's, c to a's): in dense events that is ten times as many. The least of change -
temperature * noise is taken, staying included. Repeats never rise. Units: squared people; one scan is one person's look.
"""

from .noise import NOISE, SIZE
from .roundwork import FEW, RoundWork
from .state import people_in

ENOUGH = 6  # exchanges of two people after which none of three is looked for


def polish_round(work: RoundWork, scans: int, temperature: float, _weight: float = 0.0) -> int:
    """So many people look for the best exchange; exchanges made."""
    at, tb, bar, draw = work.at, work.tb, work.bar, work.random.random
    movers, members, come = work.movers, work.members, work.come
    fits: dict[int, int] = {}  # person -> whom they may replace
    made = steps = 0
    fresh = (
        1 + min(len(work.open_people), FEW) // 4
    )  # what it takes to look at all tables, in partners priced
    for _ in range(scans):
        a = movers[int(draw() * len(movers))]
        s = at[a]
        taken = tb[s]
        for p in members[s]:
            if p != a:
                taken |= bar[p]
        can = come[s] & ~taken
        if not can:
            continue
        mine = fits.get(a)
        if mine is None:
            mine = fits[a] = replaceable_people(work, a)
            steps += fresh
        best, least = best_pair(work, a, can & mine, temperature)
        pairs = (can & mine).bit_count()
        steps += pairs
        if pairs < ENOUGH:
            steps += (mine & ~tb[s]).bit_count()
            for b in people_in(mine & ~tb[s]):
                his = fits.get(b)
                if his is None:
                    his = fits[b] = replaceable_people(work, b)
                    steps += fresh
                third = his & can & ~tb[at[b]]
                if third:
                    steps += third.bit_count()
                    c, change = best_third(
                        work, a, b=b, can=third, temperature=temperature, least=least
                    )
                    if c >= 0:
                        best, least = (b, c), change
        if best:
            work.rotate((a, *best))
            fits.clear()
            made += 1
    work.steps += steps
    return made


def replaceable_people(work: RoundWork, a: int) -> int:
    """People in whose place this person would sit with nobody met, as bits."""
    mine, tb, out = work.bar[a], work.tb, 0
    for t in work.tables_of(a):
        there = tb[t]
        met = mine & there
        if not met:
            out |= there
        elif not met & (met - 1):
            out |= met
    return out & work.singles


def best_pair(
    work: RoundWork, a: int, can: int, temperature: float
) -> tuple[tuple[int, ...], float]:
    """The best partner of `a` among these, and its price with noise; none: staying."""
    at, pots, draw, kind = work.at, work.pots, work.random.random, work.kind
    s, i = at[a], kind[a]
    here, gap = pots[s], work.even.gap(i)
    mine = here[i]
    best, least = -1, 0.0
    while can:
        low = can & -can
        can ^= low
        b = low.bit_length() - 1
        there, k = pots[at[b]], kind[b]
        change = here[k] - mine + there[i] - there[k] + 2 * gap[k]
        change -= temperature * NOISE[int(draw() * SIZE)]
        if work.wishes:
            change -= work.gain(a, s, at[b]) + work.gain(b, at[b], s)
        if change < least:
            best, least = b, change
    return ((best,) if best >= 0 else ()), least


def best_third(
    work: RoundWork, a: int, b: int, can: int, temperature: float, least: float
) -> tuple[int, float]:
    """The best third person when a takes b's seat and b theirs; -1 where nothing is below `least`."""
    at, pots, draw, kind = work.at, work.pots, work.random.random, work.kind
    s, t, i, k = at[a], at[b], kind[a], kind[b]
    here, there = pots[s], pots[t]
    to_a, to_b = work.even.gap(i), work.even.gap(k)
    first = there[i] - there[k] + to_a[k] - here[i]
    if work.wishes:
        first -= work.gain(a, s, t)
    best = -1
    while can:
        low = can & -can
        can ^= low
        c = low.bit_length() - 1
        u, x = at[c], kind[c]
        beyond = pots[u]
        change = first + beyond[k] - beyond[x] + to_b[x] + here[x] + to_a[x]
        change -= temperature * NOISE[int(draw() * SIZE)]
        if work.wishes:
            change -= work.gain(b, t, u) + work.gain(c, u, s)
        if change < least:
            best, least = c, change
    return best, least
