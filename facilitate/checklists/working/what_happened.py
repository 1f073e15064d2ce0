"""What was done to the checklist, and the tasks that were removed, for the pages of the event's history and bin."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from ...data.db import db, get_or_404
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...events.queries import team_of
from ...history.bins import RemovedRow, RoomBin
from ...history.models import REDONE, UNDONE
from ...history.rooms import RoomHistory, ToldChange, changes_query, find_standing_change
from ...lib.cells import ChangeCell
from ...web.i18n import _l, pick_wording
from ..actions import remember_checklist_change, undo_or_redo_change
from ..models import ChecklistAct, ChecklistChange, Task
from ..queries import roles_of
from .task_queries import change_stories, names_by_number
from .wording import Called, change_sentence, field_changes


def _told(event: Event, ids: Sequence[int]) -> Mapping[int, ToldChange]:
    names = names_by_number(team_of(event), roles_of(event))
    return {row.id: _in_words(row, cells, names) for row, cells in change_stories(event, ids)}


def _in_words(
    row: ChecklistChange, cells: Sequence[ChangeCell] = (), names: Called | None = None
) -> ToldChange:
    differ = [cell for cell in cells if cell.before is not None and cell.after is not None]
    return ToldChange(
        change_sentence(row),
        row.undone,
        final=row.did in (UNDONE, REDONE),
        source=row.source,
        exactly=[one for cell in differ for one in field_changes(cell, names or {})],
    )


def _take_back(event: Event, change_id: int, by: int, again: bool) -> ToldChange:
    change = find_standing_change(ChecklistChange, event, change_id, again)
    undo_or_redo_change(event, change, by, again)
    return _in_words(change)


CHECKLIST_HISTORY = RoomHistory(
    key="checklists",
    name=_l("Checklist"),
    page="checklists.show_checklist",
    sees=Can.SEE,
    undoes=Can.EDIT_CHECKLIST,
    undoes_own=Can.TICK_TASKS,
    changed=changes_query(ChecklistChange),
    told=_told,
    take_back=_take_back,
)


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
