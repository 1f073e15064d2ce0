"""Leaving small groups out of what leaves the house, so that nobody can be recognised in it.

Statistics never expose a group of fewer than three people. Two rules of statistical offices see to that:

Cell suppression, for counts. A count of one or two is left out (primary suppression); one that is left out alone
could be worked out from the total, so others of its row go with it until at least two are missing that are not
all of one person each (secondary suppression). A zero exposes nobody and stays.

k-anonymity by generalisation, for rows of one person each (L. Sweeney, 2002, with k = 3). What tells people apart
is shown of a row only as far as at least three rows show the same; those that would stand alone say less.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 3
"""The smallest group that may be shown, in people."""


def together(parts: Sequence[tuple[int, int]]) -> set[int]:
    """The places to hide, of (people, place) pairs whose total is shown: fewest people first, nobody left out.

    The small groups, and what hides them from their total. Where that would need more people than there are,
    all are hidden and the total must not be shown either (see `total`).
    """
    hidden: set[int] = set()
    people = 0
    for n, place in parts:
        if n >= LEAST and (not hidden or (len(hidden) > 1 and people > len(hidden))):
            break
        hidden.add(place)
        people += n
    return hidden


def row(counts: Sequence[int]) -> list[int | None]:
    """The counts of a row whose cells add up to `total`; None stands for what must not be shown."""
    hidden = together(sorted((n, place) for place, n in enumerate(counts) if n))
    return [None if place in hidden else n for place, n in enumerate(counts)]


def total(counts: Sequence[int]) -> int | None:
    """The total of such a row; None where it is small, or would tell that every cell is one person."""
    people = sum(counts)
    return None if 0 < people < LEAST or 0 < people == sum(1 for n in counts if n) else people


def alone(count: int) -> int | None:
    """A count that stands by itself; None where it must not be shown."""
    return None if 0 < count < LEAST else count


class Shown(NamedTuple):
    """Which of a row's two marks may be shown; the second never without the first."""

    first: bool
    second: bool


def generalised(rows: Sequence[tuple[int, int | None]]) -> list[Shown]:
    """Of rows with two marks (a sector and a county, say; the second may be missing), which may be shown.

    What every row shows, the ones that show nothing included, it shares with at least two others; only where
    there are fewer than three rows altogether can that not be. Each first mark is shown in all of its rows or in
    none: exactly where `row` shows its count among those of all first marks, in rising order, so that rows and
    counts say no more together. Rows whose second mark is missing look like those that do not show it.
    """
    sizes = Counter(first for first, _second in rows)
    hidden = together(sorted((n, first) for first, n in sizes.items()))
    shown: dict[int, set[int]] = {}
    for first in sizes.keys() - hidden:
        seconds = Counter(second for one, second in rows if one == first)
        gone = together(sorted((n, -1 if second is None else second) for second, n in seconds.items()))
        shown[first] = {second for second in seconds if second is not None and second not in gone}
    return [Shown(first in shown, second in shown.get(first, ())) for first, second in rows]
