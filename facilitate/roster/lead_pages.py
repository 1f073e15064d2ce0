"""Who leads which step: all steps that nobody leads, on one page, each with who of the roster could."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ..agenda import actions
from ..agenda.blueprint import bp
from ..agenda.editing.agenda_changes import change_known_agenda
from ..agenda.editing.checked_days import is_led
from ..agenda.editing.merging import MergedForm
from ..agenda.history import AgendaAct, plan_before
from ..agenda.plan import Plan, PlanStep
from ..agenda.programmes import programme_from
from ..agenda.queries import changes_since, plan_of, revision_of
from ..agenda.warnings import UNLED
from ..agenda.wording import done_text
from ..data.db import db
from ..events.access import Can, needs
from ..events.models import Event, Member
from ..events.queries import team_of
from ..techniques.queries import technique_by_key
from ..web.forms import PickField, PlannerForm
from ..web.i18n import _, _l, pick_wording, sort_by_name
from .proposing import lead_candidates
from .wording import reasons_said


class StepLeadForm(MergedForm):
    """Who leads one step; the label is the step's title."""

    lead = PickField(_l("Lead"))


class RemainingLeadForm(PlannerForm):
    """Who leads all the steps that are left without a lead."""

    rest = PickField(
        _l("Who leads the steps you leave empty"),
        description=_l("One person for all of them, to begin with. You can change each one later."),
    )


@bp.route("/events/<slug>/agenda/leads", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_leads(event: Event) -> Any:
    """The steps that nobody leads, each with the team to choose from; with `?all=1` those that somebody leads, too."""
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    team = sort_by_name(list(team_of(event)), lambda member: member.name)
    days, revision = programme_from(event, plan, team, []), revision_of(event)
    remaining = RemainingLeadForm()
    remaining.rest.offer(team, lambda member: member.name, none=_("nobody yet"))
    steps = [one for day in days for one in day.leaves if one.step.kind not in UNLED]
    unled = {one.step.id for one in steps if not is_led(one)}
    shown = [one for one in steps if _is_shown(one.step, unled)]
    forms = {one.step.id: _form_of(one.step, team, revision) for one in shown}
    if remaining.is_submitted() and all([one.validate() for one in (remaining, *forms.values())]):
        wanted = _chosen(event, plan, forms, revision)
        if wanted is not None:
            left = {key for key in unled & forms.keys() if not forms[key].lead.data}
            return _saved(event, plan, dict.fromkeys(left, remaining.rest.data) | wanted)
    clashed = [form for form in forms.values() if form.clash]
    remaining.clash = [told for form in clashed for told in form.clash]
    return render_template(
        "agenda/leads.html",
        event=event,
        by_day=[(day, [one for one in shown if one in day.steps]) for day in days],
        forms=forms,
        remaining=remaining,
        unled=len(unled),
        steps=len(steps),
        all_steps="all" in request.args,
        proposed=_proposed(event, plan, unled),
    ), 409 if clashed else remaining.status


def _proposed(event: Event, plan: Plan, steps: set[int]) -> dict[int, str]:
    """The best free person of the roster for each step, with the reason."""
    found = {}
    for key, ranked in lead_candidates(event, plan, steps).items():
        best = next((one for one in ranked if one.is_free), None)
        if best:
            why = reasons_said(best, technique_by_key(plan.steps[key].technique))
            found[key] = f"{best.name}: {why}"
    return found


def _is_shown(step: PlanStep, unled: set[int]) -> bool:
    """Whether a step is on the page: nobody leads it, all are asked for, or it was there when the page was opened."""
    was_there = f"{_prefix(step)}revision" in request.form
    return was_there or "all" in request.args or step.id in unled


def _prefix(step: PlanStep) -> str:
    return f"step-{step.id}-"


def _form_of(step: PlanStep, team: Sequence[Member], revision: int) -> StepLeadForm:
    asked = request.form if f"{_prefix(step)}revision" in request.form else None
    form = StepLeadForm(formdata=asked, obj=step, prefix=_prefix(step), meta={"csrf": False})
    form.lead.label.text = pick_wording(step.title)
    form.lead.offer(team, lambda member: member.name, none=_("nobody yet"))
    if asked is None:
        form.revision.data = str(revision)
    return form


def _chosen(
    event: Event, plan: Plan, forms: dict[int, StepLeadForm], revision: int
) -> dict[int, int | None] | None:
    """Who is to lead each step that changes; None where somebody else has named another lead meanwhile."""
    opened = min((form.opened_at for form in forms.values()), default=revision)
    before = plan_before(plan, changes_since(event, opened))
    wanted: dict[int, int | None] = {}
    for key, form in forms.items():
        step = plan.steps[key]
        mine = form.merged(step, before.steps.get(key, step), revision)
        if mine:
            wanted[key] = mine["lead"]
    return None if any(form.clash for form in forms.values()) else wanted


def _saved(event: Event, plan: Plan, wanted: dict[int, int | None]) -> Any:
    """Write who leads what as one change, and go back to the agenda."""
    wanted = {key: lead for key, lead in wanted.items() if lead != plan.steps[key].lead}
    if not wanted:
        flash(_("Nothing was changed."))
        return redirect(url_for("agenda.show_agenda", slug=event.slug))
    led = [replace(plan.steps[key], lead=lead) for key, lead in wanted.items()]
    about, count = led[0].title, len(led)
    change_known_agenda(
        event,
        plan,
        did=AgendaAct.LED,
        rule=lambda one: one.with_rows(*led),
        about=about,
        count=count,
    )
    flash(done_text(AgendaAct.LED, about, count))
    db.session.commit()
    return redirect(url_for("agenda.show_agenda", slug=event.slug))
