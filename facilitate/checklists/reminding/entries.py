"""Due dates as calendar entries: a whole day each, in the language of the task's event."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...accounts.models import User
from ...lib.ics import CalendarEntry, whole_day_entry
from ...web.i18n import _, format_day, label_of, use_language
from ..models import Phase, TaskStatus
from .digest import TaskOfMine


@dataclass(frozen=True)
class CalendarTask:
    """A task of a calendar. `gone`: it is not needed, deleted or somebody else's now: calendars drop it."""

    task: TaskOfMine
    phase: Phase
    event: str
    language: str
    sequence: int
    address: str
    gone: bool = False


BringsEntries = Callable[[User], Sequence[CalendarEntry]]
"""What a room above brings into somebody's own calendar, beside their tasks."""
_BROUGHT: list[BringsEntries] = []
REMINDS = timedelta(hours=15)
"""Nine in the morning of the day before a task is due."""


def task_entries(
    tasks: Iterable[CalendarTask], host: str, *, as_todo: bool = False
) -> list[CalendarEntry]:
    """An entry a task, by date. Its name stays the same for life, its sequence grows with every change.

    `as_todo`: for programs that keep tasks, else as whole days among appointments.
    """
    return [
        _entry(one, host, as_todo)
        for one in sorted(tasks, key=lambda one: (one.task.due_on, one.task.id))
    ]


def _entry(one: CalendarTask, host: str, as_todo: bool) -> CalendarEntry:
    with use_language(one.language):
        title = one.task.title.to(one.language)
        done = one.task.status is TaskStatus.DONE and not one.gone
        return whole_day_entry(
            f"{'todo' if as_todo else 'task'}-{one.task.id}@{host}",
            f"{'✓ ' if done and not as_todo else ''}{title} – {one.event}" if one.event else title,
            one.task.due_on,
            text="\n".join(_lines(one)),
            sequence=one.sequence,
            categories=(label_of(one.phase),),
            url=one.address,
            cancelled=one.gone,
            reminds=None if done or one.gone else REMINDS,
            todo=("COMPLETED" if done else "NEEDS-ACTION") if as_todo else "",
        )


def _lines(one: CalendarTask) -> list[str]:
    task = one.task
    lines = (
        [_("Benchmark: %(benchmark)s", benchmark=benchmark)]
        if (benchmark := task.benchmark.to(one.language))
        else []
    )
    if task.status is TaskStatus.DONE and task.done_on:
        lines.append(_("Done on %(day)s.", day=format_day(task.done_on, "full")))
    elif task.status is TaskStatus.BLOCKED:
        lines.append(
            _("Blocked by: %(what)s", what=task.blocked_by) if task.blocked_by else _("Blocked")
        )
    return [*lines, one.address]


def kept_since(today: date) -> date:
    """The first day whose tasks are in a feed: a year back, so that it does not grow for ever."""
    return today.replace(year=today.year - 1, day=min(today.day, 28))


def brings_entries(of: BringsEntries) -> BringsEntries:
    """Marks a function that knows appointments of somebody's own."""
    _BROUGHT.append(of)
    return of


def brought_entries(user: User) -> list[CalendarEntry]:
    """All that rooms above know of somebody."""
    return [entry for of in _BROUGHT for entry in of(user)]
