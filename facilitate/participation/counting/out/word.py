"""The figures as a Word file for the report: the sentence, then each table with its picture."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from ....lib.document_tables import Cell, TableLook
from ....lib.documents import WordFile
from ....lib.text import TAGS
from ....web.i18n import _, current_language, format_day
from ..across_events import EventInShort
from ..pictures.choice import FiguresPicture, block_pictures, has_drawable_numbers
from ..pictures.drawing import png_size, render_png
from ..pictures.picture_wording import describe_table
from ..report import BlockKey, FiguresBlock, FiguresColumn, FiguresReport
from . import file_wording

TEXT, NUMBER = "Table Text", "Table Number"
WIDE, TALL, TALL_WIDE = 16.0, 13.5, 11.0
"""The most that a picture takes up, in cm: how wide, how high, and how high on a page on its side."""
DRAWN = 640.0
"""Points a picture is drawn wide; it is printed over the whole line."""
TOGETHER = 16
"""Rows that a table has at most to be kept on one page."""
LONG = 13
"""A table with more rows is not drawn as bars besides."""
APART = 2
"""Columns a table has at most to have counts and shares in cells of their own."""
MOST_BESIDE, MOST_WIDE = 4, 8
"""Columns a table has at most beside one another, upright and on its side; more columns make another table below."""
NAMES = 4.8
"""Room that the names of the rows have at least, in cm."""


def figures_word_file(
    report: FiguresReport, look: Path | bytes, made_on: date, short: Sequence[EventInShort] = ()
) -> bytes:
    """The bytes of a .docx in that look, in the language spoken now; on its side where events need the room.

    `short`: every event on one line, made of the same report; the first table.
    """
    file, wide = WordFile(look), any(len(block.columns) > MOST_BESIDE for block in report.blocks)
    file.paper("a4", wide=wide)
    file.no_cover()
    _about(file, report, made_on)
    file.add(report.title, "Step Time")
    file.add(_("Participation"), "Title")
    file.add(report.sentence, "Lead")
    for sentence in report.changes:
        file.add(sentence, "List Bullet")
    blocks = [block for block in report.blocks if block.counts_somebody]
    for sentence in file_wording.figures_notes(report) if blocks else ():
        file.add(sentence, "Note")
    if short:
        _short(file, short)
    if report.hides_all:
        file.add(file_wording.all_untold_note(), "Note")
        return file.save()
    for block in blocks:
        _block(file, block, _picture(report, block), wide)
    return file.save()


def _short(file: WordFile, short: Sequence[EventInShort]) -> None:
    """Every event on one line."""
    file.add(_("Every event on one line"), "Heading 2", with_next=True)
    line = file.text_width
    look = TableLook(
        "Guide Table",
        (0.25 * line, 0.08 * line, 0.14 * line, 0.33 * line, 0.2 * line),
        (TEXT, NUMBER, NUMBER, TEXT, TEXT),
    )
    rows: list[list[Cell]] = [
        [file_wording.short_name(one), one.days, one.people, one.shares or "–", one.other or "–"]
        for one in short
    ]
    file.table(
        look,
        rows,
        file_wording.short_heads(),
        _("Every event on one line"),
        together=len(rows) < TOGETHER,
    )


def _about(file: WordFile, report: FiguresReport, made_on: date) -> None:
    file.language(TAGS[current_language()])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(title=f"{report.title}: {_('Figures')}", author="facilitate", made=made)
    file.header(f"{report.title}\t{_('Figures')}")
    file.footer(
        format_day(made_on, "dated")
        + "\t"
        + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def _block(
    file: WordFile, block: FiguresBlock, picture: FiguresPicture | None, on_side: bool
) -> None:
    file.add(block.title, "Heading 2", with_next=True)
    if picture:
        markup = picture.draw(DRAWN)
        png = render_png(markup)
        wide, high = png_size(png)
        width = min(
            WIDE * min(wide / (2 * DRAWN), 1), (TALL_WIDE if on_side else TALL) * wide / high
        )
        file.picture(png, width, width * high / wide, describe_table(block))
    told = block.told
    for number, columns in enumerate(_beside(told.columns, MOST_WIDE if on_side else MOST_BESIDE)):
        if number:
            file.add(_("%(title)s, continued", title=block.title), "Heading 2", with_next=True)
        _table(file, told.only(*[one.key for one in columns]))
    if untold := file_wording.untold_note(block):
        file.add(untold, "Note")
    if block.note:
        file.add(block.note, "Note")


def _beside(columns: Sequence[FiguresColumn], most: int) -> list[Sequence[FiguresColumn]]:
    """The columns in as few tables as may be, each of about as many: nine are five and four, not eight and one."""
    tables = -(-len(columns) // most)
    each = -(-len(columns) // max(tables, 1))
    return [columns[start : start + each] for start in range(0, len(columns), max(each, 1))]


def _picture(report: FiguresReport, block: FiguresBlock) -> FiguresPicture | None:
    """The picture that tells more than the table below it: the whole cut into parts, lines, the map; of a long table none."""
    found = block_pictures(block, report.across) if has_drawable_numbers(block) else []
    if not found or (len(block.rows) > LONG and found[0].draws_rows):
        return None
    return found[0] if report.across else found[-1]


def _table(file: WordFile, block: FiguresBlock) -> None:
    """For each column how many and the share, in one cell where there are many; above it of whom the shares are."""
    shares, number = block.key is not BlockKey.FLOW, len(block.columns)
    apart = shares and number <= APART
    per = 2 if apart else 1
    line = file.text_width
    side = min(3.0 if number > 1 or not shares else 2.6, (line - NAMES) / max(number * per, 1))
    look = TableLook(
        "Guide Table",
        (line - side * number * per, *[side] * number * per),
        (TEXT, *[NUMBER] * number * per),
    )
    heading = [
        "",
        *(
            text
            for one in block.columns
            for text in (file_wording.marked_column_name(one), _("Share"))[:per]
        ),
    ]
    rows: list[list[Cell]] = []
    for row in block.rows:
        cells: list[Cell] = [row.name]
        for column, count, share in zip(block.columns, row.counts, row.shares, strict=True):
            pair = [
                file_wording.written_count(count, column),
                file_wording.written_share(share, count, column),
            ]
            cells += pair if apart else [_in_one(pair) if shares else pair[0]]
        rows.append(cells)
    if shares:
        _shares(file, block)
    file.table(look, rows, heading, block.title, together=len(rows) < TOGETHER)


def _in_one(pair: Sequence[str]) -> str:
    """`38 · 43.2%`; what is not shown has one star, what was never published one dash."""
    count, share = pair
    if share in ("", count):
        return count
    return share if count == file_wording.UNKNOWN else f"{count} · {share}"


def _shares(file: WordFile, block: FiguresBlock) -> None:
    """Of whom the shares are, above the table."""
    said = [(file_wording.marked_column_name(one), one.said) for one in block.columns if one.said]
    text = (
        said[0][1]
        if len(block.columns) == len(said) == 1
        else "; ".join(": ".join(pair) for pair in said)
    )
    if text:
        file.add(_("Percentages: %(said)s.", said=text), "Note", with_next=True)
