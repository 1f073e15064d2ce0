"""The agenda while it runs: for whoever runs it, for the room, and afterwards what it took and what it teaches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.extensions import PagePart, adds_to_page, page_parts
from ...events.models import Event
from ...lib.shares import bar_length
from ...techniques.queries import all_techniques
from ...web.i18n import _, _n, current_language, label_of, pick_wording, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..kinds import StepKind
from ..lessons import LITTLE, StepTiming, TimingSum, learn_lessons, sum_timings
from ..models import Step
from ..plan import Plan, PlanDay, PlanStep, PlanStrand
from ..timing_history import timings_elsewhere, timings_of
from ..wording import timing_lesson_text
from .actions import keep_presses, undo_presses
from .queries import run_mark, running_plan
from .sending import SentPress, press_of_button, read_presses
from .showing import RunningDay, find_asked_track, running_day
from .tracks import tracks_of_day


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
            "%(num)d button press was undone.",
            "%(num)d button presses were undone.",
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


@dataclass(frozen=True)
class TimedDay:
    """A day that was run: its steps in order, and the sum of those that were not in a group beside others."""

    day: PlanDay
    steps: list[tuple[StepTiming, PlanStep, PlanStrand | None]]
    sum: TimingSum

    @property
    def beside(self) -> bool:
        """Whether something ran in groups beside each other."""
        return any(group for _row, _step, group in self.steps)


@bp.get("/events/<slug>/agenda/took")
@needs(Can.SEE)
def show_timings(event: Event) -> Any:
    plan, own = running_plan(event), timings_of(event)
    known = learn_lessons([*own, *timings_elsewhere(event)])
    names = {key: pick_wording(one.name) for key, one in all_techniques().items()}
    technique = sum_timings(own, lambda one: names.get(one.key.technique))
    kind = sum_timings(own, lambda one: label_of(StepKind(one.kind)))
    tables = [
        (_("By technique"), _("Technique"), list(technique.items())),
        (_("By kind of step"), _("Kind"), list(kind.items())),
    ]
    return render_template(
        "agenda/running/took.html",
        event=event,
        ran=_days(plan, own),
        tables=tables,
        scale=bar_scale,
        sum=sum_timings(own, lambda _one: "all").get("all"),
        bar=bar_scale(own),
        taught={
            one.step: timing_lesson_text(found) for one in own if (found := one.key.found_in(known))
        },
    )


def bar_scale(rows: Sequence[StepTiming | TimingSum]) -> Callable[[int], float]:
    """How long the bar of so many minutes is (percent) where the longest of these rows fills the picture."""
    most = max((max(one.planned, one.minutes) for one in rows), default=0)
    return lambda minutes: bar_length(max(minutes, 0), most)


def _days(plan: Plan, own: Sequence[StepTiming]) -> list[TimedDay]:
    """The days on which something was run, with what was run in the order of the agenda; what was taken out since is
    left out here, but counts in the sums.
    """
    by_step = {one.step: one for one in own}
    found = []
    for day in plan.in_order:
        steps = [
            step
            for track in tracks_of_day(plan, day.id)
            for step in track.steps
            if step.id in by_step
        ]
        rows = [(by_step[step.id], step, plan.strands.get(step.strand or 0)) for step in steps]
        main = [row for row, _step, group in rows if group is None]
        if rows:
            found.append(
                TimedDay(
                    day,
                    rows,
                    sum_timings(main, lambda _one: "day").get("day") or TimingSum(0, 0, 0),
                )
            )
    return found


MOST = 6
"""Steps that are named: those whose time differed most."""


@adds_to_page("consultation.show_evaluation")
def summarise_timing(event: Event) -> PagePart | None:
    """The sum of all steps that were timed, and those that took much longer or much less than planned."""
    took = timings_of(event)
    if not took:
        return None
    far = [one for one in took if abs(one.longer) >= LITTLE]
    far = sorted(far, key=lambda one: (-abs(one.longer), one.step))[:MOST]
    whole = sum_timings(took, lambda _one: "all")["all"]
    asked = sa.select(Step.id, Step.title).where(Step.id.in_([one.step for one in far]))
    titles = {key: title for key, title in db.session.execute(asked)}
    rows = [(pick_wording(titles[one.step]), one) for one in far]
    return PagePart(
        "agenda/running/beside.html", {"sum": whole, "rows": rows, "bar": bar_scale(far)}
    )
