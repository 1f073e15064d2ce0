"""The parallel strands of a block."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import team_of
from ...web.i18n import _, pick_wording
from .. import actions
from ..blueprint import bp
from ..history import AgendaAct
from ..placing import add_strand, remove_strand
from ..plan import Plan, PlanStep, PlanStrand
from ..queries import plan_of, revision_of
from .agenda_changes import change_known_agenda
from .forms import StrandForm, fill_people
from .showing import return_to_agenda
from .step_pages import plan_when_opened


def _block(plan: Plan, step_id: int) -> PlanStep:
    step = plan.steps.get(step_id)
    return step if step and step.block is None else abort(404)


@bp.route("/events/<slug>/agenda/steps/<int:step_id>/strands/new", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def create_strand(event: Event, step_id: int) -> Any:
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    block = _block(plan, step_id)
    form = StrandForm()
    fill_people(form, plan, lambda: team_of(event))
    if form.validate_on_submit():
        strand = PlanStrand(plan.fresh("strands"), block.id, **form.typed())
        written = change_known_agenda(
            event,
            plan,
            did=AgendaAct.STRAND,
            rule=lambda one: add_strand(one, strand),
            about=block.title,
        )
        flash(
            _(
                "“%(name)s” was added to the groups of “%(title)s”.",
                name=pick_wording(strand.name),
                title=pick_wording(block.title),
            )
        )
        db.session.commit()
        return return_to_agenda(event, written.plan, block)
    return render_template("agenda/strand.html", event=event, form=form, block=block), form.status


@bp.route("/events/<slug>/agenda/strands/<int:strand_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_strand(event: Event, strand_id: int) -> Any:
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    strand = plan.strands.get(strand_id) or abort(404)
    block = plan.steps[strand.block]
    form = StrandForm(obj=strand)
    fill_people(form, plan, lambda: team_of(event))
    before = plan_when_opened(event, form, plan)
    if form.validate_on_submit():
        wanted = form.merged(strand, before.strands.get(strand_id, strand), revision_of(event))
        if wanted is not None:
            written = change_known_agenda(
                event,
                plan,
                did=AgendaAct.STRAND,
                rule=lambda one: one.with_rows(replace(strand, **wanted)),
                about=block.title,
            )
            flash(_("Saved."))
            db.session.commit()
            return return_to_agenda(event, written.plan, block)
    return render_template(
        "agenda/strand.html", event=event, form=form, block=block, strand=strand
    ), form.status


@bp.post("/events/<slug>/agenda/strands/<int:strand_id>/remove")
@needs(Can.EDIT_AGENDA)
def remove_strand_of_block(event: Event, strand_id: int) -> Any:
    """Take a strand away; its steps are parked."""
    plan = actions.plan_to_change(event)
    strand = plan.strands.get(strand_id) or abort(404)
    block = plan.steps[strand.block]
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.STRAND,
        rule=lambda one: remove_strand(one, strand_id),
        about=block.title,
    )
    flash(
        _(
            "The group “%(name)s” was removed; its steps are parked.",
            name=pick_wording(strand.name),
        ),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, block)
