"""The documents of the library as one file for another planner, and back: what each is, and its file. Pure."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..lib.reading_child import FileProblem
from ..lib.text import Words, clean_text
from ..lib.uploads import BROKEN_ARCHIVE, Unreadable, UploadLimits, part_names
from .shelf import DocumentKind

KIND, FORMAT = "facilitate-library", 1
"""What says that a file is a package of a library, and the way it is written."""
LIST = "library.json"
ROOM = UploadLimits(packed=400 * 2**20, part=32 * 2**20, unpacked=800 * 2**20)
"""What a package may weigh."""
LONG = 2_000
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class PackageFault(StrEnum):
    """Why a file brings nothing."""

    NO_PACKAGE = "no_package"
    NEWER = "newer_package"
    DAMAGED = "damaged_package"


@dataclass(frozen=True)
class PackedDocument:
    """A document on its way: what it is called and what it is, and its file, if it has one."""

    kind: DocumentKind
    title: Words
    about: Words
    number: str
    on: date | None
    ended_on: date | None
    address: str
    file_name: str
    content: bytes = b""


def pack_library(documents: Iterable[PackedDocument]) -> bytes:
    """A zip file whose bytes depend on what is in it alone."""
    listed, files = [], list[tuple[str, bytes]]()
    for number, one in enumerate(documents, 1):
        place = f"documents/{number:04}" if one.content else ""
        listed.append(
            {
                "kind": one.kind.value,
                "title": [one.title.en, one.title.sq],
                "about": [one.about.en, one.about.sq],
                "number": one.number,
                "on": one.on.isoformat() if one.on else None,
                "ended_on": one.ended_on.isoformat() if one.ended_on else None,
                "address": one.address,
                "file_name": one.file_name,
                "file": place,
            }
        )
        files += [(place, one.content)] if place else []
    told = {"kind": KIND, "format": FORMAT, "documents": listed}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        listing = json.dumps(told, ensure_ascii=False, indent=1).encode()
        archive.writestr(zipfile.ZipInfo(LIST, _LONG_AGO), listing, zipfile.ZIP_DEFLATED)
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_STORED)
    return out.getvalue()


def read_library_package(content: bytes) -> Sequence[PackedDocument]:
    """The documents of a package, in its order. Raises FileProblem."""
    try:
        part_names(content, ROOM)
    except FileProblem as problem:
        if problem.why in (Unreadable.EMPTY, Unreadable.TOO_LARGE, Unreadable.BOMB):
            raise
        fault = (
            PackageFault.DAMAGED if content.startswith(b"PK\x03\x04") else PackageFault.NO_PACKAGE
        )
        raise FileProblem(fault) from problem
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = json.loads(archive.read(LIST))
            if told["kind"] != KIND:
                raise FileProblem(PackageFault.NO_PACKAGE)
            if told["format"] > FORMAT:
                raise FileProblem(PackageFault.NEWER)
            return [_document(archive, one) for one in told["documents"]]
    except (*BROKEN_ARCHIVE, KeyError, ValueError, TypeError, AttributeError) as error:
        raise FileProblem(PackageFault.NO_PACKAGE) from error


def _document(archive: zipfile.ZipFile, told: Mapping[str, Any]) -> PackedDocument:
    title = _words(told["title"])
    if not (title.en or title.sq):
        raise ValueError(told)
    address = _text(told["address"])
    return PackedDocument(
        kind=DocumentKind(told["kind"]),
        title=title,
        about=_words(told["about"]),
        number=_text(told["number"]),
        on=_day(told["on"]),
        ended_on=_day(told["ended_on"]),
        address=address if address.startswith(("https://", "http://")) else "",
        file_name=_text(told["file_name"]),
        content=archive.read(told["file"]) if told["file"] else b"",
    )


def _text(said: Any) -> str:
    return clean_text(str(said))[:LONG]


def _words(said: Any) -> Words:
    en, sq = said
    return Words(_text(en), _text(sq))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
