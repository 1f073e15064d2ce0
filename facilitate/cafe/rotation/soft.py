"""Exchanges of two people of one round in which at most one pair meets again, at a price.

Rule: cost = weight * repeats + sum of squares. Where rounds already held leave hardly any exchange without a repeat, the way to
a better seating leads through one or two repeats, which are hunted afterwards; three looks in ten begin with somebody who
sits with a person met before. Source: the experiments (point 4). Units: squared people; `weight` is those a repeat costs.
"""

from .noise import NOISE, SIZE
from .roundwork import RoundWork


def anneal_round(work: RoundWork, scans: int, temperature: float, weight: float) -> int:
    """So many people look for the best exchange; exchanges made."""
    at, tb, met, draw, movers = work.at, work.tb, work.met, work.random.random, work.movers
    wrong: list[int] = []
    made = 0
    for _ in range(scans):
        if wrong and draw() < 0.3:
            a = wrong[int(draw() * len(wrong))]
            if not met[a] & tb[at[a]]:
                wrong.remove(a)
                continue
        else:
            a = movers[int(draw() * len(movers))]
        b = best_partner(work, a, temperature, weight)
        if b >= 0:
            work.rotate((a, b))
            made += 1
            for p in (a, b):
                if met[p] & tb[at[p]]:
                    wrong.append(p)
    return made


def best_partner(work: RoundWork, a: int, temperature: float, weight: float) -> int:
    """The partner of least price with noise; -1: better to stay."""
    at, tb, met, apart = work.at, work.tb, work.met, work.apart
    s, bit = at[a], 1 << a
    rest = tb[s] ^ bit
    once = twice = 0
    for p in work.members[s]:
        if p != a:
            mine = met[p]
            twice |= once & mine
            once |= mine
            if p in apart:
                twice |= apart[p]
    come = work.come[s] & ~rest & ~twice & ~bit
    if not come:
        return -1
    mine, clean, one = met[a], 0, 0
    foes = apart.get(a, 0)
    for t in work.tables_of(a):
        there = tb[t]
        if foes & there:
            continue
        x = mine & there
        if not x:
            clean |= there
        else:
            y = x & (x - 1)
            if not y:
                clean |= x
                one |= there ^ x
            elif not y & (y - 1):
                one |= x
    old = (mine & rest).bit_count()
    none = come & ~once
    some = come & once
    kinds = [(none & clean, 0), ((some & clean) | (none & one), 1)]
    if old:
        kinds.append((some & one, 2))
    return cheapest_partner(work, a, kinds=kinds, old=old, temperature=temperature, weight=weight)


def cheapest_partner(
    work: RoundWork,
    a: int,
    kinds: list[tuple[int, int]],
    old: int,
    temperature: float,
    weight: float,
) -> int:
    """The best of several sets of partners, each with the repeats that it brings."""
    at, tb, pots, met, draw = work.at, work.tb, work.pots, work.met, work.random.random
    kind = work.kind
    s, i = at[a], kind[a]
    here, gap = pots[s], work.even.gap(i)
    mine = here[i]
    best, least = -1, 0.0
    for can, repeats in kinds:
        price = (repeats - old) * weight
        work.steps += can.bit_count()
        while can:
            low = can & -can
            can ^= low
            b = low.bit_length() - 1
            t = at[b]
            there, k = pots[t], kind[b]
            change = price + here[k] - mine + there[i] - there[k] + 2 * gap[k]
            change -= temperature * NOISE[int(draw() * SIZE)]
            freed = met[b] & tb[t]
            if freed:
                change -= weight * freed.bit_count()
            if work.wishes:
                change -= work.gain(a, s, t) + work.gain(b, t, s)
            if change < least:
                best, least = b, change
    return best
