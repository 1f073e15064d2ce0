"""The figures as an Excel file."""

from collections.abc import Sequence

from openpyxl import Workbook

from ..lib.sheets import Sheet, Style, to_bytes
from .figures import Block, Line, share

TITLE = Style(bold=True, size=14, wrap=False)
HEAD = Style(bold=True, fill="E0EFED", line=True)
HEAD_RIGHT = Style(bold=True, fill="E0EFED", line=True, side="right")
TEXT, STRONG = Style(line=True), Style(line=True, bold=True)
NUMBER, SHARE = Style(line=True, side="right", form="0"), Style(line=True, side="right", form="0.0%")


def to_sheet(
    title: str, events: Sequence[str], lines: Sequence[tuple[str, Line]], words: tuple[str, str]
) -> bytes:
    """A sheet of one line a row: for each event how many, and the share of all its people.

    `words` head the first column and the columns of shares.
    """
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = title[:31].translate(str.maketrans("", "", "[]:*?/\\'")) or "1"
    sheet = Sheet(worksheet)
    first, shares = words
    head, head_right = sheet.look(HEAD), sheet.look(HEAD_RIGHT)
    text, strong, number, part = (sheet.look(style) for style in (TEXT, STRONG, NUMBER, SHARE))
    sheet.add([title], sheet.look(TITLE))
    heads = [column for name in events for column in (name, shares)]
    sheet.add([first, *heads], [head, *[head_right] * len(heads)])
    totals = lines[0][1].counts if lines else ()
    for name, line in lines:
        pairs = zip(line.counts, totals, strict=True)
        values = [value for n, total in pairs for value in (n, share(n, total))]
        sheet.add(
            [name, *values], [strong if line.block is Block.TOTAL else text, *[number, part] * len(events)]
        )
    sheet.widths([34, *[18, 9] * len(events)])
    sheet.paper(title, 2)
    worksheet.freeze_panes = "B3"
    return to_bytes(book)
