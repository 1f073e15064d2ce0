"""Word files, fast: paragraphs and tables by style name, on the look of a .docx (its styles, margins, header).

Elements are copied from prototypes and nothing is looked up twice, so that time grows in proportion to length. (`copy` takes
what an element holds with it, and costs half of `deepcopy`.)
"""

import io
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .aside import PartsAside, SettingAside
from .contents import ContentsEntry, contents_paragraphs
from .document_tables import Cell, StyledPara, TableLook, row_prototype, table_prototype
from .elements import (
    StyleIds,
    add_child,
    keep_with_next,
    mark_name,
    put_property,
    style_list,
    styled_paragraph,
    text_lines,
    write_made_at,
    xml_text,
)
from .heights import MeasuredFile
from .numbering import new_list, number_chapters, restart_list, without_number
from .pictures import Pictures
from .running_lines import has_page_number, has_words_or_picture, running_line
from .sizes import SHEETS, enlarge_letters, lay_section, right_tab, shrink_headings, wall_sheet
from .text import TAGS, text_language

PROPERTY_LIMIT = 255
STEPS = ("Step Heading", "Step Line")
"""The styles that share one list of numbers."""
DAY_INDENT = 794
"""Twips between a step's number with its day (`2·17`) and its title."""
OWN_LINE = "Page Line"
"""The style of what is written into the header and the footer of an own look."""
OWN_LETTERS = 4.4
"""How many letters of that line surely fit into a centimetre, in any font."""
_TO_THE_END = {"Header": "", "Footer": "", OWN_LINE: "", "TOC 1": "dot", "TOC 2": "dot"}
"""Styles with a tab that leads to the right end of the text, and what fills it where the tab has to be made."""


