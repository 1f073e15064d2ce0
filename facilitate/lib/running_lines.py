"""The lines above and below every page, and what an organisation's own ones say already."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .elements import add_child, cm_to_twips, put_property, simple_field, text_run, xml_text

TAB = "08403F"
"""The colour of a tab at the edge of a page."""
_FIELD = re.compile(r'\{(PAGE|NUMPAGES|STYLEREF "[^"]+"(?: \\n)?)\}')


def repeat_field(style: str, *, number: bool = False) -> str:
    """A field that repeats the last paragraph of that style on its page or before it, or the number it has in a list."""
    return f'{{STYLEREF "{style}"' + (r" \n}" if number else "}")


def running_line(style_id: str, text: str) -> Any:
    """A paragraph for a header or footer: `{PAGE}`, `{NUMPAGES}` and what is `repeat_field` become fields, a tab is a tab."""
    line = OxmlElement("w:p")
    add_child(add_child(line, "w:pPr"), "w:pStyle", val=style_id)
    for number, piece in enumerate(_FIELD.split(xml_text(text))):
        if piece:
            line.append(simple_field(piece) if number % 2 else text_run(piece))
    return line


def stand_beside(paragraph: Any) -> None:
    """Put a paragraph at the right edge; what follows runs beside it."""
    frame = {"wrap": "around", "vAnchor": "text", "hAnchor": "margin", "xAlign": "right"}
    add_child(paragraph[0], "w:framePr", hSpace="170", **frame)


def edge_tab(style_id: str, text: str, place: int) -> Any:
    """A tab at the right edge of every page of a section, white on dark; `place` counts from 1 at the top, nine a page."""
    line = OxmlElement("w:p")
    about = add_child(line, "w:pPr")
    add_child(about, "w:pStyle", val=style_id)
    frame = {
        "w": str(cm_to_twips(0.9)),
        "h": str(cm_to_twips(1.9)),
        "hRule": "exact",
        "wrap": "around",
        "vAnchor": "page",
        "hAnchor": "page",
        "xAlign": "right",
        "y": str(cm_to_twips(3 + 2.2 * ((place - 1) % 9))),
    }
    add_child(about, "w:framePr", **frame)
    add_child(about, "w:shd", val="clear", color="auto", fill=TAB)
    add_child(about, "w:spacing", before="300", after="0")
    add_child(about, "w:jc", val="center")
    run = text_run(text)
    look = OxmlElement("w:rPr")
    run.insert(0, look)
    add_child(look, "w:b")
    add_child(look, "w:color", val="FFFFFF")
    add_child(look, "w:sz", val="28")
    line.append(run)
    return line


def has_words_or_picture(part: Any) -> bool:
    """Whether a header or footer holds words or a picture."""
    shown = (qn("w:drawing"), qn("w:pict"), qn("w:fldSimple"), qn("w:instrText"))
    return any((one.text or "").strip() for one in part.iter(qn("w:t"))) or any(
        True for _ in part.iter(*shown)
    )


def has_page_number(part: Any) -> bool:
    """Whether a footer says the number of the page."""
    codes = [one.get(qn("w:instr"), "") for one in part.iter(qn("w:fldSimple"))]
    codes += [one.text or "" for one in part.iter(qn("w:instrText"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def can_end_section(last: Any) -> bool:
    """Whether that element is a paragraph that ends no section yet."""
    return getattr(last, "tag", "") == qn("w:p") and last.find(f".//{qn('w:sectPr')}") is None


def end_section(document: Any, last: Any, header: Sequence[Any]) -> None:
    """What was written up to the paragraph `last` is a section with these lines above its pages; without any, the file's.

    The first page of the first section is the cover of the file.
    """
    end = document.element.body.sectPr
    section = deepcopy(end)
    if header:
        part, number = document.part.add_header_part()
        for one in list(part.element):
            part.element.remove(one)
        part.element.extend(header)
        for one in section.findall(qn("w:headerReference")):
            if one.get(qn("w:type")) != "first":
                one.set(qn("r:id"), number)
    about = last[0]
    place = put_property(about, "w:sectPr")
    about.replace(place, section)
    for cover in end.findall(qn("w:titlePg")):
        end.remove(cover)
