"""Writing a step, and the times of a day."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db, row_id
from ...directory.models import Organisation, Person
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...web.i18n import _, pick_wording
from .. import actions
from ..blueprint import bp
from ..history import AgendaAct, plan_before
from ..models import AgendaChange
from ..places import list_address, place_at_address
from ..placing import add_to_plan, check_place, move_in_plan
from ..plan import Plan, PlanDay, PlanPlace, PlanStep
from ..queries import changes_since, plan_of, revision_of
from ..typed_lines import prepare_typed_steps
from .agenda_changes import agree_kind_with_technique, change_known_agenda
from .counted_titles import counts_of_title, groups_to_lay
from .forms import CELL, DayForm, StepForm, StepOffers, place_chosen, step_form
from .merging import filled_fields_text
from .routes import step_in_address
from .showing import in_part, is_block, return_to_agenda, shows_how_it_is


def known_speakers() -> dict[str, tuple[int, str]]:
    """Everybody who could speak, as the list of names shows them: their number and name. No contact details."""
    rows = db.session.execute(
        sa.select(Person.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Organisation, Person.organisation_id == Organisation.id)
        .order_by(Person.id)
    )
    return {
        f"{given} {family} – {office}": (key, f"{given} {family}")
        for key, given, family, office in rows
    }


def _form(
    event: Event, step: PlanStep | None, plan: Plan, cell: str = "", **values: Any
) -> StepForm:
    offers = StepOffers(lambda: team_of(event), lambda: objectives_of(event), known_speakers)
    return step_form(step, plan, offers, cell, **values)


def plan_when_opened(event: Event, form: Any, plan: Plan) -> Plan:
    """The agenda as it was when the form was opened; a form that is only shown gets today's revision."""
    if not form.is_submitted():
        form.revision.data = str(revision_of(event))
        return plan
    return plan_before(plan, changes_since(event, form.opened_at))


