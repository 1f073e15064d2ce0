"""A task as plain values, for the Excel file and for comparing."""

from collections.abc import Mapping, Sequence

from ...exchange.merge import EXTRA, ListRecord, Value
from ...exchange.values import plain_value
from ...lib.uploads import read_text
from ..columns import TASKS
from ..models import Task, TaskStatus


def task_record(
    task: Task, called: Mapping[int, str], language: str, columns: Sequence[str] = ()
) -> ListRecord:
    """The fields that can be edited in Excel; `called` gives members' names by id, `columns` the order of added columns.

    A value of a column that staff added is called `extra:` and the column's name.
    """
    special: dict[str, Value] = {
        "who": read_text(task.who.to(language)),
        "owner": called.get(task.owner_id or 0, ""),
        "blocked_by": read_text(task.blocked_by) if task.status is TaskStatus.BLOCKED else "",
        "done_on": task.done_on if task.status is TaskStatus.DONE else None,
    }
    values: dict[str, Value] = {
        name: special[name] if name in special else plain_value(TASKS[name], task, language)
        for name in TASKS.editable
    }
    extra = task.extra or {}
    for name in [*columns, *(name for name in extra if name not in columns)]:
        values[EXTRA + name] = read_text(extra.get(name, ""))
    return ListRecord(
        task.code, values, task.version, looked_at={"first_due_on": task.first_due_on}
    )
