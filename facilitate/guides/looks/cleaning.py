"""What is left of an upload: a new Word file with its styles, header, footer and logo, and nothing else of it.

Nothing is copied that is not asked for here: no text, comment, macro, object, custom XML, no link that loads something.
"""

import io
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from ...lib.document_tables import TableLook
from ...lib.documents import STEPS, WordFile
from .adopting import LookStyles, adopt_styles, style_name
from .headers import HeaderFooter, headers_and_footers
from .package import MAIN, Unfit, Unusable, WordPackage, open_package

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FIRST_LOGO = 100_001
"""Pictures of a file are told apart by numbers; those of a guide count from 1."""
_A4 = (11906, 16838)
_MARGINS = {
    "top": (1361, 200, 4500),
    "right": (1134, 400, 2268),
    "bottom": (1247, 200, 4500),
    "left": (1701, 400, 2835),
    "header": (680, 0, 2000),
    "footer": (624, 0, 2000),
    "gutter": (0, 0, 0),
}
"""Margins in twips: the usual one, the least and the most that leave room for a text."""
_EMBEDDED_FONTS = tuple(
    qn(f"w:embed{name}") for name in ("Regular", "Bold", "Italic", "BoldItalic")
)


@dataclass(frozen=True)
class CleanedLook:
    """A look that may be kept, and the names of the styles it has from ours."""

    file: bytes
    taken: list[str]


def clean_look(content: bytes, ours: Path) -> CleanedLook:
    """What is left of an upload, with the styles of `ours` it lacks. Raises Unusable where it cannot be used."""
    theirs, mine = open_package(content), open_package(ours.read_bytes())
    document = theirs.xml(theirs.main)
    sections = [
        one for one in document.iter(qn("w:sectPr")) if one.getparent().tag != qn("w:sectPrChange")
    ]
    running = headers_and_footers(theirs, sections)
    styles = LookStyles(_part(theirs, "styles", qn("w:styles")))
    numbering = _lists(
        _part(theirs, "numbering", qn("w:numbering")), [styles.root, *(r.root for r in running)]
    )
    our_styles = LookStyles(mine.one("styles"))
    taken = adopt_styles(styles, numbering, our_styles, mine.one("numbering"))
    parts = {
        "styles": styles.root,
        "numbering": numbering,
        "settings": _settings(theirs, mine),
        "theme": _theme(theirs, mine),
        "fontTable": _fonts(theirs),
    }
    body = _showroom(mine, our_styles, styles)
    file = _packed(
        body, {name: root for name, root in parts.items() if root is not None}, running, sections
    )
    _try(file, [style_name(one) for one in our_styles if one.get(qn("w:type")) == "paragraph"])
    return CleanedLook(file, taken)


def _part(package: WordPackage, kind: str, tag: str) -> Any:
    """A part of that kind without what it relates to; an empty one where the file has none."""
    root = package.one(kind)
    if root is None:
        return parse_xml(f"<w:{tag.rsplit('}', 1)[-1]} {nsdecls('w')}/>")
    if root.tag != tag:
        raise Unusable(Unfit.DAMAGED)
    _unrelated(root)
    return root


def _unrelated(root: Any) -> None:
    """Take out what leads to other parts, and say what has to be said (some programs give a colour by its theme alone)."""
    for colour in root.iter(qn("w:color")):
        if colour.get(qn("w:val")) is None:
            colour.set(qn("w:val"), "auto")
    for element in root.iter():
        for name in [key for key in element.attrib if key.startswith(f"{{{_OFFICE}}}")]:
            del element.attrib[name]


def _lists(numbering: Any, users: Iterable[Any]) -> Any:
    """Only the lists that styles, the header or the footer count in, without pictures for bullets."""
    used = {one.get(qn("w:val")) for root in users for one in root.iter(qn("w:numId"))}
    for tag in ("w:numPicBullet", "w:lvlPicBulletId"):
        for one in list(numbering.iter(qn(tag))):
            one.getparent().remove(one)
    for one in numbering.findall(qn("w:num")):
        if one.get(qn("w:numId")) not in used:
            numbering.remove(one)
    kinds = {
        one.get(qn("w:val")) for one in numbering.iterfind(f"{qn('w:num')}/{qn('w:abstractNumId')}")
    }
    for one in numbering.findall(qn("w:abstractNum")):
        if one.get(qn("w:abstractNumId")) not in kinds:
            numbering.remove(one)
    return numbering


def _settings(theirs: WordPackage, mine: WordPackage) -> Any:
    """Our settings; from theirs only what their pages and colours need."""
    settings, own = mine.one("settings"), theirs.one("settings")
    if own is None:
        return settings
    if own.find(qn("w:evenAndOddHeaders")) is not None:
        settings.find(qn("w:characterSpacingControl")).addprevious(
            parse_xml(f"<w:evenAndOddHeaders {nsdecls('w')}/>")
        )
    colours = own.find(qn("w:clrSchemeMapping"))
    if colours is not None:
        settings.replace(settings.find(qn("w:clrSchemeMapping")), deepcopy(colours))
    return settings


def _theme(theirs: WordPackage, mine: WordPackage) -> Any:
    """Their colours and fonts; how shapes are filled – by pictures, sometimes – is ours."""
    theme = theirs.one("theme")
    if theme is None:
        return None
    elements, ours = (
        theme.find(f"{_DRAWN}themeElements"),
        mine.one("theme").find(f".//{_DRAWN}fmtScheme"),
    )
    old = None if elements is None else elements.find(f"{_DRAWN}fmtScheme")
    if theme.tag != f"{_DRAWN}theme" or elements is None or old is None:
        return None
    elements.replace(old, ours)
    for one in list(theme):
        if one is not elements:
            theme.remove(one)
    _unrelated(theme)
    return theme


