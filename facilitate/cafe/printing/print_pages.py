"""The papers of a café as pages to print from the browser: the same values as the files, laid out for A4."""

from typing import Any

from flask import render_template, request

from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib import qr_codes as codes
from ...lib.qr_codes import picture_address
from ...web.i18n import _, _n, use_language
from ..blueprint import bp
from . import actions
from .file_pages import find_address
from .look import MM, cut_to_width, wrap_text
from .paper_choice import floor_for, slip_choice_from, table_papers_in
from .papers import TablePaper, cut_stack, on_a_page, paper_head, slips_of
from .plan import room_plan
from .slip_word import SlipWords
from .table_word import OTHER, in_both, names_size, short_address

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
            said=SlipWords(),
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
    plan = room_plan(len(floor.in_room), *ROOM)
    with use_language(code):
        head, tables = table_papers_in(event, floor, code, in_room=True)
        return render_template(
            "cafe/printing/print_room.html",
            event=event,
            floor=floor,
            code=code,
            head=head,
            plan=plan,
            placed=list(zip(tables, plan.spots, strict=True)),
            room=ROOM,
            labels={one.number: _under(one, plan.radius) for one in tables}
            if plan.radius > SMALL
            else {},
        )


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
        return render_template(
            "cafe/printing/print_door.html",
            event=event,
            floor=floor,
            code=code,
            head=paper_head(floor, event.title, code),
            slips=slips_of(floor),
        )
