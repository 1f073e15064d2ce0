"""The checklist's pages."""

import time
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..db import db, get_or_404
from ..downloads import send
from ..events.access import Can, needs
from ..events.models import Event, Member, Role
from ..events.queries import team_of
from ..i18n import _, _n, label, words
from ..lib import waiting
from ..lib.text import slug as slug_of
from ..limits import limiter
from ..refused import Refused
from . import actions, labels, preview
from .board import Filters, board
from .forms import BringBackForm, TaskForm
from .models import Phase, Task
from .queries import tasks_of
from .readiness import next_task, readiness

bp = Blueprint("checklists", __name__)


@bp.get("/events/<slug>/checklist")
@needs(Can.SEE)
def page(event: Event) -> Any:
    tasks, filters, today = tasks_of(event), Filters.of(request.args), date.today()
    standing = readiness(tasks, today)
    return render_template(
        "checklists/page.html",
        event=event,
        tasks=tasks,
        boards=board(tasks, filters, current_user.id),
        filters=filters,
        phases=_phases(event, filters),
        standing=standing,
        lead=labels.lead(standing, next_task(tasks, today)),
        moves=actions.moved(event, tasks),
        day_of_today=today,
    )


def _phases(event: Event, filters: Filters) -> list[tuple[str, str, bool]]:
    """All phases, then each: name, address, whether it is the one shown."""
    named = [("", _("All phases")), *((phase.value, label(phase)) for phase in Phase)]
    return [
        (
            name,
            url_for("checklists.page", slug=event.slug, **filters.address(phase=key)),
            filters.phase == key,
        )
        for key, name in named
    ]


@bp.post("/events/<slug>/checklist/start")
@needs(Can.EDIT_CHECKLIST)
def start(event: Event) -> Any:
    people: dict[Role, Member] = {}
    for member in team_of(event):
        people.setdefault(member.role, member)
    copied = actions.start(event, date.today(), people)
    flash(_n("%(num)d task is copied.", "%(num)d tasks are copied.", len(copied)))
    db.session.commit()
    return redirect(url_for("checklists.page", slug=event.slug))


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/done")
@needs(Can.TICK_TASKS)
def tick(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    actions.tick(task, date.today())
    if Filters.of(request.args).open:  # it leaves the list that is shown
        kept = Filters.of(request.args).address()
        undo = url_for("checklists.untick", slug=event.slug, task_id=task.id, **kept)
        flash(_("Done: %(task)s", task=words(task.title)), f"undo:{undo}")
    db.session.commit()
    return _back_to(event, task)


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/open")
@needs(Can.TICK_TASKS)
def untick(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    actions.untick(task)
    db.session.commit()
    return _back_to(event, task)


def _back_to(event: Event, task: Task) -> Any:
    """The page with its filters, at the task."""
    filters = Filters.of(request.args).address()
    return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}", **filters))


def _task(event: Event, task_id: int) -> Task:
    return get_or_404(Task, Task.id == task_id, Task.event_id == event.id)


@bp.route("/events/<slug>/checklist/tasks/new", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def add(event: Event) -> Any:
    form = TaskForm(event, team_of(event))
    if form.validate_on_submit():
        task = actions.new_task(event)
        form.populate_obj(task)
        actions.add(task)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}"))
    return render_template("checklists/task.html", event=event, form=form, task=None), form.status


@bp.route("/events/<slug>/checklist/tasks/<int:task_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def edit(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    form = TaskForm(event, team_of(event), task)
    if form.saves(task):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}"))
    return render_template("checklists/task.html", event=event, form=form, task=task), form.status


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/delete")
@needs(Can.EDIT_CHECKLIST)
def delete(event: Event, task_id: int) -> Any:
    actions.delete(_task(event, task_id))
    flash(_("The task is deleted."))
    db.session.commit()
    return redirect(url_for("checklists.page", slug=event.slug))


@bp.route("/events/<slug>/checklist/dates", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def replan(event: Event) -> Any:
    if request.method == "POST":
        moves = actions.replan(event)
        flash(_n("%(num)d date is counted anew.", "%(num)d dates are counted anew.", len(moves)))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug))
    return render_template("checklists/replan.html", event=event, moves=actions.moved(event, tasks_of(event)))


@bp.get("/events/<slug>/checklist.xlsx")
@needs(Can.SEE)
def export(event: Event) -> Any:
    return send(actions.export(event), f"{slug_of(event.slug)}-{date.today():%Y-%m-%d}.xlsx")


@bp.route("/events/<slug>/checklist/bring-back", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def bring_back(event: Event) -> Any:
    form = BringBackForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            actions.read_back(event, content)
            token = waiting.keep(_folder(), event.id, content, time.time())
            return redirect(url_for("checklists.confirm", slug=event.slug, token=token))
        except Refused as problem:
            form.file.errors = [str(problem) if form.file.data else _("Please choose a file.")]
    return render_template("checklists/bring_back.html", event=event, form=form), form.status


@bp.route("/events/<slug>/checklist/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def confirm(event: Event, token: str) -> Any:
    content = waiting.find(_folder(), event.id, token)
    if content is None:
        abort(404)
    found = actions.read_back(event, content)
    mark = preview.fingerprint(found)
    if request.method == "POST" and request.form.get("fingerprint") == mark:
        touched = actions.apply(event, found, preview.choices_of(found, request.form))
        waiting.drop(_folder(), event.id, token)
        flash(_n("%(num)d task is changed or new.", "%(num)d tasks are changed or new.", touched))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug))
    shown = {"token": token, "found": found, "preview": preview, "mark": mark}
    status = 409 if request.method == "POST" else 200
    return render_template("checklists/confirm.html", event=event, status=status, **shown), status


@bp.post("/events/<slug>/checklist/bring-back/<token>/cancel")
@needs(Can.EDIT_CHECKLIST)
def cancel(event: Event, token: str) -> Any:
    waiting.drop(_folder(), event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("checklists.page", slug=event.slug))


def _folder() -> Path:
    uploads: Path = current_app.extensions["settings"].uploads
    return uploads / "checklists"
