"""Numbers that Word counts itself: the chapters of a file, and its steps."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .elements import add_child, put_property

CHAPTER_INDENT = 737
"""Twips between the number of a chapter and its heading: two digits in large print fit."""
PART_INDENT = 907
"""The same of a part: `10.12`."""


def number_chapters(numbering: Any, style: Any) -> None:
    """Headings of that style count 1, 2, 3 …; one that is numbered already keeps its own way."""
    about = style_properties(style)
    if about.find(f"{qn('w:numPr')}/{qn('w:numId')}") is not None:
        return
    number = new_list(numbering, "%1", CHAPTER_INDENT, style.get(qn("w:styleId")))
    add_child(put_property(about, "w:numPr"), "w:numId", val=number)


def number_parts(numbering: Any, chapter: Any, part: Any) -> None:
    """Headings of the two styles count 1, 1.1, 1.2, 2 …; where the first is numbered already, both keep their own way."""
    about = style_properties(chapter)
    if about.find(f"{qn('w:numPr')}/{qn('w:numId')}") is not None:
        return
    abstract = OxmlElement(
        "w:abstractNum", {qn("w:abstractNumId"): _free(numbering, "abstractNum")}
    )
    add_child(abstract, "w:multiLevelType", val="multilevel")
    levels = ((chapter, "%1", CHAPTER_INDENT), (part, "%1.%2", PART_INDENT))
    for depth, (style, text, indent) in enumerate(levels):
        _level(abstract, depth, text=text, indent=indent, style_id=style.get(qn("w:styleId")))
    number = _add(numbering, abstract)
    for depth, style in enumerate((chapter, part)):
        own = put_property(style_properties(style), "w:numPr")
        add_child(own, "w:ilvl", val=str(depth))
        add_child(own, "w:numId", val=number)


def without_number(style: Any) -> None:
    """Paragraphs of that style count in no list, whatever it stands on."""
    number = put_property(style_properties(style), "w:numPr")
    add_child(number, "w:numId", val="0")


def style_properties(style: Any) -> Any:
    """How paragraphs of a style look: the element, made where there is none."""
    about = style.find(qn("w:pPr"))
    if about is None:
        about, rest = OxmlElement("w:pPr"), style.find(qn("w:rPr"))
        if rest is None:
            style.append(about)
        else:
            rest.addprevious(about)
    return about


def new_list(numbering: Any, text: str, indent: int, style_id: str = "") -> str:
    """A list of one level that counts 1, 2, 3 …, written as `text` says (`%1.`); its id. `indent` is in twips."""
    abstract = OxmlElement(
        "w:abstractNum", {qn("w:abstractNumId"): _free(numbering, "abstractNum")}
    )
    add_child(abstract, "w:multiLevelType", val="singleLevel")
    _level(abstract, 0, text=text, indent=indent, style_id=style_id)
    return _add(numbering, abstract)


def _level(abstract: Any, depth: int, text: str, indent: int, style_id: str) -> None:
    level = add_child(abstract, "w:lvl", ilvl=str(depth))
    add_child(level, "w:start", val="1")
    add_child(level, "w:numFmt", val="decimal")
    if style_id:
        add_child(level, "w:pStyle", val=style_id)
    add_child(level, "w:lvlText", val=text)
    add_child(level, "w:lvlJc", val="left")
    add_child(add_child(level, "w:pPr"), "w:ind", left=str(indent), hanging=str(indent))


def restart_list(numbering: Any, number: str, start: int) -> str:
    """A list that looks like `number` and begins with `start`; its id."""
    old = next(one for one in numbering.iterfind(qn("w:num")) if one.get(qn("w:numId")) == number)
    new = OxmlElement("w:num", {qn("w:numId"): _free(numbering, "num")})
    add_child(new, "w:abstractNumId", val=old.find(qn("w:abstractNumId")).get(qn("w:val")))
    add_child(add_child(new, "w:lvlOverride", ilvl="0"), "w:startOverride", val=str(start))
    _append(numbering, new)
    return str(new.get(qn("w:numId")))


def _add(numbering: Any, abstract: Any) -> str:
    """A new list of that kind; its id. Kinds stand before lists."""
    first = numbering.find(qn("w:num"))
    if first is None:
        _append(numbering, abstract)
    else:
        first.addprevious(abstract)
    made = OxmlElement("w:num", {qn("w:numId"): _free(numbering, "num")})
    add_child(made, "w:abstractNumId", val=abstract.get(qn("w:abstractNumId")))
    _append(numbering, made)
    return str(made.get(qn("w:numId")))


def _append(numbering: Any, element: Any) -> None:
    """As the last but for what the standard wants at the very end."""
    end = numbering.find(qn("w:numIdMacAtCleanup"))
    if end is None:
        numbering.append(element)
    else:
        end.addprevious(element)


def _free(numbering: Any, kind: str) -> str:
    name = qn("w:numId" if kind == "num" else "w:abstractNumId")
    used = [int(one.get(name)) for one in numbering.iterfind(qn(f"w:{kind}"))]
    return str(max(used, default=0) + 1)
