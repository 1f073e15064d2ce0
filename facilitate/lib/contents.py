"""A table of contents that is there at once: links, and page numbers where somebody has counted them.

Every line is a link with a field for its page, without the one large field Word would put around them: inside that one
LibreOffice counts no page. LibreOffice counts the pages when it opens the file; Word would ask a question to do so, and shows
what stands in the file until somebody updates the fields (Ctrl+A, F9). So the numbers are written into the file where they
are known; only then dots lead to them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from .elements import (
    add_child,
    field_code,
    field_mark,
    mark_name,
    styled_paragraph,
    text_run,
    xml_text,
)

_FIELD, _BEFORE = "PAGEREF", "\u2003"
"""How a page is counted, and the space before a number that is not there yet: a tab would draw dots to nothing."""


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: its level (1 or 2), its text, the bookmark it leads to, and the number before it (`3.`)."""

    level: int
    text: str
    bookmark: str
    number: str = ""


def contents_paragraphs(
    title: str, entries: Sequence[ContentsEntry], styles: dict[int, str]
) -> list[Any]:
    """The paragraphs of the contents, without page numbers; `styles` are the ids of its title (0) and of each level."""
    heading = styled_paragraph(styles[0])
    heading[1][0].text = xml_text(title)
    return [heading, *(_line(entry, styles[entry.level]) for entry in entries)]


def _line(entry: ContentsEntry, style: str) -> Any:
    line = OxmlElement("w:p")
    add_child(add_child(line, "w:pPr"), "w:pStyle", val=style)
    mark = mark_name(entry.bookmark)
    link = add_child(line, "w:hyperlink", anchor=mark, history="1")
    text = xml_text(entry.text).replace("\n", " ").replace("\t", " ")
    link.append(text_run(f"{entry.number}\t{text}" if entry.number else text))
    link.append(text_run(_BEFORE))
    link.extend([field_mark("begin"), field_code(rf"{_FIELD} {mark} \h"), field_mark("separate")])
    link.extend([text_run(""), field_mark("end")])
    return line


def marks_in_contents(body: bytes) -> list[str]:
    """The bookmarks to which the contents in the body of a Word file of ours lead."""
    return re.findall(rf"\b{_FIELD} (\w+)", body.decode())


def number_contents(body: bytes, pages: Mapping[str, int]) -> bytes:
    """The body of a Word file of ours, the lines of its contents with their dots and with the page of each bookmark that has one."""
    if _FIELD.encode() not in body:
        return body
    root = etree.fromstring(body)
    for code in root.iter(qn("w:instrText")):
        if not (code.text or "").strip().startswith(_FIELD):
            continue
        link = code.getparent().getparent()
        for run in link.findall(qn("w:r")):
            if run.findtext(qn("w:t")) == _BEFORE:
                link.replace(run, text_run("\t"))
        page = pages.get(link.get(qn("w:anchor")))
        if page:
            list(link.iter(qn("w:t")))[-1].text = str(page)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
