"""The thread as rivers: from left to right what was asked for, what it became, where it was worked on, what came out. Pure.

It is read in black and white: a box says in words what it holds, a dashed one that something is missing, and how much
flows is how wide a ribbon is.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...participation.counting.pictures.drawing import (
    GROUND,
    INK,
    LINE,
    SOFT,
    Canvas,
    estimated_width,
    fit_text,
    wrap_text,
)

BETWEEN, HEAD = 8, 34
THIN, THICK = 1.5, 13.0
"""How wide a ribbon is: the least, and the one of which most flows."""
SIZE, SMALL = 11.5, 10.5


@dataclass(frozen=True)
class RiverSize:
    """How wide a box is, the room for ribbons beside it, the letters of headings, which may reach over that room, and of boxes.

    `inset`: the room between the edge of a box and what it says; `high`: of two lines of each, text and note, 60.
    """

    box: float = 168
    apart: float = 40
    heading: float = 13
    letters: float = SIZE
    inset: float = 7
    high: float = 50

    def left(self, column: int) -> float:
        """Where a column begins; the line around its boxes is as wide on the edge of the picture."""
        return 1 + column * (self.box + self.apart)

    def width(self, columns: int) -> float:
        """How wide so many columns are."""
        return self.left(columns) - self.apart + 1


@dataclass(frozen=True)
class RiverBox:
    """Something on the way: `text` says what, `note` how much; `missing`: that nothing follows it, or that it is not there."""

    key: Hashable
    text: str
    note: str = ""
    missing: bool = False


@dataclass(frozen=True)
class RiverRibbon:
    """So much flows from one box (its key) to another further right."""

    start: Hashable
    end: Hashable
    weight: float = 1


def draw_rivers(
    columns: Mapping[str, Sequence[RiverBox]],
    ribbons: Sequence[RiverRibbon],
    about: str,
    size: RiverSize = RiverSize(),
) -> Markup:
    """The picture: columns by their headings, boxes in their order. `about` says it to who cannot see it."""
    tallest = max((len(boxes) for boxes in columns.values()), default=0)
    places: dict[Hashable, tuple[float, float]] = {}
    for at, boxes in enumerate(columns.values()):
        places.update(_placed(boxes, size, at, tallest))
    canvas = Canvas(size.width(len(columns)))
    seen = [one for one in ribbons if {one.start, one.end} <= places.keys()]
    _ribbons(canvas, seen, places, size)
    for at, (heading, boxes) in enumerate(columns.items()):
        left = size.left(at)
        said = fit_text(heading, size.box + size.apart - 4, size.heading, bold=True)
        last = at == len(columns) - 1 > 0 and estimated_width(said, size.heading, True) > size.box
        canvas.text(
            said,
            left + size.box if last else left,  # it reaches over the room before its boxes
            16,
            size=size.heading,
            fill=INK,
            css="pic-in",
            anchor="end" if last else "start",
            bold=True,
        )
        for one in boxes:
            _box(canvas, one, places[one.key], size)
    return canvas.done(HEAD + max(tallest, 1) * (size.high + BETWEEN), about)


def _placed(
    boxes: Sequence[RiverBox], size: RiverSize, column: int, tallest: int
) -> dict[Hashable, tuple[float, float]]:
    """Where the boxes of a column stand: spread over the height of the tallest one."""
    whole = tallest * (size.high + BETWEEN)
    step = whole / max(len(boxes), 1)
    return {
        one.key: (size.left(column), round(HEAD + step * (at + 0.5) - size.high / 2, 1))
        for at, one in enumerate(boxes)
    }


def _box(canvas: Canvas, one: RiverBox, place: tuple[float, float], size: RiverSize) -> None:
    left, top = place
    inside, line_step = size.box - 2 * size.inset, 1.2 * size.letters
    dashes: dict[str, object] = {"stroke_dasharray": "4 3"} if one.missing else {}
    canvas.rect(
        left,
        top,
        size.box,
        size.high,
        GROUND,
        "pic-none pic-frame",
        stroke=INK,
        stroke_width=1,
        rx=4,
        **dashes,
    )
    lines = wrap_text(one.text, inside, size.letters, 2 if one.note else 3)
    left_over = int((size.high - line_step * len(lines)) / (1.2 * SMALL))
    notes = wrap_text(one.note, inside, SMALL, max(left_over, 1))
    told = line_step * len(lines) + 1.2 * SMALL * len(notes)
    y = top + (size.high - told + line_step) / 2 + 4
    canvas.lines(lines, left + size.inset, y, size=size.letters, fill=INK, css="pic-in")
    below = y + line_step * (len(lines) - 1) + 1.2 * SMALL
    canvas.lines(notes, left + size.inset, below, size=SMALL, fill=SOFT, css="pic-soft")


def _ribbons(
    canvas: Canvas,
    ribbons: Sequence[RiverRibbon],
    places: Mapping[Hashable, tuple[float, float]],
    size: RiverSize,
) -> None:
    """Each leaves and arrives at a place of its own, so that none covers another."""
    most = max((one.weight for one in ribbons), default=1) or 1
    wide = {one: THIN + (THICK - THIN) * min(one.weight / most, 1) for one in ribbons}
    leaves, arrives = (
        defaultdict[Hashable, list[RiverRibbon]](list),
        defaultdict[Hashable, list[RiverRibbon]](list),
    )
    for one in sorted(ribbons, key=lambda one: (places[one.start][1], places[one.end][1])):
        leaves[one.start].append(one)
        arrives[one.end].append(one)
    for one in ribbons:
        (x, top), (end, bottom) = places[one.start], places[one.end]
        y = top + size.high * (leaves[one.start].index(one) + 1) / (len(leaves[one.start]) + 1)
        z = bottom + size.high * (arrives[one.end].index(one) + 1) / (len(arrives[one.end]) + 1)
        left, middle = x + size.box, (x + size.box + end) / 2
        canvas.path(
            f"M{left:g} {y:.1f}C{middle:g} {y:.1f} {middle:g} {z:.1f} {end:g} {z:.1f}",
            css="pic-river",
            stroke=LINE,
            stroke_width=f"{wide[one]:.1f}",
        )
