"""Lists of people and organisations that leave the house, as Excel and as text; bringing them back changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook

from ...exchange.columns import ColumnKind, ExchangeColumn
from ...exchange.sheet_styles import SHORT_DATE
from ...exchange.values import text_cell
from ...lib.opendocument_out import as_opendocument
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.tables import rows_to_csv, usual_delimiter
from ...web.i18n import current_language

HEAD = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
Row = Mapping[str, str | int | date | None]


def contacts_to_file(
    title: str, columns: Sequence[ExchangeColumn], rows: Sequence[Row], ending: str
) -> bytes:
    """The list as a file of that kind."""
    if ending == "csv":
        return contacts_to_csv(columns, rows)
    content = contacts_to_xlsx(title, columns, rows)
    return as_opendocument(content) if ending == "ods" else content


def contacts_to_xlsx(title: str, columns: Sequence[ExchangeColumn], rows: Sequence[Row]) -> bytes:
    """The workbook: one row each below the names of the columns, ready to be sorted and filtered."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(title)
    sheet = FilledSheet(worksheet)
    sheet.widths([one.width for one in columns])
    sheet.add([str(one.label) for one in columns], sheet.look(HEAD))
    looks = [
        sheet.look(
            CellStyle(
                line=True, form=SHORT_DATE[current_language()] if one.kind is ColumnKind.DAY else ""
            )
        )
        for one in columns
    ]
    for row in rows:
        sheet.add([row[one.name] for one in columns], looks)
    worksheet.freeze_panes = "C2" if columns[0].name == "given_name" else "B2"
    worksheet.auto_filter.ref = f"A1:{worksheet.cell(max(sheet.last, 2), len(columns)).coordinate}"
    sheet.paper(title, 1)
    book.properties.title, book.properties.creator = title, "facilitate"
    return workbook_bytes(book)


def contacts_to_csv(columns: Sequence[ExchangeColumn], rows: Sequence[Row]) -> bytes:
    """The list as a table in text: one row each below the names of the columns."""
    cells = [[text_cell(None, row[one.name]) for one in columns] for row in rows]
    heads = [str(one.label) for one in columns]
    return rows_to_csv([heads, *cells], usual_delimiter(current_language()))
