"""A small solver for tests: how low and how high a sum can be, of numbers that keep some equations (simplex, exact).

All in whole numbers over one divisor: a turn multiplies by its pivot and divides by the pivot before, without a rest.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

Equation = tuple[Sequence[int], int]
FAR = Fraction(10**6)


class Table(NamedTuple):
    """Equations solved for the numbers of `basis`, one a row, all over `divisor`; the total is the last number of a row."""

    rows: list[list[int]]
    basis: list[int]
    divisor: int


def find_bounds(
    wanted: Sequence[int], known: Sequence[Equation], least: Sequence[int]
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value of `wanted`, of numbers no lower than `least` that keep all equations.

    Raises ValueError where no numbers keep them; FAR stands for without end.
    """
    moved = [
        (tuple(row), total - sum(a * b for a, b in zip(row, least, strict=True)))
        for row, total in known
    ]
    start = sum(a * b for a, b in zip(wanted, least, strict=True))
    table, low = _lowest(_first(tuple(moved), len(wanted)), list(wanted))
    high = -_lowest(table, [-n for n in wanted])[1]
    return (start + low if low > -FAR else -FAR), (start + high if high < FAR else FAR)


@lru_cache(maxsize=4)
def _first(known: tuple[tuple[tuple[int, ...], int], ...], size: int) -> Table:
    """Some numbers that are not negative and keep the equations: the first phase of the simplex."""
    rows = []
    for number, (row, total) in enumerate(known):
        sign = -1 if total < 0 else 1
        own = [int(place == number) for place in range(len(known))]
        rows.append([*(sign * n for n in row), *own, sign * total])
    needed = Table(rows, [size + number for number in range(len(known))], 1)
    (rows, basis, divisor), left = _lowest(needed, [0] * size + [1] * len(known), size)
    if left != 0:
        raise ValueError("no numbers keep these equations")
    for number, one in enumerate(
        basis
    ):  # what was only needed to begin leaves, or its equation says nothing new
        place = next((n for n in range(size) if rows[number][n]), None)
        if one >= size and place is not None:
            if rows[number][place] < 0:
                rows[number] = [-n for n in rows[number]]
            divisor = _turn(rows, number, place, divisor)
            basis[number] = place
    kept = [number for number, one in enumerate(basis) if one < size]
    return Table([[*rows[n][:size], rows[n][-1]] for n in kept], [basis[n] for n in kept], divisor)


def _lowest(table: Table, costs: list[int], size: int = 0) -> tuple[Table, Fraction]:
    """The lowest value of a sum of numbers that are not negative, and where it is: by Bland's rule.

    Only the first `size` numbers may come in, all where it is 0.
    """
    rows, basis, divisor = [list(row) for row in table.rows], list(table.basis), table.divisor
    gains = [divisor * n for n in (*costs, 0)]
    for one, row in zip(basis, rows, strict=True):
        gains = [gain - costs[one] * n for gain, n in zip(gains, row, strict=True)]
    rows.append(gains)
    while True:
        enters = next((place for place in range(size or len(costs)) if rows[-1][place] < 0), None)
        if enters is None:
            return Table(rows[:-1], basis, divisor), Fraction(-rows[-1][-1], divisor)
        ratios = [
            (Fraction(row[-1], row[enters]), basis[n], n)
            for n, row in enumerate(rows[:-1])
            if row[enters] > 0
        ]
        if not ratios:
            return Table(rows[:-1], basis, divisor), -FAR
        number = min(ratios)[2]
        divisor = _turn(rows, number, enters, divisor)
        basis[number] = enters


def _turn(rows: list[list[int]], number: int, place: int, divisor: int) -> int:
    """Let a number into the basis; the divisor from now on."""
    own, by = rows[number], rows[number][place]
    for other, row in enumerate(rows):
        if other != number:
            times = row[place]
            rows[other] = [(by * a - times * b) // divisor for a, b in zip(row, own, strict=True)]
    return by
