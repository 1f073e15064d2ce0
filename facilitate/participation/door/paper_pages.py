"""Attendance by day, and the list to sign."""

from datetime import date
from typing import Any

from flask import render_template, request

from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ..blueprint import bp
from ..models import Standing
from . import sheet, word
from .attendance import attendance_table
from .desk import Desk
from .door_rules import days_between
from .queries import check_ins_by_day, door_entries
from .roll import DoorEntry, sort_entries
from .wording import attendance_sentence


@bp.get("/events/<slug>/door/attendance")
@needs(Can.CHECK_IN)
def show_attendance(event: Event) -> Any:
    """How many were there on each day, by sector, and who never came."""
    entries = door_entries(event, event.first_day)
    on, names = days_between(event.first_day, event.last_day), all_sectors()
    expected = [(one.id, one.sector) for one in entries if one.expected]
    attending = [(one.id, one.sector) for one in entries if one.standing is Standing.ATTENDED]
    came = check_ins_by_day(event)
    lines, total = attendance_table(
        expected, attending, came=came, days=on, sectors=[one.key for one in names]
    )
    undated = len({who for who, _sector in attending} - {who for who, _sector, _day in came})
    missing = sort_entries(one for one in entries if one.standing is Standing.COMING)
    return render_template(
        "participation/door/attendance.html",
        event=event,
        desk=Desk(event),
        days_on=on,
        lines=lines,
        total=total,
        sectors={one.key: one for one in names},
        missing=missing,
        lead=attendance_sentence(total, on, undated),
    )


@bp.get("/events/<slug>/door/list.docx")
@needs(Can.CHECK_IN)
def export_door_list_word(event: Event) -> Any:
    """The list to sign as Word."""
    code, on, entries = _language(event), _days(event), _expected(event)
    with use_language(code):
        head = word.DoorPaperHead(event.title.to(code), _about(event), code)
        file = word.door_list_word_file(head, on, entries, by_office=_by_office())
        return send_download(file, f"{slug_of(_('Door list'))}-{event.slug}-{code}.docx")


@bp.get("/events/<slug>/door/list.xlsx")
@needs(Can.CHECK_IN)
def export_door_list_xlsx(event: Event) -> Any:
    """The list to sign as an Excel sheet."""
    code, on, entries = _language(event), _days(event), _expected(event)
    with use_language(code):
        file = sheet.door_list_workbook(event.title.to(code), _about(event), on, entries)
        return send_download(file, f"{slug_of(_('Door list'))}-{event.slug}-{code}.xlsx")


def _language(event: Event) -> str:
    code = request.args.get("lang", "")
    return code if code in LANGUAGES else event.language


def _by_office() -> bool:
    return request.args.get("by") == "office"


def _days(event: Event) -> list[date]:
    """The day asked for, else all of them; more than four do not fit on a sheet."""
    on = days_between(event.first_day, event.last_day)
    asked = [one for one in on if one.isoformat() == request.args.get("day")]
    return asked or on[:4]


def _expected(event: Event) -> list[DoorEntry]:
    """Who is expected, in the order asked for; with `waiting=1` the waiting list too."""
    kinds = {Standing.COMING, Standing.ATTENDED} | (
        {Standing.WAITING} if request.args.get("waiting") == "1" else set()
    )
    return sort_entries(
        (one for one in door_entries(event, event.first_day) if one.standing in kinds),
        by_office=_by_office(),
    )


def _about(event: Event) -> str:
    place = ", ".join(filter(None, (event.venue, event.town)))
    return f"{place} · {format_days(event.first_day, event.last_day, year=True)}".strip(" ·")
