"""A comparison in words: what a person reads before confirming, and the choices they make."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any

from ...exchange.merge import ListRecord, Value
from ...exchange.sentences import MOST_SHOWN, change_counts, problem_place
from ...exchange.values import shown_value
from ...web.i18n import _, _n, format_day, label_of
from ..columns import TASKS
from ..models import Status
from .actions import Taken
from .merge import Found, State, Unknown, together
from .reading import column_name

__all__ = [
    "MOST_SHOWN",
    "choices_of",
    "field_name",
    "fingerprint",
    "problem_place",
    "rows_of",
    "sentence",
    "shown",
    "state_of",
]


def shown(value: Value, name: str) -> str:
    """A value as people read it."""
    if isinstance(value, State):
        return _state(value)
    return shown_value(TASKS.by_name.get(name), value)


def _state(state: State) -> str:
    """`done on Tue 12 Jan 2027`, `blocked by: the ministry’s answer`, `in progress`."""
    if isinstance(state.done_on, date):
        return _("done on %(day)s", day=format_day(state.done_on, "EEE d MMM y"))
    if state.blocked_by:
        return _("blocked by: %(what)s", what=state.blocked_by)
    return label_of(Status(state.status))


def state_of(record: ListRecord) -> str:
    """How far a new task is."""
    state = together(record.values).get("status")
    return _state(state) if isinstance(state, State) else label_of(Status.OPEN)


def field_name(name: str) -> str:
    """What a field is called."""
    return column_name(name)


def rows_of(unknown: Unknown) -> str:
    """`row 4`, `rows 4, 9, 12 and 3 more`."""
    first = ", ".join(str(number) for number in unknown.rows[:8])
    rest = len(unknown.rows) - 8
    said = _n("row %(rows)s", "rows %(rows)s", len(unknown.rows), rows=first)
    return said + (" " + _n("and %(num)d more", "and %(num)d more", rest) if rest > 0 else "")


def sentence(found: Found) -> str:
    """`3 new, 8 changed, 1 clashing; 70 unchanged, 2 missing.`"""
    if not found.does_something:
        return _("Nothing in this file is different from what is saved.")
    return change_counts([found.tasks])


def fingerprint(found: Found) -> str:
    """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
    tasks = found.tasks
    what = repr(
        (
            tasks.new,
            tasks.changed,
            tasks.clashing,
            tasks.missing,
            found.unknown,
            found.jobs,
            found.columns,
        )
    )
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]


def choices_of(found: Found, form: Any, people: Collection[str]) -> Taken:
    """What was chosen: for each clash, posted as `clash-ROW-FIELD`, a task deleted online as a whole;

    for each unknown name, as `person-NUMBER`; `out` are the codes of tasks to take out.
    """
    clashes = {}
    for number, edit in enumerate(found.tasks.clashing):
        for change in edit.clashes:
            posted = form.get(f"clash-{number}-{'gone' if edit.gone else change.name}", "online")
            clashes[edit.record.code, change.name] = "file" if posted == "file" else "online"
    chosen = {
        unknown.typed: form.get(f"person-{number}", "")
        for number, unknown in enumerate(found.unknown)
    }
    meant = {typed: name for typed, name in chosen.items() if name in people}
    return Taken(clashes, meant, frozenset(form.getlist("out")))