@bp.route("/events/<slug>/agenda/steps/new", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def add_step(event: Event) -> Any:
    """A new step: at the end of the list in the address, or below the step in the address."""
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    above = plan.steps.get(request.args.get("after", 0, type=row_id) or 0)
    into = (
        above.place
        if above
        else place_at_address(plan, request.args.get("in", "")) or PlanPlace(plan.in_order[0].id)
    )
    kind = request.args.get("kind", "plenary")
    form = _form(event, None, plan, into=into, where=list_address(plan, into), kind=kind)
    before = plan_when_opened(event, form, plan)
    if form.validate_on_submit():
        place = place_chosen(form, plan)
        typed = {name: value for name, value in form.typed().items() if name != "where"}
        blank = PlanStep(0, minutes=30)
        fields = agree_kind_with_technique(counts_of_title(typed, blank, event.expected), blank)
        there = step_added_since(plan, before, place, fields)
        if there is not None:
            flash(_("“%(title)s” is in the agenda already.", title=pick_wording(there.title)))
            return return_to_agenda(event, plan, there)
        step = PlanStep(plan.fresh("steps"), *place, **fields)
        below = above.id if above and above.place == place else -1
        written = change_known_agenda(
            event,
            plan,
            did=AgendaAct.ADDED,
            rule=lambda one: add_to_plan(one, step, below),
            about=step.title,
        )
        new = written.plan.steps[written.steps[step.id]]
        lay_counted_tables(event, new, blank, written.change, form)
        flash(_("“%(title)s” is now in the agenda.", title=pick_wording(step.title)))
        db.session.commit()
        return return_to_agenda(event, written.plan, written.plan.steps[written.steps[step.id]])
    return _shown(event, form, above=above, into=into, plan=plan), form.status


def lay_counted_tables(
    event: Event, step: PlanStep, before: PlanStep, change: AgendaChange | None, form: StepForm
) -> None:
    """The tables or groups a form has given a step are laid; undone with the change."""
    said = form.typed().get("title")
    if typed := groups_to_lay(step, before, said, event.expected):
        prepare_typed_steps(event, {step.id: typed}, change)


def step_added_since(
    plan: Plan, before: Plan, place: PlanPlace, fields: dict[str, Any]
) -> PlanStep | None:
    """The step that the same form has added already: who goes back and saves again means the same one."""
    new = (step for key, step in plan.steps.items() if key not in before.steps)
    return next(
        (
            step
            for step in new
            if step.place == place
            and all(getattr(step, name) == value for name, value in fields.items())
        ),
        None,
    )


@bp.route("/events/<slug>/agenda/steps/<int:step_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_step(event: Event, step_id: int) -> Any:
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    step = plan.steps.get(step_id) or _taken_out(event, plan, step_id)
    form = _form(event, step, plan)
    before = plan_when_opened(event, form, plan)
    if step_id not in plan.steps:
        return _shown(event, form, gone=step, plan=plan), 409
    if form.validate_on_submit():
        wanted = _wanted(event, form, step, plan, before)
        if wanted is not None:
            written = change_known_agenda(
                event,
                plan,
                did=AgendaAct.EDITED,
                rule=lambda one: edited_plan(one, step, wanted),
                about=step.title,
            )
            lay_counted_tables(event, written.plan.steps[step_id], step, written.change, form)
            flash(_("Saved."))
            db.session.commit()
            return return_to_agenda(event, written.plan, written.plan.steps[step_id])
    holds, takes = bool(plan.inside(step.id)), is_block(plan, step)
    return _shown(event, form, step=step, plan=plan, holds=holds, takes=takes), form.status


def _shown(event: Event, form: StepForm, **values: Any) -> str:
    """The form of a step on its page, or as a panel beside the agenda for a script of that page."""
    name = "agenda/step_panel.html" if in_part() else "agenda/step.html"
    return render_template(name, event=event, form=form, filled=filled_fields_text, **values)


def _wanted(
    event: Event, form: StepForm, step: PlanStep, plan: Plan, before: Plan
) -> dict[str, Any] | None:
    """The fields to write of a step whose form is right, kind and technique in agreement; None where edits collide."""
    was = before.steps.get(step.id, step)
    revision = form.opened_at if before is plan else revision_of(event)
    wanted = form.merged(_with_place(plan, step), _with_place(before, was), revision)
    return (
        None
        if wanted is None
        else agree_kind_with_technique(counts_of_title(wanted, step, event.expected), step)
    )


def _taken_out(event: Event, plan: Plan, step_id: int) -> PlanStep:
    """A step that somebody took out while it was written here: what was typed is shown once more. Else 404."""
    opened_at = request.form.get("revision", type=row_id)
    if opened_at is None:
        abort(404)
    step = plan_before(plan, changes_since(event, opened_at)).steps.get(step_id) or abort(404)
    return replace(step, block=None, strand=None, day=step.day or plan.in_order[0].id)


def _with_place(plan: Plan, step: PlanStep) -> SimpleNamespace:
    """A step as its form sees it: with the name of the list it stands in."""
    return SimpleNamespace(**vars(step), where=list_address(plan, step.place))


def edited_plan(plan: Plan, step: PlanStep, wanted: dict[str, Any]) -> Plan:
    """The plan with these fields of a step; `where`, the name of a list, moves it to that list's end."""
    fields = {name: value for name, value in wanted.items() if name != "where"}
    plan = plan.with_rows(replace(step, **fields))
    place = place_at_address(plan, wanted.get("where", "")) if "where" in wanted else step.place
    if place is None or place == step.place:
        return plan
    check_place(plan, place)
    return move_in_plan(plan, [step.id], place, -1)


@bp.get(f"/events/<slug>/agenda/steps/<int:step_id>/cells/<{CELL}:cell>")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def show_cell(event: Event, step_id: int, cell: str) -> Any:
    """A cell of a step to be edited where it stands; without a script on a page of its own."""
    plan = plan_of(event)
    step = step_in_address(plan, step_id)
    form = _form(event, step, plan, cell)
    plan_when_opened(event, form, plan)
    name = "agenda/cell_part.html" if in_part() else "agenda/cell.html"
    return render_template(name, event=event, form=form, step=step, cell=cell)


@bp.post(f"/events/<slug>/agenda/steps/<int:step_id>/<{CELL}:cell>")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def edit_cell(event: Event, step_id: int, cell: str) -> Any:
    """What was typed into a cell; what cannot be read is refused, never guessed."""
    plan = actions.plan_to_change(event)
    step = step_in_address(plan, step_id)
    form = _form(event, step, plan, cell)
    before = plan_when_opened(event, form, plan)
    wanted = _wanted(event, form, step, plan, before) if form.validate_on_submit() else None
    if wanted is None:
        name = "agenda/cell_refused.html" if in_part() else "agenda/cell.html"
        return render_template(name, event=event, form=form, step=step, cell=cell), form.status
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.EDITED,
        rule=lambda one: edited_plan(one, step, wanted),
        about=step.title,
    )
    lay_counted_tables(event, written.plan.steps[step_id], step, written.change, form)
    db.session.commit()
    return return_to_agenda(event, written.plan, step)


@bp.route("/events/<slug>/agenda/days/<on>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_day(event: Event, on: str) -> Any:
    """When a day starts and is meant to end."""
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    row = _day(plan, on)
    form = DayForm(obj=row)
    before = plan_when_opened(event, form, plan)
    if form.validate_on_submit():
        wanted = form.merged(row, before.days.get(row.id, row), revision_of(event))
        if wanted is not None:
            change_known_agenda(
                event, plan, AgendaAct.DAY, lambda one: one.with_rows(replace(row, **wanted))
            )
            flash(_("Saved."))
            db.session.commit()
            return redirect(url_for("agenda.show_agenda", slug=event.slug, day=on))
    return render_template("agenda/day.html", event=event, form=form, on=row.on), form.status


def _day(plan: Plan, on: str) -> PlanDay:
    try:
        wanted = date.fromisoformat(on)
    except ValueError:
        abort(404)
    return next((day for day in plan.days.values() if day.on == wanted), None) or abort(404)
