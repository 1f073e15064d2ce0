"""Lines across years: the share of each row at each event, named at its right end, marked by its letter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from markupsafe import Markup

from ..report import Block, Column, Row
from . import saying
from .drawing import (
    GROUND,
    HIDDEN,
    INK,
    LIGHT,
    LINE,
    SECTORS,
    SOFT,
    Canvas,
    colour,
    fitted,
    letter,
    measure,
    wrapped,
)
from .stacked import legend, look_of

NARROW = 480.0
"""Below this width the names stand below the picture."""
HIGH, TOP, APART = 250.0, 16.0, 17.0
"""Height of the field of lines, room above it, least space between two names at the right."""


TINTS = ("central_government", "civil_society", "donor", "international_ngo", "business", "academia")
CROWDED = 36.0
"""Least space between two events that both have their marks; where there are more, lines are marked every few events."""


@dataclass(frozen=True)
class Line:
    """One row as a line: the sector whose colour it has, its letter, its points (x, y), None where the share is not told."""

    row: Row
    tint: str
    letter: str
    points: tuple[tuple[float, float] | None, ...]


def lines(block: Block, width: float = 640) -> Markup:
    """The shares of a block whose columns are events. Events of which only shares are known have hollow marks."""
    rows = [(n, row) for n, row in enumerate(block.rows) if any(row.shares)]
    canvas, left = Canvas(width), 40.0
    direct = width >= NARROW
    names = 216.0 if direct else 82.0
    right = width - names
    top_share = _ceiling(max((share for _n, row in rows for share in row.shares if share), default=100))
    step = (right - left - 24) / max(len(block.columns) - 1, 1)
    across = [
        left + 12 + (step * place if len(block.columns) > 1 else 0) for place in range(len(block.columns))
    ]
    _grid(canvas, left, right, top_share)
    drawn = [_line(n, row, across, top_share) for n, row in rows]
    for one in drawn:
        _strokes(canvas, one)
    every = ceil(CROWDED / max(step, 1))
    for place, column in enumerate(block.columns):
        if (len(block.columns) - 1 - place) % every == 0 or column.published:
            _marks(canvas, drawn, place, column)
    _names(canvas, drawn, block.columns[-1], (right, names if direct else 0))
    bottom = _below(canvas, block, across, step, TOP + HIGH)
    if not direct:
        shown = [row for _n, row in rows]
        bottom = legend(
            canvas,
            shown,
            [replace(look_of(one.tint, 0, True), letter=one.letter) for one in drawn],
            bottom + 4,
        )
    return canvas.done(bottom, saying.about(block))


def _ceiling(share: int) -> int:
    """The top of the scale in tenths of a percent: the next full ten percent, at least ten."""
    return max(100, -(-share // 100) * 100)


def tint(key: str, place: int) -> str:
    """The sector whose colour a line has: its own, or one of six that are far from one another."""
    return key if key in SECTORS else TINTS[place % len(TINTS)]


def _line(place: int, row: Row, across: Sequence[float], top: int) -> Line:
    points = tuple(
        None if share is None else (round(x, 1), round(TOP + HIGH * (1 - share / top), 1))
        for x, share in zip(across, row.shares, strict=True)
    )
    return Line(row, tint(row.key, place), letter(row.key, place), points)


def _grid(canvas: Canvas, left: float, right: float, top: int) -> None:
    step = 100 if top <= 500 else 200
    for share in range(0, top + 1, step):
        y = TOP + HIGH * (1 - share / top)
        canvas.path(f"M{left:g} {y:g}H{right:g}", css="rule", stroke=LINE, stroke_width=1)
        canvas.text(f"{share // 10} %", left - 6, y + 4, size=12, fill=SOFT, css="faint", anchor="end")


def _strokes(canvas: Canvas, line: Line) -> None:
    """The line, broken where a share is not told; dashed for what is the sum of others."""
    fill, css = colour(line.tint)
    strokes, pen = "", "M"
    for point in line.points:
        if point is None:
            pen = "M"
        else:
            strokes += f"{pen}{point[0]:g} {point[1]:g}"
            pen = "L"
    dashes = {"stroke_dasharray": "6 4"} if line.row.together else {}
    canvas.path(strokes, css=f"pic-line {css.removeprefix('fill ')}", stroke=fill, stroke_width=2, **dashes)


def _marks(canvas: Canvas, drawn: Sequence[Line], place: int, column: Column) -> None:
    """The marks of one event; marks that would cover one another stand beside one another."""
    there = [(point[1], point[0], line) for line in drawn if (point := line.points[place]) is not None]
    there.sort(key=lambda mark: mark[0])
    turns = {0: (0, 16, 32), len(drawn[0].points) - 1 if drawn else 0: (0, -16, -32)}.get(place, (0, 16, -16))
    before, turn = -100.0, 0
    for y, x, line in there:
        turn = (turn + 1) % 3 if y - before < 14 else 0
        shift = turns[turn]
        before = y
        (fill, css), light, size = (
            colour(line.tint),
            line.tint in LIGHT,
            11 if len(line.letter) == 1 else 9.5,
        )
        if column.published:
            kind = f"pic-mark-hollow {css.removeprefix('fill ')}"
            canvas.circle(x + shift, y, 8.5, GROUND, kind, stroke=fill, stroke_width=2)
            canvas.text(line.letter, x + shift, y + 3.9, size=size, css="pic-in", anchor="middle", bold=True)
        else:
            canvas.circle(x + shift, y, 8.5, fill, f"{css} pic-cut", stroke=GROUND, stroke_width=1)
            ink, on = (INK, "on light") if light else (GROUND, "on")
            canvas.text(
                line.letter, x + shift, y + 3.9, size=size, fill=ink, css=on, anchor="middle", bold=True
            )


def _names(canvas: Canvas, drawn: Sequence[Line], last: Column, place: tuple[float, float]) -> None:
    """Letter, name (where there is room) and share at the last event, at the right of each line; moved apart where they

    would touch. A line that ends earlier has a star, or a dash where its share was never published.
    """
    x, room = place[0] + 2, place[1] - 8
    untold = saying.UNKNOWN if last.published else HIDDEN
    ends = []
    for n, line in enumerate(drawn):
        told = [point[1] for point in line.points if point is not None]
        ends.append((told[-1], n, saying.share(line.row.shares[-1]) or untold))
    ends.sort()
    places = apart([end[0] for end in ends], TOP, TOP + HIGH)
    for (_y, n, text), at in zip(ends, places, strict=True):
        line = drawn[n]
        name = fitted(line.row.name, room - measure(f"{line.letter} {text} ", 12.5), 12.5) if room > 0 else ""
        said = " ".join(filter(None, (line.letter, name, text)))
        canvas.text(said, x, at + 4, size=12.5, bold=line.row.together)


def apart(wanted: Sequence[float], low: float, high: float, least: float = APART) -> list[float]:
    """Places as near to those wanted (rising) as may be, none nearer to the next than `least`."""
    least = min(least, (high - low) / max(len(wanted) - 1, 1))
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + least) if places else max(place, low))
    limit = high
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], limit)
        limit = places[n] - least
    return places


def _below(canvas: Canvas, block: Block, across: Sequence[float], step: float, at: float) -> float:
    """What is not shown; then the events, by name where there is room, else by number with the names below."""
    hidden = [_hidden(block, place) for place in range(len(block.columns))]
    at += 22
    if step >= 92 or len(across) == 1:
        for x, letters in zip(across, hidden, strict=True):
            text = fitted(letters, max(step, 92) - 4, 11.5)
            canvas.text(text, x, at, size=11.5, fill=SOFT, css="faint", anchor="middle")
        at += 20 if any(hidden) else 0
        names = [wrapped(column.name, max(step, 92) - 8, 12, 4) for column in block.columns]
        for x, name in zip(across, names, strict=True):
            canvas.lines(name, x, at, size=12, anchor="middle")
        return at + max(len(name) for name in names) * 15 + 6
    every = ceil(20 / max(step, 1))
    for n, x in list(enumerate(across))[::every]:
        canvas.text(str(n + 1), x, at, size=12.5, anchor="middle", bold=True)
    for n, (column, letters) in enumerate(zip(block.columns, hidden, strict=True)):
        room = canvas.width - 12 - measure(f" {letters}", 12.5)
        text = f"{fitted(f'{n + 1} {column.name}', room, 12.5)} {letters}".strip()
        canvas.text(text, 6, at + 22 + n * 18, size=12.5)
    return at + 22 + len(across) * 18


def _hidden(block: Block, place: int) -> str:
    """A star and the letters of the rows that are not shown of one event: `* D M`."""
    if block.columns[place].published:
        return ""
    letters = [
        letter(row.key, n)
        for n, row in enumerate(block.rows)
        if row.shares[place] is None and row.counts[place] is None and any(row.shares)
    ]
    return " ".join([HIDDEN, *letters]) if letters else ""
