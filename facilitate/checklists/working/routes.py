"""The checklist's page: seen by phase, person, week or on a timeline; ticked, undone; its history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import ColumnElement

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event, Member
from ...events.queries import team_of
from ...history.memory import undo_state
from ...lib.numbers import read_whole
from ...web.i18n import _, current_language, format_day, label_of, pick_wording, sort_by_name
from .. import actions, labels
from ..actions import remember_checklist_change
from ..blueprint import bp
from ..models import ChecklistAct, ChecklistChange, Task, TaskStatus
from ..planning.house import rule_findings
from ..queries import roles_of
from ..readiness import TaskLook, add_up_tallies
from ..value import TaskItem
from . import wording
from .board import group_rows, phase_bars
from .event_dates import can_catch_up, dates_of, left_behind, overdue_number
from .filters import Filters, View
from .forms import SeveralTasksForm
from .queries import (
    LeadTask,
    TaskPage,
    filter_conditions,
    lead_tasks,
    lumps_of,
    monday_of,
    tallies_of,
    task_page,
)
from .task_queries import changes_named, history_of, names_by_number
from .timeline import MANY, Timeline, lay_out_timeline

Conditions = Sequence[ColumnElement[bool]]
TICKS = ("done", "in_progress", "open", "blocked")
EDITS = ("not_needed", "person", "job", "phase", "shift", "delete")


@dataclass(frozen=True)
class UndoSentences:
    """What undo and redo would take, as sentences; empty: nothing."""

    undo: str = ""
    redo: str = ""


def undo_sentences(event: Event) -> UndoSentences:
    """What I can take back, and do again."""
    now = undo_state(ChecklistChange, event, current_user.id)
    changes = changes_named(now)
    return UndoSentences(
        *(
            wording.change_sentence(changes[key]) if key in changes else ""
            for key in (now.undo or 0, now.redo or 0)
        )
    )


@bp.get("/events/<slug>/checklist")
@needs(Can.SEE)
def show_checklist(event: Event) -> Any:
    return render_checklist(event, Filters.of(request.args))


def render_checklist(
    event: Event,
    filters: Filters,
    many: SeveralTasksForm | None = None,
    picked: Collection[int] = (),
) -> tuple[str, int]:
    """The page; `many` with its mistakes and the tasks that were ticked for it."""
    today, team, roles = clock.today_in(event), team_of(event), roles_of(event)
    people = sort_by_name(list(team), lambda member: member.name)
    me = next((member.id for member in team if member.user_id == current_user.id), None)
    tallies, dates = tallies_of(event, today), dates_of(event, filters.view is View.WEEK)
    spoken_of = lead_tasks(event, today)
    conditions = filter_conditions(event, filters, me, today)
    standing, coming = add_up_tallies(tallies), _coming(spoken_of, today)
    found, picture = (
        _drawn(
            event,
            conditions,
            filters=filters,
            people=people,
            today=today,
            many=sum(one.count for one in tallies) > MANY,
        )
        if filters.view is View.TIME
        else (_found(conditions, filters, people, today), None)
    )
    return render_template(
        "checklists/working/page.html",
        event=event,
        filters=filters,
        view=filters.view.value,
        views=_views(event, filters),
        lead=labels.checklist_lead(standing, coming),
        standing=standing,
        bars=phase_bars(tallies),
        nothing=not tallies,
        groups=group_rows(filters.view, found.rows, tallies=tallies, dates=dates, today=today),
        found=found,
        picture=picture,
        picked=picked,
        left_behind=left_behind(event, dates),
        catch_up=overdue_number(dates, today) if can_catch_up(event, dates, today) else 0,
        house=_house(event, spoken_of, today),
        today=today,
        late=TaskLook.LATE,
        this_week=monday_of(today),
        team=people,
        me=me,
        roles=roles,
        names={one.id: one.name for one in team},
        jobs={one.id: one.name for one in roles},
        statuses=list(TaskStatus),
        short=cache(format_day),
        slipped=cache(wording.signed_days),
        called=cache(label_of),
        spoken=current_language(),
        back=undo_sentences(event) if may(Can.TICK_TASKS) else UndoSentences(),
        many=many or SeveralTasksForm(team, roles, allowed_acts(), formdata=None),
    ), 422 if many else 200


def allowed_acts() -> tuple[str, ...]:
    """What somebody here may do with several tasks."""
    return (*TICKS, *EDITS) if may(Can.EDIT_CHECKLIST) else TICKS


def _found(
    conditions: Conditions, filters: Filters, people: Sequence[Member], today: date
) -> TaskPage:
    return task_page(conditions, filters, [member.id for member in people], today)


def _drawn(
    event: Event,
    conditions: Conditions,
    filters: Filters,
    people: Sequence[Member],
    today: date,
    many: bool,
) -> tuple[TaskPage, Timeline | None]:
    """Everything wanted at once; where that is too much, counts. `many`: the whole list is so long that this may be."""
    lumps = lumps_of(conditions, today) if many else []
    total = sum(one.count for one in lumps)
    if total > MANY:
        return TaskPage([], total, 1, total), lay_out_timeline(
            [], lumps, first_day=event.first_day, last_day=event.last_day, today=today
        )
    numbers = [member.id for member in people]
    found = task_page(conditions, replace(filters, page=1), people=numbers, today=today, size=MANY)
    return found, lay_out_timeline(
        found.rows, [], first_day=event.first_day, last_day=event.last_day, today=today
    )


def _views(event: Event, filters: Filters) -> list[tuple[str, str, bool]]:
    """The four ways to see it: name, address, whether it is this one."""
    names = {
        View.PHASE: _("By phase"),
        View.PERSON: _("By person"),
        View.WEEK: _("By week"),
        View.TIME: _("Timeline"),
    }
    return [
        (
            name,
            url_for("checklists.show_checklist", slug=event.slug, **filters.address(view=view)),
            filters.view is view,
        )
        for view, name in names.items()
    ]


def _coming(spoken_of: Sequence[LeadTask], today: date) -> LeadTask | None:
    ahead = [
        one
        for one in spoken_of
        if one.due_on >= today and one.status not in (TaskStatus.DONE, TaskStatus.NOT_NEEDED)
    ]
    return min(ahead, key=lambda one: one.due_on, default=None)


def _house(event: Event, spoken_of: Sequence[LeadTask], today: date) -> tuple[int, int, int]:
    """How many house rules do not hold, of how many, and how many days the worst of their tasks is overdue."""
    items = [
        TaskItem(
            one.id,
            phase=one.phase,
            milestone=one.milestone,
            status=one.status,
            due_on=one.due_on,
            done_on=one.done_on,
        )
        for one in spoken_of
    ]
    said = rule_findings(items, event.first_day, today)
    return sum(not one.kept for one in said), len(said), max(one.missed for one in said)


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/done")
@needs(Can.TICK_TASKS)
def mark_task_done(event: Event, task_id: int) -> Any:
    return put_status(event, task_named(event, task_id), TaskStatus.DONE)


@bp.post("/events/<slug>/checklist/tasks/<int:task_id>/open")
@needs(Can.TICK_TASKS)
def mark_task_open(event: Event, task_id: int) -> Any:
    return put_status(event, task_named(event, task_id), TaskStatus.OPEN)


def put_status(
    event: Event, task: Task, status: TaskStatus, blocked_by: str = "", on: date | None = None
) -> Any:
    """Give a task a status, and back to where that was asked."""
    with remember_checklist_change(
        event, ChecklistAct.STATUS, current_user.id, about=task.title, tasks=[task.id]
    ):
        if on:
            task.done_on = on
        actions.set_status(task, status, clock.today_in(event), blocked_by)
    if (
        status is TaskStatus.DONE and Filters.of(request.args).only_open
    ):  # it leaves the list that is shown
        flash(_("Done: %(task)s", task=pick_wording(task.title)), f"undo:{undo_address(event)}")
    db.session.commit()
    return back_to(event, task)


def undo_address(event: Event) -> str:
    """Where undo is, and back to the same view."""
    return url_for(
        "checklists.undo_in_checklist", slug=event.slug, **Filters.of(request.args).address()
    )


_PAGES_BACK = {"jobs": "checklists.edit_jobs", "history": "checklists.show_checklist_history"}
"""Where undo leads back to, by what `on` says in the address."""


def back_to(event: Event, task: Task | None = None) -> Any:
    """The page with its filters, at the task; or the task's own page, where that was asked from (`on=task`)."""
    if task is not None and request.args.get("on") == "task":
        return redirect(url_for("checklists.show_task", slug=event.slug, task_id=task.id))
    if asked_on := _PAGES_BACK.get(request.args.get("on", "")):
        return redirect(url_for(asked_on, slug=event.slug))
    filters = Filters.of(request.args)
    anchor = f"task-{task.id}" if task is not None else None
    return redirect(
        url_for("checklists.show_checklist", slug=event.slug, _anchor=anchor, **filters.address())
    )


