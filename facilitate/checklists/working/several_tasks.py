"""Several tasks at once: one form, one change, one undo."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import flash, request
from flask_login import current_user

from ... import clock
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import team_of
from ...web.i18n import _, _n
from .. import actions
from ..actions import remember_checklist_change
from ..blueprint import bp
from ..models import ChecklistAct, Task, TaskStatus
from ..queries import roles_of
from . import wording
from .actions import follow_job, into_job, into_phase, shift_dates
from .filters import Filters
from .forms import SeveralTasksForm
from .queries import chosen_tasks, filter_conditions, in_group, role_of
from .routes import allowed_acts, back_to, render_checklist, undo_address

_DID: Mapping[str, ChecklistAct] = {
    "person": ChecklistAct.GIVEN,
    "job": ChecklistAct.EDITED,
    "phase": ChecklistAct.EDITED,
    "shift": ChecklistAct.REDATED,
    "delete": ChecklistAct.DELETED,
}


@bp.post("/events/<slug>/checklist/many")
@needs(Can.TICK_TASKS)
def change_tasks(event: Event) -> Any:
    """Do the same with all ticked tasks; `group` is a whole group of what is shown."""
    filters, form = (
        Filters.of(request.args),
        SeveralTasksForm(team_of(event), roles_of(event), allowed_acts()),
    )
    tasks = _picked(event, filters)
    if not form.validate_on_submit():
        return render_checklist(event, filters, form, {task.id for task in tasks})
    if not tasks:
        flash(_("Tick the tasks first."))
        return back_to(event)
    do, about = str(form.do.data), tasks[0].title if len(tasks) == 1 else None
    did, ids = _DID.get(do, ChecklistAct.STATUS), [task.id for task in tasks]
    with remember_checklist_change(event, did, current_user.id, about=about, tasks=ids):
        changed = _done(event, do, form, tasks)
    flash(
        _told(did, changed, len(tasks) - len(changed)),
        f"undo:{undo_address(event)}" if changed else "message",
    )
    db.session.commit()
    return back_to(event)


def _picked(event: Event, filters: Filters) -> list[Task]:
    """The ticked tasks, and all of the ticked groups; what no task or group has is left out."""
    today = clock.today_in(event)
    ids, groups = [], []
    for typed in request.form.getlist("task"):
        try:
            ids.append(row_id(typed))
        except ValueError:
            continue
    for typed in request.form.getlist("group"):
        try:
            groups.append(in_group(filters, typed, today))
        except (ValueError, OverflowError):
            continue
    conditions = filter_conditions(event, filters, _me(event), today) if groups else []
    return chosen_tasks(event, conditions, ids, groups)


def _me(event: Event) -> int | None:
    return next((one.id for one in team_of(event) if one.user_id == current_user.id), None)


def _done(event: Event, do: str, form: SeveralTasksForm, tasks: Sequence[Task]) -> Sequence[Task]:
    """Do it; the tasks it was done to."""
    if do == "shift":
        return shift_dates(event, tasks, int(form.days.data or 0))
    role = role_of(event, form.job.data) if do == "job" and form.job.data else None
    work: Mapping[str, Callable[[Task], Any]] = {
        "person": lambda task: _give(task, str(form.person.data)),
        "job": lambda task: into_job(task, role),
        "phase": lambda task: into_phase(task, form.phase.data),
        "delete": actions.remove_from_checklist,
    }
    for task in tasks:
        if do in work:
            work[do](task)
        else:
            actions.set_status(
                task, TaskStatus(do), clock.today_in(event), form.blocked_by.data or ""
            )
    return tasks


def _give(task: Task, whom: str) -> None:
    if whom == "job":
        follow_job(task)
    else:
        actions.assign_task(task, None if whom == "nobody" else int(whom))


def _told(did: ChecklistAct, changed: Sequence[Task], kept: int) -> str:
    """What was done, and how many were left as they are because their day is past."""
    said = wording.act_sentence(did, changed[0].title if len(changed) == 1 else None, len(changed))
    if kept:
        said += " " + _n(
            "%(num)d keeps its date: it is not open.",
            "%(num)d keep their dates: they are not open.",
            kept,
        )
    return said if changed else _("Nothing was changed.")
