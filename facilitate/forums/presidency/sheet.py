"""The work plan as an Excel file: one line an activity."""

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, workbook_bytes
from ...web.i18n import _, label_of, pick_wording
from .labels import plan_said, term_days
from .plans import PlanRecord, PlanWords

TITLE, NOTE = CellStyle(bold=True, size=14, wrap=False), CellStyle(wrap=False)
HEAD, TEXT = CellStyle(bold=True, fill="E0EFED", line=True), CellStyle(line=True)
DAY = CellStyle(line=True, form="dd.mm.yyyy")


def plan_xlsx(found: PlanRecord, told: PlanWords) -> bytes:
    """The activities with who, by when and how far, in the language spoken now and the words that may leave."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = _("Work plan")
    sheet = FilledSheet(worksheet)
    head, text, on = (sheet.look(style) for style in (HEAD, TEXT, DAY))
    title = f"{_('Work plan')} · {pick_wording(found.forum.name)}"
    sheet.add([title], sheet.look(TITLE))
    sheet.add(
        [f"{found.term.member.organisation.name} · {term_days(found.term)}"], sheet.look(NOTE)
    )
    sheet.add([plan_said(found)], sheet.look(NOTE))
    sheet.add(["", _("What"), _("Responsible"), _("By"), _("Status")], head)
    names = {row.id: row.organisation.name for row in found.board.members}
    for number, one in enumerate(found.activities, 1):
        row = [
            number,
            told(f"activity-{one.id}"),
            names.get(one.member_id or 0, ""),
            one.due_on,
            label_of(one.status),
        ]
        sheet.add(row, [text, text, text, on, text])
    sheet.widths([5, 60, 34, 13, 14])
    sheet.paper(title, 4)
    worksheet.freeze_panes = "C5"
    return workbook_bytes(book)
