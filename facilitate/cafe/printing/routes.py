"""The page on which everything that goes on paper is chosen; slips, which are remembered as printed, as pages and as files."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib import qr_codes as codes
from ...lib.qr_codes import picture_address
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import _, _n, use_language
from .. import addresses
from ..actions import cafe_of
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from . import actions, badge_pages, door, slip_word, table_word
from .look import MM, cut_to_width, wrap_text
from .paper_choice import floor_for, slip_choice_from, table_papers_in
from .papers import TablePaper, by_room, cut_stack, on_a_page, paper_head, slips_of
from .plan import TableSpot, room_plan
from .queries import changes_since_printing, last_printed
from .slip_word import SlipWords, fit_slip
from .table_word import OTHER, in_both, names_size, short_address, sign_word
from .wording import papers_summary, room_lines

__all__ = ["badge_pages"]


@bp.get("/events/<slug>/cafe/<int:step_id>/print")
@needs(Can.SEE_PEOPLE)
def show_papers(event: Event, step_id: int) -> Any:
    """Everything that can be printed, and how many slips are out of date."""
    view = cafe_view_or_404(event, step_id)
    floor, printed = view.floor, last_printed(view.floor.cafe)
    changes = changes_since_printing(floor, printed)
    at = printed.at.astimezone(ZoneInfo(event.zone)) if printed else None
    count = sum(key in floor.guests for key in floor.seating.paths) if floor.seating else 0
    return render_template(
        "cafe/printing/prints.html",
        event=event,
        view=view,
        floor=floor,
        printed=printed,
        since_last=changes,
        lead=papers_summary(floor, count, changes, at),
        count=count,
        on_page=on_a_page(floor.cafe.rounds),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips.docx")
@needs(Can.SEE_PEOPLE)
def export_slips(event: Event, step_id: int) -> Any:
    """The slips as Word; from now on they count as printed."""
    floor = cafe_view_or_404(event, step_id).floor
    wanted, code = slip_choice_from(request.form), asked_language(event)
    slips = actions.chosen_slips(floor, wanted)
    with use_language(code):
        title = _("Changed slips") if wanted.changed else _("Slips")
        head = paper_head(floor, event.title, code)
        file = slip_word.slips_document(head, slips, stacked=wanted.stacked, letters=wanted.letters)
    actions.mark_printed(cafe_of(step_id), floor.seating_id)
    db.session.commit()
    return send_download(file, f"{slug_of(title)}-{event.slug}-{code}.docx")


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips/printed")
@needs(Can.SEE_PEOPLE)
def mark_slips_printed(event: Event, step_id: int) -> Any:
    """The slips on the printable page have been printed, as they were when it was opened."""
    cafe_view_or_404(event, step_id)
    actions.mark_printed(cafe_of(step_id), request.form.get("seating", 0, int))
    flash(_("These slips now count as printed."))
    db.session.commit()
    return redirect(url_for("cafe.show_papers", slug=event.slug, step_id=step_id))


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips/not-printed")
@needs(Can.SEE_PEOPLE)
def unmark_slips_printed(event: Event, step_id: int) -> Any:
    """The last slips never reached anybody: the printing before them counts."""
    cafe_view_or_404(event, step_id)
    actions.not_printed(cafe_of(step_id))
    flash(_("Those slips no longer count as printed."))
    db.session.commit()
    return redirect(url_for("cafe.show_papers", slug=event.slug, step_id=step_id))


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
    with use_language(code):
        return _send(
            event,
            table_word.room_document(*table_papers_in(event, floor, code, in_room=True)),
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


ROOM = (1000, 560)
"""The room of the plan, in the units of its picture."""

LETTERS, SMALL = 13, 48
"""How high the small letters in it are, and the radius below which a table has room for its number alone."""


@bp.get("/events/<slug>/cafe/<int:step_id>/print/slips")
@needs(Can.SEE_PEOPLE)
def print_slips(event: Event, step_id: int) -> Any:
    """The slips on pages of ten or eight. Looking at them marks nothing as printed."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    wanted = slip_choice_from(request.args)
    slips, on_page = actions.chosen_slips(floor, wanted), on_a_page(floor.cafe.rounds)
    images = dict(
        zip(
            made := [slip.address for slip in slips if slip.address],
            codes.qr_pictures(made),
            strict=True,
        )
    )
    shown = cut_stack(slips, on_page) if wanted.stacked else slips
    with use_language(code):
        return render_template(
            "cafe/printing/print_slips.html",
            event=event,
            floor=floor,
            code=code,
            wanted=wanted,
            pages=[shown[at : at + on_page] for at in range(0, len(shown), on_page)],
            on_page=on_page,
            images={address: picture_address(png) for address, png in images.items()},
            count=len(slips),
            said=(said := SlipWords()),
            fits={slip: fit_slip(slip, floor.cafe.rounds, said) for slip in slips},
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/cards")
@needs(Can.SEE_PEOPLE)
def print_cards(event: Event, step_id: int) -> Any:
    """A card to fold for every table."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    with use_language(code):
        head, tables = table_papers_in(event, floor, code)
        return render_template(
            "cafe/printing/print_cards.html",
            event=event,
            floor=floor,
            code=code,
            head=head,
            tables=tables,
            sizes=[names_size(one) for one in tables],
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/signs")
@needs(Can.SEE_PEOPLE)
def print_signs(event: Event, step_id: int) -> Any:
    """A sign for every table, both languages on it, and the one to the page on which everybody finds their seat."""
    floor, code = floor_for(event, step_id, seated=False), asked_language(event)
    find = find_address(floor)
    with use_language(code):
        head, tables = table_papers_in(event, floor, code)
        return render_template(
            "cafe/printing/print_signs.html",
            event=event,
            floor=floor,
            code=code,
            head=head,
            tables=tables,
            other=OTHER[code],
            word=sign_word(code),
            find=short_address(find),
            image=picture_address(codes.qr_picture(find)) if find else "",
            titles=in_both(lambda: _("Where do I sit?"), code),
            how=in_both(lambda: _("Scan, type your name, see your tables."), code),
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/room")
@needs(Can.SEE_PEOPLE)
def print_room(event: Event, step_id: int) -> Any:
    """The plan of the room as a picture."""
    floor, code = floor_for(event, step_id, seated=False), asked_language(event)
    with use_language(code):
        head, tables = table_papers_in(event, floor, code, in_room=True)
        return render_template(
            "cafe/printing/print_room.html",
            event=event,
            floor=floor,
            code=code,
            head=head,
            plans=[(room, *_placed(inside)) for room, inside in by_room(tables, head.room)],
            room=ROOM,
        )


def _placed(
    tables: Sequence[TablePaper],
) -> tuple[float, list[tuple[TablePaper, TableSpot, list[str]]]]:
    """The radius of the circles of a room, and its tables with where they stand and what is written in them."""
    plan = room_plan(len(tables), *ROOM)
    rows = zip(tables, plan.spots, strict=True)
    labelled = plan.radius > SMALL
    return plan.radius, [
        (one, spot, _under(one, plan.radius) if labelled else []) for one, spot in rows
    ]


def _under(one: TablePaper, radius: float) -> list[str]:
    """What stands below the number inside a circle, as far as it is known."""
    points, room = LETTERS / MM, 1.6 * radius
    seats = _n("%(num)d seat", "%(num)d seats", one.seats)
    return [
        *wrap_text(one.name, points, room, 2),
        *(cut_to_width(text, points, room) for text in (one.host, seats) if text),
    ]


@bp.get("/events/<slug>/cafe/<int:step_id>/print/door")
@needs(Can.SEE_PEOPLE)
def print_door(event: Event, step_id: int) -> Any:
    """Everybody by name with their tables."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    with use_language(code):
        slips = slips_of(floor)
        return render_template(
            "cafe/printing/print_door.html",
            event=event,
            floor=floor,
            code=code,
            head=paper_head(floor, event.title, code),
            slips=slips,
            rooms=room_lines(slips),
        )
