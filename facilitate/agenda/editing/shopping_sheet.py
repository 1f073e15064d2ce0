"""The shopping list as an Excel file."""

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, workbook_bytes
from ...web.i18n import _
from ..shopping import Shopping, ShoppingLine

TITLE, NOTE = CellStyle(bold=True, size=14, wrap=False), CellStyle(wrap=False)
HEAD, HEAD_RIGHT = (
    CellStyle(bold=True, fill="E0EFED", line=True, side=side) for side in ("left", "right")
)
TEXT, NUMBER = CellStyle(line=True), CellStyle(line=True, side="right", form="0")


def render_shopping_sheet(title: str, lead: str, shopping: Shopping, language: str) -> bytes:
    """One line a thing: how many in all, how many at the same time, where, and a column to tick; in `language`."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = _("Shopping list")
    sheet = FilledSheet(worksheet)
    head, right, text, number = (sheet.look(style) for style in (HEAD, HEAD_RIGHT, TEXT, NUMBER))
    sheet.add([title], sheet.look(TITLE))
    sheet.add([lead], sheet.look(NOTE))
    sheet.add(
        [_("What"), _("To bring"), _("At once"), _("Where"), _("Have it")],
        [head, right, right, head, head],
    )
    for line in shopping.counted:
        row = [line.text.to(language), line.bring, line.most, where_needed_text(line, language), ""]
        sheet.add(row, [text, number, number, text, text])
    for line in shopping.uncounted:
        sheet.add([line.text.to(language), "", "", where_needed_text(line, language), ""], text)
    sheet.widths([44, 9, 9, 60, 9])
    sheet.paper(title, 3)
    worksheet.freeze_panes = "B4"
    return workbook_bytes(book)


def where_needed_text(line: ShoppingLine, language: str) -> str:
    """The steps that need something, by title, each once, with its number where it is counted."""
    found: dict[str, int] = {}
    for use in line.uses:
        name = use.step.title.to(language)
        found[name] = found.get(name, 0) + use.count
    return ", ".join(f"{name} ({count})" if count else name for name, count in found.items())
