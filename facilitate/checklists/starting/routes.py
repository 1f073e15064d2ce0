"""Beginning a checklist: which list, what is in it, when it would be due; then it is copied."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ..actions import closed_days, remember_checklist_change
from ..blueprint import bp
from ..models import ChecklistAct
from . import actions, wording
from .dates import DatedList, date_list
from .queries import StartingList, has_tasks, list_named, lists_for, shipped_list


def list_for_event(event: Event, chosen: StartingList) -> DatedList:
    """The list with its days for this event."""
    return date_list(
        chosen.tasks,
        event.first_day,
        last_day=event.last_day,
        closed=closed_days(event),
        today=clock.today_in(event),
    )


@bp.get("/events/<slug>/checklist/lists")
@needs(Can.EDIT_CHECKLIST)
def choose_starting_list(event: Event) -> Any:
    """All lists to start from, the one that fits first."""
    found = [(one, list_for_event(event, one)) for one in lists_for(event)]
    return render_template(
        "checklists/starting/choose.html",
        event=event,
        shipped=[pair for pair in found if pair[0].kind],
        own=[pair for pair in found if pair[0].template],
        wording=wording,
        begun=has_tasks(event),
    )


@bp.get("/events/<slug>/checklist/lists/<list_key>")
@needs(Can.EDIT_CHECKLIST)
def preview_starting_list(event: Event, list_key: str) -> Any:
    """A list with the days its tasks would be due."""
    chosen = list_named(list_key) or abort(404)
    return render_template(
        "checklists/starting/preview.html",
        event=event,
        chosen=chosen,
        plan=list_for_event(event, chosen),
        wording=wording,
        begun=has_tasks(event),
    )


@bp.post("/events/<slug>/checklist/start")
@needs(Can.EDIT_CHECKLIST)
def create_checklist(event: Event) -> Any:
    """Copy the list named in the form; the one that fits where none is named."""
    key = request.form.get("list", "")
    chosen = (list_named(key) if key else shipped_list(event.kind)) or abort(404)
    with remember_checklist_change(event, ChecklistAct.STARTED, current_user.id, about=chosen.name):
        copied = actions.start_from_list(event, chosen)
    missed = sum(task.due_on < clock.today_in(event) for task in copied)
    flash(wording.started_sentence(len(copied), missed))
    db.session.commit()
    return redirect(url_for("checklists.show_checklist", slug=event.slug))
