"""The figures as an Excel file."""

from openpyxl import Workbook

from ...i18n import _, words
from ...lib.sheets import Look, Sheet, Style, to_bytes
from .comparison import Comparison
from .figures import Block, share
from .suppression import suppressed

TITLE = Style(bold=True, size=14, wrap=False)
HEAD = Style(bold=True, fill="E0EFED", line=True)
HEAD_RIGHT = Style(bold=True, fill="E0EFED", line=True, side="right")
TEXT, STRONG, NOTE = Style(line=True), Style(line=True, bold=True), Style(wrap=False)
NUMBER, SHARE = Style(line=True, side="right", form="0"), Style(line=True, side="right", form="0.0%")
HIDDEN = "*"
"""Stands for a number that could point to a person."""


def to_sheet(comparison: Comparison) -> bytes:
    """A sheet of one line a row: for each event how many, and the share of all its people.

    The file leaves the house, so it is in the language spoken now and small groups are left out of it.
    """
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    title, events = _("Figures"), comparison.events
    worksheet.title = title
    sheet = Sheet(worksheet)
    head, head_right = sheet.look(HEAD), sheet.look(HEAD_RIGHT)
    sheet.add([title], sheet.look(TITLE))
    heads = [column for event in events for column in (words(event.title), _("Share"))]
    sheet.add([_("Who"), *heads], [head, *[head_right] * len(heads)])
    _lines(sheet, comparison)
    sheet.widths([34, *[18, 9] * len(events)])
    sheet.paper(title, 2)
    worksheet.freeze_panes = "B3"
    return to_bytes(book)


def _lines(sheet: Sheet, comparison: Comparison) -> None:
    """The table, and below it what a number left out means, where there is one."""
    text, strong, number, part = (sheet.look(style) for style in (TEXT, STRONG, NUMBER, SHARE))
    numbers: list[Look] = [number, part] * len(comparison.events)
    shown = suppressed([line for _name, line in comparison.lines])
    for (name, line), counts in zip(comparison.lines, shown, strict=True):
        values: list[int | float | str] = []
        for n, figures in zip(counts, comparison.figures, strict=True):
            values += [HIDDEN, HIDDEN] if n is None else [n, share(n, figures.total)]
        sheet.add([name, *values], [strong if line.block is Block.TOTAL else text, *numbers])
    if any(None in counts for counts in shown):
        sheet.add([])
        note = _("* Groups of fewer than three people are not shown, nor what would give them away.")
        sheet.add([note], sheet.look(NOTE))