class WordFile(MeasuredFile, SettingAside):
    """A Word file being written from top to end on the look of another one.

    `look` as bytes is an organisation's own: what its header and footer hold stays.
    Raises KeyError when the look lacks a style that is asked for.
    """

    fills = True
    """Whether tables are made to fill the line."""

    def __init__(self, look: Path | bytes) -> None:
        self._own = isinstance(look, bytes)
        self._document = docx.Document(io.BytesIO(look) if isinstance(look, bytes) else str(look))
        self._elements = {one.style_id: one.element for one in self._document.styles}
        self._styles = StyleIds((one.name or "", one.style_id) for one in self._document.styles)
        body = self._document.element.body
        self._end = body.sectPr
        for one in list(body):
            if one is not self._end:
                body.remove(one)
        self._paragraphs: dict[str, Any] = {}
        self._rows: dict[tuple[TableLook, bool], Any] = {}
        self._tables: dict[tuple[TableLook, bool, str], Any] = {}
        self._measures, self._usual = {}, {}
        self._pictures = Pictures(self._document.part)
        self._bookmarks = 0
        self._aside = PartsAside()
        self._breaks = False
        self._header = ""
        self._number, self._day, self._list = 1, 0, ""
        self._days: dict[int, str] = {}

    def paper(self, size: str, *, wide: bool = False, punched: bool = True) -> None:
        """`a4` or `a5`, upright or on its side, with a margin for punching where it is; headings suit small paper."""
        lay_section(
            self._end,
            SHEETS[size] if punched else wall_sheet(SHEETS[size]),
            wide=wide,
            own=self._own,
        )
        if size == "a5":
            shrink_headings(self._document.styles.element)
        for name, leader in _TO_THE_END.items():
            if name in self._styles and not (self._own and name in ("Header", "Footer")):
                right_tab(self._elements[self._styles[name]], self.text_width, leader)
        self._rows.clear()
        self._measures.clear()

    def no_cover(self) -> None:
        """The first page has the header and footer of all others; an own look keeps its letterhead."""
        if not self._own:
            self._document.sections[0].different_first_page_header_footer = False

    def large(self) -> None:
        """Large print: every size of letters times 1.53, in the header and the footer too."""
        enlarge_letters(self._document.styles.element, self._document.part.numbering_part.element)
        self._measures.clear()

    def chapters_numbered(self) -> None:
        """Heading 1 counts 1, 2, 3 …; the title of the contents does not, where it stands on Heading 1."""
        style = self._elements[self._styles["Heading 1"]]
        number_chapters(self._document.part.numbering_part.element, style)
        without_number(self._elements[self._styles["TOC Heading"]])

    def numbered_from(self, number: int, day: int = 0) -> None:
        """The next step has this number, with that of its day before it (`2·7`) where there is one; the following ones count on."""
        if (number, day) == (self._number, self._day):
            return
        numbering = self._document.part.numbering_part.element
        if day and day not in self._days:
            self._days[day] = new_list(numbering, f"{day}·%1", DAY_INDENT)
        usual = self._days.get(day) or style_list(self._elements, self._styles[STEPS[0]])
        usual = usual or new_list(numbering, "%1.", 567)
        self._list = usual if day and number == 1 else restart_list(numbering, usual, number)
        self._number, self._day = number, day

    def contents(self, title: str, entries: Sequence[ContentsEntry]) -> None:
        """The contents, filled in: links, without page numbers so far."""
        styles = {
            0: self._styles["TOC Heading"],
            1: self._styles["TOC 1"],
            2: self._styles["TOC 2"],
        }
        for made in contents_paragraphs(title, entries, styles):
            self._put(made)

    def add(self, text: str, style: str, *, bookmark: str = "", with_next: bool = False) -> None:
        """A paragraph for every line of the text; empty lines are left out, spacing is the style's.

        `with_next`: it stays on the page of what follows.
        """
        for line in text_lines(text):
            if line.strip():
                made = self._paragraph(StyledPara(line.strip(), style))
                if bookmark:
                    self._mark(made, bookmark)
                    bookmark = ""
                if with_next:
                    keep_with_next(made)
                self._put(made)

    def quote(self, said: str, by: str = "") -> None:
        """Somebody's words between quotation marks, in their own language, and whose they are."""
        whose = by.replace(" ", "\u00a0")  # stays on one line
        text = f"“{' '.join(said.split())}”" + (f" –\u00a0{whose}" if whose else "")
        self._put(self._paragraph(StyledPara(text, "Script", language=self._tag_of(said))))

    def _tag_of(self, text: str) -> str:
        """The language of a text, where it is another than the file's."""
        tag = TAGS.get(text_language(text), "")
        return "" if tag == self._document.core_properties.language else tag

    def write_lines(self, count: int) -> None:
        """Ruled lines to write on, which stay together."""
        for number in range(count):
            made = self._paragraph(StyledPara("", "Write Line"))
            if number < count - 1:
                keep_with_next(made)
            self._put(made)

    def picture(
        self, png: bytes, width: float, height: float, about: str, style: str = "Picture"
    ) -> Any:
        """A PNG or JPEG at that size in cm, made smaller where the line is shorter; `about` is for who cannot see it.

        Gives the paragraph that holds it.
        """
        share = min(1.0, self.text_width / width)
        made = self._paragraph(StyledPara("", style))
        made[1].remove(made[1][0])
        made[1].append(self._pictures.drawing(png, width * share, height * share, about))
        self._put(made)
        return made

    def new_page(self) -> None:
        """What comes next begins a new page."""
        self._breaks = True

    def table(
        self,
        look: TableLook,
        rows: Iterable[Sequence[Cell]],
        heading: Sequence[str] = (),
        name: str = "",
        *,
        together: bool = False,
        with_next: bool = False,
        last: int = 2,
    ) -> None:
        """A table; its heading row repeats on every page, no row breaks over two. Screen readers read `name`.

        Its `last` rows are on one page. `together`: all of it, where it fits on one; `with_next`: with what follows.
        """
        look = self._fitted(look)
        shape = look, bool(heading), name
        if shape not in self._tables:
            self._tables[shape] = table_prototype(*shape, self._styles[look.style])
        table = copy(self._tables[shape])
        if heading:
            table.append(self._row(look, heading, look.headings, heads=True))
        for row in rows:
            table.append(self._row(look, row, look.columns, heads=False))
        *made, end = table.findall(qn("w:tr")) or [table]
        kept = made if together or with_next else {*made[: 1 + bool(heading)], *made[1 - last :]}
        for row in (*kept, end) if with_next else kept:
            keep_with_next(row)
        self._put(table)

    def separate(self) -> None:
        """A low line without words below a table: one that follows would become a part of it."""
        self._put(self._paragraph(StyledPara("", "Table Small")))

    def header(self, text: str) -> None:
        """The text of the page header (a tab leads to its right end); that of an own look stays, ours goes below the page."""
        for section in self._running("header"):
            if self._own and has_words_or_picture(section._element):
                self._header = text.replace("\t", " · ")
            else:
                self._write(section, "Header", text)

    def footer(self, text: str) -> None:
        """The text of the page footer; `{PAGE}` and `{NUMPAGES}` become fields. In an own look it stands below theirs."""
        for section in self._running("footer"):
            if self._own and has_words_or_picture(section._element):
                ours = [self._header, "" if has_page_number(section._element) else text]
                if len("".join(ours)) <= OWN_LETTERS * self.text_width:
                    ours = ["".join(ours)]
                for line in filter(None, ours):
                    section._element.append(running_line(self._styles[OWN_LINE], line))
            else:
                self._write(section, "Footer", self._header + text)

    def language(self, tag: str) -> None:
        """The language that spelling is checked in: `sq-AL`, `en-GB`."""
        for lang in self._document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), tag)
        for lang in self._document.settings.element.iter(qn("w:themeFontLang")):
            lang.set(qn("w:val"), tag)
        self._document.core_properties.language = tag

    def properties(
        self, *, title: str, subject: str = "", author: str = "", made: datetime | None = None
    ) -> None:
        """What the file says about itself; when it was made only where that is handed in."""
        about = self._document.core_properties
        about.title, about.subject, about.author = (
            xml_text(text).replace("\n", " ")[:PROPERTY_LIMIT] for text in (title, subject, author)
        )
        about.last_modified_by = about.author
        write_made_at(about, made)
        about.revision = 1

    def save(self) -> bytes:
        """The finished file."""
        file = io.BytesIO()
        self._document.save(file)
        return self._aside.filled(file.getvalue())

    def _paragraph(self, one: StyledPara) -> Any:
        prototype = self._paragraphs.get(one.style)
        if prototype is None:
            prototype = self._paragraphs[one.style] = styled_paragraph(self._styles[one.style])
        made = copy(prototype)
        if one.style in STEPS:
            self._count(made)
        words = made[1]
        words[0].text = xml_text(one.text).replace("\t", " ")
        if one.language:
            words.insert(0, OxmlElement("w:rPr"))
            add_child(words[0], "w:lang", val=one.language)
        if one.link:
            link = OxmlElement(
                "w:hyperlink", {qn("w:anchor"): mark_name(one.link), qn("w:history"): "1"}
            )
            link.append(words)
            made.append(link)
        if one.mark:
            self._mark(made, one.mark)
        return made

    def _count(self, step: Any) -> None:
        """A step takes the next number: by its style, or in a list that began anew."""
        self._number += 1
        if self._list:
            about = put_property(step[0], "w:numPr")
            add_child(about, "w:ilvl", val="0")
            add_child(about, "w:numId", val=self._list)

    def _mark(self, made: Any, name: str) -> None:
        self._bookmarks += 1
        number = str(self._bookmarks)
        start = OxmlElement("w:bookmarkStart", {qn("w:id"): number, qn("w:name"): mark_name(name)})
        made[0].addnext(start)
        made.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): number}))

    def _put(self, element: Any) -> None:
        """The next element of the file; its first paragraph begins a new page, where one is due."""
        if self._breaks:
            put_property(next(element.iter(qn("w:pPr"))), "w:pageBreakBefore")
            self._breaks = False
        self._end.addprevious(element)

    def _fitted(self, look: TableLook) -> TableLook:
        """The table, made as wide as the line."""
        share = self.text_width / sum(look.widths)
        if not self.fills or abs(share - 1) < 0.01:
            return look
        return TableLook(look.style, tuple(width * share for width in look.widths), look.columns)

    def _row(
        self, look: TableLook, cells: Sequence[Cell], columns: Sequence[str], *, heads: bool
    ) -> Any:
        prototype = self._rows.get((look, heads))
        if prototype is None:
            prototype = self._rows[look, heads] = row_prototype(look, heads)
        row = copy(prototype)
        for place, cell, style in zip(row[1:], cells, columns, strict=True):
            paras = (
                [StyledPara(line, style) for line in text_lines(cell)]
                if isinstance(cell, str)
                else cell
            )
            for para in paras or [StyledPara("", style)]:  # Word needs a paragraph in every cell
                place.append(self._paragraph(para))
        return row

    def _running(self, kind: str) -> list[Any]:
        """The headers or footers of ordinary pages: one, or two where even pages have their own."""
        even = self._own and self._document.settings.odd_and_even_pages_header_footer
        kinds = [kind, f"even_page_{kind}"] if even else [kind]
        return [getattr(self._document.sections[0], one) for one in kinds]

    def _write(self, section: Any, style: str, text: str) -> None:
        element = section._element
        for one in list(element):
            element.remove(one)
        element.append(running_line(self._styles[OWN_LINE if self._own else style], text))
