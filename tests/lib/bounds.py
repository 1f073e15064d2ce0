"""A small solver for tests: how low and how high a sum can be, of numbers that keep some equations (simplex, exact)."""

from collections.abc import Sequence
from fractions import Fraction

Equation = tuple[Sequence[int], int]
FAR = Fraction(10**6)


def bounds(
    wanted: Sequence[int], known: Sequence[Equation], least: Sequence[int]
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value of `wanted`, of numbers no lower than `least` that keep all equations.

    Raises ValueError where no numbers keep them; FAR stands for without end.
    """
    moved = [(row, total - sum(a * b for a, b in zip(row, least, strict=True))) for row, total in known]
    start = sum(a * b for a, b in zip(wanted, least, strict=True))
    low = _lowest([Fraction(n) for n in wanted], moved)
    high = -_lowest([Fraction(-n) for n in wanted], moved)
    return (start + low if low > -FAR else -FAR), (start + high if high < FAR else FAR)


def _lowest(costs: list[Fraction], known: Sequence[Equation]) -> Fraction:
    """The lowest value of a sum of numbers that are not negative: simplex in two phases, by Bland's rule."""
    size, rows = len(costs), []
    for number, (row, total) in enumerate(known):
        sign = -1 if total < 0 else 1
        own = [Fraction(int(place == number)) for place in range(len(known))]
        rows.append([*(Fraction(sign * n) for n in row), *own, Fraction(sign * total)])
    basis = [size + number for number in range(len(known))]
    first = [Fraction(0)] * size + [Fraction(1)] * len(known)
    if _run(rows, basis, first, size + len(known)) != 0:
        raise ValueError("no numbers keep these equations")
    for number, one in enumerate(
        basis
    ):  # what was only needed to begin leaves, or its equation says nothing new
        if one >= size:
            place = next((n for n in range(size) if rows[number][n]), None)
            if place is not None:
                _turn(rows, basis, number, place)
    kept = [number for number, one in enumerate(basis) if one < size]
    rows, basis = [rows[n] for n in kept], [basis[n] for n in kept]
    return _run(rows, basis, [*costs, *[Fraction(0)] * len(known)], size)


def _run(rows: list[list[Fraction]], basis: list[int], costs: list[Fraction], size: int) -> Fraction:
    while True:
        enters = None
        for place in range(size):
            gain = costs[place] - sum(costs[one] * row[place] for one, row in zip(basis, rows, strict=True))
            if gain < 0:
                enters = place
                break
        if enters is None:
            return sum((costs[one] * row[-1] for one, row in zip(basis, rows, strict=True)), Fraction(0))
        ratios = [(row[-1] / row[enters], basis[n], n) for n, row in enumerate(rows) if row[enters] > 0]
        if not ratios:
            return -FAR
        _turn(rows, basis, min(ratios)[2], enters)


def _turn(rows: list[list[Fraction]], basis: list[int], number: int, place: int) -> None:
    by = rows[number][place]
    rows[number] = [n / by for n in rows[number]]
    for other, row in enumerate(rows):
        if other != number and row[place]:
            times = row[place]
            rows[other] = [a - times * b for a, b in zip(row, rows[number], strict=True)]
    basis[number] = place
