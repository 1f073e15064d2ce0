"""Which tasks are late, asked of the database: the one count of desk, thread, front page and checklist.

What was over before the event was even made, nobody has missed: it wants a date that can be kept, and is told apart.
"""

from datetime import date, datetime

import sqlalchemy as sa

from ..events.models import Event
from .models import OPEN_STATES, Task


def event_made_at() -> sa.ScalarSelect[datetime]:
    """When the event of a task was made."""
    made = sa.select(Event.created_at).where(Event.id == Task.event_id)
    return made.correlate(Task).scalar_subquery()


def missed_tasks(today: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Open, due before today, and not before the event was made."""
    made = sa.select(sa.func.date(Event.created_at)).where(Event.id == Task.event_id)
    made_on = made.correlate(Task).scalar_subquery()
    return sa.and_(
        Task.status.in_(OPEN_STATES),
        Task.due_on < today,
        sa.cast(Task.due_on, sa.String) >= sa.cast(made_on, sa.String),
    )
