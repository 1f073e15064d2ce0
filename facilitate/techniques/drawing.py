"""A technique's drawing: the room from above and how people move in it, from a few words in the technique's file.

A drawing is a list of lines, each a word and whole numbers on a sheet of 120 × 80 (x to the right, y down):

    table X Y R        a round table with radius R          desk X Y W H       a square table, from its upper left corner
    ring X Y R N       N people in a circle                 row X Y N GAP      N people side by side, GAP apart
    person X Y         somebody who leads                   chair X Y          an empty chair
    sheet X Y          a flip chart                         wall X1 Y1 X2 Y2   a wall with sheets on it
    arrow X1 Y1 X2 Y2  people go this way                   bend X1 Y1 X2 Y2 B the same in a curve, B to its side
    talk X1 Y1 X2 Y2   two who talk with each other         line X1 Y1 X2 Y2   a line on the floor
    dots X Y N         N dots or cards                      step X Y N         the number of a moment, in a circle
"""

import math
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

WIDTH, HEIGHT = 120, 80
MOST_LINES, MOST_EACH = 60, 40
"""Lines of a drawing, and people or dots of one line."""
HEAD = 1.7
"""Radius of a person's head."""


class NotDrawn(ValueError):
    """A line that is no part of a drawing; `line` is as it was typed."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def draw_technique(text: str, title: str) -> Markup:
    """The drawing as SVG, which says its title to whom does not see it. Raises NotDrawn."""
    shapes = "".join(shape for line in drawing_lines(text) for shape in _shapes(line))
    return Markup(  # noqa: S704 – every part is a number or escaped
        f'<svg class="moves" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{escape(title)}</title>{shapes}</svg>'
    )


def drawing_lines(text: str) -> list[str]:
    """The lines of a drawing that say something. Raises NotDrawn for one too many."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise NotDrawn(lines[MOST_LINES])
    return lines


def _shapes(line: str) -> Iterator[str]:
    word, *typed = line.split()
    if word not in _DRAW or not all(
        one.removeprefix("-").isdecimal() and len(one) < 5 for one in typed
    ):
        raise NotDrawn(line)
    count, draw = _DRAW[word]
    if len(typed) != count:
        raise NotDrawn(line)
    yield from draw([int(one) for one in typed])


def _circle(x: float, y: float, r: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'


def _line(kind: str, *at: float) -> str:
    x1, y1, x2, y2 = at
    return f'<path class="{kind}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>'


def _table(at: Sequence[int]) -> Iterator[str]:
    yield _circle(at[0], at[1], at[2], "furniture")


def _desk(at: Sequence[int]) -> Iterator[str]:
    x, y, width, height = at
    yield f'<rect class="furniture" x="{x}" y="{y}" width="{width}" height="{height}" rx="1"/>'


def _ring(at: Sequence[int]) -> Iterator[str]:
    x, y, radius, people = at
    for one in range(min(people, MOST_EACH)):
        turn = 2 * math.pi * one / people - math.pi / 2
        yield _circle(
            round(x + radius * math.cos(turn), 2),
            round(y + radius * math.sin(turn), 2),
            HEAD,
            "who",
        )


def _row(at: Sequence[int]) -> Iterator[str]:
    x, y, people, gap = at
    for one in range(min(people, MOST_EACH)):
        yield _circle(x + one * gap, y, HEAD, "who")


def _person(at: Sequence[int]) -> Iterator[str]:
    yield _circle(at[0], at[1], HEAD + 0.6, "leads")


def _chair(at: Sequence[int]) -> Iterator[str]:
    yield _circle(at[0], at[1], HEAD, "chair")


def _sheet(at: Sequence[int]) -> Iterator[str]:
    x, y = at
    yield f'<rect class="sheet" x="{x - 3}" y="{y - 4}" width="6" height="8"/>'
    for below in (-2, 0, 2):
        yield _line("written", x - 2, y + below, x + 2, y + below)


def _wall(at: Sequence[int]) -> Iterator[str]:
    x1, y1, x2, y2 = at
    yield _line("wall", x1, y1, x2, y2)
    length = math.hypot(x2 - x1, y2 - y1)
    sheets = max(1, int(length // 14))
    for one in range(sheets):
        share = (one + 0.5) / sheets
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        yield f'<rect class="sheet" x="{x - 2.5:g}" y="{y - 2.5:g}" width="5" height="5"/>'


def _arrow(at: Sequence[int]) -> Iterator[str]:
    yield from _bend([*at, 0])


def _bend(at: Sequence[int]) -> Iterator[str]:
    x1, y1, x2, y2, aside = at
    length = math.hypot(x2 - x1, y2 - y1) or 1
    over_x = (x1 + x2) / 2 - (y2 - y1) / length * aside
    over_y = (y1 + y2) / 2 + (x2 - x1) / length * aside
    yield f'<path class="moving" d="M{x1} {y1}Q{over_x:.2f} {over_y:.2f} {x2} {y2}"/>'
    turn = math.atan2(y2 - over_y, x2 - over_x)
    left, right = turn + math.pi * 0.83, turn - math.pi * 0.83
    points = " ".join(
        f"{x:.2f},{y:.2f}"
        for x, y in (
            (x2, y2),
            (x2 + 3.2 * math.cos(left), y2 + 3.2 * math.sin(left)),
            (x2 + 3.2 * math.cos(right), y2 + 3.2 * math.sin(right)),
        )
    )
    yield f'<polygon class="head" points="{points}"/>'


def _talk(at: Sequence[int]) -> Iterator[str]:
    x1, y1, x2, y2 = at
    yield _line("talking", x1, y1, x2, y2)
    yield _circle(x1, y1, HEAD, "who")
    yield _circle(x2, y2, HEAD, "who")


def _floor(at: Sequence[int]) -> Iterator[str]:
    yield _line("floor", *at)


def _dots(at: Sequence[int]) -> Iterator[str]:
    x, y, count = at
    for one in range(min(count, MOST_EACH)):
        yield _circle(x + one % 5 * 2.4, y + one // 5 * 2.4, 0.8, "dot")


def _step(at: Sequence[int]) -> Iterator[str]:
    x, y, number = at
    yield _circle(x, y, 3, "step")
    yield f'<text class="number" x="{x}" y="{y + 1.5:g}" text-anchor="middle">{number}</text>'


_DRAW: dict[str, tuple[int, Callable[[Sequence[int]], Iterator[str]]]] = {
    "table": (3, _table),
    "desk": (4, _desk),
    "ring": (4, _ring),
    "row": (4, _row),
    "person": (2, _person),
    "chair": (2, _chair),
    "sheet": (2, _sheet),
    "wall": (4, _wall),
    "arrow": (4, _arrow),
    "bend": (5, _bend),
    "talk": (4, _talk),
    "line": (4, _floor),
    "dots": (3, _dots),
    "step": (3, _step),
}
"""By word: how many numbers follow it, and what it draws."""
