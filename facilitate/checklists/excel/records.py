"""A task as plain values, for files and for comparing, and the table in text (.csv) that is made of them."""

from collections.abc import Mapping, Sequence

from ...exchange.merge import EXTRA, ListRecord, Value
from ...exchange.values import plain_value, text_cell
from ...lib import tables
from ...lib.uploads import read_text
from ...web.i18n import current_language
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


def render_checklist_csv(slug: str, tasks: Sequence[ListRecord], columns: Sequence[str]) -> bytes:
    """UTF-8 with its mark; commas, in Albanian semicolons, as the spreadsheets of each language expect; days as 2027-03-12.

    The version has the event's address beside it, so that a file does not come back to another event.
    """
    names = [*TASKS.editable, *(EXTRA + name for name in columns)]
    headings = [
        name.removeprefix(EXTRA) if name.startswith(EXTRA) else TASKS[name].label for name in names
    ]
    headings += [TASKS["code"].label, TASKS["version"].label]
    rows = [
        [
            *(text_cell(TASKS.by_name.get(name), task.get(name)) for name in names),
            task.code,
            f"{task.version}@{slug}",
        ]
        for task in tasks
    ]
    return tables.rows_to_csv(
        [[str(heading) for heading in headings], *rows],
        tables.usual_delimiter(current_language()),
    )
