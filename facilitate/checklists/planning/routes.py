"""The dates of a checklist: the house rules, a late start, the event moved."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import remember_checklist_change
from ..blueprint import bp
from ..models import ChecklistAct
from ..queries import checklist_of, tasks_of
from ..value import Checklist, TaskItem
from . import actions, wording
from .house import rule_findings
from .late_start import busiest_week


@bp.get("/events/<slug>/checklist/dates")
@needs(Can.SEE)
def show_dates(event: Event) -> Any:
    """The house rules, and every date that would change: because the event has moved, or to catch up."""
    today, checklist, tasks = clock.today_in(event), checklist_of(event), tasks_of(event)
    squeeze = actions.squeezed_plan(event, checklist, today)
    return render_template(
        "checklists/planning/dates.html",
        event=event,
        wording=wording,
        squeeze=squeeze,
        findings=rule_findings(checklist.tasks.values(), event.first_day, today),
        after=rule_findings(_dated(checklist, squeeze.days), event.first_day, today),
        week=busiest_week(checklist.tasks.values(), squeeze.days),
        moves=actions.moved_dates(event, tasks, checklist),
        tasks=[task for task in tasks if task.id in squeeze.days],
        today=today,
    )


def _dated(checklist: Checklist, days: dict[int, date]) -> list[TaskItem]:
    return [
        replace(task, due_on=days.get(key, task.due_on)) for key, task in checklist.tasks.items()
    ]


@bp.post("/events/<slug>/checklist/dates/count")
@needs(Can.EDIT_CHECKLIST)
def count_dates_again(event: Event) -> Any:
    """Count the dates anew from the event's days, as they were shown."""
    with remember_checklist_change(event, ChecklistAct.REPLANNED, current_user.id):
        moves = actions.replan_dates(event)
    flash(_n("%(num)d date was recalculated.", "%(num)d dates were recalculated.", len(moves)))
    db.session.commit()
    return redirect(url_for("checklists.show_checklist", slug=event.slug))


@bp.post("/events/<slug>/checklist/dates/catch-up")
@needs(Can.EDIT_CHECKLIST)
def catch_up_dates(event: Event) -> Any:
    """Take the compressed plan over."""
    with remember_checklist_change(event, ChecklistAct.REDATED, current_user.id):
        number = actions.squeeze_dates(event, clock.today_in(event))
    if not number:
        raise Refused(_("Nothing is overdue any more, so nothing was changed."))
    flash(_n("%(num)d task has a new date.", "%(num)d tasks have new dates.", number))
    db.session.commit()
    return redirect(url_for("checklists.show_checklist", slug=event.slug))
