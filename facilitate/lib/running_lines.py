"""The lines above and below every page, and what an organisation's own ones say already."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .elements import add_child, put_property, simple_field, text_run, xml_text

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
