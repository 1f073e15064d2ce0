"""The library leaves for another planner and comes in from one: what is here already is left alone, what is new is shown to administrators alone."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from ..data.db import db
from ..lib.reading_child import FileProblem
from ..web.uploaded import read_upload
from .actions import add_document, read_document
from .models import LibraryDocument, LibraryText
from .package import PackedDocument, pack_library, read_library_package
from .reading import LibraryFile
from .shelf import DocumentKind, LibraryReaders


class LibraryImported(NamedTuple):
    """What came of a package: titles that are new here, those that were here already, and those whose file cannot be kept."""

    new: list[LibraryDocument]
    known: int
    refused: list[PackedDocument]


def library_package() -> bytes:
    """Every document that people of the planner may see, in its version of today; success stories stay with the consent given here."""
    query = (
        sa.select(LibraryDocument, LibraryText)
        .join(LibraryText, LibraryText.document_id == LibraryDocument.id)
        .options(undefer(LibraryText.content))
        .where(
            LibraryDocument.kind != DocumentKind.STORY,
            LibraryDocument.replaced_by_id.is_(None),
            LibraryDocument.readers != LibraryReaders.ADMINISTRATORS,
        )
        .order_by(LibraryDocument.id)
    )
    return pack_library(
        PackedDocument(
            kind=row.kind,
            title=row.title,
            about=row.about,
            number=row.number,
            on=row.on,
            ended_on=row.ended_on,
            address=row.address,
            file_name=row.file_name,
            content=text.content or b"",
        )
        for row, text in db.session.execute(query)
    )


def read_package(content: bytes) -> Sequence[PackedDocument]:
    """The documents of an uploaded package. Raises FileProblem."""
    return read_upload(read_library_package, content)


def import_package(documents: Sequence[PackedDocument], by: int | None) -> LibraryImported:
    """Put what is not here on the shelf, for administrators alone until somebody says who may see it. Each can be undone.

    Every file is read before the first document is written: nobody waits for the lock meanwhile.
    """
    new = _not_here(documents)
    files = [_read(one) for one in new]
    found = LibraryImported([], len(documents) - len(new), [])
    for one, file in zip(new, files, strict=True):
        if isinstance(file, FileProblem):
            found.refused.append(one)
            continue
        row = LibraryDocument(
            kind=one.kind,
            title=one.title,
            about=one.about,
            number=one.number,
            on=one.on,
            ended_on=one.ended_on,
            address=one.address,
            readers=LibraryReaders.ADMINISTRATORS,
        )
        add_document(row, by, known=file, file=(one.file_name, one.content))
        found.new.append(row)
    return found


def _not_here(documents: Sequence[PackedDocument]) -> list[PackedDocument]:
    """Those that nothing on the shelf is, each once; success stories stay with the consent given there."""
    rows = db.session.scalars(sa.select(LibraryDocument)).all()
    there = {(row.kind, row.title.en, row.title.sq, row.number) for row in rows}
    found = []
    for one in documents:
        key = (one.kind, one.title.en, one.title.sq, one.number)
        if key not in there and one.kind is not DocumentKind.STORY:
            there.add(key)
            found.append(one)
    return found


def _read(one: PackedDocument) -> LibraryFile | FileProblem | None:
    """What its file is and says, or why it cannot be kept; None where it has none."""
    try:
        return read_document(one.content) if one.content else None
    except FileProblem as problem:
        return problem
