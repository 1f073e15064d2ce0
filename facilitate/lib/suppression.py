"""Leaving small groups out of what leaves the house, so that nobody can be recognised in it.

Statistics never expose a group of fewer than three people. Cell suppression, a rule of statistical offices, sees to
that: a count of one or two is left out (primary suppression); one that is left out alone could be worked out from
the total, so others of its row go with it until at least two are missing that are not all of one person each
(secondary suppression). A zero exposes nobody and stays.
"""

from collections.abc import Sequence

LEAST = 3
"""The smallest group that may be shown, in people."""


def places_to_hide(parts: Sequence[tuple[int, int]]) -> set[int]:
    """The places to hide, of (people, place) pairs whose total is shown: fewest people first, nobody left out.

    The small groups, and what hides them from their total. Where that would need more people than there are,
    all are hidden and the total must not be shown either (see `suppress_total`).
    """
    hidden: set[int] = set()
    people = 0
    for n, place in parts:
        if n >= LEAST and (not hidden or (len(hidden) > 1 and people > len(hidden))):
            break
        hidden.add(place)
        people += n
    return hidden


def suppress_row(counts: Sequence[int]) -> list[int | None]:
    """The counts of a row whose cells add up to `suppress_total`; None stands for what must not be shown."""
    hidden = places_to_hide(sorted((n, place) for place, n in enumerate(counts) if n))
    return [None if place in hidden else n for place, n in enumerate(counts)]


def suppress_total(counts: Sequence[int]) -> int | None:
    """The total of such a row; None where it is small, or would tell that every cell is one person."""
    people = sum(counts)
    told = people >= LEAST and people > sum(1 for n in counts if n)
    return people if told or not people else None


def round_to_five(count: int) -> int:
    """The count to the nearest multiple of five, as statistical offices round tables that stand beside other data.

    Where what each person said stands beside a table, leaving small cells out is not enough: all cells taken together
    bring them back. Rounded, each stands for five numbers.
    """
    return (count + 2) // 5 * 5


def suppress_count(count: int) -> int | None:
    """A count that stands by itself; None where it must not be shown."""
    return None if 0 < count < LEAST else count
