"""What happens to actions once the event is over: into the checklist, to the forum, closed everywhere at once."""

from collections.abc import Sequence
from datetime import date

from ...checklists.actions import (
    append_task,
    mark_open,
    new_task,
    planned_day,
    remember_checklist_change,
    set_status,
)
from ...checklists.models import Anchor, ChecklistAct, Phase, Task, TaskStatus, Unit
from ...data.db import db
from ...events.models import Event
from ...forums import actions as forums
from ...forums.meetings import actions as points
from ...forums.models import Forum, OpenPoint, PointKind
from ...lib.text import Words
from ...notes.deciding import actions as deeds
from ...notes.deciding.queries import PlacedAction
from ...notes.models import ActionStatus, NoteAction, NoteLine
from ...web.i18n import _, use_language
from ..clearing.cleared_actions import (
    LONGEST_POINT,
    LONGEST_TITLE,
    ClearedAction,
    cleared_actions,
    cleared_lines,
    shorten_text,
)
from ..models import ActionAtForum
from .queries import member_for, points_of

WEEKS_AFTER = 4
"""When an action without a day is due in the checklist: that many weeks after the event."""
AS_TASK = {ActionStatus.DONE: TaskStatus.DONE, ActionStatus.DROPPED: TaskStatus.NOT_NEEDED}


def actions_for_checklist(promised: Sequence[PlacedAction]) -> list[PlacedAction]:
    """Those that are open and no task of the checklist."""
    return [one for one in promised if one.task is None and not one.row.closed]


def copy_to_checklist(event: Event, promised: Sequence[PlacedAction], by: int | None) -> int:
    """Make each open action that is none yet a task of the follow-up: one change that can be undone. Says how many."""
    rows = cleared_actions(event, actions_for_checklist(promised))
    if not rows:
        return 0
    about = _words(event, shorten_text(rows[0].text, LONGEST_TITLE))
    with remember_checklist_change(event, ChecklistAct.ADDED, by, about=about, tasks=[]) as made:
        for one in rows:
            task = append_task(_task(event, one))
            made.add(task.id)
            one.row.task_id = task.id
    db.session.flush()
    return len(rows)


def _task(event: Event, one: ClearedAction) -> Task:
    task, row = new_task(event), one.row
    task.phase, task.title, task.benchmark = (
        Phase.FOLLOW_UP,
        _words(event, shorten_text(one.text, LONGEST_TITLE)),
        Words(),
    )
    task.anchor, task.unit, task.offset = Anchor.LAST_DAY, Unit.WEEKS, WEEKS_AFTER
    if row.due_on:
        task.unit, task.offset = Unit.DAYS, (row.due_on - event.last_day).days
    task.due_on = row.due_on or planned_day(event, task.offset, task.unit, task.anchor)
    task.due_by_hand = row.due_on is not None
    if row.member_id:
        task.owner_id, task.owner_by_hand = row.member_id, True
    task.note = _note(event, one)
    return task


def _note(event: Event, one: ClearedAction) -> str:
    """Who promised it, and all of it where the title is shortened."""
    with use_language(event.language):
        who = (
            "" if one.row.member_id or not one.owner else _("Promised by: %(name)s", name=one.owner)
        )
    whole = one.text if shorten_text(one.text, LONGEST_TITLE) != one.text else ""
    return "\n".join(part for part in (who, whole) if part)


def _words(event: Event, text: str) -> Words:
    """A text that came in one language, as the event's."""
    return Words(en=text) if event.language == "en" else Words(sq=text)


def actions_for_forum(
    promised: Sequence[PlacedAction], there: dict[int, OpenPoint]
) -> list[PlacedAction]:
    """Those that are open and the forum does not follow yet."""
    return [one for one in promised if one.id not in there and not one.row.closed]


def copy_to_forum(event: Event, forum: Forum, promised: Sequence[PlacedAction]) -> int:
    """The forum follows each open action as an open point, at every meeting until it is closed; each once. Says how many."""
    forums.lock_forum(forum)
    rows = cleared_actions(event, actions_for_forum(promised, points_of(event)))
    for one in rows:
        point, _new = points.raise_point(
            forum,
            PointKind.ACTION,
            shorten_text(one.text, LONGEST_POINT),
            member_id=member_for(forum, one.row),
            due_on=one.row.due_on,
            event_id=event.id,
        )
        db.session.add(ActionAtForum(action_id=one.id, point_id=point.id))
    db.session.flush()
    return len(rows)


def copy_question_to_forum(event: Event, forum: Forum, line: NoteLine) -> bool:
    """The forum takes a question up at its next meeting; says whether it is new there."""
    text = shorten_text(cleared_lines(event, [line])[line.id], LONGEST_POINT)
    _point, new = points.raise_point(forum, PointKind.QUESTION, text, event_id=event.id)
    return new


def close_everywhere(
    event: Event,
    one: PlacedAction,
    status: ActionStatus,
    outcome: str,
    on: date,
    by: int | None = None,
) -> None:
    """Done or dropped, everywhere at once: its task is ticked, the forum's point is closed. `by` None: the owner, by link."""
    deeds.close_action(one.row, outcome, on, status)
    if one.task and one.task.is_open:
        with remember_checklist_change(
            event, ChecklistAct.STATUS, by, about=one.task.title, tasks=[one.task.id]
        ):
            set_status(one.task, AS_TASK[status], on)
    point = points_of(event).get(one.id)
    if point and point.closed_on is None:
        (said,) = cleared_actions(event, [one])
        with use_language(event.language):
            points.close_point(
                point,
                said.outcome or (_("Done.") if status is ActionStatus.DONE else _("Dropped.")),
                on,
            )


def reopen_everywhere(event: Event, forum: Forum | None, one: PlacedAction, by: int) -> None:
    """Open again, everywhere. Refused where the forum has written the same down anew."""
    deeds.reopen_action(one.row)
    if one.task and not one.task.is_open:
        with remember_checklist_change(
            event, ChecklistAct.STATUS, by, about=one.task.title, tasks=[one.task.id]
        ):
            mark_open(one.task)
    point = points_of(event).get(one.id)
    if forum and point and point.closed_on is not None:
        points.reopen_point(forum, point)


def note_progress(row: NoteAction, outcome: str) -> None:
    """How far an open action is, in its owner's words."""
    row.outcome = outcome
    db.session.flush()
