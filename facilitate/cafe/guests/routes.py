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
from ..laying.entering import enter
from ..laying.unsettled import unsettled
from ..laying.wording import unsettled_said
from ..shown import shown
from . import wording
from .actions import mark as mark_them
from .finding import Show, find, groups, path_of, wanted
from .forms import MarkForm
from .marking import Mark


@bp.get("/events/<slug>/cafe/<int:step_id>/guests")
@needs(Can.SEE_PEOPLE)
def guests(event: Event, step_id: int) -> Any:
    """Everybody the café seats, one page of them."""
    view = shown(event, step_id, pairs=True)
    floor, asked = view.floor, wanted(request.args)
    shows = groups(floor)
    found = find(floor, asked, shows)
    rows = [
        (one, path_of(floor, one), wording.absence(floor, one), wording.special(floor, one))
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
        shows=[(show, wording.show_name(show), len(shows[show])) for show in Show],
        sectors=all_sectors(),
        lead=wording.opening(floor, shows),
        unsettled=unsettled_said(unsettled(floor)),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/mark")
@needs(Can.RUN_CAFE)
def mark(event: Event, step_id: int) -> Any:
    """Those ticked did not come, are here after all, or miss some rounds."""
    floor, form = enter(event, step_id).floor, MarkForm()
    if not form.validate_on_submit() or not form.people.data:
        raise Refused(_("Tick the people first, then choose how to mark them."))
    if form.what.data is Mark.ABSENT and not form.rounds.data:
        raise Refused(_("Also tick the rounds they miss."))
    number = mark_them(floor, form.people.data, form.what.data, form.rounds.data or ())
    flash(wording.marked_said(form.what.data, number))
    db.session.commit()
    asked = wanted(request.args)
    return redirect(
        url_for("cafe.guests", slug=event.slug, step_id=step_id, page=asked.page, **asked.address)
    )
