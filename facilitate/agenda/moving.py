"""Which rows of a list were moved, and which only stand elsewhere because others were."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def moved_rows(before: Sequence[tuple[int, str]], after: Sequence[tuple[int, str]]) -> set[int]:
    """Which of these moved: the same numbers in the old and the new order, each with its rank.

    Who kept the rank did not move; among the others as few as can be.
    """
    old = dict(before)
    still = {one for one, rank in after if old[one] == rank}
    at = {one: number for number, (one, _rank) in enumerate(before)}
    gaps, loose = _passed(before, still), []
    for one, passed in _passed(after, still).items():
        if one not in still and gaps[one] == passed:
            loose.append(one)
    return {one for one, _rank in after} - still - set(_rising(loose, at))


def _passed(rows: Sequence[tuple[int, str]], still: set[int]) -> dict[int, int]:
    """How many of those who did not move stand ahead of each."""
    found, count = {}, 0
    for one, _rank in rows:
        found[one] = count
        count += one in still
    return found


def _rising(ids: Sequence[int], at: Mapping[int, int]) -> list[int]:
    """The longest part of a list that stands in the order of `at`."""
    tails: list[int] = []
    ends: list[int] = []
    ahead: dict[int, int | None] = {}
    for one in ids:
        place = bisect_left(tails, at[one])
        ahead[one] = ends[place - 1] if place else None
        tails[place : place + 1], ends[place : place + 1] = [at[one]], [one]
    found, last = [], ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = ahead[last]
    return found
