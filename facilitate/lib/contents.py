"""A table of contents that is there at once: links, and page numbers that count themselves.

Every line is a link with a field for its page, without the one large field Word would put around them: inside that one
LibreOffice counts no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.parser import OxmlElement

from .elements import (
    add_child,
    field_code,
    field_mark,
    mark_name,
    styled_paragraph,
    text_run,
    xml_text,
)


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
    """The paragraphs of the contents; `styles` are the ids of its title (0) and of each level.

    LibreOffice counts the pages when it opens the file, and so does a PDF made by it. Word would ask a question to count
    them on opening: it counts them when somebody updates the fields (Ctrl+A, F9), and until then no number stands there.
    """
    heading = styled_paragraph(styles[0])
    heading[1][0].text = xml_text(title)
    return [heading, *(_line(entry, styles[entry.level]) for entry in entries)]


def _line(entry: ContentsEntry, style: str) -> Any:
    line = OxmlElement("w:p")
    add_child(add_child(line, "w:pPr"), "w:pStyle", val=style)
    mark = mark_name(entry.bookmark)
    link = add_child(line, "w:hyperlink", anchor=mark, history="1")
    text = xml_text(entry.text).replace("\n", " ").replace("\t", " ")
    link.append(text_run(f"{entry.number}\t{text}\t" if entry.number else f"{text}\t"))
    link.extend([field_mark("begin"), field_code(rf"PAGEREF {mark} \h"), field_mark("separate")])
    link.extend([text_run(""), field_mark("end")])
    return line
