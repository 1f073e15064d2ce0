"""Seating everybody, stopping it, comparing four ways, taking one of them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...directory.queries import all_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.numbers import HIGHEST
from ...lib.text import capitalize_first
from ...web.i18n import _, _n, pick_wording
from ...web.refused import Refused
from ..actions import cafe_of
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..labels import way_called
from ..mixing.wording import company_said, regions_called, wanted_said
from ..models import Cafe, CafeSearch, Priority, SearchKind
from ..search import begin_search, queue_search, request_search_stop, use_offer
from .quality import SeatingQuality, seating_quality
from .seating_state import seating_state_of
from .wording import (
    DAYS,
    always_sentence,
    cafe_summary,
    meets_sentence,
    sat_before_sentence,
    wishes_sentence,
)


@bp.post("/events/<slug>/cafe/<int:step_id>/seat")
@needs(Can.EDIT_CAFE)
def seat_people(event: Event, step_id: int) -> Any:
    """Seat everybody: the search begins, or the one that goes on is shown."""
    return _begin(
        event, step_id, SearchKind.SEAT, url_for("cafe.show_cafe", slug=event.slug, step=step_id)
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/compare")
@needs(Can.EDIT_CAFE)
def compare_ways(event: Event, step_id: int) -> Any:
    """Look for a seating in each of four ways."""
    return _begin(
        event,
        step_id,
        SearchKind.COMPARE,
        url_for("cafe.show_comparison", slug=event.slug, step_id=step_id),
    )


def _begin(event: Event, step_id: int, kind: SearchKind, back: str) -> Any:
    floor = cafe_view_or_404(event, step_id).floor
    _refuse(floor)
    search = begin_search(cafe_of(step_id), kind, by=current_user.id, asked=_asked(floor))
    db.session.commit()
    queue_search(search)
    return redirect(back)


def _refuse(floor: CafeFloor) -> None:
    """Refuse to search where there is nothing to seat."""
    if not floor.tables:
        raise Refused(_("There is no table yet. Set up the tables first."))
    if not floor.guests:
        raise Refused(_("Nobody has confirmed yet: there is nobody to seat."))
    if floor.cafe.held >= floor.cafe.rounds:
        raise Refused(_("All rounds have already been held: there is nothing left to seat."))


def _asked(floor: CafeFloor) -> dict[str, Any]:
    """What is to come first and the number of the attempt, as they were pressed, else as they were the last time; whether nobody is
    to be with the same person in every round."""
    asked = request.form.get("priority", "")
    seed = request.form.get("seed", 0, type=int)
    return {
        "priority": asked if asked in set(Priority) else str(floor.cafe.priority or Priority.MEET),
        "seed": seed if 0 <= seed <= HIGHEST else 0,
        "spread": "spread" in request.form,
    }


@bp.post("/events/<slug>/cafe/<int:step_id>/seat/stop")
@needs(Can.SEE)
def stop_search(event: Event, step_id: int) -> Any:
    """Stop the search with the best so far; where it was for a repair, who may repair may stop it."""
    if not may(Can.RUN_CAFE):
        abort(403)
    view = cafe_view_or_404(event, step_id)
    if view.search is not None:
        request_search_stop(view.floor.cafe)
    db.session.commit()
    on = view.search.kind if view.search else SearchKind.SEAT
    if on is SearchKind.COMPARE:
        return redirect(url_for("cafe.show_comparison", slug=event.slug, step_id=step_id))
    return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))


@bp.get("/events/<slug>/cafe/<int:step_id>/compare")
@needs(Can.EDIT_CAFE)
def show_comparison(event: Event, step_id: int) -> Any:
    """The four ways with the price of each."""
    view = cafe_view_or_404(event, step_id)
    about = seating_state_of(view.floor, view.search, clock.now(), (SearchKind.COMPARE,))
    found = [(one, seating_quality(view.floor, one.seating)) for one in about.offers]
    called = regions_called(view.floor)
    if any(facts.wanted or facts.company for _one, facts in found):
        called |= {one.key: pick_wording(one.name) for one in all_sectors()}
    rows = [
        (way_called(one.way), one, _price_sentences(facts, one.off, called)) for one, facts in found
    ]
    return render_template(
        "cafe/seating/compare.html",
        event=event,
        view=view,
        floor=view.floor,
        about=about,
        rows=rows,
        opening=cafe_summary(view.floor),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/take")
@needs(Can.RUN_CAFE)
def use_found_seating(event: Event, step_id: int) -> Any:
    """Let one of the seatings found hold: the one whose number was pressed, over the seating that was seen."""
    cafe_view_or_404(event, step_id)
    cafe = cafe_of(step_id)
    search = _offering(cafe)
    number = request.form.get("number", -1, type=int)
    if (
        search is None
        or not 0 <= number < len(search.offers)
        or str(search.run) != request.form.get("run")
    ):
        raise Refused(_("This seating is no longer on offer. Check what is on offer now."))
    if search.kind is not SearchKind.REPAIR and not may(Can.EDIT_CAFE):
        abort(403)
    if (
        use_offer(
            cafe, search, number, seen=request.form.get("seating", -1, type=int), by=current_user.id
        )
        is None
    ):
        raise Refused(
            _(
                "Somebody has changed the seating in the meantime. Nothing was changed; "
                "check how it is now."
            )
        )
    flash(_("This seating now applies."))
    db.session.commit()
    return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))


def _offering(cafe: Cafe) -> CafeSearch | None:
    """The café's search as it is now; the café is held."""
    return db.session.scalar(
        sa.select(CafeSearch)
        .where(CafeSearch.cafe_id == cafe.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _price_sentences(
    quality: SeatingQuality, off: int, names: Mapping[str, str]
) -> tuple[str, ...]:
    """What a way of seating costs: pairs and mix, others met, wishes; `off` seats away from the even share, `names` of sectors."""
    meetings = quality.meetings
    pairs = (
        _n("%(num)d pair meets again", "%(num)d pairs meet again", meetings.again)
        if meetings.again
        else _("nobody meets the same person twice")
    )
    mix = (
        _n(
            "%(num)d seat differs from an even share",
            "%(num)d seats differ from an even share",
            off,
        )
        if off
        else _("every table is mixed as evenly as numbers allow")
    )
    told = (
        capitalize_first(_("%(pairs)s; %(mix)s.", pairs=pairs, mix=mix)),
        *[sat_before_sentence(on, pairs) for on, pairs in quality.earlier[:DAYS]],
        always_sentence(quality.always),
        meets_sentence(meetings),
        wishes_sentence(*quality.wishes),
        *wanted_said(quality.wanted, names, quality.paid),
        *company_said(quality.company, names),
    )
    return tuple(one for one in told if one)
