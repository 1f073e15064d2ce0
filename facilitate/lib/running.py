"""The lines above and below every page, and what an organisation's own ones say already."""

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .elements import child, field, legal, run

_FIELD = re.compile(r"\{(PAGE|NUMPAGES)\}")


def running_line(style_id: str, text: str) -> Any:
    """A paragraph for a header or footer: `{PAGE}` and `{NUMPAGES}` become fields, a tab is a tab."""
    line = OxmlElement("w:p")
    child(child(line, "w:pPr"), "w:pStyle", val=style_id)
    for number, piece in enumerate(_FIELD.split(legal(text))):
        if piece:
            line.append(field(piece) if number % 2 else run(piece))
    return line


def says_something(part: Any) -> bool:
    """Whether a header or footer holds words or a picture."""
    shown = (qn("w:drawing"), qn("w:pict"), qn("w:fldSimple"), qn("w:instrText"))
    return any((one.text or "").strip() for one in part.iter(qn("w:t"))) or any(
        True for _ in part.iter(*shown)
    )


def counts_pages(part: Any) -> bool:
    """Whether a footer says the number of the page."""
    codes = [one.get(qn("w:instr"), "") for one in part.iter(qn("w:fldSimple"))]
    codes += [one.text or "" for one in part.iter(qn("w:instrText"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)
