"""Questions about checklists asked in more than one place."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..db import db
from ..events.models import Event, Member
from .models import Phase, Task

_RANK = {phase: number for number, phase in enumerate(Phase)}


def tasks_of(event: Event) -> Sequence[Task]:
    """The event's tasks with their owners, by phase, then by date; one statement."""
    query = sa.select(Task).where(Task.event_id == event.id).options(joinedload(Task.owner))
    return sorted(db.session.scalars(query), key=lambda task: (_RANK[task.phase], task.due_on, task.position))


def names_of(team: Sequence[Member]) -> dict[int, str]:
    """What each member is called, by id; who shares a name gets a number that tells them apart."""
    called: dict[int, str] = {}
    for member in sorted(team, key=lambda member: member.id):
        name, number = member.name, 2
        while name in called.values():
            name, number = f"{member.name} ({number})", number + 1
        called[member.id] = name
    return called
