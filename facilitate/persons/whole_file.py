"""Everything kept about somebody as one file: a workbook to read, and the same as JSON."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from openpyxl import Workbook

from .. import clock
from ..lib.plain_values import plain_json
from ..lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ..lib.text import Words
from ..web.i18n import _, _l, pick_wording
from .kept_rows import Rows
from .subjects import Subject

HEAD = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
WIDE = 24
KINDS: dict[str, Any] = {
    "person": _l("Directory"),
    "user": _l("Account"),
    "post": _l("Former posts"),
    "roster_entry": _l("Roster"),
    "entry_link": _l("Own entry, by link"),
    "participation": _l("Events"),
    "registration": _l("Registrations"),
    "attendance": _l("Attendance"),
    "invitation": _l("Consultations: invitations"),
    "answer": _l("Consultations: answers"),
    "reply": _l("Consultations: what they wrote"),
    "pick": _l("Consultations: what they chose"),
    "message": _l("Mails"),
    "member": _l("Teams of events"),
    "forum_keeper": _l("Forums kept"),
    "forum_member": _l("Forums"),
    "step_speaker": _l("Speaking in the agenda"),
    "presentation_speaker": _l("Presentations"),
    "note_line": _l("Notes"),
    "note_action": _l("Actions promised"),
    "audit_entry": _l("Who did what"),
    "contact_export": _l("Contact details downloaded"),
    "device_session": _l("Sessions"),
    "change": _l("What they did"),
    "task": _l("Tasks"),
    "task_comment": _l("Comments on tasks"),
    "step_comment": _l("Comments on the agenda"),
    "passkey": _l("Passkeys"),
    "interested_party": _l("Interested in reports"),
    "sent_report": _l("Reports sent"),
    "cafe_guest": _l("World café"),
}
"""What tables are called; the others by the name they have inside."""


def table_title(table: str) -> str:
    """What a table is called."""
    return str(KINDS.get(table, table.replace("_", " ").capitalize()))


def whole_file(subject: Subject, rows: Rows) -> bytes:
    """A zip of `everything.xlsx` and `everything.json`, in the language spoken now."""
    about = {"made_at": clock.now(), "subject": asdict(subject), "tables": rows}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("everything.xlsx", _workbook(subject, rows))
        file.writestr(
            "everything.json", json.dumps(about, ensure_ascii=False, indent=1, default=_as_json)
        )
    return out.getvalue()


def _as_json(value: Any) -> Any:
    plain = plain_json(value)
    return str(value) if plain is value else plain


def _workbook(subject: Subject, rows: Rows) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = sheet_name(_("Contents"))
    contents = FilledSheet(first)
    contents.widths([40, 14])
    contents.add([subject.name], contents.look(CellStyle(bold=True, size=14)))
    contents.add([_("Everything this planner keeps about %(name)s.", name=subject.name)])
    contents.add([_("Texts in which others wrote the name are not in it.")])
    contents.add([])
    contents.add([_("Kind"), _("Rows")], contents.look(HEAD))
    for name, found in rows.items():
        contents.add([table_title(name), len(found)])
        worksheet = book.create_sheet(sheet_name(table_title(name), book.sheetnames))
        _fill(FilledSheet(worksheet), found)
    return workbook_bytes(book)


def _fill(sheet: FilledSheet, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    sheet.widths([WIDE] * len(columns))
    sheet.add([one.replace("_", " ") for one in columns], sheet.look(HEAD))
    for row in rows:
        sheet.add([_cell(value) for value in row.values()])


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, Words):
        return pick_wording(value)
    if isinstance(value, datetime):
        return clock.at_home(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_as_json)
    return value if isinstance(value, int | float) or value is None else str(value)
