"""The list of a café's guests: who is there, where they sit, what is special; marking several of them at once."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404, enter_cafe
from ..laying.unsettled import find_unsettled
from ..laying.wording import unsettled_said
from . import wording
from .actions import DoorMark
from .actions import mark_guests as mark_them
from .forms import MarkForm
from .guest_list import (
    GuestGroup,
    find_guests,
    guest_filter_from,
    guests_by_group,
    table_numbers_of,
)


@bp.get("/events/<slug>/cafe/<int:step_id>/guests")
@needs(Can.SEE_PEOPLE)
def show_guests(event: Event, step_id: int) -> Any:
    """Everybody the café seats, one page of them."""
    view = cafe_view_or_404(event, step_id, pairs=True)
    floor, asked = view.floor, guest_filter_from(request.args)
    shows = guests_by_group(floor)
    found = find_guests(floor, asked, shows)
    rows = [
        (
            one,
            table_numbers_of(floor, one),
            wording.absence_note(floor, one),
            wording.special_notes(floor, one),
        )
        for one in found.rows
    ]
    return render_template(
        "cafe/guests/guests.html",
        event=event,
        view=view,
        floor=floor,
        wanted=asked,
        found=found,
        rows=rows,
        shows=[(show, wording.show_name(show), len(shows[show])) for show in GuestGroup],
        sectors=all_sectors(),
        lead=wording.guests_summary(floor, shows),
        unsettled=unsettled_said(find_unsettled(floor)),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/mark")
@needs(Can.RUN_CAFE)
def mark_ticked(event: Event, step_id: int) -> Any:
    """Those ticked did not come, are here after all, or miss some rounds."""
    floor, form = enter_cafe(event, step_id).floor, MarkForm()
    if not form.validate_on_submit() or not form.people.data:
        raise Refused(_("Tick the people first, then choose how to mark them."))
    if form.what.data is DoorMark.ABSENT and not form.rounds.data:
        raise Refused(_("Also tick the rounds they miss."))
    number = mark_them(floor, form.people.data, form.what.data, form.rounds.data or ())
    flash(wording.marked_said(form.what.data, number))
    db.session.commit()
    asked = guest_filter_from(request.args)
    return redirect(
        url_for(
            "cafe.show_guests", slug=event.slug, step_id=step_id, page=asked.page, **asked.address
        )
    )
