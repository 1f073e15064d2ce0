"""The checklist's page, and a task's."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import team_of
from ...i18n import _, label, words
from .. import actions, labels
from ..actions import remembering
from ..blueprint import bp
from ..models import Did, Phase, Task
from ..planning.actions import moved
from ..queries import roles_of, tasks_of
from ..readiness import next_task, readiness
from .board import Filters, board
from .forms import TaskForm


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
        moves=moved(event, tasks),
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


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/done")
@needs(Can.TICK_TASKS)
def tick(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    with remembering(event, Did.STATUS, current_user.id, about=task.title, tasks=[task.id]):
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
    with remembering(event, Did.STATUS, current_user.id, about=task.title, tasks=[task.id]):
        actions.untick(task)
    db.session.commit()
    return _back_to(event, task)


def _back_to(event: Event, task: Task) -> Any:
    """The page with its filters, at the task."""
    filters = Filters.of(request.args).address()
    return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}", **filters))


def _task(event: Event, task_id: int) -> Task:
    return get_or_404(Task, Task.id == task_id, Task.event_id == event.id, Task.removed_at.is_(None))


@bp.route("/events/<slug>/checklist/tasks/new", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def add(event: Event) -> Any:
    form = TaskForm(event, team_of(event), roles_of(event))
    if form.validate_on_submit():
        with remembering(event, Did.ADDED, current_user.id, about=form.title.data, tasks=[]) as made:
            task = actions.new_task(event)
            form.populate_obj(task)
            made.add(actions.add(task).id)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}"))
    return render_template("checklists/task.html", event=event, form=form, task=None), form.status


@bp.route("/events/<slug>/checklist/tasks/<int:task_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def edit(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    form = TaskForm(event, team_of(event), roles_of(event), task)
    if form.is_submitted():
        with remembering(event, Did.EDITED, current_user.id, about=task.title, tasks=[task.id]):
            saved = form.saves(task)
    else:
        saved = form.saves(task)
    if saved:
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug, _anchor=f"task-{task.id}"))
    return render_template("checklists/task.html", event=event, form=form, task=task), form.status


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/delete")
@needs(Can.EDIT_CHECKLIST)
def delete(event: Event, task_id: int) -> Any:
    task = _task(event, task_id)
    with remembering(event, Did.DELETED, current_user.id, about=task.title, tasks=[task.id]):
        actions.delete(task)
    flash(_("The task is deleted."))
    db.session.commit()
    return redirect(url_for("checklists.page", slug=event.slug))
