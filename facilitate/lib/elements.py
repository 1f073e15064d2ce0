"""The elements a Word file is made of: runs, fields, properties in the order the standard asks for; and its styles, followed to what they stand on."""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import datetime
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

TWIPS_PER_CM = 567
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_NAME = re.compile(r"\W")

_IN_ORDER = """
pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
divId cnfStyle rPr sectPr pPrChange"""
PARAGRAPH_ORDER = tuple(qn(f"w:{name}") for name in _IN_ORDER.split())
"""What may stand in the properties of a paragraph, in the order of the standard."""
_PLACE = {tag: number for number, tag in enumerate(PARAGRAPH_ORDER)}


def xml_text(text: str) -> str:
    """The text without the characters that no XML file may hold, line ends as \\n: a lone \\r breaks a table in LibreOffice."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("", text)


def text_lines(text: str) -> list[str]:
    """The lines of a text, whatever its line ends, without what no XML file may hold."""
    return xml_text(text).split("\n")


def cm_to_twips(cm: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(cm * TWIPS_PER_CM)


def mark_name(name: str) -> str:
    """A name that Word takes for a bookmark: letters, digits and low lines, at most 40; `step-1` becomes `step_1`."""
    return _NO_NAME.sub("_", name)[:40]


def add_child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last child, its attributes in the namespace of Word."""
    made = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    parent.append(made)
    return made


def put_property(properties: Any, tag: str, **attributes: str) -> Any:
    """A property of a paragraph at its place in the order of the standard; one of the same name is replaced."""
    made = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    place = _PLACE[made.tag]
    for other in properties:
        if other.tag == made.tag:
            properties.replace(other, made)
            return made
        if _PLACE.get(other.tag, 0) > place:
            other.addprevious(made)
            return made
    properties.append(made)
    return made


def keep_with_next(element: Any) -> None:
    """Every paragraph in it stays on the page of what follows."""
    for about in element.iter(_ABOUT):
        if (
            len(about) == 1
        ):  # it says its style and nothing else: the usual case, and four times as fast
            about.append(copy(_WITH_NEXT))
        else:
            put_property(about, "w:keepNext")


_ABOUT, _WITH_NEXT = qn("w:pPr"), OxmlElement("w:keepNext")


def text_run(text: str) -> Any:
    """A run; a tab is a tab."""
    made = OxmlElement("w:r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            add_child(made, "w:tab")
        words = add_child(made, "w:t")
        words.text = piece
        words.set(_SPACE, "preserve")
    return made


def simple_field(code: str) -> Any:
    """A field that counts by itself (`PAGE`, `NUMPAGES`), or repeats what stands elsewhere: nothing, until it is looked up."""
    made = OxmlElement("w:fldSimple", {qn("w:instr"): f" {code} "})
    made.append(text_run("" if code.startswith("STYLEREF") else "1"))
    return made


def field_mark(kind: str) -> Any:
    """A run that begins, separates or ends a long field."""
    made = OxmlElement("w:r")
    add_child(made, "w:fldChar", fldCharType=kind)
    return made


def field_code(code: str) -> Any:
    """A run with what a long field does."""
    made = OxmlElement("w:r")
    words = add_child(made, "w:instrText")
    words.text = f" {code} "
    words.set(_SPACE, "preserve")
    return made


def styled_paragraph(style_id: str) -> Any:
    """A paragraph of that style with one empty run."""
    made = OxmlElement("w:p")
    add_child(add_child(made, "w:pPr"), "w:pStyle", val=style_id)
    made.append(text_run(""))
    return made


def write_made_at(about: Any, made: datetime | None) -> None:
    """Say in a file's properties when it was made; None: nothing, not the day of its template either."""
    for old in about._element.xpath("dcterms:created | dcterms:modified"):
        about._element.remove(old)
    if made:
        about.created = about.modified = made


class StyleIds(dict[str, str]):
    """Style ids by name, however its letters are written: Word's own `toc 1` and `heading 1` go by `TOC 1`, `Heading 1`."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__((name.casefold(), style) for name, style in pairs)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.casefold())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.casefold())


def style_chain(styles: dict[str, Any], style_id: str) -> Iterator[Any]:
    """A style and those it stands on, the nearest first; one that stands on itself ends."""
    seen = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        style = styles[style_id]
        yield style
        based = style.find(qn("w:basedOn"))
        style_id = "" if based is None else based.get(qn("w:val"), "")


def style_list(styles: dict[str, Any], style_id: str) -> str | None:
    """The id of the list that paragraphs of a style are in, by itself or by the styles it stands on."""
    for style in style_chain(styles, style_id):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return str(number.get(qn("w:val")))
    return None
