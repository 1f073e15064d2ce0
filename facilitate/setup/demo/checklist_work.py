"""The coming conference's checklist in the middle of being worked through: every change remembered, so that it can be undone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...checklists.actions import assign_job, assign_task, remember_checklist_change, set_status
from ...checklists.models import (
    ChecklistAct,
    ChecklistChange,
    Task,
    TaskComment,
    TaskLink,
    TaskRole,
    TaskStatus,
)
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...events.models import Event, Member

FILE = PACKAGE / "setup" / "demo" / "checklist_work.toml"


def work_on_checklist(
    event: Event, users: Mapping[str, User], members: Mapping[str, Member], today: date
) -> None:
    """Jobs given away, tasks under way, blocked or not needed, dates moved, comments and links. Tasks that are not there
    are passed over."""
    table = read_toml(FILE)
    tasks = {
        task.code: task
        for task in db.session.scalars(sa.select(Task).where(Task.event_id == event.id))
    }
    roles = {
        role.name.en: role
        for role in db.session.scalars(sa.select(TaskRole).where(TaskRole.event_id == event.id))
    }
    by = {key: user.id for key, user in users.items()}
    for row in table["jobs"]:
        if (role := roles.get(row["job"])) is not None:
            with remember_checklist_change(
                event, ChecklistAct.ROLE, by[row["by"]], about=role.name
            ):
                assign_job(role, members[row["member"]].id)
            _date_back(event, row, today)
    for did, name in (
        (ChecklistAct.STATUS, "status"),
        (ChecklistAct.REDATED, "redated"),
        (ChecklistAct.GIVEN, "given"),
    ):
        for row in [row for row in table[name] if row["task"] in tasks]:
            task = tasks[row["task"]]
            with remember_checklist_change(
                event, did, by[row["by"]], about=task.title, tasks=[task.id]
            ):
                if did is ChecklistAct.STATUS:
                    set_status(task, TaskStatus(row["to"]), today, row.get("blocked_by", ""))
                elif did is ChecklistAct.REDATED:
                    task.due_on, task.due_by_hand = task.due_on + timedelta(days=row["later"]), True
                else:
                    assign_task(task, members[row["member"]].id)
            _date_back(event, row, today)
    for row in [row for row in table["comments"] if row["task"] in tasks]:
        task_id, at = tasks[row["task"]].id, _at(row, today)
        db.session.add(TaskComment(task_id=task_id, user_id=by[row["by"]], at=at, text=row["text"]))
    for row in [row for row in table["links"] if row["task"] in tasks]:
        task_id, at, title = tasks[row["task"]].id, _at(row, today), row["title"]
        db.session.add(
            TaskLink(
                task_id=task_id, user_id=by[row["by"]], at=at, address=row["address"], title=title
            )
        )
    db.session.flush()


def _at(row: Mapping[str, Any], today: date) -> datetime:
    return datetime.combine(today - timedelta(days=row["days"]), time(9, 40), UTC)


def _date_back(event: Event, row: Mapping[str, Any], today: date) -> None:
    """The change just made was made on its day."""
    last = sa.select(sa.func.max(ChecklistChange.id)).where(ChecklistChange.event_id == event.id)
    change = db.session.get(ChecklistChange, db.session.scalar(last) or 0)
    if change is not None:
        change.at = _at(row, today)
