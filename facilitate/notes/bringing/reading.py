"""Notes that come as a Word or OpenDocument file or as pasted text: piece by piece, what is a heading and what is not."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from ...agenda.arriving.arrived import ArrivalProblem
from ...agenda.arriving.from_opendocument import WRITTEN, pieces_of_opendocument
from ...agenda.arriving.from_word import open_word
from ...agenda.arriving.pieces import FilePara
from ...lib.reading_child import FileProblem
from ...lib.text import clean_text
from ...lib.uploads import SheetProblem, Unreadable, UploadLimits, part_names

ROOM = UploadLimits(packed=20 * 2**20, part=24 * 2**20, unpacked=96 * 2**20)
"""What a Word file may weigh; one with photos in it is large, its text is not."""
MOST_LETTERS, MOST_PIECES = 200_000, 1_000
"""What is read of one file or one pasted text: some eighty pages."""
MOST_READ = 20_000
"""Paragraphs that are looked at, empty ones too."""
LONGEST_HEADING = 120
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦‣]|\d{1,3}[.)]|[a-z]\))\s+")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _R, _T, _TAB, _BR, _STYLE, _VAL = map(
    qn, ("w:p", "w:r", "w:t", "w:tab", "w:br", "w:pStyle", "w:val")
)
_P_PROPERTIES, _BOLD = qn("w:pPr"), f"{qn('w:rPr')}/{qn('w:b')}"


class UnreadableNotes(StrEnum):
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


class NotesFileProblem(FileProblem):
    """Nothing can be read out of it; `why` is an Unbrought."""

    why: UnreadableNotes


@dataclass(frozen=True)
class NotesPiece:
    """A paragraph, a cell or a row of text; `heading`: it is written as one."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class NotesDocument:
    """What was read; `macros`: the file holds some, which were not brought in."""

    pieces: tuple[NotesPiece, ...]
    macros: bool = False

    @property
    def mark(self) -> str:
        """A mark of the content: files that say the same have the same one."""
        whole = "\n".join(one.text for one in self.pieces).encode()
        return hashlib.sha256(whole).hexdigest()[:24]

    def packed(self) -> str:
        """As text that `unpack_notes` reads back."""
        return json.dumps(asdict(self))


def unpack_notes(kept: str) -> NotesDocument:
    """What was packed."""
    said = json.loads(kept)
    return NotesDocument(tuple(NotesPiece(**one) for one in said["pieces"]), said["macros"])


_REASONS = {
    Unreadable.EMPTY: UnreadableNotes.EMPTY,
    Unreadable.TOO_LARGE: UnreadableNotes.TOO_LARGE,
    Unreadable.OLD_EXCEL: UnreadableNotes.OLD_WORD,
    Unreadable.ENCRYPTED: UnreadableNotes.ENCRYPTED,
    Unreadable.OPEN_DOCUMENT: UnreadableNotes.OPEN_DOCUMENT,
    Unreadable.PDF: UnreadableNotes.PDF,
    Unreadable.PICTURE: UnreadableNotes.PICTURE,
    Unreadable.BOMB: UnreadableNotes.DAMAGED,
    Unreadable.DAMAGED: UnreadableNotes.DAMAGED,
}


def read_pasted_notes(text: str) -> NotesDocument:
    """Pasted text, row by row. Raises NotBrought."""
    if len(text) > MOST_LETTERS:
        raise NotesFileProblem(UnreadableNotes.TOO_LONG)
    return _whole(
        [NotesPiece(row.lstrip("# "), row.startswith("#")) for row in clean_text(text).split("\n")],
        False,
    )


