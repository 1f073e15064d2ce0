"""The shapes of the twelve counties: borders that neighbours share, and lines that fill a shape without needing a pattern."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

Point = tuple[float, float]
MIDDLE = cos(radians(41.15))
"""How much narrower a degree of longitude is than one of latitude, in the middle of the country."""
WEST, NORTH, SOUTH, EAST = 19.28, 42.68, 39.62, 21.05


@dataclass(frozen=True)
class CountyOutline:
    """A county on the picture: its corners, where its number stands, and where its name stands in the sea, if it does."""

    key: str
    corners: tuple[Point, ...]
    at: Point
    aside: Point | None = None


@cache
def county_borders() -> dict[str, tuple[Point, ...]]:
    """Every border by its name (`berat_fier`, `fier_outside`), in degrees."""
    points = {name: _pair(pair) for name, pair in _read()["points"].items()}
    return {
        name: tuple(points[one] if isinstance(one, str) else _pair(one) for one in line)
        for name, line in _read()["borders"].items()
    }


@cache
def county_outlines(height: float) -> tuple[CountyOutline, ...]:
    """The counties on a picture of that height, from its upper left corner."""
    scale = height / (NORTH - SOUTH)

    def on_picture(point: Point) -> Point:
        return round((point[0] - WEST) * MIDDLE * scale, 1), round((NORTH - point[1]) * scale, 1)

    made = []
    for key, place in _read()["names"].items():
        lines = [line for name, line in county_borders().items() if key in name.split("_")]
        aside = on_picture(_pair(place["aside"])) if "aside" in place else None
        corners = tuple(on_picture(point) for point in _ring(lines))
        made.append(CountyOutline(key, corners, on_picture(_pair(place["at"])), aside))
    return tuple(made)


def hatching_lines(corners: Sequence[Point], step: float) -> list[tuple[Point, Point]]:
    """Slanted lines inside the shape, `step` from one another."""
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    levels = [x + y for x, y in corners]
    found = []
    level = (min(levels) // step + 1) * step
    while level < max(levels):
        cuts = sorted(
            _cut(one, other, level) for one, other in edges if _crosses(one, other, level)
        )
        found += list(zip(cuts[::2], cuts[1::2], strict=False))
        level += step
    return found


def _crosses(one: Point, other: Point, level: float) -> bool:
    return (sum(one) < level) != (sum(other) < level)


def _cut(one: Point, other: Point, level: float) -> Point:
    part = (level - sum(one)) / (sum(other) - sum(one))
    return round(one[0] + (other[0] - one[0]) * part, 1), round(
        one[1] + (other[1] - one[1]) * part, 1
    )


def _ring(lines: Sequence[tuple[Point, ...]]) -> list[Point]:
    """The borders of one county put one after the other until they close. Raises ValueError when they do not."""
    first, *left = lines
    ring = list(first)
    while left:
        follows = next((one for one in left if ring[-1] in (one[0], one[-1])), None)
        if follows is None:
            raise ValueError(f"no border goes on from {ring[-1]}")
        left.remove(follows)
        ring += follows[1:] if follows[0] == ring[-1] else follows[-2::-1]
    if ring[0] != ring[-1]:
        raise ValueError(f"the border that begins at {ring[0]} ends at {ring[-1]}")
    return ring[:-1]


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "counties.toml").read_text("utf-8"))


def _pair(pair: Sequence[float]) -> Point:
    return float(pair[0]), float(pair[1])
