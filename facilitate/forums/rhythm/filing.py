"""Files that are filed with a forum: known by their content, not by their name; what could run is refused."""

import io
import re
import zipfile
from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePath

from ...lib.reading_child import FileProblem
from ...lib.text import clean_text, make_slug, plain_text
from ...lib.uploads import BROKEN_ARCHIVE, SheetProblem, Unreadable, UploadLimits, part_names

ROOM = UploadLimits(packed=10 * 2**20, part=48 * 2**20, unpacked=96 * 2**20)
"""What a document may weigh: 10 MB as it comes."""
NAME_LIMIT = 80
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""Names that Windows keeps for devices: it saves no file called so, whatever its ending."""
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
}
"""What is taken, by the ending it gets."""
_OFFICE = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
_OPEN = "application/vnd.oasis.opendocument."
_OPEN_KINDS = {f"{_OPEN}text": "odt", f"{_OPEN}presentation": "odp", f"{_OPEN}spreadsheet": "ods"}
"""What an office file is, by the part it has, or by what it calls itself."""
ACCEPT = ".pdf,.docx,.odt,.jpg,.jpeg,.png"
_RUNS = re.compile(rb"/JavaScript\b|/Launch\b|/EmbeddedFile\b")
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "activex/", "embeddings/", "basic/", "scripts/")


class Unfiled(StrEnum):
    """Why a file cannot be filed."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    DAMAGED = "damaged"
    OTHER = "other"


class NotFiled(FileProblem):
    """A file is refused; `why` is an Unfiled."""

    why: Unfiled


_REASONS = {
    Unreadable.EMPTY: Unfiled.EMPTY,
    Unreadable.TOO_LARGE: Unfiled.TOO_LARGE,
    Unreadable.OLD_EXCEL: Unfiled.OLD_WORD,
    Unreadable.ENCRYPTED: Unfiled.ENCRYPTED,
    Unreadable.BOMB: Unfiled.DAMAGED,
    Unreadable.DAMAGED: Unfiled.DAMAGED,
}


def document_ending(
    content: bytes, room: UploadLimits = ROOM, kinds: Collection[str] = tuple(TYPES)
) -> str:
    """`pdf`, `docx`, `odt`, `jpg`, `png`, or another one of `kinds`.

    Raises NotFiled for anything else, and for what could run on opening. A presentation may hold the sheet behind a chart.
    """
    if not content:
        raise NotFiled(Unfiled.EMPTY)
    if len(content) > room.packed:
        raise NotFiled(Unfiled.TOO_LARGE)
    if content.startswith(b"%PDF-"):
        if _RUNS.search(content):
            raise NotFiled(Unfiled.MACROS)
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    ending = _office(content, room)
    if ending not in kinds:
        raise NotFiled(Unfiled.OTHER)
    return ending


def _office(content: bytes, room: UploadLimits) -> str:
    try:
        names = part_names(content, room)
    except SheetProblem as problem:
        if problem.why is Unreadable.OPEN_DOCUMENT:
            return _open_document(content)
        raise NotFiled(_REASONS.get(problem.why, Unfiled.OTHER)) from problem
    ending = next((ending for part, ending in _OFFICE.items() if part in names), "")
    parts = {name for name in names if not (ending == "pptx" and _is_chart(name))}
    if any(part in name for name in parts for part in _MACRO_PARTS) or _says_macros(content):
        raise NotFiled(Unfiled.MACROS)
    return ending


def _is_chart(name: str) -> bool:
    """The sheet that a chart of a presentation is drawn from."""
    return name.startswith("ppt/embeddings/") and name.endswith(".xlsx")


def _says_macros(content: bytes) -> bool:
    return b"macroEnabled" in _part(content, "[Content_Types].xml")


def _part(content: bytes, name: str) -> bytes:
    """A part of an office file; nothing where it has none of that name. Its packing has been looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(name) if name in archive.namelist() else b""
    except BROKEN_ARCHIVE as error:
        raise NotFiled(Unfiled.DAMAGED) from error


def _open_document(content: bytes) -> str:
    """What kind of file of LibreOffice it is; its packing has been looked at."""
    kind = _part(content, "mimetype")[:100].decode("ascii", "replace").strip()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    if any(name.lower().startswith(_MACRO_PARTS) for name in names):
        raise NotFiled(Unfiled.MACROS)
    return _OPEN_KINDS.get(kind, "")


def document_name(typed: str, ending: str) -> str:
    """The file's name as it is kept and sent: plain letters, and the ending that its content has."""
    stem = PurePath(clean_text(typed).replace("\\", "/")).stem
    known = (
        stem
        if any(letter.isascii() and letter.isalnum() for letter in plain_text(stem))
        else "document"
    )
    plain = make_slug(known)[:NAME_LIMIT]
    return f"{'document-' if _DEVICE.fullmatch(plain) else ''}{plain}.{ending}"
