"""Shares that add up exactly: whole minutes for the parts of a step, tenths of a percent for the rows of a table, bars in percent of a width."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WHOLE = 1000
"""A hundred percent, in tenths."""


def scale_shares(shares: Sequence[float], minutes: int) -> list[tuple[int, int]]:
    """(offset, minutes) of each share of a step of `minutes`: whole minutes that add up exactly."""
    whole = sum(shares) or 1
    ends, so_far = [0], 0.0
    for share in shares:
        so_far += share
        ends.append(round(so_far / whole * minutes))
    return [(start, end - start) for start, end in zip(ends, ends[1:], strict=False)]


def shares_in_tenths(counts: Sequence[int]) -> list[int]:
    """What share of them all each is, in tenths of a percent, adding up to exactly 100.0; of nobody every share is 0."""
    return spread_whole(counts, WHOLE)


def spread_whole(counts: Sequence[int], whole: int) -> list[int]:
    """The whole in proportion to the counts, in whole numbers that add up exactly (largest remainder).

    Each is rounded down; what is missing goes, one each, to those that lost most, the first of equals first.
    Among nobody nothing is spread.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    found = [count * whole // total for count in counts]
    lost = sorted(range(len(counts)), key=lambda place: (-(counts[place] * whole % total), place))
    for place in lost[: whole - sum(found)]:
        found[place] += 1
    return found


def share_in_tenths(count: int, total: int) -> int | None:
    """One share by itself, in tenths of a percent, rounded half up; None of nobody."""
    return (2 * count * WHOLE + total) // (2 * total) if total else None


@dataclass(frozen=True)
class BarPiece:
    """A piece of a stacked bar: what it stands for, how many, start and width in percent."""

    key: str
    count: int
    x: float
    width: float


def stack_bar(counts: Mapping[str, int]) -> list[BarPiece]:
    """A full bar cut into pieces in the order given; what counts nothing has no piece.

    The edges are rounded, not the widths, so that no hair line shows between two pieces.
    """
    total = sum(counts.values())
    pieces, before = [], 0
    for key, count in counts.items():
        if count > 0:
            start, end = round(100 * before / total, 2), round(100 * (before + count) / total, 2)
            pieces.append(BarPiece(key, count, start, round(end - start, 2)))
            before += count
    return pieces


def bar_length(count: int, most: int) -> float:
    """How long the bar of `count` is where `most` fills the picture (percent)."""
    return round(100 * count / most, 2) if most else 0.0
