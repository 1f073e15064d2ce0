"""In the room: the clock that drives the rounds, the wall, the door to the page on which people find their seats, the codes on badges."""

import io
from dataclasses import dataclass
from typing import Any

import segno
import sqlalchemy as sa
from flask import abort, flash, jsonify, redirect, render_template, request, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...agenda.models import Step
from ...data.db import db, get_or_404
from ...events.access import ALLOWED, Can, needs
from ...events.models import Event, Member
from ...lib.text import albanian_key, index_letter
from ...participation.door.badge import BADGE, participation_of_badge
from ...participation.door.desk import Desk
from ...participation.door.queries import door_entries, event_title_of, find_door
from ...participation.door.wording import at_clock, foreign_badge_sentence
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, use_language
from ...web.limits import limiter
from .. import actions as cafes
from ..addresses import find_url, guest_token
from ..blueprint import bp
from ..cafe_view import CafeView, cafe_view_or_404
from ..clock import ClockPress
from ..floor import CafeFloor, Guest
from ..models import Cafe
from ..queries import last_press, may_be_seated
from . import actions, find_pages
from .clock_view import ClockView, clock_shown, clock_view_of
from .find_pages import AGAIN, unlisted_page, visitor_language
from .queries import kept_cafe, kept_clock, open_cafe
from .wording import clock_summary, outcome_sentence

__all__ = ["find_pages"]


@bp.get("/events/<slug>/cafe/<int:step_id>/room")
@needs(Can.SEE)
def show_room(event: Event, step_id: int) -> Any:
    """The clock with its buttons, what counts as held, the wall, the public page."""
    view = cafe_view_or_404(event, step_id)
    floor, now = view.floor, _clock(event, view)
    seated = len(floor.seating.paths) if floor.seating else 0
    return render_template(
        "cafe/running/room.html",
        event=event,
        view=view,
        floor=floor,
        clock=now,
        lead=clock_summary(now.at, seated, len(floor.tables), len(floor.unseated)),
        address=find_url(floor.cafe.token) if floor.cafe.token else "",
    )


def _clock(event: Event, view: CafeView) -> ClockView:
    cafe = view.floor.cafe
    return clock_shown(
        cafe,
        last_press(kept_clock(cafe)),
        seating_id=view.floor.seating_id,
        now=clock.now(),
        zone=event.zone,
    )


@bp.get("/events/<slug>/cafe/<int:step_id>/clock.json")
@needs(Can.SEE)
def clock_json(event: Event, step_id: int) -> Any:
    """Where the clock stands, for pages that stay open."""
    here = kept_cafe(event, step_id) or abort(404)
    return jsonify(clock_view_of(event, here, clock.now()).state), {"Cache-Control": "no-store"}


