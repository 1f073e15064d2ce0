"""A table of contents that is there at once: links, and page numbers where somebody has counted them.

Every line is a link with a field for its page, without the one large field Word would put around them: inside that one
LibreOffice counts no page. LibreOffice counts the pages when it opens the file; Word would ask a question to do so, and shows
what stands in the file until somebody updates the fields (Ctrl+A, F9). So the numbers are written into the file where they
are known, and a line without one leads the eye nowhere: its dots are put back with its number.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
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
    style_chain,
    styled_paragraph,
    text_run,
    xml_text,
)

_FIELD = "PAGEREF"


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: its level (1 or 2), its text, the bookmark it leads to, and the number before it (`3.`)."""

    level: int
    text: str
    bookmark: str
    number: str = ""


def contents_paragraphs(
    title: str, entries: Sequence[ContentsEntry], ids: dict[int, str], styles: dict[str, Any]
) -> list[Any]:
    """The paragraphs of the contents, without page numbers; `ids` are the styles of its title (0) and of each level."""
    heading = styled_paragraph(ids[0])
    heading[1][0].text = xml_text(title)
    tabs = {level: _without_leader(styles, ids[level]) for level in {one.level for one in entries}}
    return [heading, *(_line(entry, ids[entry.level], tabs[entry.level]) for entry in entries)]


def _without_leader(styles: dict[str, Any], style_id: str) -> Any | None:
    """The tabs of the style, none with dots before it; None where there are no dots."""
    for style in style_chain(styles, style_id):
        tabs = style.find(f"{qn('w:pPr')}/{qn('w:tabs')}")
        if tabs is not None:
            plain = deepcopy(tabs)
            for tab in plain:
                tab.attrib.pop(qn("w:leader"), None)
            return plain if etree.tostring(plain) != etree.tostring(tabs) else None
    return None


def _line(entry: ContentsEntry, style: str, tabs: Any | None) -> Any:
    line = OxmlElement("w:p")
    about = add_child(line, "w:pPr")
    add_child(about, "w:pStyle", val=style)
    if tabs is not None:
        about.append(deepcopy(tabs))
    mark = mark_name(entry.bookmark)
    link = add_child(line, "w:hyperlink", anchor=mark, history="1")
    text = xml_text(entry.text).replace("\n", " ").replace("\t", " ")
    link.append(text_run(f"{entry.number}\t{text}\t" if entry.number else f"{text}\t"))
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
        about = link.getparent().find(qn("w:pPr"))
        for tabs in about.findall(qn("w:tabs")):
            about.remove(tabs)
        page = pages.get(link.get(qn("w:anchor")))
        if page:
            list(link.iter(qn("w:t")))[-1].text = str(page)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
