"""Full bars, one a column, cut by the rows that make up the whole; told apart by colour and by letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..report import FiguresBlock, FiguresColumn, FiguresRow
from . import picture_wording
from .drawing import (
    GROUND,
    HIDDEN,
    INK,
    LIGHT,
    LINE,
    SECTORS,
    SOFT,
    STEPS,
    Canvas,
    estimated_width,
    fit_text,
    row_letter,
    sector_colour,
    spread_apart,
    wrap_text,
)

SLIM = 14.0
"""Least space between two letters below a bar."""
_TURN = (0, 2, 4, 1, 3)
"""The shades of rows that are no sectors, so that neighbours differ."""


@dataclass(frozen=True)
class PieceLook:
    """How a piece is drawn: its colour and class, and those of the letters on it."""

    letter: str
    fill: str
    css: str
    ink: str
    ink_css: str


def piece_look(key: str, place: int, sectors: bool) -> PieceLook:
    """Sectors have their own colour and letter, other rows a shade and A, B, C …"""
    if sectors:
        (fill, css), light = sector_colour(key), key in LIGHT
        return PieceLook(
            letter=row_letter(key, place),
            fill=fill,
            css=css,
            ink=INK if light else GROUND,
            ink_css="on light" if light else "on",
        )
    shade = _TURN[place % 5]
    light = shade < 3
    return PieceLook(
        letter=row_letter(key, place),
        fill=STEPS[shade],
        css=f"pic-step{shade + 1}",
        ink=INK if light else GROUND,
        ink_css="pic-in" if light else "pic-on",
    )


def draw_stacked_bars(block: FiguresBlock, width: float = 640) -> Markup:
    """The full bars of a table whose rows add up."""
    canvas, at = Canvas(width), 6.0
    parts = [row for row in block.rows if not row.together]
    looks = piece_looks(parts)
    for place, column in enumerate(block.columns):
        said = column.name if column.total is None else f"{column.name}: {column.total}"
        canvas.text(fit_text(said, width - 12, 13, bold=True), 6, at + 12, bold=True)
        pieces = [
            (look, row.counts[place], row.shares[place])
            for look, row in zip(looks, parts, strict=True)
        ]
        unknown = sum(row.counts[place] or 0 for row in parts if row.unknown)
        at += 80 if _stack(canvas, pieces, y=at + 20, column=column, unknown=unknown) else 66
    return canvas.done(
        draw_legend(canvas, parts, looks, at + 6), picture_wording.describe_table(block)
    )


def piece_looks(rows: Sequence[FiguresRow]) -> list[PieceLook]:
    """The look of each row."""
    sectors = any(row.key in SECTORS and row.key != "other" for row in rows)
    return [piece_look(row.key, n, sectors) for n, row in enumerate(rows)]


def _stack(
    canvas: Canvas,
    pieces: Sequence[tuple[PieceLook, int | None, int | None]],
    y: float,
    column: FiguresColumn,
    unknown: int,
) -> bool:
    """The pieces of one full bar; `unknown` people are not in the column's total; gives whether letters stand below it.

    What is left of it because it is not shown is white and has a star.
    """
    by_share = column.published or column.total is None
    values = [(tenths if by_share else count) or 0 for _look, count, tenths in pieces]
    whole = max(1000 if by_share else (column.total or 0) + unknown, sum(values))
    room, x, slim = canvas.width - 12, 6.0, list[tuple[float, str]]()
    for (look, count, tenths), value in zip(pieces, values, strict=True):
        if value:
            wide = room * value / whole
            text = f"{look.letter} {picture_wording.share_or_nothing(tenths) if count is None else count}"
            if not _piece(canvas, look, (x, y, wide), text):
                slim.append((round(x + wide / 2, 1), look.letter))
            x = round(x + wide, 2)
    _below(canvas, slim, y + 32)
    left = canvas.width - 6 - x
    if whole and left > 0.5:
        canvas.rect(
            x,
            y,
            left,
            32,
            GROUND,
            "pic-hollow",
            stroke=LINE,
            stroke_width=1,
            stroke_dasharray="3 2",
        )
        if left > 9:
            mark = picture_wording.UNKNOWN if column.published else HIDDEN
            canvas.text(mark, x + left / 2, y + 23, size=15, anchor="middle")
    return bool(slim)


def _below(canvas: Canvas, slim: Sequence[tuple[float, str]], y: float) -> None:
    """Below a bar the letters of the pieces too narrow for one, each with a stroke to its piece."""
    places = spread_apart([x for x, _letter in slim], 12, canvas.width - 12, SLIM)
    for (x, text), place in zip(slim, places, strict=True):
        canvas.path(
            f"M{x:g} {y:g}L{place:g} {y + 5:g}", css="pic-axis", stroke=SOFT, stroke_width=1
        )
        canvas.text(text, place, y + 16, size=11.5, anchor="middle", bold=True)


def _piece(canvas: Canvas, look: PieceLook, at: tuple[float, float, float], text: str) -> bool:
    """A piece with its letter and number, where they fit; gives whether at least the letter did."""
    x, y, wide = at
    canvas.rect(x, y, wide, 32, look.fill, f"{look.css} pic-cut", stroke=GROUND, stroke_width=1)
    shown = next(
        (one for one in (text, look.letter) if estimated_width(one, 13, bold=True) + 2 <= wide), ""
    )
    if shown:
        middle = round(x + wide / 2, 1)
        canvas.text(
            shown, middle, y + 21, fill=look.ink, css=look.ink_css, anchor="middle", bold=True
        )
    return bool(shown)


def draw_legend(
    canvas: Canvas, rows: Sequence[FiguresRow], looks: Sequence[PieceLook], at: float
) -> float:
    """What the letters stand for, in as many columns as fit; gives the height so far."""
    columns = max(1, int(canvas.width // 210))
    wide = (canvas.width - 12) / columns
    shown = [
        (look, row)
        for look, row in zip(looks, rows, strict=True)
        if any(n != 0 for n in (*row.counts, *row.shares))
    ]
    names = [wrap_text(row.name, wide - 28, 13, 2) for _look, row in shown]
    y = at
    for place, ((look, _row), lines) in enumerate(zip(shown, names, strict=True)):
        x = 6 + place % columns * wide
        if place and place % columns == 0:
            y += _tall(names[place - columns : place])
        canvas.rect(x, y, 18, 18, look.fill, look.css, rx=3)
        size = 12 if len(look.letter) == 1 else 10
        canvas.text(
            look.letter,
            x + 9,
            y + 13.5,
            size=size,
            fill=look.ink,
            css=look.ink_css,
            anchor="middle",
            bold=True,
        )
        canvas.lines(lines, x + 24, y + 14)
    last = (len(shown) - 1) // columns * columns
    return y + (_tall(names[last:]) if shown else 0) + 4


def _tall(names: Sequence[Sequence[str]]) -> float:
    """How much room names beside one another need."""
    return 24 + 15.6 * (max(len(lines) for lines in names) - 1)
