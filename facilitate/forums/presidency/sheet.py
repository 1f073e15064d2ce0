"""The work plan as an Excel file: one line an activity."""

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, workbook_bytes
from ...web.i18n import _, label_of, pick_wording
from .labels import plan_said, plan_title, term_days
from .plans import PlanRecord, PlanWords

TITLE, NOTE = CellStyle(bold=True, size=14, wrap=False), CellStyle(wrap=False)
HEAD, TEXT = CellStyle(bold=True, fill="E0EFED", line=True), CellStyle(line=True)
DAY = CellStyle(line=True, form="dd.mm.yyyy")
AMOUNT = CellStyle(line=True, form="#,##0.00")


def plan_xlsx(found: PlanRecord, told: PlanWords) -> bytes:
    """The activities with who, by when and how far, in the language spoken now and the words that may leave."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = plan_title(found)
    sheet = FilledSheet(worksheet)
    head, text, on, amount = (sheet.look(style) for style in (HEAD, TEXT, DAY, AMOUNT))
    title = f"{plan_title(found)} · {pick_wording(found.forum.name)}"
    sheet.add([title], sheet.look(TITLE))
    sheet.add(
        [f"{found.term.member.organisation.name} · {term_days(found.term)}"], sheet.look(NOTE)
    )
    sheet.add([plan_said(found)], sheet.look(NOTE))
    more = [_("Goal"), _("Indicator"), _("Money needed (lekë)"), _("Money found (lekë)")]
    heads = ["", _("What"), _("Responsible"), _("By"), _("Status")]
    sheet.add([*heads, *(more if found.regional else ())], head)
    names = {row.id: row.organisation.name for row in found.board.members}
    for number, one in enumerate(found.activities, 1):
        row = [
            number,
            told(f"activity-{one.id}"),
            names.get(one.member_id or 0, ""),
            one.due_on,
            label_of(one.status),
        ]
        own = [
            told(f"goal-{one.id}"),
            told(f"indicator-{one.id}"),
            None if one.needed is None else one.needed / 100,
            None if one.found is None else one.found / 100,
        ]
        looks = [text, text, text, on, text, text, text, amount, amount]
        row = [*row, *own] if found.regional else row
        sheet.add(row, looks[: len(row)])
    sheet.widths([5, 60, 34, 13, 14, *([34, 34, 18, 18] if found.regional else ())])
    sheet.paper(title, 4)
    worksheet.freeze_panes = "C5"
    return workbook_bytes(book)
