"""The figures as a Word file for the report: the sentence, then each table with its picture."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from ....i18n import _, day, language
from ....lib.documents import Cell, TableLook, WordFile
from ..pictures.choosing import Picture, pictures_of
from ..pictures.saying import about
from ..report import Block, BlockKey, Report
from . import saying
from .png import png_of, size_of

TAGS = {"en": "en-GB", "sq": "sq-AL"}
TEXT, NUMBER = "Table Text", "Table Number"
WIDE, TALL = 16.0, 20.0
"""The most that a picture takes up, in cm."""
DRAWN = 640.0
"""Points a picture is drawn wide; it is printed over the whole line."""
TOGETHER = 16
"""Rows that a table has at most to be kept on one page."""
MOST_BESIDE = 4
"""Columns a table has at most beside one another; more columns make another table below."""


def to_word(report: Report, look: Path | bytes, made_on: date) -> bytes:
    """The bytes of a .docx in that look, in the language spoken now."""
    file = WordFile(look)
    file.paper("a4")
    file.no_cover()
    _about(file, report, made_on)
    file.add(report.title, "Step Time")
    file.add(_("Who took part"), "Title")
    file.add(report.sentence, "Lead")
    for sentence in report.changes:
        file.add(sentence, "List Bullet")
    for sentence in saying.notes(report):
        file.add(sentence, "Note")
    pictures = pictures_of(report)
    for block in report.blocks:
        _block(file, block, [one for one in pictures if one.block is block.key])
    return file.save()


def _about(file: WordFile, report: Report, made_on: date) -> None:
    file.language(TAGS[language()])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(title=f"{report.title}: {_('Figures')}", author="facilitate", made=made)
    file.header(f"{report.title}\t{_('Figures')}")
    file.footer(
        day(made_on, "dated") + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def _block(file: WordFile, block: Block, pictures: Sequence[Picture]) -> None:
    file.add(block.title, "Heading 2", with_next=True)
    for picture in pictures:
        markup = picture.draw(DRAWN)
        png = png_of(markup)
        wide, high = size_of(png)
        width = min(WIDE * min(wide / (2 * DRAWN), 1), TALL * wide / high)
        file.picture(png, width, width * high / wide, about(block))
    for start in range(0, len(block.columns), MOST_BESIDE):
        _table(file, block.only(*[one.key for one in block.columns[start : start + MOST_BESIDE]]))
    if block.note:
        file.add(block.note, "Note")


def _table(file: WordFile, block: Block) -> None:
    """For each column how many and the share; below it of whom the shares are."""
    shares = block.key is not BlockKey.FLOW
    per = 2 if shares else 1
    pairs = len(block.columns)
    side = min(2.3 if shares else 3.0, 11.0 / max(pairs * per, 1))
    look = TableLook(
        "Guide Table", (WIDE - side * pairs * per, *[side] * pairs * per), (TEXT, *[NUMBER] * pairs * per)
    )
    heading = ["", *(text for one in block.columns for text in (saying.heading(one), _("Share"))[:per])]
    rows: list[list[Cell]] = []
    for row in block.rows:
        cells: list[Cell] = [row.name]
        for column, count, share in zip(block.columns, row.counts, row.shares, strict=True):
            cells += [saying.count(count, column), saying.share(share, count, column)][:per]
        rows.append(cells)
    if shares:
        _shares(file, block)
    file.table(look, rows, heading, block.title, together=len(rows) < TOGETHER)


def _shares(file: WordFile, block: Block) -> None:
    """Of whom the shares are, above the table."""
    said = [(saying.heading(one), one.said) for one in block.columns if one.said]
    text = said[0][1] if len(block.columns) == len(said) == 1 else "; ".join(": ".join(pair) for pair in said)
    if text:
        file.add(_("Shares: %(said)s.", said=text), "Note", with_next=True)
