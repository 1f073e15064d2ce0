"""The starting lists there are: the shipped workbooks, and those people of the planner added."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data import content
from ...data.db import db
from ...events.models import Event, EventKind
from ...lib.books import read_book
from ...lib.numbers import read_whole
from ...lib.text import Words
from ...web.uploaded import read_kept_upload
from ..models import ChecklistTemplate, Task
from .workbook import StartingTask, read_workbook, starting_tasks

WORKBOOKS = {
    EventKind.CONFERENCE: "conference.xlsx",
    EventKind.REGIONAL_MEETING: "regional-meeting.xlsx",
    EventKind.TRAINING: "training.xlsx",
    EventKind.COALITION_MEETING: "presidency.xlsx",
}
NAMES = {
    EventKind.CONFERENCE: Words("National conference", "Konferencë kombëtare"),
    EventKind.REGIONAL_MEETING: Words(
        "Meeting of a regional group", "Mbledhje e një grupi rajonal"
    ),
    EventKind.TRAINING: Words("Training", "Trajnim"),
    EventKind.COALITION_MEETING: Words(
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
        NAMES[kind],
        starting_tasks(content.content_folder("checklists") / name),
        kind,
    )


def lists_for(event: Event) -> list[StartingList]:
    """All lists: the one of the event's kind, the other shipped ones, then those people added, by name."""
    kinds = sorted(EventKind, key=lambda kind: kind is not event.kind)
    query = sa.select(ChecklistTemplate).options(joinedload(ChecklistTemplate.user))
    rows = sorted(
        db.session.scalars(query), key=lambda row: (row.name.en or row.name.sq).casefold()
    )
    return [*(shipped_list(kind) for kind in kinds), *(_own(row) for row in rows)]


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
    return StartingList(f"{OWN}{row.id}", row.name, _read(row.content), template=row)


def starting_list_file(row: ChecklistTemplate) -> bytes:
    """The file as it was added."""
    return base64.b64decode(row.content)


@lru_cache(maxsize=128)
def _read(text: str) -> tuple[StartingTask, ...]:
    return tuple(
        read_workbook(read_kept_upload(read_book, base64.b64decode(text)), "", own=True).tasks
    )
