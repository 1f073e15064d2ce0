"""Exchanges of two people of one round where repeats cannot be avoided: every exchange is priced by its repeats.

Rule: cost = weight * (repeats + a third of those that are a third meeting or more) + sum of squares; without the third, some
pairs would sit together in every round. Two `bit_count`s a table and four a partner. Source: the experiments (point 6).
Units: squared people; `weight` is those a repeat costs; one scan prices all partners of one person.
"""

from collections.abc import Iterable

from .noise import NOISE, SIZE
from .roundwork import RoundWork
from .state import bits_of, people_in

CHOICES = 6  # of people to exchange a block with


def anneal_round(work: RoundWork, scans: int, temperature: float, weight: float) -> int:
    """So many people look for the best exchange; exchanges made."""
    twice = work.seats.met_twice(work.r)
    draw, movers, made = work.random.random, work.movers, 0
    for _ in range(scans):
        a = movers[int(draw() * len(movers))]
        b = best_partner(work, a, twice=twice, temperature=temperature, weight=weight)
        if b >= 0:
            work.rotate((a, b))
            made += 1
    return made


def best_partner(
    work: RoundWork, a: int, twice: list[int], temperature: float, weight: float
) -> int:
    """The partner of least price with noise; -1: better to stay."""
    at, tb, met, pots, apart = work.at, work.tb, work.met, work.pots, work.apart
    kind, draw = work.kind, work.random.random
    s, i, mine, often = at[a], kind[a], met[a], twice[a]
    third = work.third
    rest, here, foes, gap = tb[s] ^ (1 << a), pots[s], apart.get(a, 0), work.even.gap(i)
    was = (mine & rest).bit_count() + third * (often & rest).bit_count()
    best, least = -1, 0.0
    for t in work.tables_of(a):
        if t == s:
            continue
        there, row = tb[t], pots[t]
        stay = row[i] - here[i]
        come = (mine & there).bit_count() + third * (often & there).bit_count() - was
        able = there & work.come[s]
        work.steps += able.bit_count()
        for b in people_in(able):
            his, more, k = met[b], twice[b], kind[b]
            repeats = come + (his & rest).bit_count() - (his & there).bit_count() - (mine >> b & 1)
            if more or often:
                repeats += third * (
                    (more & rest).bit_count() - (more & there).bit_count() - (often >> b & 1)
                )
            change = weight * repeats - temperature * NOISE[int(draw() * SIZE)]
            change += here[k] + stay - row[k] + 2 * gap[k]
            if work.wishes:
                change -= work.gain(a, s, t) + work.gain(b, t, s)
            if change < least and not (
                foes & (there ^ (1 << b)) or apart and apart.get(b, 0) & rest
            ):
                best, least = b, change
    return best


def exchange_blocks(work: RoundWork, tries: int, temperature: float, weight: float) -> int:
    """People bound together exchange with as many others of another table, whole blocks of theirs among them; exchanges made."""
    free, tb = work.seats.fixed.loose[work.r], work.tb
    if not free or work.seats.fixed.still:
        return 0
    draw, made, tables = work.random.random, 0, len(work.open_people)
    for _ in range(min(tries, 3 * len(free))):
        block = free[int(draw() * len(free))]
        s, t = work.at[block[0]], int(draw() * tables)
        if s == t or not all(work.open_people[t] >> p & 1 for p in block):
            continue
        mine = bits_of(block)
        before = met_at(work, tb[s]) + met_at(work, tb[t])
        best: list[int] = []
        least = temperature * NOISE[int(draw() * SIZE)]
        for others in block_partners(work, block, s, t):
            theirs = bits_of(others)
            here, there = tb[s] ^ mine | theirs, tb[t] ^ theirs | mine
            if is_apart(work, others, here) or is_apart(work, block, there):
                continue
            change = weight * (met_at(work, here) + met_at(work, there) - before)
            change += work.block_price(block, tuple(others), s, t)
            if change < least:
                best, least = others, change
        if best:
            made += 1
            for p in block:
                work.shift(p, s, t)
            for p in best:
                work.shift(p, t, s)
    return made


def block_partners(work: RoundWork, block: list[int], s: int, t: int) -> list[list[int]]:
    """A few choices of people at table t, blocks whole, as many as the block, who may all sit at table s."""
    units = [[p] for p in people_in(work.tb[t] & work.come[s])]
    units += [
        other
        for other in work.seats.fixed.loose[work.r]
        if work.at[other[0]] == t and all(work.open_people[s] >> p & 1 for p in other)
    ]
    out: list[list[int]] = []
    for _ in range(CHOICES):
        work.random.shuffle(units)
        chosen: list[int] = []
        for unit in units:
            if len(chosen) + len(unit) <= len(block):
                chosen = chosen + unit
        if len(chosen) == len(block) and sorted(chosen) not in out:
            out.append(sorted(chosen))
    work.steps += 12 * len(out) + 12
    return out


def met_at(work: RoundWork, table: int) -> int:
    """Pairs of a table that met in other rounds."""
    return sum((work.met[p] & table).bit_count() for p in people_in(table)) // 2


def is_apart(work: RoundWork, people: Iterable[int], table: int) -> bool:
    """Is anybody of these kept apart from somebody of the table?"""
    return any(work.apart.get(p, 0) & table for p in people) if work.apart else False
