"""Bars: for each row of a table a bar a column, with its number and its share."""

from collections.abc import Sequence

from markupsafe import Markup

from ....web.i18n import _
from ..report import FiguresBlock, FiguresColumn, FiguresRow, FiguresStage
from . import picture_wording
from .drawing import ACCENT, GROUND, INK, SOFT, STEPS, Canvas, estimated_width, fit_text, wrap_text

NARROW = 480.0
"""Below this width names stand above their bars instead of beside them."""
NAMES, NUMBER, THICK, GAP = 190.0, 16.0, 15.0, 12.0
"""Width of the names beside the bars and of their numbers, height of a bar with the space to the next, space between rows."""
_SHADES = {1: (4,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def draw_bars(block: FiguresBlock, width: float = 640) -> Markup:
    """A group of bars a row, a bar a column. Of one event they measure people, across events shares."""
    canvas = Canvas(width)
    numbered = len(block.columns) > 1
    at = _columns(canvas, block.columns, 18.0) if numbered else 8.0
    by_share = not all(column.key in list(FiguresStage) for column in block.columns)
    rows = [row for row in block.rows if any(value != 0 for value in (*row.counts, *row.shares))]
    most = max((value for row in rows for value in _values(row, by_share) if value), default=0)
    left = (NAMES if width >= NARROW else 6.0) + (NUMBER if numbered else 0)
    said = [text for row in rows for text in _said(row, block.columns)]
    room = width - left - max((estimated_width(text, 12.5) for text in said), default=0) - 14
    for row in rows:
        at = _row(
            canvas,
            block.columns,
            row=row,
            at=(left, at),
            lengths=[
                None if value is None else value / most * room if most else 0.0
                for value in _values(row, by_share)
            ],
        )
    nobody = [row.name for row in block.rows if row not in rows]
    if nobody:
        lines = wrap_text(_("Nobody: %(names)s", names=", ".join(nobody)), width - 12, 12.5, 4)
        canvas.lines(lines, 6, at + 6, size=12.5, fill=SOFT, css="faint")
        at += 15 * len(lines) + 4
    return canvas.done(at, picture_wording.describe_table(block))


def _row(
    canvas: Canvas,
    columns: Sequence[FiguresColumn],
    row: FiguresRow,
    at: tuple[float, float],
    lengths: Sequence[float | None],
) -> float:
    """A name and its bars from there; gives where the next row begins."""
    (left, top), high = at, THICK * len(columns)
    if canvas.width >= NARROW:
        lines = wrap_text(row.name, NAMES - 16, 13, 3, bold=row.together)
        tall = max(high, 16.0 * len(lines))
        first = top + tall / 2 + 4.5 - 8 * (len(lines) - 1)
        canvas.lines(lines, NAMES - 12, first, anchor="end", bold=row.together)
        top, end = top + (tall - high) / 2, top + tall + GAP
    else:
        lines = wrap_text(row.name, canvas.width - 12, 13, 3, bold=row.together)
        canvas.lines(lines, 6, top + 12, bold=row.together)
        top += 2.4 + 15.6 * len(lines)
        end = top + high + GAP
    for place, (column, length, text) in enumerate(
        zip(columns, lengths, _said(row, columns), strict=True)
    ):
        if len(columns) > 1:
            canvas.text(
                str(place + 1),
                left - 6,
                top + place * THICK + 11,
                size=10.5,
                fill=SOFT,
                css="faint",
                anchor="end",
            )
        _bar(
            canvas,
            left,
            y=top + place * THICK,
            length=length,
            text=text,
            shade=_shade(place, len(columns)),
            column=column,
        )
    canvas.path(
        f"M{left:g} {top - 2:g}V{top + high + 2:g}", css="pic-axis", stroke=SOFT, stroke_width=1
    )
    return end


def _said(row: FiguresRow, columns: Sequence[FiguresColumn]) -> list[str]:
    cells = zip(columns, row.counts, row.shares, strict=True)
    return [
        picture_wording.count_and_share(count, tenths, published=column.published)
        for column, count, tenths in cells
    ]


def _values(row: FiguresRow, by_share: bool) -> Sequence[int | None]:
    return row.shares if by_share else row.counts


def _shade(place: int, number: int) -> int:
    shades = _SHADES.get(number)
    return shades[place] if shades else (0, 2, 4)[place % 3]


def _bar(
    canvas: Canvas,
    x: float,
    y: float,
    length: float | None,
    text: str,
    shade: int,
    column: FiguresColumn,
) -> None:
    """One bar with its number."""
    if length:
        _sample(canvas, x, y=y + 1, width=max(length, 1), shade=shade, column=column)
    canvas.text(text, x + (length or 0) + 6, y + 11.5, size=12.5)


def _sample(
    canvas: Canvas, x: float, y: float, width: float, shade: int, column: FiguresColumn
) -> None:
    """A bar in the look of its column; of an event of which only shares are known it is hollow."""
    if column.published:
        canvas.rect(
            x,
            y,
            width,
            THICK - 3,
            GROUND,
            "pic-hollow",
            stroke=ACCENT,
            stroke_width=1.4,
            stroke_dasharray="4 2",
        )
    else:
        css = f"pic-step{shade + 1} pic-edge"
        canvas.rect(x, y, width, THICK - 2, STEPS[shade], css, stroke=INK, stroke_width=0.7)


def _columns(canvas: Canvas, columns: Sequence[FiguresColumn], at: float) -> float:
    """What the bars of a row are, from the top: number, shade, name; gives where the rows may begin."""
    x = 6.0
    for place, column in enumerate(columns):
        name = fit_text(f"{place + 1} {column.name}", canvas.width - 40, 12.5)
        wide = 26 + estimated_width(name, 12.5) + 14
        if x + wide > canvas.width and x > 6:
            x, at = 6.0, at + 20
        shade = _shade(place, len(columns))
        _sample(canvas, x, y=at - 11, width=18, shade=shade, column=column)
        canvas.text(name, x + 24, at, size=12.5)
        x += wide
    return at + 16
