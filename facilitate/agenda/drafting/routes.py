"""Three drafts side by side, what they are composed of, and using one of them, whole or step by step."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import objectives_of
from ...techniques.queries import techniques_for_keys
from ...techniques.technique import OutputKind
from ...web.i18n import _, _n
from ...web.refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..composing.compose import checked_draft_days
from ..composing.draft import AgendaDraft
from ..editing.agenda_changes import change_known_agenda
from ..history import AgendaAct
from ..plan import Plan, PlanDay, PlanPlace
from ..queries import plan_of
from ..totals import DayTotals, LeafStep, add_up_day
from ..typed_lines import prepare_typed_steps
from .actions import (
    ProposedDrafts,
    cafes_in,
    free_days,
    insert_draft,
    propose_drafts,
    say_sought,
    sought_of,
)
from .wording import NAMES, draft_reasons, left_objectives_text, style_difference_text


@bp.get("/events/<slug>/agenda/draft")
@needs(Can.EDIT_AGENDA)
def show_drafts(event: Event) -> Any:
    """The drafts for the days asked for, else for those that are empty."""
    plan = plan_of(event)
    days = _days(event, plan, request.args.getlist("day"))
    found = propose_drafts(event, plan, days)
    return render_template(
        "agenda/drafting/drafts.html",
        event=event,
        plan=plan,
        chosen=days,
        all_days=[day for day in plan.in_order if event.first_day <= day.on <= event.last_day],
        occupied={day.id: len(plan.at(PlanPlace(day.id))) for day in plan.in_order},
        there=sum(len(plan.at(PlanPlace(day.id))) for day in days),
        found=found,
        spent={one.style: draft_totals(found, one) for one in found.drafts},
        techniques=techniques_for_keys(
            step.technique for one in found.drafts for step in one.steps
        ),
        codes={key: one.code for key, one in found.objectives.items()},
        sought_of=sought_of,
        kinds=[one for one in OutputKind if one is not OutputKind.UNSAID],
        names=NAMES,
        differs=style_difference_text,
        sentence=left_objectives_text,
        reasons=draft_reasons,
    )


def _days(event: Event, plan: Plan, asked: list[str]) -> list[PlanDay]:
    days = [day for day in plan.in_order if event.first_day <= day.on <= event.last_day]
    return [day for day in days if day.on.isoformat() in asked] or free_days(event, plan)


def draft_totals(found: ProposedDrafts, one: AgendaDraft) -> DayTotals:
    """How the time of a draft is spent, all days together."""
    steps = [step for day in checked_draft_days(found.brief, one) for step in day.steps]
    return add_up_day(LeafStep(str(step.kind), step.end - step.start, step.parts) for step in steps)


@bp.post("/events/<slug>/agenda/draft/sought")
@needs(Can.EDIT_AGENDA)
def say_what_is_sought(event: Event) -> Any:
    """Keep what is to come out of the objectives; the drafts are composed of it."""
    said = {}
    for objective in objectives_of(event):
        value = request.form.get(f"sought-{objective.id}", "")
        if value in set(OutputKind):
            said[objective.id] = OutputKind(value)
    say_sought(event, said)
    db.session.commit()
    return redirect(url_for("agenda.show_drafts", slug=event.slug, day=request.form.getlist("day")))


@bp.post("/events/<slug>/agenda/draft/use")
@needs(Can.EDIT_AGENDA)
def use_draft(event: Event) -> Any:
    """Put the ticked steps of a draft into the agenda: one change, undone in one."""
    plan = agenda.plan_to_change(event)
    days = _days(event, plan, request.form.getlist("day"))
    found = propose_drafts(event, plan, days)
    seals = {found.seal(one): one for one in found.drafts}
    one = seals.get(request.form.get("seal", ""))
    if one is None:
        raise Refused(
            _("The drafts have changed since you looked at them. Look at them again, then choose.")
        )
    keys = {step.key for step in one.steps} & set(request.form.getlist("step", type=row_id))
    if not keys:
        raise Refused(_("Tick at least one step of the draft."))
    parks = "park" in request.form
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.DRAFTED,
        rule=lambda before: insert_draft(before, one, keys, parks),
        about=NAMES[one.style],
        count=len(keys),
    )
    cafes = cafes_in(written.plan.steps[key] for key in written.steps.values())
    prepare_typed_steps(event, cafes, written.change)
    text = _n(
        "%(num)d step of the draft is in the agenda now.",
        "%(num)d steps of the draft are in the agenda now.",
        len(keys),
    )
    flash(text, f"undo:{url_for('agenda.undo_change', slug=event.slug)}")
    db.session.commit()
    return redirect(url_for("agenda.show_agenda", slug=event.slug, day=days[0].on.isoformat()))
