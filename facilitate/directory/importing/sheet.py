"""The rows that were not taken, as a workbook: mended there, it can be brought in again."""

from collections import defaultdict
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ...i18n import _
from ...lib.sheets import Sheet, Style, sheet_name, to_bytes
from ...lib.tables import Table
from .labels import sentence, told
from .plan import Note, Problem

HEAD = Style(bold=True, colour="FFFFFF", fill="0B5D5B")
REASON = Style(line=True, colour="8F1A13")


def left_rows(table: Table, header: int, problems: Sequence[Problem], notes: Sequence[Note]) -> bytes:
    """The rows with problems as they stood in the file, below its headings, each with its reasons in the last column.

    So do the rows that are taken without something they say: a second address, a value nobody knows.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        reasons[problem.row].append(sentence(problem))
    for note in notes:
        reasons[note.row].append(told(note))
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(_("Rows to mend"))
    sheet = Sheet(worksheet)
    sheet.widths([22] * table.width + [60])
    heads = next((cells for number, cells in table.rows if number == header), (None,) * table.width)
    sheet.add([*heads, _("What is wrong")], sheet.look(HEAD))
    usual, reason = sheet.look(Style(line=True)), sheet.look(REASON)
    for number, cells in table.rows:
        if number in reasons:
            text = _("Row %(number)d:", number=number) + " " + " ".join(reasons[number])
            sheet.add([*cells, text], [usual] * table.width + [reason])
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(table.width + 1)}{max(sheet.last, 2)}"
    sheet.paper(_("Rows to mend"), 1)
    return to_bytes(book)
