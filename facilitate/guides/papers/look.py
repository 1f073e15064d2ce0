"""How a guide begins as a file – look, paper, language, header and footer – and what stays together on its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import takewhile
from math import ceil
from pathlib import Path
from typing import Any

from docx.parts.document import DocumentPart
from lxml import etree

from ...agenda.numbering import StepNumber, number_runs, run_text
from ...lib.boxes import BoxFile
from ...lib.contents import ContentsEntry
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.documents import OWN_LINE
from ...lib.running_lines import (
    can_end_section,
    edge_tab,
    end_section,
    has_words_or_picture,
    running_line,
)
from ...lib.text import TAGS
from ...web.i18n import _, format_day, label_of
from ..choices import Choices, GuideReader, PaperSize
from ..guide import Guide, GuidePerson, GuideStep

FACTS = "Guide Facts"
SETTLES = 50
"""So many steps are told, then their pages are put away."""
BOXES = frozenset({"Late", "Spare"})
"""Styles of what begins no page: it stands below a line of its step."""
TEXT, NUMBER, SMALL = "Table Text", "Table Number", "Table Small"
LARGER = 1.53
"""Large print: how much larger than usual."""


@dataclass(frozen=True)
class PageCapacity:
    """What a page holds, roughly: letters in a line, lines on a page. On a `narrow` one tables have fewer columns."""

    letters: int
    lines: int

    @property
    def narrow(self) -> bool:
        return self.letters < 80

    @property
    def facts(self) -> TableLook:
        """A table of facts: their names on the left."""
        widths = (4.2, 11.8) if self.narrow else (3.2, 12.8)
        return TableLook(FACTS, widths, ("Fact Label", "Fact"))


PAGES = {PaperSize.A4: PageCapacity(95, 46), PaperSize.A5: PageCapacity(64, 31)}


def page_capacity(choices: Choices) -> PageCapacity:
    """What the pages chosen hold."""
    page = PAGES[choices.paper]
    return (
        PageCapacity(round(page.letters / LARGER), round(page.lines / LARGER))
        if choices.large
        else page
    )


@dataclass(frozen=True)
class PendingTable:
    """A table that is still to be written; what it is made of as in `WordFile.table`."""

    look: TableLook
    rows: Sequence[Sequence[Cell]]
    heading: Sequence[str] = ()
    name: str = ""


@dataclass(frozen=True)
class GuideLine(StyledPara):
    """A paragraph, or one for every line of its text; `with_next`: on the same page as what follows."""

    with_next: bool = False


Piece = GuideLine | PendingTable
MOST = 150
"""Steps that a table of contents names; where there are more it leaves them to the agenda at a glance."""


class GuideFile(BoxFile):
    """A Word file that remembers its headings for its contents."""

    fills = True

    def __init__(self, look: Path | bytes) -> None:
        super().__init__(look)
        self._entries: list[ContentsEntry] = []
        self._ahead: Any = None
        self._finished: list[bytes] = []
        self._width = 0.0
        self._mark_of_finished: Any = None
        self._section: list[str] = []
        self._tab = 0
        self._chapter: Any = None

    def paper(self, size: str, *, wide: bool = False, punched: bool = True) -> None:
        self._width = 0.0
        super().paper(size, wide=wide, punched=punched)

    @property
    def text_width(self) -> float:
        """Centimetres between the margins; asked for with every table."""
        self._width = self._width or super().text_width
        return self._width

    def head(
        self,
        text: str,
        style: str,
        level: int,
        *,
        bookmark: str = "",
        number: StepNumber | None = None,
        when: str = "",
    ) -> None:
        """A heading of that style that the contents name; `number` is the one a step has, `when` the time it begins at."""
        text = text.replace("\n", " ")
        bookmark = bookmark or f"part-{len(self._entries) + 1}"
        self.add(text, style, bookmark=bookmark)
        leading = number.leading if number else ""
        self._entries.append(ContentsEntry(level, join_parts(text, when), bookmark, leading))

    def chapter(self, title: str) -> None:
        """A chapter begins; its heading begins a page."""
        self.head(title, "Heading 1", 1)
        self._chapter = self._end.getprevious()

    def chapter_blocks(self) -> list[Any]:
        """The paragraphs and tables of the chapter that is being written, its heading first."""
        following = self._chapter.itersiblings()
        return [self._chapter, *takewhile(lambda one: one is not self._end, following)]

    def part(self, title: str, *, listed: bool = False) -> None:
        """A part of a chapter begins; the contents name it where it is `listed`."""
        if listed:
            self.head(title, "Heading 2", 2)
        else:
            self.add(title, "Heading 2")

    def grid(self, one: PendingTable, *, together: bool, with_next: bool) -> None:
        """A table that was put together before."""
        self.table(
            one.look, one.rows, one.heading, one.name, together=together, with_next=with_next
        )

    def begin_section(self, header: Sequence[str] = (), tab: int = 0) -> None:
        """What comes next has these lines above its pages, and a tab with that number at their edge; without any, the file's.

        An own look that has a header keeps it on all pages.
        """
        if self._own and has_words_or_picture(self._running("header")[0]._element):
            return
        last = self._end.getprevious()
        if not can_end_section(last):
            last = self._paragraph(StyledPara("", OWN_LINE))
            self._put(last)
        lines = [running_line(self._styles["Header"], line) for line in self._section]
        if self._tab:
            lines.insert(0, edge_tab(self._styles["Header"], str(self._tab), self._tab))
        end_section(self._document, last, lines)
        self._section, self._tab = list(header), tab

    def contents_here(self) -> None:
        """The contents will stand here, once all headings are known."""
        self._ahead = self._end.getprevious()

    def write_contents(self, title: str) -> None:
        """The contents, on a page of their own, where they were to stand."""
        steps = sum(1 for one in self._entries if one.number)
        last = self._end.getprevious()
        self.contents(title, [one for one in self._entries if steps <= MOST or not one.number])
        while (made := last.getnext()) is not self._end:
            self._ahead.addnext(made)
            self._ahead = made

    def settle(self) -> None:
        """What stands after the place of the contents is finished and needs no tree any more."""
        if not self._finished:
            self._mark_of_finished = settled_mark()
            self._ahead.addnext(self._mark_of_finished)
        body = self._document.element.body
        self._finished.append(
            cut_settled_text(self._document.element, body, self._mark_of_finished)
        )

    def save(self) -> bytes:
        if self._finished:
            part: Any = self._document.part
            part.__class__ = SettledPart
            part.finished = self._finished
        return super().save()


def begin_guide_file(guide: Guide, choices: Choices, look: Path | bytes) -> GuideFile:
    """An empty file in that look, on the paper chosen, that says what it is, in the language spoken now."""
    file = GuideFile(look)
    file.paper(choices.paper.value)
    if choices.large:
        file.large()
    subject, leads = label_of(choices.reader), ", ".join(leads_of(guide))
    made = datetime.combine(guide.made_on, time(12), UTC)
    file.language(TAGS[guide.language])
    file.properties(title=guide.title, subject=subject, author=leads, made=made)
    file.header(in_a_line(guide.title) + "\t" + subject)
    page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    file.footer(f"{format_day(guide.made_on, 'dated')}\t{page}")
    return file


def in_a_line(title: str) -> str:
    """A title as the header takes it: in one line, and `{PAGE}` in it is no field (a joiner nobody sees stands in it)."""
    return " ".join(title.split()).replace("{", "{\u2060")


def put_pieces(
    file: GuideFile, pieces: Sequence[Piece], page: PageCapacity, *, most: float = 0.5
) -> None:
    """The pieces one after the other, on the same page where they take no more of one than `most`.

    Facts always stay with what follows them.
    """
    together = pieces_height(pieces, page) <= page.lines * most
    for number, piece in enumerate(pieces, 1):
        last = number == len(pieces)
        if isinstance(piece, PendingTable):
            keeps = not last and (together or piece.look.style == FACTS)
            file.grid(piece, together=together, with_next=keeps)
        else:
            boxed = not last and getattr(pieces[number], "style", "") in BOXES
            stays = piece.with_next or boxed or (together and not last)
            file.add(piece.text, piece.style, with_next=stays)


def pieces_height(pieces: Iterable[Piece], page: PageCapacity) -> float:
    """How many lines the pieces take, roughly."""
    return sum(
        _grid(one, page) if isinstance(one, PendingTable) else _text(one.text, page.letters) + 0.4
        for one in pieces
    )


def _text(text: str, letters: float) -> float:
    if "\n" not in text:
        return ceil(len(text) / letters) or 1
    return sum(ceil(len(line) / letters) or 1 for line in text.split("\n"))


def _grid(grid: PendingTable, page: PageCapacity) -> float:
    whole = sum(grid.look.widths)
    letters = [max(4.0, page.letters * width / whole) for width in grid.look.widths]
    lines = 1.4 if grid.heading else 0.4
    for row in grid.rows:
        lines += 0.3 + max(_cell(cell, room) for cell, room in zip(row, letters, strict=True))
    return lines


def _cell(cell: Cell, letters: float) -> float:
    return (
        _text(cell, letters)
        if isinstance(cell, str)
        else sum(_text(para.text, letters) for para in cell)
    )


def facts_table(page: PageCapacity, rows: Iterable[tuple[str, str]]) -> list[Piece]:
    """A table of those facts that are known; nothing where none is."""
    known = [[name, text] for name, text in rows if text]
    return [PendingTable(page.facts, known)] if known else []


def leads_of(guide: Guide) -> list[str]:
    """The names of the lead facilitators."""
    return [person.name for person in guide.team if person.role == "lead_facilitator"]


def guide_owner(guide: Guide, choices: Choices) -> GuidePerson | None:
    """Whose own guide it is; None where it is everybody's."""
    if choices.reader is not GuideReader.FACILITATOR or not choices.member:
        return None
    return next((person for person in guide.team if person.id == choices.member), None)


