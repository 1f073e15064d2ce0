"""The starting lists there are: the shipped workbooks, and those people of the planner added."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data import content
from ...data.db import db
from ...events.models import Event, EventKind
from ...lib.numbers import read_whole
from ...lib.text import Words
from ..models import ChecklistTemplate, Task
from .task_list import StartingTask, shipped_tasks, task_of_record, tasks_from_text

WORKBOOKS = {
    EventKind.CONFERENCE: "conference.xlsx",
    EventKind.REGIONAL_MEETING: "regional-meeting.xlsx",
    EventKind.TRAINING: "training.xlsx",
    EventKind.COALITION_MEETING: "presidency.xlsx",
    EventKind.COMMITTEE_MEETING: "regional-meeting.xlsx",
    EventKind.TECHNICAL_TABLE: "regional-meeting.xlsx",
    EventKind.ORIENTATION: "training.xlsx",
}
NAMES = {
    "conference.xlsx": Words("National conference", "Konferencë kombëtare"),
    "regional-meeting.xlsx": Words("Meeting of a regional group", "Mbledhje e një grupi rajonal"),
    "training.xlsx": Words("Training", "Trajnim"),
    "presidency.xlsx": Words(
        "Presidency of a coalition: six months", "Presidenca e një koalicioni: gjashtë muaj"
    ),
}
OWN = "own-"
"""What the key of a list of the organisation's own begins with."""


@dataclass(frozen=True)
class StartingList:
    """A list to start from. `key` names it in addresses; `template` is the row of one people added, `kind` whose shipped one it is."""

    key: str
    name: Words
    tasks: Sequence[StartingTask]
    kind: EventKind | None = None
    template: ChecklistTemplate | None = None

    @property
    def prefix(self) -> str:
        """What stands before the codes of its tasks, so that two lists people made never share one."""
        return f"L{self.template.id}-" if self.template else ""


def shipped_list(kind: EventKind) -> StartingList:
    """The shipped workbook of that kind of event."""
    name = WORKBOOKS[kind]
    return StartingList(
        name.removesuffix(".xlsx"),
        NAMES[name],
        shipped_tasks(content.content_folder("checklists") / name),
        kind,
    )


def lists_for(event: Event) -> list[StartingList]:
    """All lists: the one of the event's kind, the other shipped ones, then those people added, by name."""
    kinds = {WORKBOOKS[kind]: kind for kind in reversed(EventKind)} | {
        WORKBOOKS[event.kind]: event.kind
    }
    kinds_in_order = sorted(
        kinds.values(), key=lambda kind: (kind is not event.kind, list(EventKind).index(kind))
    )
    query = sa.select(ChecklistTemplate).options(joinedload(ChecklistTemplate.user))
    rows = sorted(
        db.session.scalars(query), key=lambda row: (row.name.en or row.name.sq).casefold()
    )
    return [*(shipped_list(kind) for kind in kinds_in_order), *(_own(row) for row in rows)]


def list_named(key: str) -> StartingList | None:
    """The list of that key."""
    for kind, name in WORKBOOKS.items():
        if key == name.removesuffix(".xlsx"):
            return shipped_list(kind)
    number = read_whole(key.removeprefix(OWN)) if key.startswith(OWN) else None
    row = db.session.get(ChecklistTemplate, number) if number is not None else None
    return _own(row) if row else None


def has_tasks(event: Event) -> bool:
    """Whether something is on the event's checklist."""
    query = sa.exists().where(Task.event_id == event.id, Task.removed_at.is_(None))
    return bool(db.session.scalar(sa.select(query)))


def _own(row: ChecklistTemplate) -> StartingList:
    tasks = tuple(map(task_of_record, tasks_from_text(row.content).values()))
    return StartingList(f"{OWN}{row.id}", row.name, tasks, template=row)
