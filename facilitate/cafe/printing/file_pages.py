"""The papers of a café as files: Word for all of them, the list at the door as an Excel sheet too."""

from typing import Any

from flask import Response

from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from .. import addresses
from ..blueprint import bp
from ..floor import CafeFloor
from . import door, table_word
from .paper_choice import floor_for, table_papers_in
from .papers import paper_head, slips_of
from .plan import room_plan

WIDE, HIGH = 27.3, 15.0
"""The part of an A4 on its side that the plan of the room has (cm)."""


def _send(event: Event, file: bytes, title: str, code: str, ending: str = "docx") -> Response:
    return send_download(file, f"{slug_of(title)}-{event.slug}-{code}.{ending}")


@bp.get("/events/<slug>/cafe/<int:step_id>/print/cards.docx")
@needs(Can.SEE_PEOPLE)
def export_cards(event: Event, step_id: int) -> Any:
    """A card to fold for every table."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    with use_language(code):
        return _send(
            event,
            table_word.cards_document(*table_papers_in(event, floor, code)),
            _("Table cards"),
            code,
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/signs.docx")
@needs(Can.SEE_PEOPLE)
def export_signs(event: Event, step_id: int) -> Any:
    """A sign for every table, and one that leads to the page on which everybody finds their seat."""
    floor, code = floor_for(event, step_id, seated=False), asked_language(event)
    with use_language(code):
        file = table_word.signs_document(*table_papers_in(event, floor, code), find_address(floor))
        return _send(event, file, _("Signs"), code)


def find_address(floor: CafeFloor) -> str:
    """The address of the page on which everybody finds their seat; empty while it is closed."""
    return addresses.find_url(floor.cafe.token) if floor.cafe.token else ""


@bp.get("/events/<slug>/cafe/<int:step_id>/print/room.docx")
@needs(Can.SEE_PEOPLE)
def export_room_plan(event: Event, step_id: int) -> Any:
    """The plan of the room."""
    floor, code = floor_for(event, step_id, seated=False), asked_language(event)
    plan = room_plan(len(floor.in_room), WIDE, HIGH)
    with use_language(code):
        return _send(
            event,
            table_word.room_document(*table_papers_in(event, floor, code, in_room=True), plan),
            _("Room plan"),
            code,
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/door.<any(docx, xlsx):ending>")
@needs(Can.SEE_PEOPLE)
def export_door_list(event: Event, step_id: int, ending: str) -> Any:
    """Everybody by name with their tables, for the desk at the door."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    with use_language(code):
        write = door.door_list_document if ending == "docx" else door.door_list_workbook
        file = write(paper_head(floor, event.title, code), slips_of(floor))
        return _send(event, file, title=_("Who sits where"), code=code, ending=ending)
