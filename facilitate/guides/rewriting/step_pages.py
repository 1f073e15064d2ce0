"""Writing over what the guide says of a step: line by line, with the technique's words to begin with."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...agenda import actions
from ...agenda.editing.agenda_changes import change_known_agenda
from ...agenda.editing.step_pages import edited_plan
from ...agenda.history import AgendaAct, cells_from_rows, plan_before
from ...agenda.models import AgendaChange
from ...agenda.plan import Plan, PlanStep
from ...agenda.queries import agenda_now_of, changes_since, plan_of, revision_of
from ...agenda.undoing import undo_latest
from ...agenda.wording import done_text
from ...cafe.models import Cafe
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...techniques.queries import technique_by_key as technique_of
from ...web.i18n import _
from ...web.refused import Refused
from ..blueprint import bp
from ..usual import UsualWords
from . import wording
from .forms import FIELDS, WriteForm, step_with_words, write_form
from .languages import language_left_behind
from .step_stops import StepStop, step_stop_at


@bp.route("/events/<slug>/guide/steps/<int:step_id>/write", methods=["GET", "POST"])
@needs(Can.WRITE_GUIDE)
def edit_guide_words(event: Event, step_id: int) -> Any:
    """The words of one step; what only repeats the technique is not kept."""
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    form, stop, was = _form(event, plan, step_id)
    gone = step_id not in plan.steps
    asked = form.script.rearranged or form.bring_back(request.form.get("back", ""))
    if not gone and not asked and form.validate_on_submit():
        wanted = form.merged(stop.step, was, revision_of(event))
        if wanted is not None:
            return _saved(event, plan, stop=stop, wanted=wanted, usual=form.usuals[0])
    return render_template(
        "guides/rewriting/step.html",
        event=event,
        form=form,
        stop=stop,
        step=stop.step,
        gone=gone,
        technique=technique_of(stop.step.technique),
        usual=form.usuals[0],
        wording=wording,
        side_by_side="both" in request.args,
    ), 409 if gone else 200 if asked else form.status


def _form(event: Event, plan: Plan, step_id: int) -> tuple[WriteForm, StepStop, PlanStep]:
    """The form, where the step stands now, and the step as it was when the form was opened.

    A step that somebody has taken out meanwhile stands where it stood; one that was never there is 404.
    """
    since = request.form.get("revision", type=row_id)
    before = plan if since is None else plan_before(plan, changes_since(event, since))
    found = [one for one in ([plan] if before is plan else [plan, before]) if step_id in one.steps]
    if not found:
        abort(404)
    timed = db.session.scalar(sa.select(Cafe.id).where(Cafe.step_id == step_id)) is None
    stops = [step_stop_at(event, one, one.steps[step_id]) for one in found]
    form = write_form(
        stops[0].step,
        [stop.usual(technique_of(stop.step.technique), timed) for stop in stops],
        stops[0].holds,
    )
    form.lines = stops[0].technique_lines(technique_of(stops[0].step.technique), timed)
    if not form.is_submitted():
        form.revision.data = str(revision_of(event))
    return form, stops[0], stops[-1].step


def _saved(
    event: Event, plan: Plan, stop: StepStop, wanted: dict[str, Any], usual: UsualWords
) -> Any:
    """Written, told with a way to undo it, and on: to the step in the guide, or to the next one's words."""
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.WRITTEN,
        rule=lambda one: edited_plan(one, stop.step, wanted),
        about=stop.step.title,
    )
    if written.change is None:
        flash(_("Saved. Nothing had changed."))
    else:
        now = written.plan.steps[stop.step.id]
        old, new = step_with_words(stop.step, usual), step_with_words(now, usual)
        stayed = {
            name: language_left_behind(getattr(old, name), getattr(new, name)) for name in FIELDS
        }
        told = [
            done_text(AgendaAct.WRITTEN, stop.step.title, 1),
            *wording.unchanged_wordings(stayed),
        ]
        undo = url_for("guides.undo_guide_words", slug=event.slug, change_id=written.change.id)
        flash(" ".join(told), f"undo:{undo}")
    db.session.commit()
    return redirect(_onward(event, stop, "next" in request.form))


def _onward(event: Event, stop: StepStop, further: bool) -> str:
    if further and stop.after:
        both = request.args.get("both")
        return url_for("guides.edit_guide_words", slug=event.slug, step_id=stop.after.id, both=both)
    if not stop.number:
        return url_for("agenda.show_agenda", slug=event.slug, _anchor=f"step-{stop.step.id}")
    return url_for("guides.show_guide", slug=event.slug, _anchor=f"guide-{stop.number.address}")


@bp.post("/events/<slug>/guide/written/<int:change_id>/undo")
@needs(Can.WRITE_GUIDE)
def undo_guide_words(event: Event, change_id: int) -> Any:
    """Take back what I have just written into the guide, also for who may not change the agenda otherwise."""
    actions.wait_for_agenda_lock(event)
    change = db.session.get(AgendaChange, change_id)
    if change is None or change.event_id != event.id or change.did != AgendaAct.WRITTEN:
        abort(404)
    if agenda_now_of(event, current_user.id).undo != change_id:
        raise Refused(_("That was not your last change in this agenda; nothing was undone."))
    undo_latest(event, current_user.id)
    flash(_("Undone: %(what)s", what=done_text(change.did, change.about, change.count)))
    db.session.commit()
    return redirect(
        url_for(
            "guides.edit_guide_words", slug=event.slug, step_id=cells_from_rows(change.cells)[0].id
        )
    )
