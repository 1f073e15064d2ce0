"""The door list as an Excel sheet: names and columns to sign, no contact details."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, pause_garbage, sheet_name, workbook_bytes
from ...web.i18n import _, format_day, label_of
from ..models import ParticipantRole
from .roll import DoorEntry

EMPTY = 12
"""Rows for people who walk in."""
HIGH = 27
"""Points of a row somebody signs in."""


def roles_text(one: DoorEntry) -> str:
    """What somebody does beside taking part."""
    return ", ".join(
        label_of(part) for part in one.parts if part is not ParticipantRole.PARTICIPANT
    )


def door_list_workbook(
    title: str, about: str, days: Sequence[date], entries: Sequence[DoorEntry]
) -> bytes:
    """The list as the bytes of a workbook, in the language spoken now; rows for walk-ins at its end."""
    with pause_garbage():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = sheet_name(_("Door list"))
        page = FilledSheet(sheet)
        page.add([title], page.look(CellStyle(bold=True, size=14, wrap=False)))
        page.add([about], page.look(CellStyle(wrap=False)))
        heads = page.look(CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B"))
        signs = [_("Signature, %(day)s", day=format_day(one, "d MMMM")) for one in days]
        top = page.add([_("No."), _("Name"), _("Organisation"), _("Role"), *signs], heads)
        name, line = page.look(CellStyle(bold=True, line=True)), page.look(CellStyle(line=True))
        right = page.look(CellStyle(line=True, side="right"))
        looks = [right, name, line, line, *[line] * len(days)]
        rows = [(one.name, one.office, roles_text(one)) for one in entries] + [("", "", "")] * EMPTY
        for number, row in enumerate(rows, 1):
            at = page.add([number, *row, *[""] * len(days)], looks)
            sheet.row_dimensions[at].height = HIGH
        page.widths([5, 28, 36, 18, *[24] * len(days)])
        sheet.freeze_panes = f"C{top + 1}"
        page.paper(title, top, tall=len(days) < 2)
        return workbook_bytes(book)
