"""Exchanges of two people of one round where repeats cannot be avoided: every exchange is priced by its repeats.

Rule: cost = weight * (repeats + a third of those that are a third meeting or more) + sum of squares; without the third, some
pairs would sit together in every round. Two `bit_count`s a table and four a partner. Source: the experiments (point 6).
Units: squared people; `weight` is those a repeat costs; one scan prices all partners of one person.
"""

from .noise import NOISE, SIZE
from .roundwork import RoundWork
from .state import people_in

THIRD = 0.34


def anneal(work: RoundWork, scans: int, temperature: float, weight: float) -> int:
    """So many people look for the best exchange; exchanges made."""
    twice = work.seats.met_twice(work.r)
    draw, movers, made = work.random.random, work.movers, 0
    for _ in range(scans):
        a = movers[int(draw() * len(movers))]
        b = look(work, a, twice, temperature, weight)
        if b >= 0:
            work.rotate((a, b))
            made += 1
    return made


def look(work: RoundWork, a: int, twice: list[int], temperature: float, weight: float) -> int:
    """The partner of least price with noise; -1: better to stay."""
    at, tb, met, rows, apart = work.at, work.tb, work.met, work.rows, work.apart
    sector, region, draw = work.sector, work.region, work.random.random
    s, i, j, mine, often = at[a], sector[a], region[a], met[a], twice[a]
    rest, here, foes = tb[s] ^ (1 << a), rows[s], apart.get(a, 0)
    was = (mine & rest).bit_count() + THIRD * (often & rest).bit_count()
    best, least = -1, 0.0
    for t in work.tables_of(a):
        if t == s:
            continue
        there, row = tb[t], rows[t]
        come = (mine & there).bit_count() + THIRD * (often & there).bit_count() - was
        for b in people_in(there & work.come[s]):
            his, more, k, m = met[b], twice[b], sector[b], region[b]
            repeats = come + (his & rest).bit_count() - (his & there).bit_count() - (mine >> b & 1)
            if more or often:
                repeats += THIRD * ((more & rest).bit_count() - (more & there).bit_count() - (often >> b & 1))
            change = weight * repeats - temperature * NOISE[int(draw() * SIZE)]
            if i != k:
                change += 2 * (here[k] - here[i] + row[i] - row[k]) + 4
            if j != m:
                change += 2 * (here[m] - here[j] + row[j] - row[m]) + 4
            if work.wishes:
                change -= work.gain(a, s, t) + work.gain(b, t, s)
            if change < least and not (foes & (there ^ (1 << b)) or apart and apart.get(b, 0) & rest):
                best, least = b, change
    return best
