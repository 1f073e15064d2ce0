"""The constellation as a drawing: where circles and words stand. Lengths are CSS pixels."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .columns import Column

LABEL, WORDS, ROW = 236, 116, 60
WIDTH, NARROWEST, WIDEST = 950, 46, 96
SLANTED = 60
"""Columns narrower than this have their names on a slant."""
HEAD, SLANTED_HEAD = 76, 108
LARGEST, SMALLEST = 25.0, 10.5


@dataclass(frozen=True)
class Line:
    """One line of text and its baseline."""

    y: float
    text: str


@dataclass(frozen=True)
class Circle:
    """A number of answers; the area is their share of the column's answers.

    `number` is 0 where there are none and None where it must not be shown; then there is no circle.
    """

    x: float
    r: float
    number: int | None
    column: Column


@dataclass(frozen=True)
class Heading:
    """A column's heading: its name in lines of a font size, or on a slant; below it, at y, its letter and number."""

    x: float
    y: float
    size: int
    lines: list[Line]
    slanted: str
    column: Column


@dataclass(frozen=True)
class Row:
    """A theme (its id): its name in lines left of the rule, circles on it, words right of it."""

    theme: int
    y: float
    name: list[Line]
    circles: list[Circle]
    words: list[Line]


@dataclass(frozen=True)
class Drawing:
    """Everything to be drawn, and the ends of the rules."""

    width: int
    height: int
    left: int
    right: int
    headings: list[Heading]
    rows: list[Row]


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a theme: its id and name, the number in each column by id, a few words."""

    theme: int
    name: str
    cells: Mapping[int, int | None]
    words: str


def draw(rows: Sequence[Drawn], columns: Sequence[Column]) -> Drawing:
    """The drawing of these themes and columns, however many there are."""
    apart = max(NARROWEST, min(WIDEST, (WIDTH - LABEL - WORDS) // max(1, len(columns))))
    head = SLANTED_HEAD if apart < SLANTED else HEAD
    places = {column.id: LABEL + apart * (at + 0.5) for at, column in enumerate(columns)}
    right = LABEL + apart * len(columns)
    names = [_lines(column.short, apart // 7, 36.0, 14) for column in columns]
    longest = max((len(line.text) for name in names for line in name), default=0)
    size = 12 if longest * 7 <= apart else 10
    headings = [
        Heading(
            places[column.id],
            head - 10,
            size,
            [] if apart < SLANTED else name,
            textwrap.shorten(column.short, 22, placeholder=" …") if apart < SLANTED else "",
            column,
        )
        for column, name in zip(columns, names, strict=True)
    ]
    drawn = [
        Row(
            row.theme,
            y,
            _lines(row.name, 30, y + 5, 17),
            [_circle(column, places[column.id], row.cells[column.id], apart) for column in columns],
            _lines(row.words, 15, y + 4.5, 15),
        )
        for y, row in ((head + ROW * (at + 0.5), row) for at, row in enumerate(rows))
    ]
    return Drawing(right + WORDS, head + ROW * len(rows) + 8, LABEL, right, headings, drawn)


def _circle(column: Column, x: float, number: int | None, apart: int) -> Circle:
    share = (number or 0) / column.answers if column.answers else 0.0
    largest = min(LARGEST, apart / 2 - 1)
    radius = max(SMALLEST, largest * sqrt(min(1.0, share))) if number else 0.0  # small ones hold their number
    return Circle(x, round(radius, 1), number, column)


def _lines(text: str, width: int, y: float, apart: int) -> list[Line]:
    """The text in at most three lines, the middle of them at y."""
    parts = textwrap.wrap(text, width, max_lines=3, placeholder=" …", break_long_words=False) or [""]
    top = y - apart * (len(parts) - 1) / 2
    return [Line(top + apart * at, part) for at, part in enumerate(parts)]
