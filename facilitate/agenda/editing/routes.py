"""The page of the agenda, and what is done to many steps at once: moved, doubled, taken out, undone."""

from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...web.forms import PlannerForm
from ...web.i18n import _, _n, pick_wording
from ...web.refused import Refused
from .. import actions, undoing
from ..blueprint import bp
from ..history import AgendaAct
from ..places import list_address, place_at_address
from ..placing import (
    GONE,
    Misplaced,
    duplicate_in_plan,
    move_in_plan,
    move_step_by_one,
    remove_from_plan,
    steps_in_order,
    steps_removed_with,
)
from ..plan import PARKED, Plan, PlanStep
from ..queries import revision_of
from ..wording import done_text
from .agenda_changes import (
    change_known_agenda,
    change_subject,
    misplaced_text,
    spoken_title,
    step_gone_text,
)
from .fields import MomentField
from .forms import list_name
from .showing import in_part, page_or_part, return_to_agenda, shows_how_it_is


@bp.get("/events/<slug>/agenda")
@needs(Can.SEE)
def show_agenda(event: Event) -> Any:
    return page_or_part(event)


@bp.get("/events/<slug>/agenda/since/<int:revision>")
@needs(Can.SEE)
def show_agenda_since(event: Event, revision: int) -> Any:
    """For a page that stays open: nothing while nobody has changed anything, else the page as it is now."""
    if revision_of(event) == revision:
        return "", 204
    return page_or_part(event)


def chosen_steps(plan: Plan) -> list[int]:
    """The steps named in what was posted: one, or several that were ticked. Refused when none is there."""
    ids = request.form.getlist("step", type=row_id)
    if not ids:
        raise Refused(_("Tick the steps first, then choose what to do with them."))
    if not set(ids) <= set(plan.steps):
        raise Refused(misplaced_text(Misplaced(GONE)))
    return ids


def step_in_address(plan: Plan, step_id: int) -> PlanStep:
    """The step of an address. A page that shows one that was taken out meanwhile is told so; else 404."""
    if step_id not in plan.steps and in_part():
        raise Refused(step_gone_text())
    return plan.steps.get(step_id) or abort(404)


@bp.post("/events/<slug>/agenda/move")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def move_steps(event: Event) -> Any:
    """Steps go to a `list` below the step `after` (0: first, none: last); or one of them goes `to` up or down.

    With a `start` the first of them starts there from now on, with an empty one when the step before it ends.
    """
    plan = actions.plan_to_change(event)
    steps, to = steps_in_order(plan, chosen_steps(plan)), request.values.get("to", "")
    if to in ("up", "down"):
        by_one = partial(move_step_by_one, id=steps[0].id, by=-1 if to == "up" else 1)
        subject = change_subject(steps[:1])
        written = change_known_agenda(event, plan, AgendaAct.MOVED, by_one, *subject)
    else:
        written = _to_list(event, plan, steps)
    db.session.commit()
    return return_to_agenda(event, written.plan, steps[0])


def _to_list(event: Event, plan: Plan, steps: list[PlanStep]) -> actions.WrittenChange:
    place = place_at_address(plan, request.form.get("list", ""))
    if place is None:
        raise Refused(misplaced_text(Misplaced(GONE)))
    after, ids = request.form.get("after", -1, type=row_id), [step.id for step in steps]
    did = AgendaAct.PARKED if place == PARKED else AgendaAct.MOVED
    pinned = _start() if "start" in request.form else steps[0].pinned

    def rule(before: Plan) -> Plan:
        moved = move_in_plan(before, ids, place, after or None)
        return moved.with_rows(replace(moved.steps[steps[0].id], pinned=pinned))

    written = change_known_agenda(event, plan, did, rule, *change_subject(steps))
    if any(step.place != place for step in steps):
        flash(
            _n(
                "“%(title)s” is now in: %(place)s.",
                "%(num)d steps are now in: %(place)s.",
                len(steps),
                title=spoken_title(steps[0]),
                place=list_name(plan, list_address(plan, place)),
            ),
            f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
        )
    return written


class StartForm(PlannerForm):
    """When a step starts that was put elsewhere; empty: when the one before it ends."""

    start = MomentField()


def _start() -> int | None:
    form = StartForm()
    if not form.validate():
        raise Refused(" ".join(map(str, form.start.errors)))
    start: int | None = form.start.data
    return start


@bp.post("/events/<slug>/agenda/duplicate")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def duplicate_steps(event: Event) -> Any:
    plan = actions.plan_to_change(event)
    steps = steps_in_order(plan, chosen_steps(plan))
    ids = [step.id for step in steps]
    written = change_known_agenda(
        event,
        plan,
        AgendaAct.DOUBLED,
        lambda one: duplicate_in_plan(one, ids),
        *change_subject(steps),
    )
    flash(
        done_text(AgendaAct.DOUBLED, *change_subject(steps)),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, steps[-1])


@bp.post("/events/<slug>/agenda/remove")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def remove_steps(event: Event) -> Any:
    """Steps are taken out; what they hold goes with them once it was said before. Undo brings all back."""
    plan = actions.plan_to_change(event)
    steps = steps_in_order(plan, chosen_steps(plan))
    ids = [step.id for step in steps]
    others = [one for one in steps_removed_with(plan, ids) if one not in steps]
    if others and "sure" not in request.form:
        return render_template("agenda/sure.html", event=event, chosen=steps, others=others)
    written = change_known_agenda(
        event,
        plan,
        AgendaAct.REMOVED,
        lambda one: remove_from_plan(one, ids),
        *change_subject(steps),
    )
    text = done_text(AgendaAct.REMOVED, *change_subject(steps))
    if others:
        text += " " + _(
            "Also removed: %(others)s.",
            others=", ".join(f"“{spoken_title(one)}”" for one in others),
        )
    flash(text, f"undo:{url_for('agenda.undo_change', slug=event.slug)}")
    db.session.commit()
    return return_to_agenda(event, written.plan)


@bp.post("/events/<slug>/agenda/undo")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def undo_change(event: Event) -> Any:
    """Take back the last thing I did."""
    return _undone(event, again=False)


@bp.post("/events/<slug>/agenda/redo")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def redo_change(event: Event) -> Any:
    """Do again what I took back last."""
    return _undone(event, again=True)


def _undone(event: Event, again: bool) -> Any:
    done_before, plan = undoing.undo_latest_in_plan(event, current_user.id, again)
    if done_before is None:
        flash(_("There is nothing to redo.") if again else _("There is nothing to undo."))
    else:
        what = done_text(done_before.did, done_before.about, done_before.count)
        flash(_("Redone: %(what)s", what=what) if again else _("Undone: %(what)s", what=what))
    db.session.commit()
    return return_to_agenda(event, plan)


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/pin")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def pin_step(event: Event, step_id: int) -> Any:
    """Pin a step to the time it starts at now, or take its pin off."""
    plan = actions.plan_to_change(event)
    step = step_in_address(plan, step_id)
    day = plan.day_of(step)
    starts = {one.id: one.start for one in plan.timed(day)} if day is not None else {}
    pinned = None if step.pinned is not None else starts.get(step.id)
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.EDITED,
        rule=lambda one: one.with_rows(replace(step, pinned=pinned)),
        about=step.title,
    )
    if pinned is None and step.pinned is None:
        flash(_("“%(title)s” is parked: it has no start to fix.", title=pick_wording(step.title)))
    db.session.commit()
    return return_to_agenda(event, written.plan, step)
