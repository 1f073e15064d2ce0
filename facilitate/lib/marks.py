"""What a sheet shows beside its values: comments, joined cells, what is struck through or coloured; asked of Excel's own parts."""

import io
import itertools
import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl.utils import column_index_from_string, range_boundaries

Merged = tuple[int, int, int, int]
"""First column, first row, last column, last row, from 1."""
Row = tuple[int, tuple[Any, ...]]
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN, _NUMBER = re.compile(rb'\bhidden="(?:1|true)"'), re.compile(rb'\br="(\d{1,7})"')
_LOOK = re.compile(rb'\bs="(\d{1,6})"')
_WHITE = ("00000000", "FFFFFFFF", "00FFFFFF")
_THREADED = re.compile(r"^\[[^\]]*\].*?\n\s*(?:Comment|Koment)[^:]*:\s*", re.DOTALL)
LONGEST_NOTE, MOST_NOTES = 2_000, 2_000


class TooManyMerged(Exception):
    """Ranges that no program makes."""


@dataclass
class Marks:
    """By row number (from 1) and column (from 0): comments, where cells are struck through or coloured, and rows that are hidden."""

    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    coloured: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.notes or self.struck or self.coloured)

    def to_json(self) -> list[Any]:
        """As plain JSON that `from_json` reads back."""
        notes = [[*place, said] for place, said in self.notes.items()]
        return [notes, sorted(self.struck), sorted(self.coloured)]

    @staticmethod
    def from_json(kept: Sequence[Any]) -> "Marks":
        """The marks that were made this JSON."""
        notes, struck, coloured = kept
        return Marks(
            {(row, column): said for row, column, said in notes},
            {(row, column) for row, column in struck},
            {(row, column) for row, column in coloured},
        )


def merged_ranges(content: bytes, most: int) -> list[Merged]:
    """The joined cells of a sheet's part. Raises TooMuch for more than `most`, and for whole rows or columns."""
    if b"mergeCell" not in content:
        return []
    found: list[Any] = []
    for _event, element in iterparse(io.BytesIO(content), forbid_dtd=True):
        if element.tag.endswith("}mergeCell"):
            found.append(range_boundaries(element.get("ref", "")))
        if element.tag.endswith(("}row", "}mergeCell")):
            element.clear()
    if len(found) > most or None in itertools.chain(*found):
        raise TooManyMerged
    return found


def spread_merged(
    rows: list[Row], merged: Sequence[Merged], most: int, *, across: bool = True
) -> list[Row]:
    """The rows with the value of each joined range in all its cells that lie in rows that are there.

    `across`: in all its columns, else in its first alone. Raises TooMuch for more cells than `most`.
    """
    if not merged or not rows:
        return rows
    cells = {number: list(values) for number, values in rows}
    numbers, width, filled = list(cells), max(map(_reach, cells.values())), 0
    for left, top, right, bottom in merged:
        value = cells[top][left - 1] if top in cells and left <= len(cells[top]) else None
        if value is None:
            continue
        inside = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        columns = range(left - 1, min(right if across else left, width))
        for number in inside:
            there = [column for column in columns if column < len(cells[number])]
            filled += len(there)
            if filled > most:
                raise TooManyMerged
            for column in there:
                cells[number][column] = value
    return [(number, tuple(values)) for number, values in cells.items()]


def _reach(cells: Sequence[Any]) -> int:
    """How many cells there are up to the last that holds something."""
    return next(
        (place for place in range(len(cells), 0, -1) if cells[place - 1] not in (None, "")), 0
    )


def sheet_marks(book: Any, sheet: Any, content: bytes) -> Marks:
    """The marks of a sheet of a workbook that is read row by row; `content`: its part."""
    marks = Marks(
        notes=dict(itertools.islice(_notes(book, sheet), MOST_NOTES)), hidden=_hidden(content)
    )
    struck, coloured = _looks(book)
    if not struck and not coloured:
        return marks
    for cell in _CELL.finditer(content):
        look, place = _LOOK.search(cell[0]), _PLACE.search(cell[0])
        if look and place and (number := int(look[1])) in struck | coloured:
            at = int(place[2]), column_index_from_string(place[1].decode()) - 1
            for kind, places in ((struck, marks.struck), (coloured, marks.coloured)):
                if number in kind:
                    places.add(at)
    return marks


def _hidden(content: bytes) -> set[int]:
    """The numbers of the rows that are hidden."""
    rows = [row for row in _ROW.finditer(content) if _HIDDEN.search(row[0])]
    return {int(number[1]) for row in rows if (number := _NUMBER.search(row[0]))}


def _looks(book: Any) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the looks that strike through, and of those that have a colour behind."""
    struck, coloured = set(), set()
    for number, look in enumerate(book._cell_styles):
        font, fill = book._fonts[look.fontId], book._fills[look.fillId]
        if font.strike:
            struck.add(number)
        if getattr(fill, "fill_type", None) == "solid" and str(fill.fgColor.rgb) not in _WHITE:
            coloured.add(number)
    return frozenset(struck), frozenset(coloured)


def _notes(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """The comments, each with its place; those that are a talk stand in the older form too."""
    archive = book._archive
    folder, name = posixpath.split(sheet._worksheet_path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    for _event, one in iterparse(io.BytesIO(archive.read(relations)), forbid_dtd=True):
        if not one.get("Type", "").endswith("/comments"):
            continue
        target = one.get("Target", "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        if path in archive.namelist():
            yield from _comments(archive.read(path))


def _comments(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    authors: list[str] = []
    for _event, element in iterparse(io.BytesIO(content), forbid_dtd=True):
        if element.tag.endswith("}author"):
            authors.append(element.text or "")
        if not element.tag.endswith("}comment"):
            continue
        said = "".join(
            part.text or "" for part in element.iter() if part.tag.endswith("}t")
        ).strip()
        number = int(element.get("authorId", "0"))
        by = authors[number] if 0 <= number < len(authors) else ""
        said = _THREADED.sub("", said.removeprefix(f"{by}:") if by else said).strip()
        left, top, _right, _bottom = range_boundaries(element.get("ref", "A1"))
        if said and left and top:
            yield (top, left - 1), said[:LONGEST_NOTE]
        element.clear()
