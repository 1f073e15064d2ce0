"""A task as plain values, for the Excel file and for comparing."""

from collections.abc import Mapping

from ...lib.uploads import read_text
from ..models import Task
from .merge import Record


def record_of(task: Task, called: Mapping[int, str], language: str) -> Record:
    """The fields that can be edited in Excel; `called` gives members' names by id."""
    return Record(
        task.code,
        {
            "phase": task.phase.value,
            "title": read_text(task.title.to(language)),
            "benchmark": read_text(task.benchmark.to(language)),
            "who": read_text(task.who.to(language)),
            "owner": called.get(task.owner_id or 0, ""),
            "due_on": task.due_on,
            "done_on": task.done_on,
            "effort": round(float(task.effort), 2),
            "note": read_text(task.note),
        },
        task.version,
    )
