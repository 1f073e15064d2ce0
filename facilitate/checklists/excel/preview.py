"""A comparison in words: what a person reads before confirming, and the choices they make."""

from collections.abc import Iterator
from datetime import date

from ...exchange.lines import LineTopic, PreviewLine
from ...exchange.merge import ListRecord, Value
from ...exchange.preview import Preview, TableShown
from ...exchange.values import shown_value
from ...web.i18n import _, _n, format_day, label_of
from ..columns import TASKS
from ..models import TaskStatus
from .merge import ChecklistChanges, TaskState, UnknownPerson, with_task_state
from .reading import column_named


def checklist_preview(found: ChecklistChanges) -> Preview:
    """What an edited checklist would change, and what its tasks do not tell."""
    tasks = TableShown(
        found=found.tasks,
        field_name=task_field_name,
        shown=lambda value, name, _row: task_value_text(value, name),
        title_of=lambda row: row.title,
        about=_about,
        place=found.place,
    )
    return Preview(
        [tasks],
        found.problems,
        found.told,
        besides=(found.unknown, found.jobs, found.columns),
        also_does=bool(found.columns.new or found.columns.moved),
        also_asks=bool(found.unknown),
        more=[*_unknown_people(found), *_whole_list(found)],
    )


def _unknown_people(found: ChecklistChanges) -> Iterator[PreviewLine]:
    for unknown in found.unknown:
        sentence = (
            _(
                "Nobody in the team has this name. Perhaps: %(names)s",
                names=", ".join(unknown.nearest),
            )
            if unknown.nearest
            else _("Nobody in the team has this name.")
        )
        yield PreviewLine(
            what=LineTopic.UNKNOWN, row=unknown.rows[0], title=unknown.typed, sentence=sentence
        )


def _whole_list(found: ChecklistChanges) -> Iterator[PreviewLine]:
    """New jobs, and columns that came or went."""
    for name in found.jobs:
        yield PreviewLine(what=LineTopic.TOLD, title=name, sentence=_("New job."))
    for columns, sentence in (
        (found.columns.new, _("New column.")),
        (found.columns.lost, _("No longer in the file, but kept here.")),
    ):
        for name in columns:
            yield PreviewLine(what=LineTopic.TOLD, column=name, sentence=sentence)


def _about(record: ListRecord) -> str:
    """Phase, people, date and status of a new task."""
    people = [str(record.get(name)) for name in ("who", "owner") if record.get(name)]
    said = [task_value_text(record.get(name), name) for name in ("phase", "due_on")]
    return " · ".join([said[0], *people, said[1], new_task_state(record)])


def task_value_text(value: Value, name: str) -> str:
    """A value as people read it."""
    if isinstance(value, TaskState):
        return _state(value)
    return shown_value(TASKS.by_name.get(name), value)


def _state(state: TaskState) -> str:
    """`done on Tue 12 Jan 2027`, `blocked by: the ministry’s answer`, `in progress`."""
    if isinstance(state.done_on, date):
        return _("done on %(day)s", day=format_day(state.done_on, "EEE d MMM y"))
    if state.blocked_by:
        return _("blocked by: %(what)s", what=state.blocked_by)
    return label_of(TaskStatus(state.status))


def new_task_state(record: ListRecord) -> str:
    """How far a new task is."""
    state = with_task_state(record.values).get("status")
    return _state(state) if isinstance(state, TaskState) else label_of(TaskStatus.OPEN)


def task_field_name(name: str) -> str:
    """What a field is called."""
    return column_named(name)


def unknown_person_rows(unknown: UnknownPerson) -> str:
    """`row 4`, `rows 4, 9, 12 and 3 more`."""
    first = ", ".join(str(number) for number in unknown.rows[:8])
    rest = len(unknown.rows) - 8
    said = _n("row %(rows)s", "rows %(rows)s", len(unknown.rows), rows=first)
    return said + (" " + _n("and %(num)d more", "and %(num)d more", rest) if rest > 0 else "")
