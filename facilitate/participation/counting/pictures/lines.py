"""Lines across years: the share of each row at each event, named at its right end, marked by its letter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from markupsafe import Markup

from ....web.i18n import whole_percent
from ..report import FiguresBlock, FiguresRow
from . import picture_wording
from .drawing import (
    HIDDEN,
    LINE,
    SECTORS,
    SOFT,
    Canvas,
    estimated_width,
    fit_text,
    row_letter,
    sector_colour,
    wrap_text,
)
from .marks import (
    LEADER,
    RADIUS,
    PlottedLine,
    draw_end_labels,
    draw_marks,
    end_labels,
    labels_height,
)
from .stacked import draw_legend, piece_look

NARROW = 480.0
"""Below this width the names stand below the picture."""
HIGH, TALL, FEW, TOP = 250.0, 330.0, 6, 16.0
"""Height of the field of few lines, and of more than so many, which lie near one another; room above it."""
TINTS = (
    "central_government",
    "civil_society",
    "donor",
    "international_ngo",
    "business",
    "academia",
)
CROWDED = 36.0
"""Least space between two events that both have their marks; where there are more, lines are marked every few events."""


@dataclass(frozen=True)
class PlotArea:
    """Where the lines are drawn: from left to right, how high, and the share at its top (tenths of a percent)."""

    left: float
    right: float
    high: float
    most: int

    def y(self, share: float) -> float:
        """The height of a share."""
        return TOP + self.high * (1 - share / self.most)


def draw_lines(block: FiguresBlock, width: float = 640) -> Markup:
    """The shares of a block whose columns are events. Events of which only shares are known have hollow marks."""
    rows = [(n, row) for n, row in enumerate(block.rows) if any(row.shares)]
    canvas, direct, last = Canvas(width), width >= NARROW, block.columns[-1]
    names = 214.0 if direct else 78.0
    right = width - names
    most = _ceiling(max((share for _n, row in rows for share in row.shares if share), default=100))
    field = PlotArea(40.0, right, HIGH if len(rows) <= FEW else TALL, most)
    step = (right - LEADER - field.left - 12) / max(len(block.columns) - 1, 1)
    across = [field.left + 12 + step * place for place in range(len(block.columns))]
    room = names - 2 * RADIUS - 9
    tallest = labels_height(
        end_labels([_line(n, row, across, field) for n, row in rows], last, room, direct)
    )
    field = replace(field, high=max(field.high, tallest))
    _grid(canvas, field)
    drawn = [_line(n, row, across, field) for n, row in rows]
    for one in drawn:
        _strokes(canvas, one)
    every = ceil(CROWDED / max(step, 1))
    for place, column in enumerate(block.columns[:-1]):
        if (len(block.columns) - 1 - place) % every == 0 or column.published:
            draw_marks(canvas, drawn, place=place, column=column, step=step)
    draw_end_labels(
        canvas,
        end_labels(drawn, last, room, direct),
        last=last,
        x=right,
        span=(TOP, TOP + field.high),
    )
    bottom = _below(canvas, block, across=across, step=step, at=TOP + field.high)
    if not direct:
        looks = [replace(piece_look(one.tint, 0, True), letter=one.letter) for one in drawn]
        bottom = draw_legend(canvas, [row for _n, row in rows], looks, bottom + 4)
    return canvas.done(bottom, picture_wording.describe_table(block))


def _ceiling(share: int) -> int:
    """The top of the scale in tenths of a percent: the next full ten percent, at least ten."""
    return max(100, -(-share // 100) * 100)


def line_tint(key: str, place: int) -> str:
    """The sector whose colour a line has: its own, or one of six that are far from one another."""
    return key if key in SECTORS else TINTS[place % len(TINTS)]


def _line(place: int, row: FiguresRow, across: Sequence[float], field: PlotArea) -> PlottedLine:
    points = tuple(
        None if share is None else (round(x, 1), round(field.y(share), 1))
        for x, share in zip(across, row.shares, strict=True)
    )
    return PlottedLine(row, line_tint(row.key, place), row_letter(row.key, place), points)


def _grid(canvas: Canvas, field: PlotArea) -> None:
    step = 100 if field.most <= 500 else 200
    for share in range(0, field.most + 1, step):
        y = field.y(share)
        canvas.path(
            f"M{field.left:g} {y:g}H{field.right - LEADER + 12:g}",
            css="rule",
            stroke=LINE,
            stroke_width=1,
        )
        text = whole_percent(share // 10)
        canvas.text(text, field.left - 6, y + 4, size=12, fill=SOFT, css="faint", anchor="end")


def _strokes(canvas: Canvas, line: PlottedLine) -> None:
    """The line, broken where a share is not told; dashed for what is the sum of others."""
    fill, css = sector_colour(line.tint)
    strokes, pen = "", "M"
    for point in line.points:
        if point is None:
            pen = "M"
        else:
            strokes += f"{pen}{point[0]:g} {point[1]:g}"
            pen = "L"
    dashes = {"stroke_dasharray": "6 4"} if line.row.together else {}
    canvas.path(
        strokes, css=f"pic-line {css.removeprefix('fill ')}", stroke=fill, stroke_width=2, **dashes
    )


def _below(
    canvas: Canvas, block: FiguresBlock, across: Sequence[float], step: float, at: float
) -> float:
    """What is not shown; then the events, by name where there is room, else by number with the names below."""
    hidden = [_hidden(block, place) for place in range(len(block.columns))]
    at += 22
    if step >= 92 or len(across) == 1:
        for x, letters in zip(across, hidden, strict=True):
            text = fit_text(letters, max(step, 92) - 4, 11.5)
            canvas.text(text, x, at, size=11.5, fill=SOFT, css="faint", anchor="middle")
        at += 20 if any(hidden) else 0
        names = [wrap_text(column.name, max(step, 92) - 8, 12, 4) for column in block.columns]
        for x, name in zip(across, names, strict=True):
            canvas.lines(name, x, at, size=12, anchor="middle")
        return at + max(len(name) for name in names) * 15 + 6
    every = ceil(20 / max(step, 1))
    for n, x in list(enumerate(across))[::every]:
        canvas.text(str(n + 1), x, at, size=12.5, anchor="middle", bold=True)
    for n, (column, letters) in enumerate(zip(block.columns, hidden, strict=True)):
        room = canvas.width - 12 - estimated_width(f" {letters}", 12.5)
        text = f"{fit_text(f'{n + 1} {column.name}', room, 12.5)} {letters}".strip()
        canvas.text(text, 6, at + 22 + n * 18, size=12.5)
    return at + 22 + len(across) * 18


def _hidden(block: FiguresBlock, place: int) -> str:
    """A star and the letters of the rows that are not shown of one event: `* D M`."""
    if block.columns[place].published:
        return ""
    letters = [
        row_letter(row.key, n)
        for n, row in enumerate(block.rows)
        if row.shares[place] is None and row.counts[place] is None and any(row.shares)
    ]
    return " ".join([HIDDEN, *letters]) if letters else ""
