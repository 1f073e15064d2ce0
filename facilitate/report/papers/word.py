"""A report as a Word file: cover, contents with page numbers, numbered headings, tables, pictures, quotes, links. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from markupsafe import Markup

from ...guides.choices import PaperSize
from ...guides.papers.look import PAGES, PendingTable, pieces_height
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...participation.counting.pictures.drawing import png_size, render_png
from ...web.i18n import _, use_language
from ..proceedings import (
    Bullets,
    Exhibit,
    Paragraph,
    Report,
    ReportHeading,
    ReportPicture,
    ReportQuote,
    ReportTable,
    Section,
    Trail,
    TrailStation,
)
from .look import ReportFile, begin_report_file

TEXT, NUMBER = "Table Text", "Table Number"
WIDE, TALL = 16.0, 12.0
"""The most that a picture takes up, in cm."""
DRAWN = 640
"""Points a drawing is wide that fills the line."""
TOGETHER = 0.55
"""How much of a page a table takes at most to be kept on one."""
FACTS = TableLook("Guide Facts", (3.4, 12.6), ("Fact Label", "Fact"))


def render_report_word(report: Report, look: Path | bytes, made_on: date) -> bytes:
    """The report as the bytes of a .docx, in its own language, in that look. Chapters follow one another on the page."""
    with use_language(report.language):
        file = begin_report_file(report, look, made_on)
        _cover(file, report)
        file.contents_here()
        for number, one in enumerate(report.sections):
            file.begin(one.title, one.key, page=not number)
            _told(file, one, PARTS)
            for own in one.sections:
                file.part(own.title, own.key)
                _told(file, own, INSIDE)
        file.write_contents(_("Contents"))
        return file.save()


def _cover(file: ReportFile, report: Report) -> None:
    file.add(_("Report of the proceedings"), "Cover Kicker")
    file.add(report.title, "Title")
    for number, line in enumerate(report.cover):
        file.add(line, "Cover Text" if number else "Subtitle")


PARTS = {2: "Heading 2", 3: "Heading 3"}
INSIDE = {2: "Group Heading", 3: "Heading 3"}
"""Styles of the headings inside a chapter, and inside a part of one, by their level."""


def _told(file: ReportFile, section: Section, styles: Mapping[int, str]) -> None:
    """What stands in a section; `styles` of its headings."""
    for block, after in zip_longest(section.blocks, section.blocks[1:]):
        if isinstance(block, Paragraph):
            file.add(block.text, "Body Text", with_next=isinstance(after, Exhibit | Bullets))
        elif isinstance(block, Bullets):
            for item in block.items:
                file.add(" ".join(item.split()), "List Bullet")
        elif isinstance(block, ReportQuote):
            file.quote(block.text, block.who)
        elif isinstance(block, ReportHeading):
            _heading(file, block, styles[block.level])
        elif isinstance(block, Exhibit):
            _exhibit(file, block)


def _heading(file: ReportFile, one: ReportHeading, style: str) -> None:
    if style == "Heading 2":
        file.part(one.text)
    else:
        file.add(one.text, style, with_next=True)


def _exhibit(file: ReportFile, one: Exhibit) -> None:
    """Its heading, unless the text has just given it one; then what is in it."""
    if one.headed:
        file.add(one.title, "Heading 3", with_next=True)
    for block in one.blocks:
        if isinstance(block, ReportTable):
            _table(file, block, named=block.name != one.title)
        elif isinstance(block, ReportPicture):
            _picture(file, block)
        elif isinstance(block, Paragraph):
            file.add(block.text, "Note")
        elif isinstance(block, Trail):
            _trail(file, block)


def _table(file: ReportFile, one: ReportTable, *, named: bool) -> None:
    if named and one.name:
        file.add(one.name, "Heading 3", with_next=True)
    count = len(one.heads)
    widths = one.widths or (WIDE / count,) * count
    columns = tuple(NUMBER if place in one.numbers else TEXT for place in range(count))
    rows: list[Sequence[Cell]] = [
        [
            _marked(cell, one.marks[number] if one.marks and not place else "", columns[place])
            for place, cell in enumerate(row)
        ]
        for number, row in enumerate(one.rows)
    ]
    look = TableLook("Guide Table", widths, columns)
    together = (
        pieces_height([PendingTable(look, rows, one.heads)], PAGES[PaperSize.A4])
        <= TOGETHER * PAGES[PaperSize.A4].lines
    )
    file.table(look, rows, one.heads, one.name, together=together)
    if not together:
        file.last_two_together()


def _marked(text: str, mark: str, style: str) -> Cell:
    """A cell; its first line is what a link leads to."""
    if not mark:
        return text
    first, *rest = text.split("\n")
    return [StyledPara(first, style, mark=mark), *(StyledPara(line, style) for line in rest)]


def _picture(file: ReportFile, one: ReportPicture) -> None:
    if one.media_type == "image/svg+xml":
        png = render_png(Markup(one.content.decode()))  # noqa: S704 - drawn, not shown on a page
        wide, high = png_size(png)
        width = min(WIDE * min(wide / (2 * DRAWN), 1), TALL * wide / high)
    else:
        png, wide, high = one.content, one.width or 4, one.height or 3
        width = min(11.0, TALL * wide / high)
    file.picture(png, width, width * high / wide, one.alt)
    if one.media_type != "image/svg+xml":
        file.add(one.alt, "Note")


def _trail(file: ReportFile, one: Trail) -> None:
    """Station by station; what leads to something in this report is a link."""
    file.add(one.title, "Heading 3", bookmark=one.mark, with_next=True)
    rows: list[Sequence[Cell]] = [[station.name, _station(station)] for station in one.stations]
    file.table(FACTS, rows, name=one.title, together=True)


def _station(one: TrailStation) -> list[StyledPara]:
    return [StyledPara(link.text, "Fact", link.mark) for link in one.links] or [
        StyledPara(one.empty, "Fact")
    ]