@bp.post("/events/<slug>/cafe/<int:step_id>/room/press")
@needs(Can.RUN_CAFE)
def press_button(event: Event, step_id: int) -> Any:
    """One press on the clock, for the moment it was meant for; as JSON for a page that stays open."""
    cafe, now = _cafe(event, step_id), clock.now()
    did = request.form.get("press", "")
    if did not in list(ClockPress):
        abort(422)
    outcome = actions.press_clock(cafe, ClockPress(did), request.form.get("seen", ""), now)
    sentence = outcome_sentence(outcome)
    if "json" not in request.form and sentence:
        flash(sentence)
    db.session.commit()
    if "json" in request.form:
        here = kept_cafe(event, step_id) or abort(404)
        return jsonify(clock_view_of(event, here, now).state | {"told": sentence})
    return _back(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/room/began")
@needs(Can.RUN_CAFE)
def round_began(event: Event, step_id: int) -> Any:
    """A round has begun by itself, says a page that stays open: it counts as held, if the clock says so too."""
    actions.note_begun(_cafe(event, step_id), clock.now())
    db.session.commit()
    return "", 204


@bp.post("/events/<slug>/cafe/<int:step_id>/room/held")
@needs(Can.RUN_CAFE)
def set_held(event: Event, step_id: int) -> Any:
    """Say by hand how many rounds were held, where the clock was not used or went astray."""
    cafe, held = _cafe(event, step_id), request.form.get("held", -1, type=int)
    if not 0 <= held <= cafe.rounds:
        abort(422)
    actions.set_held(cafe, held, clock.now())
    flash(_("Saved."))
    db.session.commit()
    return _back(event, step_id, "held")


@bp.post("/events/<slug>/cafe/<int:step_id>/room/over")
@needs(Can.RUN_CAFE)
def start_over(event: Event, step_id: int) -> Any:
    """Set the clock back after a rehearsal: it stands still, and no round counts as held."""
    actions.start_over(_cafe(event, step_id))
    flash(_("The clock is back at the start, and no round counts as held."))
    db.session.commit()
    return _back(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/find/open")
@needs(Can.RUN_CAFE)
def open_find(event: Event, step_id: int) -> Any:
    """Open the page on which participants find their seats."""
    actions.open_find(_cafe(event, step_id))
    flash(_("The page is open. Show its code in the room, or write the address on the wall."))
    db.session.commit()
    return _back(event, step_id, "find")


@bp.post("/events/<slug>/cafe/<int:step_id>/find/close")
@needs(Can.RUN_CAFE)
def close_find(event: Event, step_id: int) -> Any:
    actions.close_find(_cafe(event, step_id))
    flash(_("The page is closed. Its address no longer works, nor do the codes on the badges."))
    db.session.commit()
    return _back(event, step_id, "find")


@bp.get("/events/<slug>/cafe/<int:step_id>/find.svg")
@needs(Can.SEE)
def show_find_qr(event: Event, step_id: int) -> Any:
    """The public address as a QR code, dark on white also where the page is dark."""
    here = kept_cafe(event, step_id)
    if here is None or not here.cafe.token:
        abort(404)
    image = io.BytesIO()
    segno.make(find_url(here.cafe.token), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{event.slug}-find-your-seat.svg", attach=False)


@bp.get("/events/<slug>/cafe/<int:step_id>/wall")
@needs(Can.SEE_PEOPLE)
def show_wall(event: Event, step_id: int) -> Any:
    """For the projector: names by letter with their tables, the question and the time, in the event's language."""
    asked = request.args.get("lang", "")
    spoken = asked if asked in LANGUAGES else event.language
    with use_language(spoken):
        view = cafe_view_or_404(event, step_id)
        now, family = _clock(event, view), request.args.get("by") == "family"
        pinned = request.args.get("round", 0, type=int)
        return render_template(
            "cafe/running/wall.html",
            event=event,
            floor=view.floor,
            clock=now,
            spoken=spoken,
            family=family,
            pinned=pinned if 0 < pinned <= view.floor.cafe.rounds else 0,
            lines=wall_lines(view.floor, family=family),
        )


def _cafe(event: Event, step_id: int) -> Cafe:
    """The café of that step, locked; 404 where there is none."""
    there = (Step.event_id == event.id, may_be_seated())
    return cafes.cafe_of(get_or_404(Step, Step.id == step_id, *there).id)


def _back(event: Event, step_id: int, anchor: str | None = None) -> Any:
    return redirect(url_for("cafe.show_room", slug=event.slug, step_id=step_id, _anchor=anchor))


@bp.get("/b/<token>")
@public_page
@limiter.limit(AGAIN)
@unlisted_page
def open_badge(token: str) -> Any:
    """Where a badge leads: for a participant the café seats or what is known of the event, for the door a button."""
    row_id = participation_of_badge(token)
    event = event_title_of(row_id) if row_id else None
    with use_language(visitor_language(event)):
        if row_id is None or event is None:
            return render_template("cafe/running/badge.html", event=None, desk=None, other=""), 404
        desk, other = _desk(event)
        if desk is not None:
            one = next(iter(door_entries(event, desk.day, row_id)), None)
            since = at_clock(one.since, event) if one else ""
            return render_template(
                "cafe/running/badge.html",
                event=event,
                desk=desk,
                one=one,
                token=token,
                since=since,
                other="",
            )
        session[BADGE] = token  # a vote that asks for it need not ask its owner
        here = None if other else open_cafe(Event.id == event.id)
        if here is not None:
            who = guest_token(here.cafe, f"p{row_id}")
            return redirect(url_for("cafe.show_own_path", token=who, lang=request.args.get("lang")))
        return render_template("cafe/running/badge.html", event=event, desk=None, other=other)


def _desk(event: Event) -> tuple[Desk | None, str]:
    """The desk of who looks, and why it does not fit this badge: this phone opened a door's link, or is a team member's."""
    door = find_door(session["door"]) if session.get("door") else None
    if door is not None:
        return (
            (Desk(event, door.link), "")
            if door.event.id == event.id
            else (None, foreign_badge_sentence(event))
        )
    if current_user.is_authenticated:
        query = sa.select(Member.role).where(
            Member.event_id == event.id, Member.user_id == current_user.id
        )
        role = db.session.scalar(query)
        if current_user.administrator or (role and Can.CHECK_IN in ALLOWED[role]):
            return Desk(event), ""
    return None, ""


@dataclass(frozen=True)
class WallLine:
    """One name on the wall: what it is sorted by first; `tables`: the number in each round, 0 where there is no seat.

    `letter` is empty where the line before has the same one.
    """

    letter: str
    first: str
    second: str
    tables: tuple[int, ...]


def wall_lines(floor: CafeFloor, *, family: bool = False) -> list[WallLine]:
    """Everybody with a seat in some round, by given name or by family name, each letter once."""
    if floor.seating is None:
        return []

    def sides(guest: Guest) -> tuple[str, str]:
        pair = (guest.family, guest.given) if family else (guest.given, guest.family)
        return pair if pair[0] else (pair[1], "")

    seated = []
    for key, path in floor.seating.paths.items():
        guest = floor.guests.get(key)
        numbers = tuple(floor.number_of(table) or 0 for table in path[: floor.cafe.rounds])
        if guest and any(numbers):
            seated.append((*sides(guest), numbers))
    seated.sort(key=lambda one: (albanian_key(one[0]), albanian_key(one[1]), one[2]))
    found: list[WallLine] = []
    last = ""
    for first, second, numbers in seated:
        letter = index_letter(first)
        found.append(WallLine("" if letter == last else letter, first, second, numbers))
        last = letter
    return found
