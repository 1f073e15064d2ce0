"""OpenDocument tables (.ods), read as people typed them: values, comments, joined cells, what is struck through or coloured.

A small reader of its own: the libraries that open them (odfpy, ezodf) are no longer kept, and repeat a row as often as a file asks.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from .marks import Marks, Merged
from .uploads import BROKEN_ARCHIVE

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_CLOCK = re.compile(r"PT(\d+)H(\d+)M")
_WIDEST = 1024
"""Columns of a row that are looked at at all."""


def _name(short: str) -> str:
    kind, _colon, local = short.partition(":")
    return f"{{{_NAMES[kind]}}}{local}"


TABLE, ROW, CELL, COVERED = map(
    _name, ("table:table", "table:table-row", "table:table-cell", "table:covered-table-cell")
)
STYLE, TEXT_LOOK, CELL_LOOK = map(
    _name, ("style:style", "style:text-properties", "style:table-cell-properties")
)
TABLE_LOOK = _name("style:table-properties")
ANNOTATION, PARAGRAPH = _name("office:annotation"), _name("text:p")
TIMES_ROW, TIMES_COLUMN = (
    _name("table:number-rows-repeated"),
    _name("table:number-columns-repeated"),
)


@dataclass
class OpenSheet:
    """A sheet as it stands in the file: rows that hold something, with their number and cells."""

    title: str
    rows: list[tuple[int, tuple[Any, ...]]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    hidden: bool = False


def is_opendocument_table(content: bytes) -> bool:
    """Whether the file says of itself that it is such a table, also where somebody has packed it again."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("mimetype") as kind:
            return kind.read(100).strip() == SPREADSHEET
    except (KeyError, *BROKEN_ARCHIVE):
        return SPREADSHEET in content[:200]


def is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether the file is protected by a password."""
    names = archive.namelist()
    return "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    )


def read_sheets(content: bytes, columns: int, most_rows: int) -> Iterator[OpenSheet]:
    """The sheets of the file, each as wide as `columns` and as long as `most_rows`, one row more where there are more.

    Raises whatever a broken part leads to.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = io.BytesIO(archive.read("content.xml"))
    reader = _OpenDocumentReader(columns, most_rows)
    for happened, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if happened == "start" and element.tag == TABLE:
            reader.begin(
                element.get(_name("table:name"), ""), element.get(_name("table:style-name"), "")
            )
        elif happened == "end":
            yield from reader.end(element)


class _OpenDocumentReader:
    """Makes rows of elements as they end, and keeps none of the elements."""

    def __init__(self, columns: int, most_rows: int) -> None:
        self.columns, self.most_rows = columns, most_rows
        self.sheet = OpenSheet("")
        self.number = 0
        self.struck: set[str] = set()
        self.coloured: set[str] = set()
        self.unseen: set[str] = set()

    def begin(self, title: str, style: str) -> None:
        """A sheet begins."""
        self.sheet, self.number = OpenSheet(title, hidden=style in self.unseen), 0

    def end(self, element: Element) -> Iterator[OpenSheet]:
        """An element is complete; gives the sheet where it is one."""
        if element.tag == STYLE:
            self._style(element)
        elif element.tag == ROW:
            self._row(element)
            element.clear()
        elif element.tag == TABLE:
            yield self.sheet
            element.clear()

    def _style(self, element: Element) -> None:
        name = element.get(_name("style:name"), "")
        table = element.find(TABLE_LOOK)
        if table is not None and table.get(_name("table:display")) == "false":
            self.unseen.add(name)
        look, cell = element.find(TEXT_LOOK), element.find(CELL_LOOK)
        if look is not None and look.get(_name("style:text-line-through-style"), "none") != "none":
            self.struck.add(name)
        if cell is not None and cell.get(_name("fo:background-color"), "transparent") not in (
            "transparent",
            "#ffffff",
        ):
            self.coloured.add(name)

    def _row(self, element: Element) -> None:
        """A row, as often as it is repeated; empty ones are counted only."""
        times = max(int(element.get(TIMES_ROW, "1")), 1)
        cells, looks = self._cells(element)
        if any(cell not in (None, "") for cell in cells):
            for number in range(self.number + 1, self.number + min(times, self.most_rows + 1) + 1):
                if len(self.sheet.rows) > self.most_rows:
                    break
                self.sheet.rows.append((number, tuple(cells)))
                self._mark(number, looks)
                if element.get(_name("table:visibility"), "visible") != "visible":
                    self.sheet.marks.hidden.add(number)
        self.number += times

    def _cells(self, element: Element) -> tuple[list[Any], list[tuple[int, Element]]]:
        cells: list[Any] = []
        looks: list[tuple[int, Element]] = []
        for one in element:
            if one.tag not in (CELL, COVERED):
                continue
            times = max(int(one.get(TIMES_COLUMN, "1")), 1)
            value = None if one.tag == COVERED else _value(one)
            if len(cells) < self.columns:
                looks.append((len(cells), one))
            cells += [value] * min(times, _WIDEST, max(self.columns - len(cells), 0))
        return (cells + [None] * self.columns)[: self.columns], looks

    def _mark(self, number: int, looks: list[tuple[int, Element]]) -> None:
        """What a cell shows beside its value."""
        marks = self.sheet.marks
        for column, cell in looks:
            style = cell.get(_name("table:style-name"), "")
            if style in self.struck:
                marks.struck.add((number, column))
            if style in self.coloured:
                marks.coloured.add((number, column))
            note = cell.find(ANNOTATION)
            if note is not None and (said := _text(note)):
                marks.notes[number, column] = said
            down = int(cell.get(_name("table:number-rows-spanned"), "1"))
            across = int(cell.get(_name("table:number-columns-spanned"), "1"))
            if down > 1 or across > 1:
                self.sheet.merged.append((column + 1, number, column + across, number + down - 1))


def _value(cell: Element) -> Any:
    """What the cell holds: a number, a day, a moment, a time, yes or no, else its text."""
    kind = cell.get(_name("office:value-type"), "")
    if kind in ("float", "percentage", "currency"):
        number = float(cell.get(_name("office:value"), "0"))
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == "date":
        return _day(cell.get(_name("office:date-value"), ""))
    if kind == "time" and (found := _CLOCK.match(cell.get(_name("office:time-value"), ""))):
        hours, minutes = int(found[1]), int(found[2])
        return time(hours, minutes) if hours < 24 and minutes < 60 else _text(cell)
    if kind == "boolean":
        return cell.get(_name("office:boolean-value")) == "true"
    return cell.get(_name("office:string-value")) or _text(cell) or None


def _day(text: str) -> date | datetime | str:
    try:
        return (
            datetime.fromisoformat(text)
            if "T" in text
            else datetime.combine(date.fromisoformat(text), time())
        )
    except ValueError:
        return text


def _text(element: Element) -> str:
    """The paragraphs right below an element, one a line."""
    return "\n".join(_inside(one) for one in element if one.tag == PARAGRAPH)


def _inside(element: Element) -> str:
    """The text of a paragraph: blanks, tabs and breaks are elements there."""
    parts = [element.text or ""]
    for one in element:
        kind = one.tag.rpartition("}")[2]
        if kind == "s":
            parts.append(" " * min(int(one.get(_name("text:c"), "1")), 1000))
        elif kind in ("tab", "line-break"):
            parts.append("\t" if kind == "tab" else "\n")
        elif kind != "annotation":
            parts.append(_inside(one))
        parts.append(one.tail or "")
    return "".join(parts)
