"""The agenda while it runs: for whoever runs it, for the room, and afterwards what it took."""

from secrets import token_hex
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.extensions import page_parts
from ...events.models import Event
from ...web.i18n import _n, current_language, use_language
from ...web.refused import Refused
from ..blueprint import bp
from .actions import keep_presses, undo_presses
from .queries import run_mark, running_plan
from .sending import SentPress, press_of_button, read_presses
from .showing import RunningDay, find_asked_track, running_day


@bp.get("/events/<slug>/agenda/live")
@needs(Can.SEE)
def show_live(event: Event) -> Any:
    """Now, next, time left, and what it does to the rest of the day."""
    found = _found(event)
    steps = [step.id for step in found.asked.track.steps]
    return render_template(
        "agenda/running/live.html",
        event=event,
        live=found,
        key=token_hex(8),
        parts=page_parts("agenda.show_live", event, steps),
    )


@bp.get("/events/<slug>/agenda/projector")
@needs(Can.SEE)
def show_projector(event: Event) -> Any:
    """The running day on the room's projector, in the event's language or the one asked for: a timer, now and next."""
    with use_language(asked_language(event)):
        return render_template(
            "agenda/running/projector.html",
            event=event,
            live=_found(event, room=True),
            spoken=asked_language(event),
        )


@bp.get("/events/<slug>/agenda/live/state")
@needs(Can.SEE)
def send_live_state(event: Event) -> Any:
    """For a page that stays open: nothing while nobody has pressed or changed anything."""
    if run_mark(event) == request.args.get("mark"):
        return "", 204, _clock()
    room = "room" in request.args
    with use_language(asked_language(event) if room else current_language()):
        return jsonify(_found(event, room).state), 200, _clock()


@bp.post("/events/<slug>/agenda/live/act")
@needs(Can.RUN_AGENDA)
def press_buttons(event: Event) -> Any:
    """Presses: one from a button, or those a device has kept while it was not connected."""
    sent = _sent()
    refused = keep_presses(event, sent, clock.now(), current_user.id)
    if not request.is_json and refused:
        raise Refused(" ".join(refused.values()))
    db.session.commit()
    if request.is_json:
        return (
            jsonify(refused=refused, counted=[one.key for one in sent]),
            409 if refused else 200,
            _clock(),
        )
    return redirect(
        url_for(
            "agenda.show_live",
            slug=event.slug,
            day=request.form.get("day"),
            strand=request.form.get("strand"),
        )
    )


@bp.post("/events/<slug>/agenda/live/again")
@needs(Can.EDIT_AGENDA)
def restart_track(event: Event) -> Any:
    """Take everything back that was pressed in a day or a group, as after a rehearsal."""
    now, strand = clock.now(), request.form.get("strand", 0, type=row_id)
    asked = find_asked_track(
        event, running_plan(event), on=request.form.get("day", ""), strand=strand, now=now
    ) or abort(404)
    count = undo_presses(event, asked.track, now, current_user.id)
    flash(
        _n(
            "%(num)d press of a button was undone.",
            "%(num)d presses of buttons were undone.",
            count,
        )
    )
    db.session.commit()
    return redirect(
        url_for(
            "agenda.show_live", slug=event.slug, day=asked.day.on.isoformat(), strand=strand or None
        )
    )


def _found(event: Event, room: bool = False) -> RunningDay:
    """The day and group in the address."""
    strand = request.args.get("strand", 0, type=row_id)
    return running_day(
        event, request.args.get("day", ""), strand=strand, now=clock.now(), room=room
    ) or abort(404)


def _sent() -> list[SentPress]:
    """What was posted; a page that says what is wrong when it cannot be read."""
    try:
        if request.is_json:
            return read_presses(request.get_json(silent=True))
        form = request.form
        return [
            press_of_button(
                form.get("press", ""), form.get("step", ""), form.get("key", ""), clock.now()
            )
        ]
    except (ValueError, RecursionError):  # the latter for what is nested a thousand deep
        abort(422)


def _clock() -> dict[str, str]:
    """The planner's own clock, for devices whose clock is off."""
    return {"X-Now": str(round(clock.now().timestamp() * 1000)), "Cache-Control": "no-store"}
