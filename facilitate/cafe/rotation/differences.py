"""Difference matrices for tables whose number is no power of a prime: found once, offline, and shipped in `differences.txt`.

Rule: each row of the file is a number of tables, the factors of the group (10, or 2x10), rounds, columns, and the columns, a
digit (0–9, a–z) a round. Of a row any first rounds and any columns may be taken; those with fewest equal differences are kept.
Where no row fits, the columns are annealed here: a random entry changes, or two of one column change places, and equal
differences are what is priced. Every column has each entry once, so that nobody sees a table twice.
Source: difference matrices (Bose and Bush 1952); social golfers by them: Miller, Valkov and Abel 2026 (Symmetry 18(2) 269); the rows were
found by this annealing in a compiled program and are counted again by a test. Units: equal differences; each costs as many repeats as
there are tables.
"""

from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from .noise import NOISE, SIZE

Vectors = list[list[int]]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SHIPPED = Path(__file__).with_name("differences.txt")
HEAT = (0.9, 0.12)
MOVES = 240_000  # for one column; about a third of a second


class DifferenceMatrix(NamedTuple):
    """One matrix of the file."""

    tables: int
    factors: tuple[int, ...]
    rounds: int
    columns: Vectors


@cache
def shipped_matrices() -> tuple[DifferenceMatrix, ...]:
    """All rows of the file."""
    out = []
    for line in SHIPPED.read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            tables, factors, rounds, _columns, *columns = line.split()
            out.append(
                DifferenceMatrix(
                    tables=int(tables),
                    factors=tuple(int(one) for one in factors.split("x")),
                    rounds=int(rounds),
                    columns=[[DIGITS.index(digit) for digit in one] for one in columns],
                )
            )
    return tuple(out)


def subtraction_table(add: list[list[int]]) -> list[list[int]]:
    """The subtraction of a group."""
    tables = len(add)
    minus = [[0] * tables for _ in range(tables)]
    for x in range(tables):
        for y in range(tables):
            minus[add[x][y]][y] = x
    return minus


def equal_differences(minus: list[list[int]], one: list[int], other: list[int]) -> int:
    """How many differences of two columns are there already."""
    return len(one) - len({minus[x][y] for x, y in zip(one, other, strict=True)})


def count_collisions(minus: list[list[int]], columns: Vectors) -> int:
    """Equal differences of all pairs of columns."""
    return sum(
        equal_differences(minus, one, other)
        for k, one in enumerate(columns)
        for other in columns[:k]
    )


def best_columns(minus: list[list[int]], columns: Vectors, number: int) -> Vectors:
    """So many of the columns, the worst left out one after the other."""
    left = columns[:]
    while len(left) > number:
        price = [
            sum(equal_differences(minus, one, other) for other in left if other is not one)
            for one in left
        ]
        left.pop(len(left) - 1 - price[::-1].index(max(price)))
    return left


def anneal_columns(minus: list[list[int]], start: Vectors, random: Random, moves: int) -> Vectors:
    """The columns with fewest equal differences that so many moves find."""
    tables, rounds, number = len(minus), len(start[0]), len(start)
    columns = [one[:] for one in start]
    count = [[[0] * tables for _ in columns] for _ in columns]
    for j, one in enumerate(columns):
        for k, other in enumerate(columns):
            for x, y in zip(one, other, strict=True):
                count[j][k][minus[x][y]] += 1
    now = least = count_collisions(minus, columns)
    best, draw = [one[:] for one in columns], random.random
    for move in range(moves):
        if not least:
            break
        heat = HEAT[0] * (HEAT[1] / HEAT[0]) ** (move / moves)
        j, r, new = int(draw() * number), int(draw() * rounds), int(draw() * tables)
        one = columns[j]
        old = one[r]
        if old == new:
            continue
        changes = [(r, old, new)]
        if new in one:
            changes.append((one.index(new), new, old))
        change = 0
        for k, other in enumerate(columns):
            if k != j:
                row = count[j][k]
                for q, was, will in changes:
                    x, y = minus[was][other[q]], minus[will][other[q]]
                    row[x] -= 1
                    change -= row[x] > 0
                    change += row[y] > 0
                    row[y] += 1
        keep = change <= heat * NOISE[int(draw() * SIZE)]
        for k, other in enumerate(columns):
            if k != j:
                for q, was, will in changes:
                    if keep:
                        count[k][j][minus[other[q]][was]] -= 1
                        count[k][j][minus[other[q]][will]] += 1
                    else:
                        count[j][k][minus[was][other[q]]] += 1
                        count[j][k][minus[will][other[q]]] -= 1
        if keep:
            for q, _was, will in changes:
                one[q] = will
            now += change
            if now < least:
                least, best = now, [column[:] for column in columns]
    return best


def random_columns(tables: int, rounds: int, columns: int, random: Random) -> Vectors:
    """Columns at random, each entry once."""
    return [random.sample(range(tables), rounds) for _ in range(columns)]
