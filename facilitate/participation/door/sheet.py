"""The door list as an Excel sheet: names and columns to sign, no contact details."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from ...lib.sheets import Sheet, Style, in_one_go, sheet_name, to_bytes
from ...web.i18n import _, day, label
from ..models import ParticipantRole
from .roll import DoorEntry

EMPTY = 12
"""Rows for people who walk in."""
HIGH = 27
"""Points of a row somebody signs in."""


def roles_text(one: DoorEntry) -> str:
    """What somebody does beside taking part."""
    return ", ".join(label(part) for part in one.parts if part is not ParticipantRole.PARTICIPANT)


def door_list_workbook(
    title: str, about: str, days: Sequence[date], entries: Sequence[DoorEntry]
) -> bytes:
    """The list as the bytes of a workbook, in the language spoken now; rows for walk-ins at its end."""
    with in_one_go():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = sheet_name(_("Door list"))
        page = Sheet(sheet)
        page.add([title], page.look(Style(bold=True, size=14, wrap=False)))
        page.add([about], page.look(Style(wrap=False)))
        heads = page.look(Style(bold=True, colour="FFFFFF", fill="0B5D5B"))
        signs = [_("Signature, %(day)s", day=day(one, "d MMMM")) for one in days]
        top = page.add([_("No."), _("Name"), _("Organisation"), _("Role"), *signs], heads)
        name, line = page.look(Style(bold=True, line=True)), page.look(Style(line=True))
        right = page.look(Style(line=True, side="right"))
        looks = [right, name, line, line, *[line] * len(days)]
        rows = [(one.name, one.office, roles_text(one)) for one in entries] + [("", "", "")] * EMPTY
        for number, row in enumerate(rows, 1):
            at = page.add([number, *row, *[""] * len(days)], looks)
            sheet.row_dimensions[at].height = HIGH
        page.widths([5, 28, 36, 18, *[24] * len(days)])
        sheet.freeze_panes = f"C{top + 1}"
        page.paper(title, top, tall=len(days) < 2)
        return to_bytes(book)