def task_named(event: Event, task_id: int) -> Task:
    """The task, or a page that says it is not there."""
    return get_or_404(
        Task, Task.id == task_id, Task.event_id == event.id, Task.removed_at.is_(None)
    )


@bp.post("/events/<slug>/checklist/undo")
@needs(Can.TICK_TASKS)
def undo_in_checklist(event: Event) -> Any:
    """Take back the last thing I did."""
    return _undone(event, again=False)


@bp.post("/events/<slug>/checklist/redo")
@needs(Can.TICK_TASKS)
def redo_in_checklist(event: Event) -> Any:
    """Do again what I took back last."""
    return _undone(event, again=True)


def _undone(event: Event, again: bool) -> Any:
    change = actions.undo_or_redo_last(event, current_user.id, again)
    if change is None:
        flash(_("There is nothing to redo.") if again else _("There is nothing to undo."))
    else:
        what = wording.change_sentence(change)
        flash(_("Redone: %(what)s", what=what) if again else _("Undone: %(what)s", what=what))
    db.session.commit()
    return back_to(event)


@bp.get("/events/<slug>/checklist/history")
@needs(Can.SEE)
def show_checklist_history(event: Event) -> Any:
    """Who did what to the checklist, and when."""
    asked = read_whole(request.args.get("page", "")) or 1
    story, team, roles = history_of(event, asked), team_of(event), roles_of(event)
    names, local = names_by_number(team, roles), wording.by_the_clock_of(event.zone)
    return render_template(
        "checklists/working/history.html",
        event=event,
        story=story,
        wording=wording,
        names=names,
        local=local,
        dates=wording.by_day(story.rows, local),
        back=undo_sentences(event) if may(Can.TICK_TASKS) else UndoSentences(),
    )
