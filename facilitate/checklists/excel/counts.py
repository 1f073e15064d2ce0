"""How far tasks are, counted here for what a file shows at once, and as formulas that go on counting while it is edited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from ...exchange.merge import ListRecord
from ...web.i18n import label_of
from ..models import OPEN_STATES, TaskStatus
from .layout import CLOSED, ListHead, TaskTable, day_value, quoted_text, status_word

LONGEST = 120
"""Characters of a text that are compared: a criterion can have 255."""
_WILD = str.maketrans({"~": "~~", "*": "~*", "?": "~?"})


@dataclass(frozen=True)
class TaskCounts:
    """Numbers of tasks. Whoever is late is not counted as blocked or open too: done, open, blocked and late add up to all.

    `all`: without those that are not needed.
    """

    all: int = 0
    done: int = 0
    open: int = 0
    blocked: int = 0
    late: int = 0
    not_needed: int = 0


KINDS = tuple(one.name for one in fields(TaskCounts))
_KINDS: dict[str, str] = {
    one.value: one.value if one.value in KINDS else "open" for one in TaskStatus
}
_UNDONE = {_KINDS[one.value] for one in OPEN_STATES}


def count_tasks_by_kind(tasks: Iterable[ListRecord], head: ListHead) -> TaskCounts:
    """How many of these tasks are done, open, blocked, late and not needed when it is printed; late ones are not open or blocked too."""
    found = dict.fromkeys(KINDS, 0)
    for task in tasks:
        kind, due = _KINDS[str(task.get("status"))], task.get("due_on")
        if kind in _UNDONE and isinstance(due, date) and head.made_on <= due < head.printed:
            kind = "late"
        found[kind] += 1
    return TaskCounts(**{**found, "all": sum(found.values()) - found["not_needed"]})


def count_formulas(table: TaskTable, own: str, *, far: bool = True) -> Mapping[str, str]:
    """The counts of `TaskCounts` as Excel formulas, without the leading =. `own`: which rows count, as a range and a criterion; `far`: from another sheet."""
    at = table.far if far else table.rows
    status, due = at("status"), at("due_on")
    rows = f'{own},{at("title")},"?*"' if own else f'{at("title")},"?*"'
    needed = ",".join(f"{status},{quoted_text('<>' + label_of(one))}" for one in CLOSED)
    past = f'{due},"<"&TODAY(),{due},">="&{day_value(table.made_on)}'
    stuck, late = f"{status},{status_word(TaskStatus.BLOCKED)}", f"COUNTIFS({rows},{past},{needed})"
    blocked = f"COUNTIFS({rows},{stuck})-COUNTIFS({rows},{past},{stuck})"
    return {
        "all": f"COUNTIFS({rows},{status},{quoted_text('<>' + label_of(TaskStatus.NOT_NEEDED))})",
        "done": f"COUNTIFS({rows},{status},{status_word(TaskStatus.DONE)})",
        "open": f"COUNTIFS({rows},{needed})-{late}-({blocked})",
        "blocked": blocked,
        "late": late,
        "not_needed": f"COUNTIFS({rows},{status},{status_word(TaskStatus.NOT_NEEDED)})",
    }


def exact_match(text: str) -> str:
    """A criterion that means this text and no other, as part of a formula; empty text means empty cells."""
    return quoted_text("=" + text[:LONGEST].translate(_WILD) + ("*" if len(text) > LONGEST else ""))
