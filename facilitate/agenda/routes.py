"""The agenda's pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from ..db import db, get_or_404, row_id
from ..events.access import Can, needs
from ..events.models import Event
from ..events.queries import objectives_of, team_of
from ..i18n import _, day, label, words
from ..lib.clock import wall
from ..techniques.shelf import shelf
from . import actions
from .forms import DayForm, step_form
from .models import Day, Step, StepKind
from .queries import ProgrammeDay, days_of, links_of, programme
from .totals import totals
from .warnings import CheckedDay, CheckedStep, unserved, warnings
from .wording import opening

bp = Blueprint("agenda", __name__)
bp.add_app_template_filter(wall, "wall")


@bp.get("/events/<slug>/agenda")
@needs(Can.SEE)
def page(event: Event) -> Any:
    days, objectives = programme(event), objectives_of(event)
    keys, checked = [objective.id for objective in objectives], _checked(event, days)
    shown = _shown(days, request.args.get("day", date.today().isoformat()))
    return render_template(
        "agenda/page.html", event=event, programme=days, shown=shown, objectives=objectives,
        techniques=shelf(), lead=opening(days, len(keys), len(unserved(checked, keys))),
        warnings=warnings(checked, keys),
        totals=totals((one.step.kind, one.step.minutes) for one in shown.steps),
        kinds={kind: label(kind) for kind in StepKind},
        steps={one.step.id: one for one_day in days for one in one_day.steps},
    )  # fmt: skip


def _shown(days: Sequence[ProgrammeDay], asked: str) -> ProgrammeDay:
    """The day of that date or of that number (1, 2 …), or the first one."""
    named = {one.day.on.isoformat(): one for one in days} | {str(n): one for n, one in enumerate(days, 1)}
    return named.get(asked, days[0])


def _checked(event: Event, days: Sequence[ProgrammeDay]) -> list[CheckedDay]:
    return [
        CheckedDay(
            number, one.over, event.first_day <= one.day.on <= event.last_day,
            [CheckedStep(
                row.step.id, row.step.kind, row.gap, row.step.lead_id is not None,
                frozenset(objective.id for objective in row.objectives),
            ) for row in one.steps],
        )
        for number, one in enumerate(days, 1)
    ]  # fmt: skip


def _standing(event: Event, step_id: int) -> Step:
    """A step that is in the agenda; who means to change it reads it when nobody else changes the agenda."""
    if request.method == "POST":
        actions.alone(event)
    return get_or_404(Step, Step.id == step_id, Step.event_id == event.id, Step.removed_at.is_(None))


def _back(event: Event, on: date, step: Step | None = None) -> Any:
    """To that day of the agenda, at the step."""
    anchor = f"step-{step.id}" if step else None
    return redirect(url_for("agenda.page", slug=event.slug, day=on.isoformat(), _anchor=anchor))


def _date_of(event: Event, day_id: int) -> date:
    return next(one.on for one in days_of(event) if one.id == day_id)


@bp.post("/events/<slug>/agenda/days")
@needs(Can.EDIT_AGENDA)
def make_days(event: Event) -> Any:
    """A day for every date of the event; then its first step can be written."""
    actions.ensure_days(event)
    db.session.commit()
    return redirect(url_for("agenda.add_step", slug=event.slug, day=request.form.get("on", "")))


@bp.route("/events/<slug>/agenda/days/<int:day_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_day(event: Event, day_id: int) -> Any:
    row = get_or_404(Day, Day.id == day_id, Day.event_id == event.id)
    on = _date_of(event, day_id)
    form = DayForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, on)
    return render_template("agenda/day.html", event=event, form=form, on=on), form.status


@bp.route("/events/<slug>/agenda/steps/new", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def add_step(event: Event) -> Any:
    """A new step, at the end of the day in the address or below the step in the address."""
    days = actions.ensure_days(event) if request.method == "POST" else days_of(event)
    after = request.args.get("after", 0, type=row_id)
    above = _standing(event, after) if after else None
    into = next((one for one in days if _is_wanted(one, above)), days[0])
    kind = request.args.get("kind", StepKind.PLENARY)
    form = step_form(None, days, team_of(event), objectives_of(event), day_id=into.id, kind=kind)
    if form.validate_on_submit():
        row = Step()
        form.populate_obj(row)
        actions.add_step(event, row, above)
        actions.keep_links(row, form.supporters.data or [], form.objectives.data or [])
        flash(_("“%(title)s” is in the agenda.", title=words(row.title)))
        db.session.commit()
        return _back(event, _date_of(event, row.day_id), row)
    return render_template("agenda/step.html", event=event, form=form, above=above, on=into.on), form.status


def _is_wanted(one: Day, above: Step | None) -> bool:
    return one.id == above.day_id if above else one.on.isoformat() == request.args.get("day")


@bp.route("/events/<slug>/agenda/steps/<int:step_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_step(event: Event, step_id: int) -> Any:
    row, days = _standing(event, step_id), days_of(event)
    before, on = row.day_id, next(one.on for one in days if one.id == row.day_id)
    form = step_form(row, days, team_of(event), objectives_of(event), links_of(row))
    if form.saves(row):
        if row.day_id != before:
            actions.move_to_day(event, row, row.day_id)
        actions.keep_links(row, form.supporters.data or [], form.objectives.data or [])
        flash(_("Saved."))
        db.session.commit()
        return _back(event, next(one.on for one in days if one.id == row.day_id), row)
    return render_template("agenda/step.html", event=event, form=form, step=row, on=on), form.status


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/move")
@needs(Can.EDIT_AGENDA)
def move_step(event: Event, step_id: int) -> Any:
    """One place up or down; or to the end of another day, staying on the day one is looking at."""
    row, to = _standing(event, step_id), request.form.get("to")
    on = _date_of(event, row.day_id)
    if to == "day":
        other = get_or_404(Day, Day.id == request.form.get("day", 0, type=row_id), Day.event_id == event.id)
        actions.move_to_day(event, row, other.id)
        flash(
            _(
                "“%(title)s” is now the last step of %(day)s.",
                title=words(row.title),
                day=day(_date_of(event, other.id), "long"),
            )
        )
        db.session.commit()
        return _back(event, on)
    if to not in ("up", "down"):
        abort(400)
    actions.move(event, row, up=to == "up")
    db.session.commit()
    return _back(event, on, row)


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/remove")
@needs(Can.EDIT_AGENDA)
def remove_step(event: Event, step_id: int) -> Any:
    row = _standing(event, step_id)
    actions.remove(row)
    undo = url_for("agenda.restore", slug=event.slug, step_id=row.id)
    flash(_("“%(title)s” is taken out.", title=words(row.title)), f"undo:{undo}")
    db.session.commit()
    return _back(event, _date_of(event, row.day_id))


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/put-back")
@needs(Can.EDIT_AGENDA)
def restore(event: Event, step_id: int) -> Any:
    row = get_or_404(Step, Step.id == step_id, Step.event_id == event.id)
    actions.put_back(row)
    flash(_("“%(title)s” is back.", title=words(row.title)))
    db.session.commit()
    return _back(event, _date_of(event, row.day_id), row)
