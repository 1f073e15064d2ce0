"""Agendas begun with a template, and kept as one; beside it the pages of techniques inserted and steps copied."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, _n, format_day, pick_wording
from ...web.refused import Refused
from ..actions import plan_to_change
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda
from ..editing.showing import return_to_agenda
from ..forms import AgendaTemplateForm
from ..history import AgendaAct
from ..models import AgendaTemplate
from ..places import place_at_address
from ..plan import Plan, PlanPlace
from ..programmes import programme_from
from ..queries import agenda_days_of, outline_of, plan_of
from ..wording import done_text
from . import actions, insert_pages
from .queries import copy_sources, own_template, same_people, template_plan
from .queries import list_templates as all_templates
from .step_copier import StepCopier
from .templating import LaidTemplate, to_template

__all__ = ["insert_pages"]


@bp.route("/events/<slug>/agenda/templates", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def show_templates(event: Event) -> Any:
    """Begin with a template, or (posted) keep this agenda as one."""
    plan, form = plan_of(event), AgendaTemplateForm()
    if form.validate_on_submit():
        if not plan.steps:
            raise Refused(_("There is no step to save yet."))
        db.session.add(
            AgendaTemplate(
                user_id=current_user.id,
                at=clock.now(),
                name=form.name.data,
                content=to_template(plan),
            )
        )
        flash(
            _(
                "“%(name)s” was saved: anybody who plans an event can start with it.",
                name=pick_wording(form.name.data),
            )
        )
        db.session.commit()
        return redirect(url_for("agenda.show_templates", slug=event.slug))
    if not form.is_submitted():
        form.name.data = event.title
    return render_template(
        "agenda/reusing/templates.html",
        event=event,
        form=form,
        templates=all_templates(),
        steps=len(plan.steps),
    ), form.status


@bp.get("/events/<slug>/agenda/templates/<template_key>")
@needs(Can.EDIT_AGENDA)
def show_template(event: Event, template_key: str) -> Any:
    """What is in a template."""
    return _template(event, template_key, AgendaTemplateForm())


def _template(event: Event, key: str, form: AgendaTemplateForm) -> Any:
    name, content = template_plan(key) or abort(404)
    kept = own_template(key)
    if not form.is_submitted():
        form.name.data = name
    laid = actions.fill_empty_days(event, plan_of(event), content)
    dates = [day.on for day in content.in_order] or [event.first_day]
    shown = Event(first_day=dates[0], last_day=dates[-1])
    return render_template(
        "agenda/reusing/template.html",
        event=event,
        key=key,
        name=name,
        programme=programme_from(shown, content, [], []),
        laid=laid,
        form=form,
        mine=kept is not None and _mine(kept),
    ), form.status


@bp.post("/events/<slug>/agenda/templates/<template_key>/use")
@needs(Can.EDIT_AGENDA)
def use_template(event: Event, template_key: str) -> Any:
    """Lay a template into the days that are empty; what finds none is parked."""
    name, content = template_plan(template_key) or abort(404)
    plan = plan_to_change(event)
    found = actions.fill_empty_days(event, plan, content)
    change_known_agenda(
        event,
        plan,
        did=AgendaAct.COPIED,
        rule=lambda _plan: found.plan,
        about=name,
        count=found.placed + found.parked,
    )
    flash(_laid(found), f"undo:{url_for('agenda.undo_change', slug=event.slug)}")
    db.session.commit()
    return redirect(url_for("agenda.show_agenda", slug=event.slug))


def _laid(laid: LaidTemplate) -> str:
    placed = _n(
        "%(num)d step was added to the agenda.",
        "%(num)d steps were added to the agenda.",
        laid.placed,
    )
    if not laid.parked:
        return placed
    parked = _n(
        "%(num)d step is parked, because its day is not empty.",
        "%(num)d steps are parked, because their days are not empty.",
        laid.parked,
    )
    return f"{placed} {parked}" if laid.placed else parked


def _mine(kept: AgendaTemplate) -> bool:
    """Whether the person signed in may rename or remove it: its author and administrators may."""
    return bool(current_user.administrator or kept.user_id == current_user.id)


def _own(key: str) -> AgendaTemplate:
    """The template of that key to be changed: 404 where there is none of our own, 403 where it is somebody else's."""
    kept = own_template(key) or abort(404)
    return kept if _mine(kept) else abort(403)


@bp.post("/events/<slug>/agenda/templates/<template_key>/rename")
@needs(Can.EDIT_AGENDA)
def rename_template(event: Event, template_key: str) -> Any:
    kept, form = _own(template_key), AgendaTemplateForm()
    if not form.validate_on_submit():
        return _template(event, template_key, form)
    kept.name = form.name.data
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("agenda.show_template", slug=event.slug, template_key=template_key))


@bp.post("/events/<slug>/agenda/templates/<template_key>/remove")
@needs(Can.EDIT_AGENDA)
def remove_template(event: Event, template_key: str) -> Any:
    """Remove a template of our own; agendas that began with it stay as they are."""
    kept = _own(template_key)
    name, page = kept.name, url_for("agenda.show_templates", slug=event.slug)
    change = actions.TEMPLATE_REMOVALS.remove(None, kept, name, current_user.id)
    flash(
        _("The template “%(name)s” was removed.", name=pick_wording(name)),
        actions.TEMPLATE_REMOVALS.offer_undo(None, change, page),
    )
    db.session.commit()
    return redirect(page)


@bp.route("/events/<slug>/agenda/copy", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def copy_steps(event: Event) -> Any:
    """Choose one of my events (`from`), tick its steps, and copy them into a `list` of this one."""
    known = copy_sources(event)
    asked = request.values.get("from", "")
    source = next((one.event for one in known if one.event.slug == asked), None)
    if source is None and asked:
        abort(404)
    if request.method == "POST":
        return _copy(event, source or abort(400))
    if source is None:
        return render_template("agenda/reusing/sources.html", event=event, sources=known)
    return _choose(event, source)


def _choose(event: Event, source: Event, mistake: str = "") -> str:
    theirs = outline_of(source)
    lists = [(one.on.isoformat(), format_day(one.on, "long")) for one in agenda_days_of(event)]
    return render_template(
        "agenda/reusing/copy.html",
        event=event,
        source=source,
        programme=programme_from(source, theirs, [], []),
        parked=list(theirs.walk(PlanPlace())),
        lists=[*lists, ("parked", _("Parking"))],
        mistake=mistake,
        chosen=set(request.form.getlist("step", type=row_id)),
        into=request.values.get("list", ""),
    )


def _copy(event: Event, source: Event) -> Any:
    theirs, plan = plan_of(source), plan_to_change(event)
    ids = [key for key in request.form.getlist("step", type=row_id) if key in theirs.steps]
    if not ids:
        return _choose(event, source, _("Tick the steps you want to copy.")), 422
    place = place_at_address(plan, request.form.get("list", ""))
    if place is None or place.block is not None:
        raise Refused(
            _("That day no longer exists; somebody has changed the agenda. Nothing was changed.")
        )
    bring = StepCopier(plan, theirs, same_people(source, event), rooms=source.venue == event.venue)
    bring.put(ids, place)
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.COPIED,
        rule=lambda _plan: bring.plan,
        about=source.title,
        count=bring.made,
    )
    flash(
        done_text(AgendaAct.COPIED, source.title, bring.made),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, _first(plan, written.plan))


def _first(before: Plan, after: Plan) -> Any:
    """The first of the new steps."""
    new = [
        step for step in after.steps.values() if step.id not in before.steps and step.block is None
    ]
    return min(new, key=lambda step: step.rank, default=None)
