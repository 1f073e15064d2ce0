"""Plain geometry for pictures: bars measured in percent of the width, so that text keeps its size."""

from collections.abc import Mapping
from dataclasses import dataclass


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
