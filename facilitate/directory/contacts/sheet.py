"""Lists of people and organisations that leave the house, as Excel and as text; bringing them back changes nothing."""

import csv
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from ...i18n import language
from ...lib.sheets import Sheet, Style, sheet_name, to_bytes

HEAD = Style(bold=True, colour="FFFFFF", fill="0B5D5B")
WIDTHS = {
    "given_name": 16, "family_name": 18, "organisation": 38, "position_en": 26, "position_sq": 26, "email": 30,
    "phone": 18, "languages": 14, "sector": 20, "kind": 18, "level": 14, "county": 14, "district": 14, "number": 11,
}  # fmt: skip
QUOTED = ("=", "+", "-", "@", "'")
"""What a text begins with that a spreadsheet would run: it gets an apostrophe before it, taken away on the way back."""

Row = Mapping[str, str | int]


def to_xlsx(title: str, fields: Mapping[str, object], rows: Sequence[Row]) -> bytes:
    """The workbook: one row each below the names of the columns, ready to be sorted and filtered."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(title)
    sheet = Sheet(worksheet)
    sheet.widths([WIDTHS[name] for name in fields])
    sheet.add([str(name) for name in fields.values()], sheet.look(HEAD))
    look = sheet.look(Style(line=True))
    for row in rows:
        sheet.add([row[name] for name in fields], look)
    worksheet.freeze_panes = "C2" if "given_name" in fields else "B2"
    worksheet.auto_filter.ref = f"A1:{worksheet.cell(max(sheet.last, 2), len(fields)).coordinate}"
    sheet.paper(title, 1)
    book.properties.title, book.properties.creator = title, "facilitate"
    return to_bytes(book)


def to_csv(fields: Mapping[str, object], rows: Sequence[Row]) -> bytes:
    """UTF-8 with its mark; commas, in Albanian semicolons, as the spreadsheets of each language expect."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=";" if language() == "sq" else ",")
    table.writerow([str(name) for name in fields.values()])
    for row in rows:
        table.writerow([_safe(str(row[name])) for name in fields])
    return file.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    return "'" + text if text.startswith(QUOTED) else text
