"""Word files, fast: paragraphs and tables by style name, on the look of a .docx (its styles, margins, header).

Elements are copied from prototypes and nothing is looked up twice, so that time grows in proportion to length.
"""

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIELD = re.compile(r"\{(PAGE|NUMPAGES)\}")
TWIPS_PER_CM = 567
PROPERTY_LIMIT = 255


@dataclass(frozen=True)
class Para:
    """A text and the name of its style; `link` is a bookmark it leads to."""

    text: str
    style: str
    link: str = ""


@dataclass(frozen=True)
class TableLook:
    """A table: its style, the widths of its columns in cm, and the style of the text in each column."""

    style: str
    widths: tuple[float, ...]
    columns: tuple[str, ...]

    @property
    def headings(self) -> list[str]:
        """The styles of the heading row: numbers stand under the right end of their heading."""
        return [
            "Table Heading Number" if style == "Table Number" else "Table Heading" for style in self.columns
        ]


Cell = str | Sequence[Para]


def legal(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return _ILLEGAL.sub("", text)


class WordFile:
    """A Word file being written from top to end on the look of another one.

    Raises KeyError when the look lacks a style that is asked for.
    """

    def __init__(self, look: Path) -> None:
        self._document = docx.Document(str(look))
        self._styles = {style.name: style.style_id for style in self._document.styles}
        body = self._document.element.body
        self._end = body.sectPr
        for child in list(body):
            if child is not self._end:
                body.remove(child)
        self._paragraphs: dict[str, Any] = {}
        self._rows: dict[tuple[TableLook, bool], Any] = {}
        self._bookmarks = 0

    def add(self, text: str, style: str, *, bookmark: str = "", with_next: bool = False) -> None:
        """A paragraph for every line of the text; empty lines are left out, spacing is the style's.

        `with_next`: it stays on the page of what follows.
        """
        for line in _lines(text):
            if line.strip():
                paragraph = self._paragraph(Para(line.strip(), style))
                if bookmark:
                    self._mark(paragraph, bookmark)
                    bookmark = ""
                if with_next:
                    _keep(paragraph)
                self._end.addprevious(paragraph)

    def table(
        self,
        look: TableLook,
        rows: Iterable[Sequence[Cell]],
        heading: Sequence[str] = (),
        name: str = "",
        *,
        together: bool = False,
    ) -> None:
        """A table; its heading row repeats on every page, no row breaks over two. Screen readers read `name`.

        `together`: all of it on one page, where it fits on one.
        """
        table = self._table(look, bool(heading), name)
        if heading:
            table.append(self._row(look, heading, look.headings, heads=True))
        for row in rows:
            table.append(self._row(look, row, look.columns, heads=False))
        if together:
            for row in table.findall(qn("w:tr"))[:-1]:
                _keep(row)
        self._end.addprevious(table)

    def header(self, text: str) -> None:
        """The text of the page header (a tab leads to its right end)."""
        self._running(self._document.sections[0].header, "Header", text)

    def footer(self, text: str) -> None:
        """The text of the page footer; `{PAGE}` and `{NUMPAGES}` become fields."""
        self._running(self._document.sections[0].footer, "Footer", text)

    def language(self, tag: str) -> None:
        """The language that spelling is checked in: `sq-AL`, `en-GB`."""
        for lang in self._document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), tag)
        for lang in self._document.settings.element.iter(qn("w:themeFontLang")):
            lang.set(qn("w:val"), tag)
        self._document.core_properties.language = tag

    def properties(
        self, *, title: str, subject: str = "", author: str = "", made: datetime | None = None
    ) -> None:
        """What the file says about itself."""
        about = self._document.core_properties
        about.title, about.subject, about.author = (
            legal(text).replace("\n", " ")[:PROPERTY_LIMIT] for text in (title, subject, author)
        )
        about.last_modified_by = about.author
        about.created = about.modified = made or datetime.now(UTC)
        about.revision = 1

    def save(self) -> bytes:
        """The finished file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _paragraph(self, one: Para) -> Any:
        prototype = self._paragraphs.get(one.style)
        if prototype is None:
            prototype = self._paragraphs[one.style] = _prototype(self._styles[one.style])
        paragraph = deepcopy(prototype)
        run = paragraph[1]
        run[0].text = legal(one.text).replace("\t", " ")
        if one.link:
            link = OxmlElement("w:hyperlink", {qn("w:anchor"): one.link, qn("w:history"): "1"})
            link.append(run)
            paragraph.append(link)
        return paragraph

    def _mark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        number = str(self._bookmarks)
        start = OxmlElement("w:bookmarkStart", {qn("w:id"): number, qn("w:name"): name[:40]})
        paragraph[0].addnext(start)
        paragraph.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): number}))

    def _table(self, look: TableLook, headed: bool, name: str) -> Any:
        widths = [round(width * TWIPS_PER_CM) for width in look.widths]
        table = OxmlElement("w:tbl")
        about = _child(table, "w:tblPr")
        _child(about, "w:tblStyle", val=self._styles[look.style])
        _child(about, "w:tblW", w=str(sum(widths)), type="dxa")
        _child(about, "w:tblLayout", type="fixed")
        flags = {"firstRow": str(int(headed)), "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
        _child(about, "w:tblLook", val="0420" if headed else "0400", **flags, noHBand="1", noVBand="1")
        if name:
            _child(about, "w:tblCaption", val=legal(name))
        grid = _child(table, "w:tblGrid")
        for width in widths:
            _child(grid, "w:gridCol", w=str(width))
        return table

    def _row(self, look: TableLook, cells: Sequence[Cell], columns: Sequence[str], *, heads: bool) -> Any:
        prototype = self._rows.get((look, heads))
        if prototype is None:
            prototype = self._rows[look, heads] = _row_prototype(look, heads)
        row = deepcopy(prototype)
        for place, cell, style in zip(row[1:], cells, columns, strict=True):
            paras = [Para(line, style) for line in _lines(cell)] if isinstance(cell, str) else cell
            for para in paras or [Para("", style)]:  # Word needs a paragraph in every cell
                place.append(self._paragraph(para))
        return row

    def _running(self, part: Any, style: str, text: str) -> None:
        paragraph = self._paragraph(Para("", style))
        paragraph.remove(paragraph[1])
        for number, piece in enumerate(_FIELD.split(legal(text))):
            if piece:
                paragraph.append(_field(piece) if number % 2 else _run(piece))
        element = part._element
        for child in list(element):
            element.remove(child)
        element.append(paragraph)


def _keep(element: Any) -> None:
    """Every paragraph in it stays on the page of what follows."""
    for style in element.iter(qn("w:pStyle")):
        style.addnext(OxmlElement("w:keepNext"))


def _lines(text: str) -> list[str]:
    return legal(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _prototype(style_id: str) -> Any:
    paragraph = OxmlElement("w:p")
    _child(_child(paragraph, "w:pPr"), "w:pStyle", val=style_id)
    paragraph.append(_run(""))
    return paragraph


def _row_prototype(look: TableLook, heads: bool) -> Any:
    row = OxmlElement("w:tr")
    about = _child(row, "w:trPr")
    _child(about, "w:cantSplit")
    if heads:
        _child(about, "w:tblHeader")
    for width in look.widths:
        _child(_child(_child(row, "w:tc"), "w:tcPr"), "w:tcW", w=str(round(width * TWIPS_PER_CM)), type="dxa")
    return row


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            _child(run, "w:tab")
        words = _child(run, "w:t")
        words.text = piece
        words.set(_SPACE, "preserve")
    return run


def _field(code: str) -> Any:
    field = OxmlElement("w:fldSimple", {qn("w:instr"): f" {code} "})
    field.append(_run("1"))
    return field


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    child = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    parent.append(child)
    return child
