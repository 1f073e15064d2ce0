"""The pages of one task: its status and dates, what was said and linked, its history, its form."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...lib.text import Words
from ...lib.typed_addresses import address_host
from ...web.forms import PlannerForm
from ...web.i18n import _
from .. import actions
from ..actions import remember_checklist_change
from ..blueprint import bp
from ..models import Anchor, ChecklistAct, Task, TaskComment, TaskLink, TaskStatus
from ..queries import roles_of
from ..readiness import is_missed
from . import wording
from .actions import REMOVALS, put_link, write_comment
from .forms import StatusForm, TaskCommentForm, TaskForm, TaskLinkForm
from .routes import back_to, put_status, task_named, undo_address
from .task_queries import changes_of_task, comments_of, links_of, names_by_number, others_of


@bp.get("/events/<slug>/checklist/tasks/<int:task_id>")
@needs(Can.SEE)
def show_task(event: Event, task_id: int) -> Any:
    """A task with everything about it; its form for those who may change it."""
    return _shown(event, task_named(event, task_id))


def _shown(event: Event, task: Task, given: PlannerForm | None = None) -> tuple[str, int]:
    """The page of a task; `given`: the form with what was typed into it."""
    team, roles, others = team_of(event), roles_of(event), others_of(event, task)
    form = given if isinstance(given, TaskForm) else None
    if form is None and may(Can.EDIT_CHECKLIST):
        form = TaskForm(event, team, roles, others, task=task, formdata=None)
        form.version.data = str(task.version)
    names = names_by_number(team, roles, others)
    after = next((one.title for one in others if one.id == task.after_id), None)
    forms = {
        kind: given if isinstance(given, kind) else blank
        for kind, blank in (
            (
                StatusForm,
                StatusForm(
                    clock.today_in(event), formdata=None, data={"blocked_by": task.blocked_by}
                ),
            ),
            (TaskCommentForm, TaskCommentForm(formdata=None)),
            (TaskLinkForm, TaskLinkForm(formdata=None)),
        )
    }
    return render_template(
        "checklists/working/task.html",
        event=event,
        task=task,
        form=form,
        late=is_missed(task, clock.today_in(event), event.made_on),
        wording=wording,
        names=names,
        status_form=forms[StatusForm],
        comment_form=forms[TaskCommentForm],
        link_form=forms[TaskLinkForm],
        host=address_host,
        distance=wording.distance_sentence(
            task.offset, task.unit, task.anchor, after if task.anchor is Anchor.TASK else None
        ),
        comments=comments_of(task),
        links=links_of(task),
        changes=changes_of_task(event, task),
        statuses=list(TaskStatus),
        local=wording.by_the_clock_of(event.zone),
        typed=given,
    ), given.status if given else 200


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>")
@needs(Can.EDIT_CHECKLIST)
def save_task(event: Event, task_id: int) -> Any:
    task = task_named(event, task_id)
    form = TaskForm(event, team_of(event), roles_of(event), others_of(event, task), task=task)
    with remember_checklist_change(
        event, ChecklistAct.EDITED, current_user.id, about=task.title, tasks=[task.id]
    ):
        saved = form.saves(task)
    if not saved:
        return _shown(event, task, form)
    flash(_("Saved."))
    db.session.commit()
    return redirect(
        url_for("checklists.show_checklist", slug=event.slug, _anchor=f"task-{task.id}")
    )


@bp.route("/events/<slug>/checklist/tasks/new", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def create_task(event: Event) -> Any:
    form = TaskForm(event, team_of(event), roles_of(event), others_of(event))
    if form.validate_on_submit():
        with remember_checklist_change(
            event, ChecklistAct.ADDED, current_user.id, about=form.title.data, tasks=[]
        ) as made:
            task = actions.new_task(event)
            form.populate_obj(task)
            made.add(actions.append_task(task).id)
        flash(_("Saved."))
        db.session.commit()
        return redirect(
            url_for("checklists.show_checklist", slug=event.slug, _anchor=f"task-{task.id}")
        )
    return render_template("checklists/working/new.html", event=event, form=form), form.status


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/delete")
@needs(Can.EDIT_CHECKLIST)
def remove_task(event: Event, task_id: int) -> Any:
    task = task_named(event, task_id)
    with remember_checklist_change(
        event, ChecklistAct.DELETED, current_user.id, about=task.title, tasks=[task.id]
    ):
        actions.remove_from_checklist(task)
    flash(_("The task was deleted."), f"undo:{undo_address(event)}")
    db.session.commit()
    return back_to(event)


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/status")
@needs(Can.TICK_TASKS)
def set_task_status(event: Event, task_id: int) -> Any:
    """Any status; that a task is not needed is for those to say who may change the list."""
    task, form = task_named(event, task_id), StatusForm(clock.today_in(event))
    if not form.validate_on_submit():
        return _shown(event, task, form)
    if form.to.data is TaskStatus.NOT_NEEDED and not may(Can.EDIT_CHECKLIST):
        abort(403)
    return put_status(
        event, task, status=form.to.data, blocked_by=form.blocked_by.data, on=form.done_on.data
    )


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/recount")
@needs(Can.EDIT_CHECKLIST)
def recount_due_date(event: Event, task_id: int) -> Any:
    """A date set by hand is counted again."""
    task = task_named(event, task_id)
    with remember_checklist_change(
        event, ChecklistAct.REDATED, current_user.id, about=task.title, tasks=[task.id]
    ):
        task.due_by_hand = False
        task.due_on = actions.planned_day(event, task.offset, task.unit, task.anchor)
    flash(_("The date is calculated again."))
    db.session.commit()
    return redirect(url_for("checklists.show_task", slug=event.slug, task_id=task.id))


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/comments")
@needs(Can.TICK_TASKS)
def add_task_comment(event: Event, task_id: int) -> Any:
    """Say something about a task."""
    task, form = task_named(event, task_id), TaskCommentForm()
    if not form.validate_on_submit():
        return _shown(event, task, form)
    said = write_comment(task, current_user.id, form.text.data)
    db.session.commit()
    return redirect(
        url_for(
            "checklists.show_task", slug=event.slug, task_id=task.id, _anchor=f"comment-{said.id}"
        )
    )


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/links")
@needs(Can.TICK_TASKS)
def add_task_link(event: Event, task_id: int) -> Any:
    """Put a link on a task."""
    task, form = task_named(event, task_id), TaskLinkForm()
    if not form.validate_on_submit():
        return _shown(event, task, form)
    put_link(task, current_user.id, form.address.data, form.title.data)
    db.session.commit()
    return redirect(
        url_for("checklists.show_task", slug=event.slug, task_id=task.id, _anchor="links")
    )


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/comments/<int:comment_id>/delete")
@needs(Can.TICK_TASKS)
def remove_task_comment(event: Event, task_id: int, comment_id: int) -> Any:
    """Take back what I said, or, who may change the list, what anybody said."""
    return _gone(event, task_id, kind=TaskComment, row_id=comment_id, at="talk")


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/links/<int:link_id>/delete")
@needs(Can.TICK_TASKS)
def remove_task_link(event: Event, task_id: int, link_id: int) -> Any:
    """Take a link off: one's own, or, who may change the list, anybody's."""
    return _gone(event, task_id, kind=TaskLink, row_id=link_id, at="links")


def _gone(
    event: Event, task_id: int, kind: type[TaskComment] | type[TaskLink], row_id: int, at: str
) -> Any:
    task = task_named(event, task_id)
    row = get_or_404(kind, kind.id == row_id, kind.task_id == task.id)
    if row.user_id != current_user.id and not may(Can.EDIT_CHECKLIST):
        abort(403)
    name = Words(row.text if isinstance(row, TaskComment) else row.title or row.address)
    page = url_for("checklists.show_task", slug=event.slug, task_id=task.id, _anchor=at)
    change = REMOVALS.remove(event, row, name, current_user.id)
    flash(_("Removed."), REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)
