"""Everything kept about somebody as one file: a workbook to read, and the same as JSON."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any

from openpyxl import Workbook

from .. import clock
from ..data.db import Base
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
    "cafe_table": _l("World café: tables"),
    "cafe_note": _l("World café: notes"),
    "cafe_seating": _l("World café: seatings"),
    "passed_up": _l("Consultations: passed up"),
    "coding": _l("Consultations: passages coded"),
    "calendar_copy": _l("Events in their calendar"),
    "day_copy": _l("Meetings in their calendar"),
    "rehearsal_copy": _l("Rehearsals in their calendar"),
    "bulletin_receipt": _l("Bulletins received"),
    "door_press": _l("Checked in at the door"),
    "approval": _l("Forums: work plans approved"),
    "review": _l("Forums: positions reviewed"),
    "day_vote": _l("Forums: days that suit"),
    "member_link": _l("Forums: own links"),
    "open_point": _l("Forums: open points"),
    "presidency": _l("Forums: presidencies"),
    "activity": _l("Forums: activities"),
    "proposed_item": _l("Forums: items proposed"),
    "forum_meeting": _l("Forums: meetings hosted"),
    "meeting_proposal": _l("Forums: meetings proposed"),
    "forum_document": _l("Forums: documents"),
    "assessment": _l("Forums: assessments"),
    "situation_approval": _l("Situation: approvals"),
    "situation_question": _l("Situation: questions and answers"),
    "situation_sending": _l("Situation: numbers sent"),
    "step": _l("Agenda: steps led or noted"),
    "strand": _l("Agenda: parallel groups"),
    "step_supporter": _l("Agenda: support"),
    "comment_mention": _l("Agenda: named in comments"),
    "agenda_version": _l("Agenda: versions"),
    "task_role": _l("Roles in tasks"),
    "task_mail": _l("Reminders of tasks"),
    "api_token": _l("Tokens for programs"),
    "link": _l("Links for signing in"),
    "authenticator": _l("Second step: apps"),
    "recovery_code": _l("Second step: recovery codes"),
    "outside_account": _l("Single sign-on"),
    "note_photo": _l("Photos"),
    "webhook": _l("Webhooks"),
}
"""What tables are called; the others by their room."""
ROOMS: dict[str, Any] = {
    "accounts": _l("Account"),
    "agenda": _l("Agenda"),
    "api": _l("Programs"),
    "assistants": _l("Proposals"),
    "budget": _l("Budget"),
    "bulletin": _l("Bulletin"),
    "cafe": _l("World café"),
    "calendars": _l("Calendars"),
    "checklists": _l("Checklist"),
    "consultation": _l("Consultation"),
    "directory": _l("Directory"),
    "events": _l("Events"),
    "forums": _l("Forums"),
    "guides": _l("Facilitator’s guide"),
    "library": _l("Library"),
    "mail": _l("Mails"),
    "notes": _l("Notes"),
    "objectives": _l("Objectives"),
    "participation": _l("Participants"),
    "practice": _l("Practice"),
    "release": _l("Report"),
    "report": _l("Report"),
    "situation": _l("Situation"),
    "techniques": _l("Techniques"),
    "voting": _l("Votes"),
    "webhooks": _l("Webhooks"),
}


@cache
def _rooms() -> dict[str, str]:
    """The room of each table."""
    return {
        str(mapper.local_table): mapper.class_.__module__.split(".")[1]
        for mapper in Base.registry.mappers
        if mapper.inherits is None
    }


def table_title(table: str) -> str:
    """What a table is called."""
    return str(KINDS.get(table) or ROOMS.get(_rooms().get(table, ""), _("The planner")))


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
    contents.add([_("Texts where other people wrote the name are not included.")])
    contents.add(
        [
            _(
                "Nobody is told whether they answered an anonymous consultation. Reminders for it are left out."
            )
        ]
    )
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
