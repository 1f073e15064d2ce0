"""A café's guests: the list with who sits where and what is special, one of them by itself, marking several at once."""

import json
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, get_or_404
from ...directory.queries import all_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import REMOVALS, guest_row
from ..blueprint import bp
from ..cafe_view import CafeView, cafe_view_or_404, enter_cafe
from ..laying.unsettled import find_unsettled
from ..laying.wording import unsettled_said
from ..models import CafeGuest, CafePair
from ..queries import pair_rows
from . import wording
from .actions import DoorMark, guest_rows
from .actions import add_walk_in as take_in
from .actions import bind_guests as keep_so
from .actions import mark_guests as mark_them
from .forms import (
    MarkForm,
    PairForm,
    guest_form,
    guest_now,
    pair_form,
    walk_in_form,
)
from .guest_list import (
    GuestGroup,
    find_guests,
    guest_filter_from,
    guests_by_group,
    table_numbers_of,
)
from .guest_names import offered_names


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


def _to_list(event: Event, step_id: int) -> Any:
    return redirect(url_for("cafe.show_guests", slug=event.slug, step_id=step_id))


@bp.route("/events/<slug>/cafe/<int:step_id>/guests/<guest_key>", methods=["GET", "POST"])
@needs(Can.RUN_CAFE)
def edit_guest(event: Event, step_id: int, guest_key: str) -> Any:
    """When somebody is there, what they would like, whom they sit with or without; of a walk-in, who they are."""
    view = enter_cafe(event, step_id, pairs=True)
    floor = view.floor
    one = floor.people.get(guest_key) or abort(404)
    row = db.session.get(CafeGuest, one.row) if one.row else None
    now = guest_now(floor, one, row)
    form = guest_form(floor, one, now, wishes=may(Can.EDIT_CAFE))
    wanted = None
    if form.validate_on_submit():
        wanted = form.merged(now, form.opened_with(now), json.dumps(vars(now)))
    if wanted is not None:
        _keep(wanted, guest_rows(floor, [guest_key])[guest_key], floor.cafe.held)
        flash(_("Saved."))
        db.session.commit()
        return _to_list(event, step_id)
    return render_template(
        "cafe/guests/guest.html",
        event=event,
        floor=floor,
        guest=one,
        form=form,
        path=table_numbers_of(floor, one),
        special=wording.special_notes(floor, one),
        absence=wording.absence_note(floor, one),
    ), form.status


def _keep(wanted: Mapping[str, Any], row: CafeGuest, held: int) -> None:
    """What was changed of a guest; rounds already held stay as they were, and wishes in their order."""
    for name, value in wanted.items():
        if name == "absent":
            row.absent = sorted({*(number for number in row.absent if number <= held), *value})
        elif name == "wishes":
            before = [one for one in row.wishes if one in value]
            row.wishes = before + [one for one in value if one not in before]
        else:
            setattr(row, name, value)


@bp.route("/events/<slug>/cafe/<int:step_id>/guests/walk-in", methods=["GET", "POST"])
@needs(Can.RUN_CAFE)
def create_walk_in(event: Event, step_id: int) -> Any:
    """Somebody at the door who is in no list; where people are seated already, they get a seat next."""
    floor = enter_cafe(event, step_id).floor
    form = walk_in_form(floor)
    if form.validate_on_submit():
        row = take_in(floor, form.typed())
        flash(_("%(given)s %(family)s was added.", given=row.given_name, family=row.family_name))
        db.session.commit()
        if floor.seating is None:
            return _to_list(event, step_id)
        return redirect(url_for("cafe.show_walk_in_seats", slug=event.slug, step_id=step_id))
    offices = sorted({one.organisation for one in floor.people.values() if one.organisation})
    return render_template(
        "cafe/guests/walk_in.html", event=event, floor=floor, form=form, offices=offices
    ), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/guests/<guest_key>/remove")
@needs(Can.RUN_CAFE)
def remove_guest(event: Event, step_id: int, guest_key: str) -> Any:
    """A walk-in is taken out again; who is in the list of participants stays there."""
    floor = enter_cafe(event, step_id).floor
    one = floor.people.get(guest_key)
    row = guest_row(floor.cafe, guest_key) if one and one.walk_in else None
    if one is None or row is None:
        abort(404)
    page = _to_list(event, step_id)
    change = REMOVALS.remove(event, row, Words(one.name, one.name), current_user.id)
    flash(
        _("%(name)s is no longer in the list.", name=one.name),
        REMOVALS.offer_undo(event, change, page.location),
    )
    db.session.commit()
    return page


@bp.get("/events/<slug>/cafe/<int:step_id>/pairs")
@needs(Can.SEE_PEOPLE)
def show_pairs(event: Event, step_id: int) -> Any:
    """Who sits apart or together; `?of=` begins with somebody."""
    view = cafe_view_or_404(event, step_id)
    return _pairs_page(event, view, pair_form(view.floor, request.args.get("of", "")))


def _pairs_page(event: Event, view: CafeView, form: PairForm) -> Any:
    floor = view.floor
    rows = [
        (number, kind, floor.people[a], floor.people[b])
        for number, kind, a, b in (pair_rows(floor.cafe) if floor.cafe.id else ())
        if a in floor.people and b in floor.people
    ]
    return render_template(
        "cafe/guests/pairs.html",
        event=event,
        view=view,
        floor=floor,
        form=form,
        rows=rows,
        names=list(offered_names(floor)) if may(Can.EDIT_CAFE) else [],
    ), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/pairs")
@needs(Can.EDIT_CAFE)
def bind_pair(event: Event, step_id: int) -> Any:
    """Two people never sit at one table, or always do."""
    view = enter_cafe(event, step_id, pairs=True)
    form = pair_form(view.floor)
    if not form.validate_on_submit():
        return _pairs_page(event, view, form)
    keep_so(view.floor, form.kind.data, form.found["one"], form.found["other"])
    flash(_("Noted. It applies from the next seating."))
    db.session.commit()
    return redirect(url_for("cafe.show_pairs", slug=event.slug, step_id=step_id))


@bp.post("/events/<slug>/cafe/<int:step_id>/pairs/<int:pair_id>/remove")
@needs(Can.EDIT_CAFE)
def unbind_pair(event: Event, step_id: int, pair_id: int) -> Any:
    """Two people are bound no longer."""
    floor = enter_cafe(event, step_id).floor
    pair = get_or_404(CafePair, CafePair.id == pair_id, CafePair.cafe_id == floor.cafe.id)
    both = [one.name for one in floor.people.values() if one.row in (pair.a_id, pair.b_id)]
    change = REMOVALS.remove(event, pair, Words(" · ".join(both)), current_user.id)
    page = url_for("cafe.show_pairs", slug=event.slug, step_id=step_id)
    flash(_("They can now sit anywhere."), REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)
