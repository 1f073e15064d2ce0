"""Word files: paragraphs and tables in their order, joined cells repeated, lists with their depth."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ...lib.text import clean_text, plain_text
from ...lib.uploads import SheetProblem, Unreadable, UploadLimits, part_names
from . import times
from .arrived import MOST_PIECES, ArrivalProblem, FileSpot, NotArrived, Whereabouts, WhyLeftOut
from .column_contents import looks_like_time
from .dates import day_heading
from .pieces import FileGrid, FileGridRow, FilePara, FilePieces

ROOM = UploadLimits(packed=20 * 2**20, part=24 * 2**20, unpacked=96 * 2**20)
_ANY_YEAR = date(2000, 1, 1)
_PAGE = re.compile(r"(?:faqja|faqe|page|f|p)\W*\d*\W*(?:(?:of|nga|/)\W*\d*)?")
"""`Faqe 1 nga 3`: what every page has."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = (
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:txbxContent"),
    _FALLBACK,
    qn("w:instrText"),
    qn("w:footnoteReference"),
)


def pieces_of_word(content: bytes) -> FilePieces:
    """What a Word file holds. Raises SheetProblem or ArrivalProblem."""
    names = part_names(content, ROOM)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise ArrivalProblem(NotArrived.MACROS)
    document, headings = open_word(content)
    reader = _DocxReader(headings)
    above, below = (_margin(content, name) for name in ("header", "footer"))
    reader.margin(above)
    reader.read(document.find(qn("w:body")))
    reader.margin(below)
    return reader.found


def _margin(content: bytes, name: str) -> list[Any]:
    """The headers or footers of a Word file's pages."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = sorted(
            one for one in archive.namelist() if re.fullmatch(rf"word/{name}\d*\.xml", one)
        )
        try:
            return [parse_xml(archive.read(one)) for one in parts]
        except Exception as error:  # whatever a broken part leads to
            raise SheetProblem(Unreadable.DAMAGED) from error


def open_word(content: bytes) -> tuple[Any, set[str]]:
    """What stands in a Word file, and the ids of the styles that are headings: their names are English in every Word.

    Raises SheetProblem.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = parse_xml(archive.read("word/document.xml"))
            there = "word/styles.xml" in archive.namelist()
            styles = parse_xml(archive.read("word/styles.xml")) if there else None
    except Exception as error:  # whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error
    found = set()
    for style in styles.iter(qn("w:style")) if styles is not None else ():
        name = style.find(qn("w:name"))
        called = "" if name is None else str(name.get(qn("w:val"))).lower()
        if re.match(r"(heading \d|title|subtitle)", called):
            found.add(str(style.get(qn("w:styleId"))))
    return document, found


class _DocxReader:
    def __init__(self, headings: set[str]) -> None:
        self.headings, self.found, self.line, self.tables = headings, FilePieces(), 0, 0

    def read(self, body: Any) -> None:
        self._read_all(body)

    def margin(self, parts: list[Any]) -> None:
        """What stands at the edge of every page, once: dates in it count, steps are none of it."""
        for part in parts:
            told = {
                text
                for node in part.iter(qn("w:p"))
                if re.search(r"[^\W\d_]{3,}", text := _text(node).strip())
                and not _PAGE.fullmatch(plain_text(text))
            }
            there = {one.text for one in self.found.paras}
            for text in sorted(told - there):
                self.line += 1
                self.found.all.append(_said_of_all(FilePara(text, FileSpot(self.line))))

    def _read_all(self, place: Any) -> None:
        """What stands in the body or in a text box."""
        for node in self._blocks(place):
            if len(self.found.all) > MOST_PIECES:
                raise ArrivalProblem(NotArrived.TOO_LONG)
            if node.tag == qn("w:tbl"):
                self._table(node)
            else:
                self._paragraph(node)

    def _blocks(self, node: Any) -> Iterator[Any]:
        """Paragraphs and tables right below, also those in a content control."""
        for one in node if node is not None else ():
            if one.tag in (qn("w:p"), qn("w:tbl")):
                yield one
            elif one.tag == qn("w:sdt"):
                yield from self._blocks(one.find(qn("w:sdtContent")))
            elif one.tag == qn("w:ins"):
                yield from self._blocks(one)

    def _paragraph(self, node: Any) -> None:
        properties = node.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        heading = style is not None and style.get(qn("w:val")) in self.headings
        listed = properties.find(qn("w:numPr")) if properties is not None else None
        depth = 0
        if listed is not None and listed.find(qn("w:ilvl")) is not None:
            depth = int(listed.find(qn("w:ilvl")).get(qn("w:val")) or 0)
        name = str(style.get(qn("w:val"))) if style is not None else ""
        bulleted = listed is not None or name.startswith("List")
        struck = _struck(node)
        for text in _text(node).split("\n"):
            self.line += 1
            self.found.all.append(
                FilePara(
                    text.strip(),
                    FileSpot(self.line),
                    indent=depth * 4 + (2 if bulleted else 0),
                    heading=heading,
                    bullet=bulleted,
                    why=WhyLeftOut.STRUCK if struck and text.strip() else None,
                )
            )
        for box in _boxes(node):
            before = len(self.found.all)
            self._read_all(box)
            self.found.all[before:] = _beside(self.found.all[before:])

    def _table(self, node: Any) -> None:
        self.tables += 1
        rows: list[FileGridRow] = []
        above: dict[int, str] = {}
        inner: list[Any] = []
        name = str(self.tables)
        for number, row in enumerate(_rows(node), 1):
            cells: list[str] = []
            held = len(inner)
            column, struck = int(_value(row, "w:trPr/w:gridBefore") or 0), []
            cells += [""] * column
            for cell in _cells(row):
                properties = cell.find(qn("w:tcPr"))
                span = _value(cell, "w:tcPr/w:gridSpan")
                merged = properties.find(qn("w:vMerge")) if properties is not None else None
                own = _paragraphs_of(cell)
                text = "\n".join(map(_text, own)).strip()
                if merged is not None and merged.get(qn("w:val")) != "restart":
                    text = above.get(column, "")
                struck += [_struck(one) for one in own if _text(one).strip()]
                inner += [one for one in cell.iter(qn("w:tbl")) if _nearest_cell(one) is cell]
                width = min(max(int(span or 1), 1), 63)
                for _number in range(width):
                    cells.append(clean_text(text))
                    above[column] = text
                    column += 1
            why = WhyLeftOut.STRUCK if struck and all(struck) else None
            if _value(row, "w:trPr/w:hidden") is not None:
                why = WhyLeftOut.HIDDEN
            rows.append(FileGridRow(FileSpot(number, Whereabouts.ROW, name), tuple(cells), why))
            if len(inner) > held and not any(map(looks_like_time, cells)):
                # a frame: what stands beside a table in it comes ahead of that table
                self.found.all.append(FileGrid(tuple(rows), name))
                for one in inner:
                    self._table(one)
                rows, inner = [], []
            if len(rows) > MOST_PIECES:
                raise ArrivalProblem(NotArrived.TOO_LONG)
        if rows:
            self.found.all.append(FileGrid(tuple(rows), name))
        for one in inner:
            self._table(one)


