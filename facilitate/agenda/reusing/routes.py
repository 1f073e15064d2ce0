"""Agendas begun with a template, and kept as one; beside it the pages of techniques inserted and steps copied."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, _n, pick_wording
from ...web.refused import Refused
from ..actions import plan_to_change
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda
from ..forms import AgendaTemplateForm
from ..history import AgendaAct
from ..models import AgendaTemplate
from ..programmes import programme_from
from ..queries import plan_of
from . import actions, copy_pages, insert_pages
from .queries import list_templates as all_templates
from .queries import own_template, template_plan
from .templating import LaidTemplate, to_template

__all__ = ["copy_pages", "insert_pages"]


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
