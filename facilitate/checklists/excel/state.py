"""What the three columns Status, Done on and Blocked by say together, whichever of them was changed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...exchange.columns import ExchangeColumn
from ...exchange.headings import LONGEST_ADDED
from ...exchange.sentences import unreadable_said
from ...web.i18n import _, label_of
from ..columns import TASKS
from ..models import OPEN_STATES, TaskStatus
from .merge import TaskState


class Understood(StrEnum):
    """How cells that contradict each other were taken."""

    DONE = "done"
    BLOCKED = "blocked"
    NO_DAY = "no_day"
    NO_REASON = "no_reason"


@dataclass(frozen=True)
class StateCells:
    """What stands there: None for a column that is not in the file or cannot be read; empty text, or `empty`, for nothing.

    `day` None and `has_day`: the cell is empty.
    """

    status: str | None = None
    day: date | None = None
    has_day: bool = False
    why: str | None = None


def settle_task_state(
    cells: StateCells, exported: TaskState | None
) -> tuple[TaskState | None, tuple[Understood, ...]]:
    """The state of the task, and what has to be said about it; None: the file says nothing.

    A day that was typed beside a status nobody touched means done, a reason beside an open one means blocked. A day or
    a reason that was exported and is left standing beside another status means nothing.
    """
    day = cells.day if cells.day and not (exported and cells.day == exported.done_on) else None
    why = cells.why if cells.why and not (exported and cells.why == exported.blocked_by) else ""
    status = cells.status
    if status is None:
        status = _without_word(cells, exported, day, why)
        if status is None:
            return None, ()
    untouched = cells.status is None or (exported.status if exported else TaskStatus.OPEN) == status
    told: list[Understood] = []
    if status != TaskStatus.DONE and day:
        if untouched:
            status = TaskStatus.DONE
            told.append(Understood.DONE)
        else:
            told.append(Understood.NO_DAY)
    if status != TaskStatus.BLOCKED and why:
        if untouched and status in OPEN_STATES:
            status = TaskStatus.BLOCKED
            told.append(Understood.BLOCKED)
        else:
            told.append(Understood.NO_REASON)
    return _state(status, cells, exported), tuple(told)


def _without_word(
    cells: StateCells, exported: TaskState | None, day: date | None, why: str
) -> str | None:
    """The status where there is no word for it: what it was, open again where the day of a done task was taken out."""
    if exported is None:
        return TaskStatus.OPEN if day or why else None
    reopened = exported.status == TaskStatus.DONE and cells.has_day and cells.day is None
    return TaskStatus.OPEN if reopened else exported.status


def _state(status: str, cells: StateCells, exported: TaskState | None) -> TaskState:
    if status == TaskStatus.DONE:
        return TaskState(status, cells.day or True)
    if status == TaskStatus.BLOCKED:
        was = exported.blocked_by if exported else ""
        return TaskState(status, None, was if cells.why is None else cells.why)
    return TaskState(status)


def why_unreadable(name: str, typed: str, wrong: Exception) -> str:
    """Why a cell of that column cannot be read."""
    if name == "effort":
        return _("“%(typed)s” is not a number of hours.", typed=typed)
    added = ExchangeColumn(label=name, limit=LONGEST_ADDED)
    return unreadable_said(TASKS.by_name.get(name, added), typed, wrong)


def understood_said(one: Understood, state: TaskState | None) -> tuple[str, str]:
    """The column, and what was made of a status, a day and a reason that do not go together."""
    word = label_of(TaskStatus(state.status)) if state else ""
    if one is Understood.DONE:
        return "status", _("“Done on” has a date, so the task counts as done.")
    if one is Understood.BLOCKED:
        return "status", _("“Blocked by” is filled in, so the task counts as blocked.")
    if one is Understood.NO_DAY:
        return "done_on", _(
            "The date is left out, because the status is “%(status)s”.", status=word
        )
    return "blocked_by", _(
        "This text is left out, because the status is “%(status)s”.", status=word
    )
