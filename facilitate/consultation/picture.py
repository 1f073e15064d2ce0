"""The constellation as a drawing: where circles and words stand. Lengths are CSS pixels."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

LABEL, WORDS, ROW, HEAD = 236, 120, 60, 58
WIDTH, NARROWEST, WIDEST = 984, 60, 92
LARGEST, SMALLEST = 25.0, 10.5


@dataclass(frozen=True)
class Line:
    """One line of text and its baseline."""

    y: float
    text: str


@dataclass(frozen=True)
class Circle:
    """A number of answers; the area is their share of the sector's answers. `r` is 0 where there are none."""

    x: float
    r: float
    number: int
    sector: str


@dataclass(frozen=True)
class Column:
    """A sector's heading: its name in lines, and how many answered."""

    x: float
    lines: list[Line]
    answers: int


@dataclass(frozen=True)
class Row:
    """A theme: its name in lines left of the rule, circles on it, a word right of it."""

    y: float
    name: list[Line]
    circles: list[Circle]
    word: str


@dataclass(frozen=True)
class Drawing:
    """Everything to be drawn, and the ends of the rules."""

    width: int
    height: int
    left: int
    right: int
    columns: list[Column]
    rows: list[Row]


def draw(
    rows: Sequence[tuple[str, Mapping[str, int], str]], names: Mapping[str, str], answered: Mapping[str, int]
) -> Drawing:
    """Draw rows of (theme's name, answers by sector, word for its spread).

    `names` are the short names and `answered` the answers of each sector, in the order of the columns.
    """
    apart = max(NARROWEST, min(WIDEST, (WIDTH - LABEL - WORDS) // max(1, len(answered))))
    places = {sector: LABEL + apart * (at + 0.5) for at, sector in enumerate(answered)}
    right = LABEL + apart * len(answered)
    columns = [
        Column(x, _lines(names[sector], apart // 7, 22.0, 14), answered[sector])
        for sector, x in places.items()
    ]
    drawn = [
        Row(y, _lines(name, 30, y + 5, 17), [_circle(places, answered, s, n) for s, n in cells.items()], word)
        for y, (name, cells, word) in ((HEAD + ROW * (at + 0.5), row) for at, row in enumerate(rows))
    ]
    return Drawing(right + WORDS, HEAD + ROW * len(rows) + 8, LABEL, right, columns, drawn)


def _circle(places: Mapping[str, float], answered: Mapping[str, int], sector: str, number: int) -> Circle:
    share = number / answered[sector] if answered[sector] else 0.0
    radius = max(SMALLEST, LARGEST * sqrt(share)) if number else 0.0  # small ones still hold their number
    return Circle(places[sector], round(radius, 1), number, sector)


def _lines(text: str, width: int, y: float, apart: int) -> list[Line]:
    """The text in at most three lines, the middle of them at y."""
    parts = textwrap.wrap(text, width, max_lines=3, placeholder=" …", break_long_words=False) or [""]
    top = y - apart * (len(parts) - 1) / 2
    return [Line(top + apart * at, part) for at, part in enumerate(parts)]
