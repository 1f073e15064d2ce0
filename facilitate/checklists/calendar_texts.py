"""Tasks as they leave for somebody's calendar, which lies with whoever keeps it: their words are looked through like others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Event
from ..lib.text import Words
from ..release.clearing import clear_texts, tells_texts
from ..release.models import TextSource
from ..release.texts import RoomText, TextOwner, owner_of_event
from ..web.i18n import _, use_language
from .models import Task


@dataclass(frozen=True)
class TaskWords:
    """What somebody wrote of a task: its name, how it is seen that it is done, what stops it."""

    title: Words
    benchmark: Words = Words()
    blocked_by: str = ""

    @property
    def texts(self) -> Iterator[str]:
        """Each of its texts, in both languages."""
        yield from (
            self.title.en,
            self.title.sq,
            self.benchmark.en,
            self.benchmark.sq,
            self.blocked_by,
        )


def task_texts(tasks: Mapping[int, TaskWords]) -> list[RoomText]:
    """The texts of tasks, by number; each text of a task once."""
    return list(
        dict.fromkeys(
            RoomText(TextSource.TASK, key, text, text)
            for key, task in tasks.items()
            for text in task.texts
            if text
        )
    )


def cleared_tasks(event: Event, tasks: Mapping[int, TaskWords]) -> dict[int, TaskWords]:
    """The texts of tasks as they may leave the house: without what nobody has decided about; a task always has a name."""
    cleared = clear_texts(owner_of_event(event), task_texts(tasks))

    def said(key: int, text: str) -> str:
        return cleared.said_of(TextSource.TASK, key, text)

    def both(key: int, text: Words) -> Words:
        return Words(said(key, text.en), said(key, text.sq))

    names = _unnamed()
    return {
        key: TaskWords(
            Words(said(key, one.title.en) or names.en, said(key, one.title.sq) or names.sq)
            if one.title
            else one.title,
            both(key, one.benchmark),
            said(key, one.blocked_by),
        )
        for key, one in tasks.items()
    }


def _unnamed() -> Words:
    """What a task is called outside as long as its name is not decided."""
    found = {}
    for code in ("en", "sq"):
        with use_language(code):
            found[code] = _("Task")
    return Words(found["en"], found["sq"])


@tells_texts(Task.title, Task.benchmark, Task.blocked_by, Task.owner_id, Task.removed_at)
def texts_of_tasks(whose: TextOwner) -> Iterable[RoomText]:
    """What stands in the calendars of those who do the tasks of the event."""
    if not whose.event_id:
        return []
    rows = db.session.execute(
        sa.select(Task.id, Task.title, Task.benchmark, Task.blocked_by).where(
            Task.event_id == whose.event_id, Task.removed_at.is_(None), Task.owner_id.is_not(None)
        )
    )
    return task_texts({row.id: TaskWords(row.title, row.benchmark, row.blocked_by) for row in rows})
