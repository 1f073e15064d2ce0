"""The parts of an uploaded Word file, opened without trusting them; what may harm somebody is refused.

Why a file cannot be a look.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from docx.oxml.ns import nsmap
from lxml import etree

from ...lib.reading_child import FileProblem
from ...lib.uploads import SheetProblem, Unreadable, UploadLimits, part_names


class Unfit(StrEnum):
    """What is wrong with an upload; each has a plain sentence."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    STRICT = "strict"
    TEMPLATE = "template"
    EXCEL = "excel"
    OPEN_DOCUMENT = "open_document"
    PICTURE = "picture"
    PDF = "pdf"
    OTHER = "other"
    BOMB = "bomb"
    DAMAGED = "damaged"
    DOCTYPE = "doctype"
    MACROS = "macros"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    FIELD = "field"
    LOGO = "logo"
    NOT_NOW = "not_now"


class Unusable(FileProblem):
    """A file cannot be a look; `why` is an Unfit."""

    why: Unfit


ROOM = UploadLimits(packed=2 * 2**20, part=8 * 2**20, unpacked=24 * 2**20)
"""What a look may weigh: 2 MB as it comes."""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

KINDS = {
    Unreadable.EMPTY: Unfit.EMPTY,
    Unreadable.TOO_LARGE: Unfit.TOO_LARGE,
    Unreadable.OLD_EXCEL: Unfit.OLD_WORD,
    Unreadable.ENCRYPTED: Unfit.ENCRYPTED,
    Unreadable.OPEN_DOCUMENT: Unfit.OPEN_DOCUMENT,
    Unreadable.PICTURE: Unfit.PICTURE,
    Unreadable.PDF: Unfit.PDF,
    Unreadable.BOMB: Unfit.BOMB,
    Unreadable.DAMAGED: Unfit.DAMAGED,
}
"""Why a file cannot be a look, by why it cannot be read."""
_MACROS = ("vbaproject.bin", "vbadata.xml", "customui.xml", "customui14.xml", "customizations.xml")
_OBJECTS = ("embeddings/", "activex/", "controls/")
_OBJECT_LINKS = ("oleObject", "package", "control", "aFChunk", "subDocument", "frame", "ctrlProp")
PLAIN = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_ON_THIS_COMPUTER = re.compile(r"(file:///)?[a-z]:[\\/]|[^:\\/]+$", re.IGNORECASE)


@dataclass(frozen=True)
class PartLink:
    """A relationship of a part: its kind (`header`, `image`), where it leads, and whether that is outside the file."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True)
class WordPackage:
    """The parts of a Word file by name, with what each of them leads to."""

    parts: dict[str, bytes]
    links: dict[str, dict[str, PartLink]] = field(default_factory=dict)
    main: str = ""

    def xml(self, name: str) -> Any:
        """A part as a tree. Raises Unusable where it is damaged or not there."""
        if name not in self.parts:
            raise Unusable(Unfit.DAMAGED)
        return parse_part(self.parts[name])

    def one(self, kind: str) -> Any:
        """The part of that kind that the document leads to, as a tree; None where it has none."""
        found = [
            link.target for link in self.links.get(self.main, {}).values() if link.kind == kind
        ]
        return self.xml(found[0]) if found and found[0] in self.parts else None


def parse_part(content: bytes) -> Any:
    """An XML part read without fetching or expanding anything. Raises Unusable."""
    if b"<!doctype" in content.replace(b"\0", b"").lower():
        raise Unusable(Unfit.DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unusable(Unfit.DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise Unusable(Unfit.DOCTYPE)
    return root


def open_package(content: bytes) -> WordPackage:
    """The parts of an uploaded Word file. Raises Unusable where it is none, or holds what may harm somebody."""
    try:
        names = part_names(content, ROOM)
    except SheetProblem as problem:
        raise Unusable(KINDS.get(problem.why, Unfit.OTHER)) from problem
    if any(name.endswith(_MACROS) for name in names):
        raise Unusable(Unfit.MACROS)
    if any(name.startswith("xl/") for name in names):
        raise Unusable(Unfit.EXCEL)
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise Unusable(Unfit.OTHER)
    parts = unpack_parts(content)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")) and b"<!doctype" in _letters(part):
            raise Unusable(Unfit.DOCTYPE)
    links = {name: _links(parts, name) for name in ["", *parts] if _rels(name) in parts}
    main = next((link.target for link in links[""].values() if link.kind == "officeDocument"), "")
    _is_word(parts, main)
    if any(marker in name for name in names for marker in _OBJECTS):
        raise Unusable(Unfit.EMBEDDED)
    for source, found in links.items():
        for link in found.values():
            _harmless(link, in_body=source == main)
    if etree.QName(parse_part(parts[main])).namespace != nsmap["w"]:
        raise Unusable(Unfit.STRICT)
    return WordPackage(parts, links, main)


def unpack_parts(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name. Raises Unusable where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name.lstrip("/"): archive.read(name) for name in archive.namelist()}
    except Exception as error:  # a broken stream raises what its compression raises
        raise Unusable(Unfit.DAMAGED) from error


def _letters(part: bytes) -> bytes:
    """Small letters, whether they were written with one byte each or with two."""
    return part.replace(b"\0", b"").lower()


def _rels(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _links(parts: dict[str, bytes], name: str) -> dict[str, PartLink]:
    found = {}
    for one in parse_part(parts[_rels(name)]):
        target, outside = one.get("Target") or "", one.get("TargetMode") == "External"
        if not outside:
            base = "" if target.startswith("/") else posixpath.dirname(name)
            target = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
        kind = (one.get("Type") or "").rsplit("/", 1)[-1]
        found[one.get("Id") or ""] = PartLink(kind, target, outside)
    return found


def _is_word(parts: dict[str, bytes], main: str) -> None:
    """The main part says of itself that it is a Word document without macros."""
    types = {
        (one.get("PartName") or "").lstrip("/"): one.get("ContentType") or ""
        for one in parse_part(parts["[Content_Types].xml"])
        if one.get("PartName")
    }
    kind = types.get(main, "")
    if "macroEnabled" in kind or any("vbaProject" in one for one in types.values()):
        raise Unusable(Unfit.MACROS)
    if "wordprocessingml.template" in kind:
        raise Unusable(Unfit.TEMPLATE)
    if kind != MAIN or main not in parts:
        raise Unusable(Unfit.OTHER)


def _harmless(link: PartLink, *, in_body: bool) -> None:
    """A link that is neither followed by itself nor runs anything; Word's own template on a disk is left out quietly."""
    if link.kind == "vbaProject":
        raise Unusable(Unfit.MACROS)
    if link.kind == "attachedTemplate" and _ON_THIS_COMPUTER.match(link.target):
        return
    if link.kind in _OBJECT_LINKS:
        raise Unusable(Unfit.EMBEDDED)
    if link.outside and not (link.kind == "hyperlink" and (in_body or PLAIN.match(link.target))):
        raise Unusable(Unfit.OUTSIDE)
