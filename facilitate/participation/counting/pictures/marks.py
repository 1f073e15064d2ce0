"""What tells lines apart: a letter on each line at every event, and its letter, name and share at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from ..report import FiguresColumn, FiguresRow
from . import picture_wording
from .drawing import (
    GROUND,
    HIDDEN,
    INK,
    LIGHT,
    SOFT,
    Canvas,
    sector_colour,
    spread_apart,
    wrap_text,
)

RADIUS, DOT = 8.5, 3.0
"""How large a mark with a letter is, and a point without one."""
SHIFTS = (0, 17, -17, 34, -34)
"""How far from its event a mark may move along its line to keep clear of the others, the nearest first."""
LEADER, LINE_HIGH, LABEL = 26.0, 14.5, 12.5
"""Room between the last event and the names, height of a line of words beside it, and size of its letters."""

Point = tuple[float, float]


@dataclass(frozen=True)
class PlottedLine:
    """One row as a line: the sector whose colour it has, its letter, its points (x, y), None where the share is not told."""

    row: FiguresRow
    tint: str
    letter: str
    points: tuple[Point | None, ...]


@dataclass(frozen=True)
class EndLabel:
    """What stands at the right of a line: where the line ends there (None: earlier), the words."""

    line: PlottedLine
    wanted: float
    end: Point | None
    words: list[str]

    @property
    def height(self) -> float:
        return max(2 * RADIUS, LINE_HIGH * len(self.words)) + 1


def mark_spots(
    points: Sequence[tuple[Point | None, Point, Point | None]], reach: float
) -> list[Point | None]:
    """Where the mark of each line stands at one event, none on another; None where there is no room for it.

    Each point comes with the ones before and after it on its line: a mark that moves aside stays on the line.
    """
    taken: list[Point] = []
    found: list[Point | None] = []
    for before, (x, y), after in points:
        spot = None
        for shift in SHIFTS:
            end = after if shift > 0 else before
            if abs(shift) > reach or (shift and end is None):
                continue
            slope = (end[1] - y) / (end[0] - x) if shift and end else 0.0
            one = (round(x + shift, 1), round(y + shift * slope, 1))
            if all(hypot(one[0] - a, one[1] - b) >= 2 * RADIUS - 0.5 for a, b in taken):
                spot = one
                taken.append(one)
                break
        found.append(spot)
    return found


def draw_marks(
    canvas: Canvas, drawn: Sequence[PlottedLine], place: int, column: FiguresColumn, step: float
) -> None:
    """The marks of one event; one that moved aside, or found no room, leaves a point where its share is."""
    there = sorted(
        ((point, line) for line in drawn if (point := line.points[place]) is not None),
        key=lambda one: one[0][1],
    )
    beside = [(_next(line, place, -1), point, _next(line, place, 1)) for point, line in there]
    found = mark_spots(beside, step / 2 - RADIUS)
    for (point, line), spot in zip(there, found, strict=True):
        if spot != point:
            draw_dot(canvas, line, point, column)
    for (_point, line), spot in zip(there, found, strict=True):
        if spot:
            draw_mark(canvas, line, spot, column)


def _next(line: PlottedLine, place: int, way: int) -> Point | None:
    """The neighbour of a point, where the line goes on there."""
    return line.points[place + way] if 0 <= place + way < len(line.points) else None


def draw_dot(canvas: Canvas, line: PlottedLine, at: Point, column: FiguresColumn) -> None:
    """A small point without a letter."""
    fill, css = sector_colour(line.tint)
    if column.published:
        kind = f"pic-mark-hollow {css.removeprefix('fill ')}"
        canvas.circle(*at, DOT, GROUND, kind, stroke=fill, stroke_width=1.5)
    else:
        canvas.circle(*at, DOT, fill, f"{css} pic-cut", stroke=GROUND, stroke_width=1)


def draw_mark(canvas: Canvas, line: PlottedLine, at: Point, column: FiguresColumn) -> None:
    """The letter of a line in its colour; hollow at an event of which only shares are known."""
    (fill, css), (x, y), size = sector_colour(line.tint), at, 11 if len(line.letter) == 1 else 9.5
    if column.published:
        kind = f"pic-mark-hollow {css.removeprefix('fill ')}"
        canvas.circle(x, y, RADIUS, GROUND, kind, stroke=fill, stroke_width=2)
        ink, on = INK, "pic-in"
    else:
        canvas.circle(x, y, RADIUS, fill, f"{css} pic-cut", stroke=GROUND, stroke_width=1)
        ink, on = (INK, "on light") if line.tint in LIGHT else (GROUND, "on")
    canvas.text(line.letter, x, y + 3.9, size=size, fill=ink, css=on, anchor="middle", bold=True)


def end_labels(
    drawn: Sequence[PlottedLine], last: FiguresColumn, room: float, named: bool
) -> list[EndLabel]:
    """Name (where there is room) and share at the last event, from the top.

    A line that ends earlier has a star, or a dash where its share was never published.
    """
    untold, found = picture_wording.UNKNOWN if last.published else HIDDEN, []
    for line in drawn:
        told = [point for point in line.points if point is not None]
        share = picture_wording.share_or_nothing(line.row.shares[-1]) or untold
        text = f"{line.row.name} {share}" if named else share
        words = wrap_text(text, room, LABEL, 3, bold=line.row.together)
        found.append(EndLabel(line, told[-1][1], line.points[-1], words))
    return sorted(found, key=lambda one: one.wanted)


def labels_height(found: Sequence[EndLabel]) -> float:
    """How high the labels are together."""
    return sum(one.height for one in found)


def draw_end_labels(
    canvas: Canvas,
    found: Sequence[EndLabel],
    last: FiguresColumn,
    x: float,
    span: tuple[float, float],
) -> None:
    """The labels, moved apart where they would touch; a fine stroke leads from the end of each line to its own."""
    gaps = [(one.height + other.height) / 2 for one, other in zip(found, found[1:], strict=False)]
    for one, y in zip(found, spread_apart([one.wanted for one in found], *span, gaps), strict=True):
        if one.end:
            strokes = f"M{one.end[0]:g} {one.end[1]:g}L{x + RADIUS:g} {y:g}"
            canvas.path(strokes, css="pic-axis", stroke=SOFT, stroke_width=0.8)
            draw_dot(canvas, one.line, one.end, last)
        draw_mark(canvas, one.line, (x + RADIUS, round(y, 1)), last)
        top = y + 4.3 - LINE_HIGH * (len(one.words) - 1) / 2
        for place, text in enumerate(one.words):
            at = top + place * LINE_HIGH
            canvas.text(
                text, x + 2 * RADIUS + 5, round(at, 1), size=LABEL, bold=one.line.row.together
            )
