"""Tasks that were removed, for the event's bin."""

from collections.abc import Sequence

import sqlalchemy as sa

from ...data.db import db, get_or_404
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...web.i18n import _l, pick_wording
from ..actions import remember_checklist_change
from ..models import ChecklistAct, Task


def _removed(event: Event) -> Sequence[RemovedRow]:
    query = sa.select(Task.id, Task.title, Task.removed_at).where(
        Task.event_id == event.id, Task.removed_at.is_not(None)
    )
    return [
        RemovedRow(key, pick_wording(title), at)
        for key, title, at in db.session.execute(query)
        if at
    ]


def _restore(event: Event, task_id: int, by: int) -> str:
    wait_for_event_lock(event)
    task = get_or_404(
        Task, Task.id == task_id, Task.event_id == event.id, Task.removed_at.is_not(None)
    )
    with remember_checklist_change(
        event, ChecklistAct.ADDED, by, about=task.title, tasks=[]
    ) as made:
        task.removed_at = None
        made.add(task.id)
    return pick_wording(task.title)


CHECKLIST_BIN = RoomBin(
    key="checklists",
    name=_l("Checklist"),
    restores=Can.EDIT_CHECKLIST,
    removed=_removed,
    restore=_restore,
)
