"""How a report begins as a Word file: its look, numbered headings, header and footer; and which look it wears."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from docx.oxml.ns import qn

from ...events.models import Event
from ...guides.looks.queries import chosen_look_file
from ...guides.papers.look import GuideFile
from ...guides.queries import guide_setting_of
from ...lib.contents import ContentsEntry
from ...lib.elements import keep_with_next, put_property
from ...lib.numbering import number_parts, without_number
from ...lib.text import TAGS
from ...web.i18n import _, format_day
from ..proceedings import Report

ROOM = "640"
"""Twips above a chapter that begins no page."""
MOST = 90
"""Lines that the contents may have: two pages."""


class ReportFile(GuideFile):
    """A Word file whose chapters and their parts are numbered; a chapter begins a page only where it is told to."""

    _chapters = _parts = 0

    def numbered(self) -> None:
        """Chapters count 1, 2, 3 …, their parts 1.1, 1.2 …; the title of the contents does not."""
        chapter, part, contents = (
            self._elements[self._styles[name]] for name in ("Heading 1", "Heading 2", "TOC Heading")
        )
        number_parts(self._document.part.numbering_part.element, chapter, part)
        without_number(contents)
        breaks = chapter.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}")
        if breaks is not None:
            breaks.set(qn("w:val"), "0")

    def begin(self, title: str, mark: str, *, page: bool) -> None:
        """A chapter; `page`: on a page of its own, else with room above it."""
        self._chapters, self._parts = self._chapters + 1, 0
        if page:
            self.new_page()
        self._listed(title, 1, mark, str(self._chapters))
        if not page:
            about = put_property(self._end.getprevious()[0], "w:spacing")
            about.set(qn("w:before"), ROOM)

    def part(self, title: str, mark: str = "", *, listed: bool = True) -> None:
        """A part of a chapter."""
        self._parts += 1
        self._listed(title, 2, mark, f"{self._chapters}.{self._parts}")

    def last_two_together(self) -> None:
        """The last row of the table just written takes the one before along: none stands alone on a page."""
        keep_with_next(self._end.getprevious()[-2])

    def _listed(self, title: str, level: int, mark: str, number: str) -> None:
        mark = mark or f"part-{number}"
        self.add(title.replace("\n", " "), f"Heading {level}", bookmark=mark)
        self._entries.append(ContentsEntry(level, title.replace("\n", " "), mark, number))

    def write_contents(self, title: str) -> None:
        """The contents, where they were to stand; of a very long report the chapters alone."""
        if len(self._entries) > MOST:
            self._entries = [one for one in self._entries if one.level == 1]
        last = self._end.getprevious()
        self.contents(title, self._entries)
        while (made := last.getnext()) is not self._end:
            self._ahead.addnext(made)
            self._ahead = made


def begin_report_file(report: Report, look: Path | bytes, made_on: date) -> ReportFile:
    """An empty file in that look that says what it is, in the language spoken now."""
    file = ReportFile(look)
    file.paper("a4")
    subject = _("Report of the proceedings")
    file.language(TAGS[report.language])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(title=report.title, subject=subject, author="facilitate", made=made)
    file.header(" ".join(report.title.split()) + "\t" + subject)
    page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    file.footer(f"{format_day(made_on, 'dated')}\t{page}")
    file.numbered()
    return file


def look_for(event: Event) -> Path | bytes:
    """The look of the event's guide, else the planner's."""
    return chosen_look_file(guide_setting_of(event))
