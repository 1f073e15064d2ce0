"""A look that LibreOffice keeps: an OpenDocument text (.odt), looked at without trusting it, then made into a Word file."""

import io
import zipfile
from typing import Any

from lxml import etree

from ...lib.opendocument import is_locked
from ...lib.pdf import PdfNotMade, as_word_text
from ...lib.uploads import SheetProblem, Unreadable, part_names
from ...web.uploaded import read_upload
from .package import KINDS, PLAIN, ROOM, Unfit, Unusable, parse_part, unpack_parts

WRITTEN = b"application/vnd.oasis.opendocument.text"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MACROS = ("basic/", "scripts/", "dialogs/")
_RUNS = {"event-listener", "script"}
_OBJECTS = {"object", "object-ole", "plugin", "applet", "floating-frame"}
_FETCHES = {"dde-source", "dde-connection-decl", "section-source", "connection-resource"}


def is_open_text(content: bytes) -> bool:
    """Whether a file says of itself that it is an OpenDocument text."""
    return content.startswith(b"PK\x03\x04") and WRITTEN in content[:200]


def word_file_of(content: bytes) -> bytes:
    """An OpenDocument text as a Word file, made by LibreOffice once nothing in it runs or fetches anything. Raises Unusable."""
    read_upload(look_at_open_text, content)
    try:
        return as_word_text(content)
    except PdfNotMade as error:
        raise Unusable(Unfit.OPEN_DOCUMENT if error.why == "missing" else Unfit.NOT_NOW) from error


def look_at_open_text(content: bytes) -> None:
    """Raises Unusable where it is damaged, locked, or holds what may harm somebody."""
    try:
        names = part_names(content, ROOM, WRITTEN)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if is_locked(archive):
                raise SheetProblem(Unreadable.ENCRYPTED)
    except SheetProblem as problem:
        raise Unusable(KINDS.get(problem.why, Unfit.OTHER)) from problem
    if any(name.startswith(_MACROS) for name in names):
        raise Unusable(Unfit.MACROS)
    parts = unpack_parts(content)
    for name in ("content.xml", "styles.xml"):
        if name not in parts:
            raise Unusable(Unfit.DAMAGED)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rdf")):
            for node in parse_part(part).iter(etree.Element):
                _harmless(node, parts)


def _harmless(node: Any, parts: dict[str, bytes]) -> None:
    """An element that neither runs nor fetches anything; a link somebody may press is fine."""
    kind, leads = etree.QName(node).localname, node.get(_HREF, "")
    if kind in _RUNS:
        raise Unusable(Unfit.MACROS)
    if kind in _OBJECTS:
        raise Unusable(Unfit.EMBEDDED)
    inside = not leads or leads.startswith("#") or leads.removeprefix("./") in parts
    pressed = kind == "a" and PLAIN.match(leads)
    if kind in _FETCHES or not (inside or pressed):
        raise Unusable(Unfit.OUTSIDE)
