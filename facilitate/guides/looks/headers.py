"""The header, the footer and the logo of an uploaded file: what may be kept of them, and what is taken out."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from .package import PLAIN, PartLink, Unfit, Unusable, WordPackage

FIELDS = {
    *(
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "DATE",
        "TIME",
        "SAVEDATE",
        "CREATEDATE",
        "PRINTDATE",
    ),
    *(
        "TITLE",
        "SUBJECT",
        "AUTHOR",
        "FILENAME",
        "STYLEREF",
        "SEQ",
        "QUOTE",
        "=",
        "IF",
        "HYPERLINK",
        "DOCPROPERTY",
    ),
}
"""Fields that only count or repeat what the file says of itself; every other one may fetch or run something."""
_LOGOS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
_OBJECTS = ("w:object", "w:control", "w:altChunk", "w:subDoc")
_LEFT_OUT = tuple(
    qn(f"w:{name}")
    for name in (
        *(
            "commentRangeStart",
            "commentRangeEnd",
            "commentReference",
            "bookmarkStart",
            "bookmarkEnd",
        ),
        *("ffData", "dataBinding", "del", "moveFrom", "permStart", "permEnd", "proofErr", "sectPr"),
        *("footnoteReference", "endnoteReference"),
    )
)
_UNWRAPPED = (qn("w:ins"), qn("w:moveTo"))
_OFFICE = "urn:schemas-microsoft-com:office:office"
_TO_OUTSIDE = ("src", "href", f"{{{_OFFICE}}}href", f"{{{_OFFICE}}}althref", "action")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHAPES = (qn("w:drawing"), qn("w:pict"))
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class HeaderFooter:
    """A header or footer: its kind, the pages it is for (`default`, `first`, `even`), its tree, pictures, web addresses.

    Pictures and addresses are named as in the tree.
    """

    kind: str
    pages: str
    root: Any
    pictures: dict[str, tuple[str, bytes]]
    addresses: dict[str, str]


def headers_and_footers(package: WordPackage, sections: list[Any]) -> list[HeaderFooter]:
    """The headers and footers of the last section; what it does not say itself it has from those before it."""
    chosen: dict[tuple[str, str], str] = {}
    for section in sections:
        for kind in ("header", "footer"):
            for one in section.iterfind(qn(f"w:{kind}Reference")):
                chosen[kind, one.get(qn("w:type")) or "default"] = one.get(f"{_RELATED}id") or ""
    links = package.links.get(package.main, {})
    found = []
    for (kind, pages), number in chosen.items():
        link = links.get(number)
        if (
            link
            and not link.outside
            and link.target in package.parts
            and pages in ("default", "first", "even")
        ):
            found.append(_running(package, kind, pages, link.target))
    return found


def _running(package: WordPackage, kind: str, pages: str, name: str) -> HeaderFooter:
    root, links = package.xml(name), package.links.get(name, {})
    if any(True for _one in root.iter(*map(qn, _OBJECTS), f"{{{_OFFICE}}}OLEObject")):
        raise Unusable(Unfit.EMBEDDED)
    if any(code.split()[:1] and not _counts(code) for code in field_codes(root)):
        raise Unusable(Unfit.FIELD)
    _take_out(root)
    pictures: dict[str, tuple[str, bytes]] = {}
    addresses: dict[str, str] = {}
    for element in list(root.iter()):
        for attribute in [key for key in element.attrib if key.startswith(_RELATED)]:
            number = element.get(attribute)
            link = links.get(number)
            if link and link.kind == "image" and not link.outside:
                pictures[number] = _picture(package, link)
            elif link and link.kind == "hyperlink" and link.outside:
                addresses[number] = link.target
            elif number:
                _without(element, attribute)
    return HeaderFooter(kind=kind, pages=pages, root=root, pictures=pictures, addresses=addresses)


def field_codes(root: Any) -> Iterator[str]:
    """What the fields of a part do; a long field may be spread over many runs, and hold others."""
    for simple in root.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr")) or ""
    written: list[list[str]] = [[]]
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText")):
        if element.tag != qn("w:fldChar"):
            written[-1].append(element.text or "")
        elif element.get(qn("w:fldCharType")) == "begin":
            written.append([])
        elif len(written) > 1 and element.get(qn("w:fldCharType")) == "end":
            yield "".join(written.pop())
    yield from ("".join(rest) for rest in written)


def _counts(code: str) -> bool:
    name, *rest = code.split()
    if name.upper() == "HYPERLINK":
        return any(PLAIN.match(word.strip('"“”')) or word.lower() == "\\l" for word in rest)
    return name.upper() in FIELDS or name.startswith("=")


def _take_out(root: Any) -> None:
    for element in list(root.iter(*_LEFT_OUT)):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        for one in list(element):
            element.addprevious(one)
        element.getparent().remove(element)
    for blip in root.iter(f"{_DRAWN}blip"):
        for more in blip.findall(f"{_DRAWN}extLst"):  # a second picture of the same as SVG
            blip.remove(more)
    for element in root.iter():
        for name in _TO_OUTSIDE:
            element.attrib.pop(name, None)


def _without(element: Any, attribute: str) -> None:
    """A shape that shows something that is not kept goes as a whole; else only what it leads to."""
    shape = next((one for one in element.iterancestors() if one.tag in _SHAPES), None)
    if shape is not None and shape.getparent() is not None and not attribute.endswith("}pict"):
        shape.getparent().remove(shape)
    else:
        element.attrib.pop(attribute, None)


def _picture(package: WordPackage, link: PartLink) -> tuple[str, bytes]:
    """The ending and the bytes of a logo. Raises Unusable where it is none of the kinds every program draws safely."""
    content = package.parts.get(link.target, b"")
    for begin, ending in _LOGOS.items():
        if content.startswith(begin):
            return ending, content
    raise Unusable(Unfit.LOGO if posixpath.splitext(link.target)[1] else Unfit.DAMAGED)
