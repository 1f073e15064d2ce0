"""An archive as a zip file whose bytes depend on what is in it alone, and back. Pure."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ...forums.rhythm.filing import NotFiled, document_ending
from ...lib.photos import is_read_photo
from ...lib.reading_child import FileProblem
from ...lib.uploads import BROKEN_ARCHIVE, SheetProblem, Unreadable, UploadLimits, part_names
from ..papers.annexes import ROOM as ANNEX_ROOM
from ..papers.annexes import TYPES as ANNEX_TYPES

FORMAT = 1
"""The way archives are written; a newer planner that writes them otherwise counts it up."""
ABOUT, EVENT, NOTES, REPORT = "archive.json", "event.json", "notes.json", "report.json"
ANSWERS = "answers.sealed"
"""What people answered, and what came after the release; without its key only noise."""
ROW, SINCE, LATE = "row", "since", "late"
"""What a row's number stands under; what came after the release: table, row and the cells that are otherwise by now; whole rows."""
CELLS_SINCE, IS_LATE = "(since)", "(late)"
"""Under what a row that is gathered keeps both; no column is called so."""
KIND = "facilitate-event"
"""What says that a file is an archive of an event."""
ROOM = UploadLimits(packed=200 * 2**20, part=64 * 2**20, unpacked=400 * 2**20)
"""What an archive may weigh: many photos and presentations, no bomb."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PACKED = (".docx", ".xlsx", ".pptx", ".zip", ".jpg", ".jpeg", ".png", ".pdf")


class ArchiveFault(StrEnum):
    """Why a file cannot be read in."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_ARCHIVE = "no_archive"
    BACKUP = "backup"
    BOMB = "bomb"
    DAMAGED = "damaged"
    MISSING = "missing"
    NEWER = "newer"
    WRONG_KEY = "wrong_key"


class ArchiveProblem(FileProblem):
    """A file is no archive that can be read in; `wording.problem` says it in both languages. `where`: the part, if one is meant."""

    def __init__(self, why: StrEnum, where: str = "") -> None:
        super().__init__(why)
        self.where = where


@dataclass(frozen=True)
class UnpackedArchive:
    """What an archive says: about itself, its tables by file, and the names of the photos and presentations in it.

    `sealed`: the answers, not opened; empty where there are none. `late`: how many of the last rows of a table came after the
    release.
    """

    about: Mapping[str, Any]
    tables: dict[str, Any]
    kept: frozenset[str] = frozenset()
    sealed: bytes = b""
    late: Mapping[str, int] = field(default_factory=dict)


def json_bytes(value: Any) -> bytes:
    """JSON as people can read it, always the same for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def pack_archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: in the order of their names, `archive.json` first, without the time it was made."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for name in sorted(files, key=lambda one: (one != ABOUT, one)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            stored = name.lower().endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            zipped.writestr(entry, files[name], compresslevel=None if stored else 6)
    return archive.getvalue()


def without_times(office: bytes) -> bytes:
    """A Word or Excel file whose parts do not say when they were made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as parts,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _LONG_AGO)
            target.writestr(entry, parts.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unpack_archive(content: bytes) -> UnpackedArchive:
    """What an archive holds, after its packing has been looked at. Raises ArchiveProblem."""
    _look_at_packing(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            names = zipped.namelist()
            if ABOUT not in names:
                raise ArchiveProblem(
                    ArchiveFault.BACKUP if "about.json" in names else ArchiveFault.NO_ARCHIVE
                )
            about = _json(zipped, ABOUT)
            _is_ours(about)
            tables = _tables(zipped, names, about)
            kept = frozenset(
                name for name in names if name.startswith(("photos/", "presentations/"))
            )
            for name in kept:
                _can_be_kept(name, zipped.read(name))
            sealed = zipped.read(ANSWERS) if ANSWERS in names else b""
    except BROKEN_ARCHIVE as error:
        raise ArchiveProblem(ArchiveFault.DAMAGED) from error
    return UnpackedArchive(about, tables, kept, sealed)


def archive_with_answers(archive: UnpackedArchive, opened: str) -> UnpackedArchive:
    """The archive with its answers, unsealed, and with what came after the release. Raises ArchiveProblem."""
    try:
        found = {**archive.tables, **json.loads(opened)}
        late = found.pop(LATE, {})
        found |= {name: [*found.get(name, []), *rows] for name, rows in late.items()}
        for cells in found.pop(SINCE, []):
            row = found[cells.pop("table")][cells.pop(ROW) - 1]
            row.update(cells)
    except (ValueError, RecursionError, TypeError, LookupError, AttributeError) as error:
        raise ArchiveProblem(ArchiveFault.DAMAGED, ANSWERS) from error
    counts = {name: len(rows) for name, rows in late.items()}
    return replace(archive, tables=found, sealed=b"", late=counts)


def _can_be_kept(name: str, content: bytes) -> None:
    """What comes in with an archive is what could come in by itself. Raises ArchiveProblem."""
    try:
        if name.startswith("presentations/"):
            document_ending(content, ANNEX_ROOM, tuple(ANNEX_TYPES))
        elif not is_read_photo(content):
            raise ArchiveProblem(ArchiveFault.DAMAGED, name[:120])
    except NotFiled as problem:
        raise ArchiveProblem(ArchiveFault.DAMAGED, name[:120]) from problem


class ArchiveParts(Mapping[str, bytes]):
    """The bytes of photos and presentations, each unpacked when it is asked for: all of them at once are heavy."""

    def __init__(self, content: bytes, names: frozenset[str]) -> None:
        self.content, self.names = content, names

    def __getitem__(self, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.content)) as zipped:
            return zipped.read(name)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def _look_at_packing(content: bytes) -> None:
    try:
        part_names(content, ROOM)
    except SheetProblem as problem:
        known = {
            Unreadable.EMPTY: ArchiveFault.EMPTY,
            Unreadable.TOO_LARGE: ArchiveFault.TOO_LARGE,
            Unreadable.BOMB: ArchiveFault.BOMB,
        }
        damaged = (
            ArchiveFault.DAMAGED if content.startswith(b"PK\x03\x04") else ArchiveFault.NO_ARCHIVE
        )
        raise ArchiveProblem(known.get(problem.why, damaged)) from problem


def _is_ours(about: Any) -> None:
    if not isinstance(about, dict) or about.get("kind") != KIND:
        raise ArchiveProblem(ArchiveFault.NO_ARCHIVE)
    if not isinstance(about.get("format"), int) or not isinstance(about.get("parts"), list):
        raise ArchiveProblem(ArchiveFault.DAMAGED, ABOUT)
    if about["format"] > FORMAT:
        raise ArchiveProblem(ArchiveFault.NEWER, str(about.get("planner", ""))[:40])


def _tables(zipped: zipfile.ZipFile, names: list[str], about: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of all files, by table. Raises ArchiveProblem where a part that was packed is not there."""
    for name in (EVENT, *about["parts"]):
        if name not in names:
            raise ArchiveProblem(ArchiveFault.MISSING, str(name)[:120])
    tables: dict[str, Any] = {}
    for name in (EVENT, NOTES, REPORT):
        if name in names:
            found = _json(zipped, name)
            if not isinstance(found, dict):
                raise ArchiveProblem(ArchiveFault.DAMAGED, name)
            tables |= found
    return tables


def _json(zipped: zipfile.ZipFile, name: str) -> Any:
    try:
        return json.loads(zipped.read(name))
    except (ValueError, RecursionError) as error:
        raise ArchiveProblem(ArchiveFault.DAMAGED, name) from error
