"""The tasks that staff take along: open in the checklist, and due shortly before or during the event."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from ..accounts.models import User
from ..checklists.models import OPEN_STATES, Task
from ..data.db import db
from ..events.models import Event, Member
from .guide import Guide, GuideTask

BEFORE = timedelta(days=14)
"""From how long before the first day the tasks are taken along."""


def guide_with_tasks(event: Event, guide: Guide) -> Guide:
    """The guide with these tasks by their days; what is done or not needed is left out."""
    rows = db.session.execute(
        sa.select(Task.due_on, Task.title, User.name, Member.id)
        .outerjoin(User, Task.owner_id == User.id)
        .outerjoin(Member, (Member.user_id == User.id) & (Member.event_id == event.id))
        .where(
            Task.event_id == event.id,
            Task.removed_at.is_(None),
            Task.status.in_(OPEN_STATES),
            Task.due_on.between(event.first_day - BEFORE, event.last_day),
        )
        .order_by(Task.due_on, Task.position)
    )
    tasks = [
        GuideTask(due=due, title=title.to(guide.language), who=who or "", member=member or 0)
        for due, title, who, member in rows
    ]
    return replace(guide, tasks=tasks)
