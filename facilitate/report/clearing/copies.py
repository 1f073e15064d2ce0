"""What was copied out of the notes, into the checklist and to the forum, follows what is decided about its words."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from ...checklists.actions import remember_checklist_change
from ...checklists.models import ChecklistAct, Task
from ...data.db import db
from ...events.models import Event
from ...forums.meetings.points import is_same_text
from ...forums.models import OpenPoint, PointKind
from ...lib.text import Words
from ...notes.models import NoteAction, NoteKind, NoteLine
from ...release.models import TextSource
from ...release.verdicts import DecidedWords, redact_text
from ..models import ActionAtForum
from .cleared_actions import LONGEST_POINT, LONGEST_TITLE, shorten_text

TASKS, POINTS = "tasks", "open_point"
"""What the cells of changes call tasks of the checklist, and points of a forum."""
Verdicts = Mapping[tuple[TextSource, int], Sequence[DecidedWords]]


def update_copies(event: Event, before: Verdicts, after: Verdicts, by: int | None) -> None:
    """Tasks and open points say what may be told now; what somebody has rewritten there keeps their words but for those decided.

    `before`, `after`: what was decided. Call it while the notes themselves are unchanged.
    """
    other = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    for row, task, point in _of_actions(
        event, {key for source, key in other if source is TextSource.ACTION}
    ):
        key = (TextSource.ACTION, row.id)
        change = _Change(row.text, before.get(key, ()), after.get(key, ()))
        if task is not None:
            _task(event, task, change, by)
        if point is not None:
            point.text, point.outcome = (
                change.of(point.text, LONGEST_POINT),
                change.of(point.outcome),
            )
    for line, point in _of_questions(
        event, {key for source, key in other if source is TextSource.LINE}, before
    ):
        key = (TextSource.LINE, line.id)
        point.text = _Change(line.text, before.get(key, ()), after.get(key, ())).of(
            point.text, LONGEST_POINT
        )
    db.session.flush()


class _Change:
    """How a copy of a text changes: from what was told of it to what may be told now."""

    def __init__(
        self, text: str, before: Sequence[DecidedWords], after: Sequence[DecidedWords]
    ) -> None:
        self.old, self.new, self.after = redact_text(text, before), redact_text(text, after), after

    def of(self, copy: str, most: int = 0) -> str:
        """The copy as it has to be; `most`: at most so many characters were copied, in one line."""
        old, new = (shorten_text(one, most) if most else one for one in (self.old, self.new))
        if old and old in copy:
            copy = copy.replace(old, new)
        return redact_text(copy, self.after)


def _task(event: Event, task: Task, change: _Change, by: int | None) -> None:
    title = Words(*(change.of(text, LONGEST_TITLE) for text in (task.title.en, task.title.sq)))
    note = change.of(task.note)
    if (title, note) == (task.title, task.note):
        return
    with remember_checklist_change(event, ChecklistAct.EDITED, by, about=title, tasks=[task.id]):
        task.title, task.note = title, note


def copied_rows(
    event: Event, decided: Verdicts
) -> Iterator[tuple[str, int, Sequence[DecidedWords]]]:
    """The rows that were copied from what was decided about, by the table that cells of changes name, and what was decided."""
    for row, task, point in _of_actions(
        event, {key for source, key in decided if source is TextSource.ACTION}
    ):
        words = decided[TextSource.ACTION, row.id]
        if task is not None:
            yield TASKS, task.id, words
        if point is not None:
            yield POINTS, point.id, words
    for line, point in _of_questions(
        event, {key for source, key in decided if source is TextSource.LINE}, decided
    ):
        yield POINTS, point.id, decided[TextSource.LINE, line.id]


def _of_actions(
    event: Event, keys: set[int]
) -> Sequence[tuple[NoteAction, Task | None, OpenPoint | None]]:
    if not keys:
        return ()
    query = (
        sa.select(NoteAction, Task, OpenPoint)
        .outerjoin(Task, Task.id == NoteAction.task_id)
        .outerjoin(ActionAtForum, ActionAtForum.action_id == NoteAction.id)
        .outerjoin(OpenPoint, OpenPoint.id == ActionAtForum.point_id)
        .where(NoteAction.event_id == event.id, NoteAction.id.in_(keys))
        .order_by(NoteAction.id)
    )
    return [(row, task, point) for row, task, point in db.session.execute(query)]


def _of_questions(
    event: Event, keys: set[int], before: Verdicts
) -> Iterator[tuple[NoteLine, OpenPoint]]:
    """Questions that the forum took up, with its point: the one that says what was told of them."""
    if not keys:
        return
    taken = sa.and_(
        OpenPoint.raised_at_id == NoteLine.event_id, OpenPoint.kind == PointKind.QUESTION
    )
    query = (
        sa.select(NoteLine, OpenPoint)
        .join(OpenPoint, taken)
        .where(
            NoteLine.id.in_(keys), NoteLine.event_id == event.id, NoteLine.kind == NoteKind.QUESTION
        )
    )
    for line, point in db.session.execute(query.order_by(NoteLine.id, OpenPoint.id)):
        said = redact_text(line.text, before.get((TextSource.LINE, line.id), ()))
        if is_same_text(point.text, shorten_text(said, LONGEST_POINT)):
            yield line, point
