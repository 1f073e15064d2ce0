"""A checklist is begun: the starting list of the event's kind, or one of the organisation's own."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from ... import content
from ...db import db
from ...events.actions import in_turn
from ...events.models import Event, EventKind, Member, Role
from ..actions import dated, next_position, planned, role_named
from ..models import Anchor, Status, Task
from ..queries import checklist_of
from .workbook import StartingTask, starting_tasks

WORKBOOKS = {
    EventKind.CONFERENCE: "conference.xlsx",
    EventKind.REGIONAL_MEETING: "regional-meeting.xlsx",
    EventKind.TRAINING: "training.xlsx",
    EventKind.COALITION_MEETING: "presidency.xlsx",
}


def start(event: Event, today: date, people: Mapping[Role, Member]) -> list[Task]:
    """Copy the starting checklist of the event's kind; each role's tasks go to its person.

    Dates that lie before `today` stay as they are: they say what a late start has already missed. Codes
    that the event has are left out, so that starting twice copies nothing twice.
    """
    return copy(event, starting_tasks(content.folder("checklists") / WORKBOOKS[event.kind]), people)


def copy(event: Event, rows: list[StartingTask], people: Mapping[Role, Member]) -> list[Task]:
    """Copy these tasks onto the event: jobs are made, tasks counted from other tasks find them by code."""
    in_turn(event)
    have = set(db.session.scalars(sa.select(Task.code).where(Task.event_id == event.id)))
    position = next_position(event)
    tasks: list[Task] = []
    for row in [row for row in rows if row.code not in have]:
        role = role_named(event, row.who)
        person = people.get(row.role)
        if role.member_id is None and person is not None:
            role.member_id = person.id
        anchor = Anchor.FIRST_DAY if row.anchor is Anchor.TASK else row.anchor
        day = planned(event, row.offset, row.unit, anchor)
        tasks.append(
            Task(
                event_id=event.id, code=row.code, position=position + len(tasks), phase=row.phase,
                title=row.title, benchmark=row.benchmark, role_id=role.id, owner_id=role.member_id, owner_by_hand=False,
                offset=row.offset, unit=row.unit, anchor=row.anchor, first_due_on=day, due_on=day, due_by_hand=False,
                status=Status.OPEN, effort=row.effort, extra={}, milestone=row.milestone,
            )
        )  # fmt: skip
    db.session.add_all(tasks)
    db.session.flush()
    _chain(event, rows)
    return tasks


def _chain(event: Event, rows: list[StartingTask]) -> None:
    """Tie the tasks that are counted from others to them, and date them."""
    after = {row.code: row.after for row in rows if row.anchor is Anchor.TASK}
    if not after:
        return
    query = sa.select(Task).where(Task.event_id == event.id, Task.removed_at.is_(None))
    tasks = {task.code: task for task in db.session.scalars(query)}
    for code, other in after.items():
        if code in tasks and other in tasks:
            tasks[code].after_id = tasks[other].id
    db.session.flush()
    days = dated(event, checklist_of(event))
    for code in after:
        if code in tasks:
            tasks[code].due_on = tasks[code].first_due_on = days[tasks[code].id]
    db.session.flush()