def _fonts(theirs: WordPackage) -> Any:
    fonts = theirs.one("fontTable")
    if fonts is None or fonts.tag != qn("w:fonts"):
        return None
    for one in list(fonts.iter(*_EMBEDDED_FONTS)):
        one.getparent().remove(one)
    _unrelated(fonts)
    return fonts


def _showroom(mine: WordPackage, ours: LookStyles, styles: LookStyles) -> Any:
    """Our page that shows every style by its name: who opens the look in Word sees what there is to change."""
    document = mine.xml(mine.main)
    for one in document.iter(qn("w:pStyle")):
        found = styles.find(style_name(ours.by_id[one.get(qn("w:val"))]))
        one.set(qn("w:val"), found.get(qn("w:styleId")))
    body = document.find(qn("w:body"))
    body.remove(body.find(qn("w:sectPr")))
    return document


def _section(running: list[HeaderFooter], sections: list[Any]) -> Any:
    """The page: its size and margins, as far as a text finds room in them, and its headers and footers."""
    last = sections[-1] if sections else None
    section = parse_xml(f"<w:sectPr {nsdecls('w', 'r')}/>")
    for number, one in enumerate(running, 1):
        reference = etree.SubElement(section, qn(f"w:{one.kind}Reference"))
        reference.set(qn("w:type"), one.pages)
        reference.set(f"{{{_OFFICE}}}id", f"rIdR{number}")
    size = last.find(qn("w:pgSz")) if last is not None else None
    width, height = (
        _number(size, name, usual=usual, least=5000, most=24000)
        for name, usual in zip("wh", _A4, strict=True)
    )
    page = etree.SubElement(section, qn("w:pgSz"))
    page.set(qn("w:w"), str(width))
    page.set(qn("w:h"), str(height))
    if width > height:
        page.set(qn("w:orient"), "landscape")
    found = last.find(qn("w:pgMar")) if last is not None else None
    margins = etree.SubElement(section, qn("w:pgMar"))
    for name, (usual, least, most) in _MARGINS.items():
        margins.set(qn(f"w:{name}"), str(_number(found, name, usual=usual, least=least, most=most)))
    etree.SubElement(section, qn("w:cols")).set(qn("w:space"), "720")
    if any(one.find(qn("w:titlePg")) is not None for one in sections):
        etree.SubElement(section, qn("w:titlePg"))
    return section


def _number(element: Any, name: str, usual: int, least: int, most: int) -> int:
    value = "" if element is None else (element.get(qn(f"w:{name}")) or "")
    return max(least, min(most, int(value))) if value.lstrip("-").isdecimal() else usual


def _packed(
    document: Any, parts: dict[str, Any], running: list[HeaderFooter], sections: list[Any]
) -> bytes:
    """The new file; its parts have names of ours, whatever theirs were called."""
    document.find(qn("w:body")).append(_section(running, sections))
    files: dict[str, bytes] = {"word/document.xml": _bytes(document)}
    types = {"word/document.xml": MAIN}
    links: list[tuple[str, str, str, bool]] = []
    for name, root in parts.items():
        path = "theme/theme1.xml" if name == "theme" else f"{name}.xml"
        files[f"word/{path}"] = _bytes(root)
        types[f"word/{path}"] = _THEME if name == "theme" else f"{_WORD}.{name}+xml"
        links.append((f"rId{len(links) + 1}", name, path, False))
    pictures: dict[bytes, str] = {}
    drawn = [shape for one in running for shape in one.root.iter(_DRAWING)]
    for number, shape in enumerate(drawn, FIRST_LOGO):
        shape.set("id", str(number))
    for number, one in enumerate(running, 1):
        path = f"{one.kind}{number}.xml"
        files[f"word/{path}"] = _bytes(one.root)
        types[f"word/{path}"] = f"{_WORD}.{one.kind}+xml"
        links.append((f"rIdR{number}", one.kind, path, False))
        inner = [(key, "hyperlink", address, True) for key, address in one.addresses.items()]
        for key, (ending, content) in one.pictures.items():
            logo = pictures.setdefault(content, f"media/logo{len(pictures) + 1}.{ending}")
            files[f"word/{logo}"] = content
            inner.append((key, "image", logo, False))
        if inner:
            files[f"word/_rels/{path}.rels"] = _rels(inner)
    files["word/_rels/document.xml.rels"] = _rels(links)
    files["_rels/.rels"] = _rels([("rId1", "officeDocument", "word/document.xml", False)])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(types))
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _rels(links: list[tuple[str, str, str, bool]]) -> bytes:
    rows = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{_OFFICE}/{kind}')} Target={quoteattr(target)}"
        + (' TargetMode="External"/>' if outside else "/>")
        for key, kind, target, outside in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _types(types: dict[str, str]) -> bytes:
    known = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    known |= {ending: f"image/{ending}" for ending in ("png", "jpeg", "gif")}
    rows = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in known.items()
    )
    rows += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{rows}</Types>'.encode()


def _try(file: bytes, styles: list[str]) -> None:
    """Write a page in every style: what fails now would fail the night before the event."""
    try:
        page = WordFile(file)
        page.paper("a5")
        page.large()
        page.chapters_numbered()
        page.header("a\tb")
        page.footer("\t{PAGE}")
        page.numbered_from(3)
        for style in [*styles, *STEPS]:
            page.add("a", style)
        for style in ("Guide Table", "Guide Facts", "Guide Grid"):
            page.table(
                TableLook(style, (8.0, 8.0), ("Table Text", "Table Number")),
                [["a", "1"]],
                ["A", "B"],
            )
        WordFile(page.save())
    except Exception as error:  # whatever a broken part leads to
        raise Unusable(Unfit.DAMAGED) from error
