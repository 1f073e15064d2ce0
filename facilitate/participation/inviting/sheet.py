"""An event's people and what they need, as Excel files: rows in, bytes out."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...web.i18n import _

HEAD = CellStyle(bold=True, colour="FFFFFF", fill="08403F")


class NeedsRow(NamedTuple):
    """What one of those who come needs."""

    name: str
    organisation: str
    standing: str
    interpreter: str
    diet: str
    access: str
    lodging: str
    arrival: str
    nights: int | None
    remark: str


def needs_sheet(title: str, rows: Sequence[NeedsRow]) -> bytes:
    """Who needs what, one row each, in the language spoken now."""
    names = [
        _("Name"),
        _("Organisation"),
        _("Status"),
        _("Interpreter"),
        _("Diet"),
        _("Access to the rooms"),
        _("Lodging"),
        _("Arrives"),
        _("Nights"),
        _("Remark"),
    ]
    return _workbook(title, names, [26, 34, 14, 12, 20, 26, 10, 24, 8, 34], rows)


def _workbook(
    title: str, names: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[object]]
) -> bytes:
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(title)
    sheet = FilledSheet(worksheet)
    sheet.widths(widths)
    sheet.add(names, sheet.look(HEAD))
    plain, dated = (
        sheet.look(CellStyle(line=True)),
        sheet.look(CellStyle(line=True, form="dd.mm.yyyy")),
    )
    for row in rows:
        sheet.add(row, [dated if isinstance(value, date) else plain for value in row])
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = worksheet.dimensions
    sheet.paper(title, 1)
    book.properties.title, book.properties.creator = title, "facilitate"
    return workbook_bytes(book)
