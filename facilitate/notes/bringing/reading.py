"""Notes that come as a Word file or as pasted text: piece by piece, what is a heading and what is not."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ...lib.text import clean
from ...lib.uploads import Room, SheetProblem, Unreadable, part_names

ROOM = Room(packed=20 * 2**20, part=24 * 2**20, unpacked=96 * 2**20)
"""What a Word file may weigh; one with photos in it is large, its text is not."""
MOST_LETTERS, MOST_PIECES = 200_000, 1_000
"""What is read of one file or one pasted text: some eighty pages."""
LONGEST_HEADING = 120
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦‣]|\d{1,3}[.)]|[a-z]\))\s+")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Unbrought(StrEnum):
    """Why a file or a text cannot be brought in."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    OPEN_DOCUMENT = "open_document"
    EXCEL = "excel"
    PDF = "pdf"
    PICTURE = "picture"
    DAMAGED = "damaged"
    OTHER = "other"
    NO_TEXT = "no_text"


class NotBrought(Exception):
    """Nothing can be read out of it; `why` has a sentence in both languages."""

    def __init__(self, why: Unbrought) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Piece:
    """A paragraph, a cell or a row of text; `heading`: it is written as one."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Document:
    """What was read; `macros`: the file holds some, which were not brought in."""

    pieces: tuple[Piece, ...]
    macros: bool = False


_REASONS = {
    Unreadable.EMPTY: Unbrought.EMPTY,
    Unreadable.TOO_LARGE: Unbrought.TOO_LARGE,
    Unreadable.OLD_EXCEL: Unbrought.OLD_WORD,
    Unreadable.ENCRYPTED: Unbrought.ENCRYPTED,
    Unreadable.OPEN_DOCUMENT: Unbrought.OPEN_DOCUMENT,
    Unreadable.PDF: Unbrought.PDF,
    Unreadable.PICTURE: Unbrought.PICTURE,
    Unreadable.BOMB: Unbrought.DAMAGED,
    Unreadable.DAMAGED: Unbrought.DAMAGED,
}


def from_text(text: str) -> Document:
    """Pasted text, row by row. Raises NotBrought."""
    if len(text) > MOST_LETTERS:
        raise NotBrought(Unbrought.TOO_LONG)
    return _whole([Piece(row.lstrip("# "), row.startswith("#")) for row in clean(text).split("\n")], False)


def from_word(content: bytes) -> Document:
    """A Word file: paragraphs and the cells of its tables, in their order. What is in it is read, never run. Raises NotBrought."""
    try:
        names = part_names(content, ROOM)
    except SheetProblem as problem:
        raise NotBrought(_REASONS.get(problem.why, Unbrought.OTHER)) from problem
    if "word/document.xml" not in names:
        raise NotBrought(Unbrought.EXCEL if "xl/workbook.xml" in names else Unbrought.OTHER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = parse_xml(archive.read("word/document.xml"))
            styles = (
                parse_xml(archive.read("word/styles.xml"))
                if "word/styles.xml" in archive.namelist()
                else None
            )
    except Exception as error:  # whatever a broken part leads to
        raise NotBrought(Unbrought.DAMAGED) from error
    pieces = list(_pieces(body, _headings(styles)))
    return _whole(pieces, any(name.endswith("vbaproject.bin") for name in names))


def _whole(found: list[Piece], macros: bool) -> Document:
    pieces = tuple(
        Piece(text, one.heading and len(text) <= LONGEST_HEADING)
        for one in found
        if (text := _BULLET.sub("", clean(one.text)).strip())
    )
    if not pieces:
        raise NotBrought(Unbrought.NO_TEXT)
    if len(pieces) > MOST_PIECES or sum(len(one.text) for one in pieces) > MOST_LETTERS:
        raise NotBrought(Unbrought.TOO_LONG)
    return Document(pieces, macros)


def _headings(styles: Any) -> set[str]:
    """The ids of the styles that are headings: their names are English in every Word."""
    found = set()
    for style in styles.iter(qn("w:style")) if styles is not None else ():
        name = style.find(qn("w:name"))
        if name is not None and re.match(r"(heading \d|title|subtitle)", str(name.get(qn("w:val"))).lower()):
            found.add(style.get(qn("w:styleId")))
    return found


def _pieces(body: Any, headings: set[str]) -> Iterator[Piece]:
    for paragraph in body.iter(qn("w:p")):
        if any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            continue  # the same box once more, for old programs
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = style is not None and style.get(qn("w:val")) in headings
        yield Piece(_text(paragraph), named or _all_bold(paragraph))


def _text(paragraph: Any) -> str:
    """What stands in a paragraph, without what a box inside it holds (that is a paragraph of its own)."""
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        own = next(node.iterancestors(qn("w:p")), None)
        if own is paragraph and node.getparent().tag == qn("w:r"):
            parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return " ".join("".join(parts).split())


def _all_bold(paragraph: Any) -> bool:
    """Whether somebody made a heading of it by hand."""
    runs = [
        run for run in paragraph.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
    ]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(marks) and all(
        mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks
    )