def _beside(pieces: list[FilePara | FileGrid]) -> list[FilePara | FileGrid]:
    """What a text box or a margin holds, said of everything where no time stands in it, not of the step it hangs beside."""
    lines = [one for one in pieces if isinstance(one, FilePara)]
    if len(lines) < len(pieces) or any(times.span_at_start(one.text) for one in lines):
        return pieces
    return [
        one if one.why or day_heading(one.text, _ANY_YEAR) else _said_of_all(one) for one in lines
    ]


def _said_of_all(para: FilePara) -> FilePara:
    return replace(para, why=WhyLeftOut.HEADING, says="head") if para.text else para


def _paragraphs_of(cell: Any) -> list[Any]:
    """The paragraphs of a cell, those in its text boxes too, not those of a table within it."""
    return [
        one
        for one in cell.iter(qn("w:p"))
        if _nearest_cell(one) is cell
        and _FALLBACK not in {node.tag for node in _ancestors(one, cell)}
    ]


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes of a paragraph, not what older programs are given in their place nor those within another."""
    for one in paragraph.iter(qn("w:txbxContent")):
        above = {node.tag for node in _ancestors(one, paragraph)}
        if _FALLBACK not in above and qn("w:txbxContent") not in above:
            yield one


def _ancestors(node: Any, until: Any) -> Iterator[Any]:
    while (node := node.getparent()) is not None and node is not until:
        yield node


def _rows(table: Any) -> Iterator[Any]:
    for one in table:
        if one.tag == qn("w:tr"):
            yield one
        elif one.tag == qn("w:sdt") and one.find(qn("w:sdtContent")) is not None:
            yield from _rows(one.find(qn("w:sdtContent")))


def _cells(row: Any) -> Iterator[Any]:
    for one in row:
        if one.tag == qn("w:tc"):
            yield one
        elif one.tag == qn("w:sdt") and one.find(qn("w:sdtContent")) is not None:
            yield from _cells(one.find(qn("w:sdtContent")))


def _nearest_cell(node: Any) -> Any:
    parent = node.getparent()
    while parent is not None and parent.tag != qn("w:tc"):
        parent = parent.getparent()
    return parent


def _value(node: Any, path: str) -> str | None:
    found = node.find("/".join(qn(one) for one in path.split("/")))
    return None if found is None else str(found.get(qn("w:val"), ""))


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without what was deleted while changes were tracked."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for one in node:
            if one.tag in _SKIPPED:
                continue
            if one.tag == qn("w:t"):
                parts.append(one.text or "")
            elif one.tag == qn("w:tab"):
                parts.append("\t" if one.getparent().tag == qn("w:r") else "")
            elif one.tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif one.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif one.tag != qn("w:pPr") and one.tag != qn("w:tbl"):
                walk(one)

    walk(paragraph)
    return clean_text("." + "".join(parts))[1:]


def _struck(paragraph: Any) -> bool:
    """Whether all that is written in it is struck through."""
    runs = [
        run
        for run in paragraph.iter(qn("w:r"))
        if any((one.text or "").strip() for one in run.iter(qn("w:t")))
    ]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:strike')}") for run in runs]
    return bool(marks) and all(
        mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks
    )
