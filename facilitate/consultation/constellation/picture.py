"""The constellation as a drawing: where circles and words stand. Lengths are CSS pixels."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .columns import ThemeColumn

LABEL, WORDS, ROW = 236, 116, 60
WIDTH, NARROWEST, WIDEST = 950, 46, 96
SLANTED = 60
"""Columns narrower than this have their names on a slant."""
HEAD, SLANTED_HEAD = 76, 108
LARGEST, SMALLEST, HOLDS = 25.0, 3.0, 10.5
"""Radii: of the largest share, of the smallest circle that one sees, of a circle that holds its number."""
BESIDE = 29
"""What a circle that does not hold its number and the number beside it need to the right of their middle."""
FEW = 3
"""Columns with fewer answers have hollow circles: one of one is all of them, and says little."""


@dataclass(frozen=True)
class TextLine:
    """One line of text and its baseline."""

    y: float
    text: str


@dataclass(frozen=True)
class AnswerCircle:
    """A number of answers; the area is their share of the column's answers.

    `number` is 0 where there are none and None where it must not be shown; then there is no circle, nor where their
    share is not known. The number's middle (or its beginning, where the circle is too small to hold it) is at `at`.
    """

    x: float
    r: float
    number: int | None
    column: ThemeColumn
    at: float

    @property
    def beside(self) -> bool:
        """Whether the number stands beside the circle."""
        return self.at > self.x

    @property
    def hollow(self) -> bool:
        """Whether so few answered that a share says little."""
        return self.column.answers is not None and self.column.answers < FEW


@dataclass(frozen=True)
class ColumnHeading:
    """A column's heading: its name in lines of a font size, or on a slant; below it, at y, its letter and number."""

    x: float
    y: float
    size: int
    lines: list[TextLine]
    slanted: str
    column: ThemeColumn


@dataclass(frozen=True)
class ThemeRow:
    """A theme (its id): its name in lines left of the rule, circles on it, words right of it."""

    theme: int
    y: float
    name: list[TextLine]
    circles: list[AnswerCircle]
    words: list[TextLine]


@dataclass(frozen=True)
class ThemeDrawing:
    """Everything to be drawn, and the ends of the rules."""

    width: int
    height: int
    left: int
    right: int
    headings: list[ColumnHeading]
    rows: list[ThemeRow]


@dataclass(frozen=True)
class DrawnTheme:
    """What is drawn of a theme: its id and name, the number in each column by id, a few words."""

    theme: int
    name: str
    cells: Mapping[int, int | None]
    words: str


def draw_themes(rows: Sequence[DrawnTheme], columns: Sequence[ThemeColumn]) -> ThemeDrawing:
    """The drawing of these themes and columns, however many there are."""
    apart = max(NARROWEST, min(WIDEST, (WIDTH - LABEL - WORDS) // max(1, len(columns))))
    head = SLANTED_HEAD if apart < SLANTED else HEAD
    places = {column.id: LABEL + apart * (at + 0.5) for at, column in enumerate(columns)}
    right = LABEL + apart * len(columns)
    names = [_lines(column.short, apart // 7, 36.0, 14) for column in columns]
    longest = max((len(line.text) for name in names for line in name), default=0)
    size = 12 if longest * 7 <= apart else 10
    headings = [
        ColumnHeading(
            x=places[column.id],
            y=head - 10,
            size=size,
            lines=[] if apart < SLANTED else name,
            slanted=textwrap.shorten(column.short, 22, placeholder=" …") if apart < SLANTED else "",
            column=column,
        )
        for column, name in zip(columns, names, strict=True)
    ]
    scale = min(LARGEST, apart - BESIDE) / sqrt(_largest_share(rows, columns) or 1)
    drawn = [
        ThemeRow(
            theme=row.theme,
            y=y,
            name=_lines(row.name, 30, y + 5, 17),
            circles=[
                _circle(column, places[column.id], row.cells[column.id], scale)
                for column in columns
            ],
            words=_lines(row.words, 15, y + 4.5, 15),
        )
        for y, row in ((head + ROW * (at + 0.5), row) for at, row in enumerate(rows))
    ]
    return ThemeDrawing(
        width=right + WORDS,
        height=head + ROW * len(rows) + 8,
        left=LABEL,
        right=right,
        headings=headings,
        rows=drawn,
    )


def _share(number: int | None, column: ThemeColumn) -> float:
    """A number as a share of the column's answers; 0 where either is not known."""
    return number / column.answers if number and column.answers else 0.0


def _largest_share(rows: Sequence[DrawnTheme], columns: Sequence[ThemeColumn]) -> float:
    return max(
        (_share(row.cells[column.id], column) for row in rows for column in columns), default=0.0
    )


def _circle(column: ThemeColumn, x: float, number: int | None, scale: float) -> AnswerCircle:
    """`scale`: the radius that stands for all of a column."""
    share = _share(number, column)
    radius = round(max(SMALLEST, scale * sqrt(share)), 1) if share else 0.0
    return AnswerCircle(
        x=x,
        r=radius,
        number=number,
        column=column,
        at=x + radius + 2.5 if 0 < radius < HOLDS else x,
    )


def _lines(text: str, width: int, y: float, apart: int) -> list[TextLine]:
    """The text in at most three lines, the middle of them at y."""
    parts = textwrap.wrap(text, width, max_lines=3, placeholder=" …", break_long_words=False) or [
        ""
    ]
    top = y - apart * (len(parts) - 1) / 2
    return [TextLine(top + apart * at, part) for at, part in enumerate(parts)]
