"""A checklist as one value, its tasks and roles: what differs between two of them is remembered, undone and told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..exchange.columns import with_column_fields
from ..lib.cells import CellCodec
from ..lib.plain_values import words_from_json
from ..lib.text import Words
from .columns import TASKS
from .models import Anchor, Milestone, Phase, TaskStatus, Unit


@dataclass(frozen=True)
class ChecklistRole:
    """A job in the preparation and the member who does it."""

    id: int
    position: int = 0
    name: Words = Words()
    member: int | None = None


@dataclass(frozen=True)
@with_column_fields(TASKS.columns)
class TaskItem:
    """A task; what its fields mean is said in `models.Task`. Columns declared there that are not named here follow."""

    id: int
    code: str = ""
    position: int = 0
    phase: Phase = Phase.DESIGN
    title: Words = Words()
    benchmark: Words = Words()
    role: int | None = None
    owner: int | None = None
    owner_by_hand: bool = False
    offset: int = 0
    unit: Unit = Unit.DAYS
    anchor: Anchor = Anchor.FIRST_DAY
    after: int | None = None
    first_due_on: date = date.min
    due_on: date = date.min
    due_by_hand: bool = False
    status: TaskStatus = TaskStatus.OPEN
    blocked_by: str = ""
    done_on: date | None = None
    effort: float = 0
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    milestone: Milestone | None = None


@dataclass(frozen=True)
class StaffColumns:
    """The columns staff added in Excel, in their order."""

    id: int
    names: tuple[str, ...] = ()


Row = ChecklistRole | TaskItem | StaffColumns
TABLES: dict[str, type[Row]] = {"roles": ChecklistRole, "tasks": TaskItem, "columns": StaffColumns}
_TABLE_OF = {kind: name for name, kind in TABLES.items()}


@dataclass(frozen=True)
class Checklist:
    """The roles and tasks of an event, and its added columns (where they were asked for), by number."""

    roles: Mapping[int, ChecklistRole] = field(default_factory=dict)
    tasks: Mapping[int, TaskItem] = field(default_factory=dict)
    columns: Mapping[int, StaffColumns] = field(default_factory=dict)

    def rows(self, table: str) -> Mapping[int, Any]:
        """One of the tables by its name."""
        return getattr(self, table)

    def with_rows(self, *rows: Row) -> "Checklist":
        """The checklist with these rows put in, or in place of those of the same number."""
        tables: dict[str, dict[int, Any]] = {}
        for row in rows:
            name = _TABLE_OF[type(row)]
            tables.setdefault(name, dict(self.rows(name)))[row.id] = row
        return replace(self, **tables)

    def without(self, table: str, ids: Iterable[int]) -> "Checklist":
        """The checklist without these rows of a table."""
        gone = set(ids)
        return replace(
            self, **{table: {key: row for key, row in self.rows(table).items() if key not in gone}}
        )


_READ: dict[str, Any] = {
    **{
        column.attribute: column.from_json
        for column in TASKS.columns
        if column.attribute == column.name
    },
    "name": words_from_json,
    "unit": Unit,
    "anchor": Anchor,
    "milestone": Milestone,
    "names": tuple,
    "extra": lambda rows: tuple((name, text) for name, text in rows),
}


def read_field(_kind: type[Any], name: str, value: Any) -> Any:
    """One field of a row from plain JSON."""
    read = _READ.get(name)
    return value if read is None or value is None else read(value)


CODEC = CellCodec(TABLES, read_field)