def step_bookmark(number: StepNumber) -> str:
    """The bookmark of a step."""
    return f"step-{number.address}"


def linked_step(step: GuideStep, style: str = TEXT, *, numbered: bool = True) -> StyledPara:
    """A step's title that leads to its page."""
    return StyledPara(step.called if numbered else step.title, style, step_bookmark(step.number))


def numbers_text(found: Iterable[StepNumber], none: str = "–") -> str:
    """`1·1–3, 7; 2·7`: step numbers, runs of three and more drawn together, the day said once."""
    days: dict[int, list[str]] = {}
    for first, last in number_runs(found):
        said = days.setdefault(first.day, [])
        said.append(run_text(first._replace(day=0), last) if said else run_text(first, last))
    return "; ".join(", ".join(said) for said in days.values()) or none


def join_lines(*lines: str) -> str:
    """The lines that say something, each on its own."""
    return "\n".join(line for line in lines if line)


def join_parts(*parts: str) -> str:
    """The parts that say something, in one line: `09:00–09:40 · 40 min · Salla 1`."""
    return " · ".join(part for part in parts if part)


_MARK = b"<!--finished-->"


def settled_mark() -> Any:
    """What stands in the tree for the finished pages."""
    return etree.Comment(_MARK[4:-3].decode())


def cut_settled_text(root: Any, body: Any, mark: Any) -> bytes:
    """What stands between the mark and the end of the body, as it stands in a file; it leaves the tree."""
    text: bytes = etree.tostring(root, encoding="UTF-8")
    del body[body.index(mark) + 1 : len(body) - 1]
    return text[text.index(_MARK) + len(_MARK) : text.rindex(b"<w:sectPr")]


class SettledPart(DocumentPart):
    """The main part of a Word file some pages of which are finished."""

    finished: list[bytes]

    @property
    def blob(self) -> bytes:
        before, _mark, after = super().blob.partition(_MARK)
        return b"".join((before, *self.finished, after))