def read_notes_file(content: bytes) -> NotesDocument:
    """A Word or OpenDocument text: paragraphs and the cells of its tables, in their order. What is in it is read, never run.

    Raises NotesFileProblem.
    """
    try:
        names = part_names(content, ROOM, WRITTEN)
    except SheetProblem as problem:
        raise NotesFileProblem(_REASONS.get(problem.why, UnreadableNotes.OTHER)) from problem
    if "content.xml" in names:
        return _whole(_open_pieces(content), any(name.startswith("basic/") for name in names))
    if "word/document.xml" not in names:
        raise NotesFileProblem(
            UnreadableNotes.EXCEL if "xl/workbook.xml" in names else UnreadableNotes.OTHER
        )
    try:
        document, headings = open_word(content)
    except SheetProblem as problem:
        raise NotesFileProblem(UnreadableNotes.DAMAGED) from problem
    return _whole(
        _pieces(document, headings), any(name.endswith("vbaproject.bin") for name in names)
    )


def _whole(found: list[NotesPiece], macros: bool) -> NotesDocument:
    pieces = tuple(
        NotesPiece(text, one.heading and len(text) <= LONGEST_HEADING)
        for one in found
        if (text := _BULLET.sub("", clean_text(one.text)).strip())
    )
    if not pieces:
        raise NotesFileProblem(UnreadableNotes.NO_TEXT)
    if len(pieces) > MOST_PIECES or sum(len(one.text) for one in pieces) > MOST_LETTERS:
        raise NotesFileProblem(UnreadableNotes.TOO_LONG)
    return NotesDocument(pieces, macros)


def _open_pieces(content: bytes) -> list[NotesPiece]:
    try:
        found = pieces_of_opendocument(content)
    except SheetProblem as problem:
        raise NotesFileProblem(_REASONS.get(problem.why, UnreadableNotes.OTHER)) from problem
    except ArrivalProblem as problem:
        raise NotesFileProblem(UnreadableNotes.TOO_LONG) from problem
    pieces: list[NotesPiece] = []
    for one in found.all:
        if isinstance(one, FilePara):
            pieces.append(NotesPiece(one.text, bool(one.heading)))
        else:
            pieces += [NotesPiece(str(cell)) for row in one.rows for cell in row.cells]
    return pieces


@dataclass
class _Paragraph:
    """One that is being read: what stands in it, and whether all of it is bold; a box inside it is one of its own."""

    place: int
    styled: bool = False
    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)

    def piece(self) -> NotesPiece:
        made_one_by_hand = bool(self.bold) and all(self.bold)
        return NotesPiece(" ".join("".join(self.parts).split()), self.styled or made_one_by_hand)


def _pieces(body: Any, headings: set[str]) -> list[NotesPiece]:
    """The paragraphs in the order in which they begin; each element is looked at once. Raises NotBrought for too many."""
    found: list[NotesPiece] = []
    open_ones: list[_Paragraph] = []
    letters = fallbacks = 0
    for event, node in etree.iterwalk(
        body, events=("start", "end"), tag=(_P, _R, _STYLE, _FALLBACK)
    ):
        began = event == "start"
        if node.tag == _FALLBACK:
            fallbacks += 1 if began else -1  # the same box once more, for old programs
        elif fallbacks:
            continue
        elif node.tag == _P and began:
            open_ones.append(_Paragraph(len(found)))
            found.append(NotesPiece(""))
        elif node.tag == _P:
            one = open_ones.pop()
            found[one.place] = one.piece()
            letters += len(found[one.place].text)
            if letters > MOST_LETTERS or len(found) > MOST_READ:
                raise NotesFileProblem(UnreadableNotes.TOO_LONG)
        elif open_ones and began and node.tag == _R:
            _run(node, open_ones[-1])
        elif open_ones and began:
            open_ones[-1].styled |= (
                node.getparent().tag == _P_PROPERTIES and node.get(_VAL) in headings
            )
    return found


def _run(run: Any, paragraph: _Paragraph) -> None:
    """The text of a run itself, and whether it is bold; empty ones are neither."""
    said = "".join(
        (node.text or "") if node.tag == _T else " " for node in run.iterchildren(_T, _TAB, _BR)
    )
    paragraph.parts.append(said)
    if said.strip():
        mark = run.find(_BOLD)
        paragraph.bold.append(mark is not None and mark.get(_VAL) not in ("0", "false"))
