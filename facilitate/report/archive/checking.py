"""Whether what an archive says can be: every row of a table that is known, every cell of its kind, every number of a row there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ...data.db import Base
from ...forums.rhythm.filing import document_name
from ...web.i18n import LANGUAGES
from ..papers.annexes import TYPES as ANNEX_TYPES
from .archived_tables import SHARED, TABLES, TableFate, is_taken, left_value
from .cells import cell_from_json, checked_text
from .columns import COLUMNS
from .gathering import table_pointed_at
from .packing import ABOUT, ROW, ArchiveFault, ArchiveProblem, UnpackedArchive
from .ranges import checked_range

Row = dict[str, Any]
_ENDINGS = {kind: ending for ending, kind in ANNEX_TYPES.items()}
"""Of annexes, by what they are sent as."""
DIRECTORY = ("organisation", "person", "user")


@dataclass(frozen=True)
class CheckedArchive:
    """The rows of an archive as values, by table, pointing at others by the archive's numbers or by key.

    `sealed`: there are answers as well, which want their key. `late`: how many of the last rows of a table came after the release.
    """

    about: Mapping[str, Any]
    rows: Mapping[str, list[Row]]
    sealed: bool = False
    late: Mapping[str, int] = field(default_factory=dict)

    @property
    def event(self) -> Row:
        """The event itself."""
        return self.rows["event"][0]

    def of(self, table: str) -> list[Row]:
        """The rows of a table; none where it has none."""
        return self.rows.get(table, [])


def check_archive(found: UnpackedArchive, content: Mapping[str, bytes]) -> CheckedArchive:
    """The archive's rows, every cell read. Raises ArchiveProblem that says where it is broken.

    A table or column that is not known here was written by a newer planner: reading it in would lose something.
    """
    for name, rows in found.tables.items():
        if not _known(name):
            raise ArchiveProblem(ArchiveFault.NEWER, str(found.about.get("planner", ""))[:40])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ArchiveProblem(ArchiveFault.DAMAGED, name)
    if len(found.tables.get("event", ())) != 1:
        raise ArchiveProblem(ArchiveFault.DAMAGED, "event")
    checker = _Checker(found, content)
    rows = {name: checker.table(name) for name in found.tables}
    _event_can_be(rows["event"][0])
    for row in rows.get("note_photo", ()):
        if row.get("media_type", "image/jpeg") != "image/jpeg":  # as `is_read_photo` has seen it
            raise ArchiveProblem(ArchiveFault.DAMAGED, "note_photo")
    for row in rows.get("attachment", ()):
        if row.get("media_type") not in _ENDINGS:
            raise ArchiveProblem(ArchiveFault.DAMAGED, "attachment")
        row["file_name"] = document_name(row.get("file_name", ""), _ENDINGS[row["media_type"]])
    if "answer" not in rows:
        for row in rows.get("questionnaire", ()):
            row["counted"] = {}
    return CheckedArchive(found.about, rows, bool(found.sealed), found.late)


def _known(name: Any) -> bool:
    return isinstance(name, str) and (
        is_taken(name) or name in TABLES and TABLES[name].fate is TableFate.NAMED
    )


class _Checker:
    def __init__(self, found: UnpackedArchive, content: Mapping[str, bytes]) -> None:
        self.found, self.content = found, content
        self.sizes = {name: len(rows) for name, rows in found.tables.items()}
        self.keys = {
            name: {row.get("key") for row in found.tables.get(name, ())} for name in SHARED
        }

    def table(self, name: str) -> list[Row]:
        table = Base.metadata.tables[name]
        columns = {
            column.name: column
            for column in table.columns
            if column.name not in ("id", "event_id") and left_value(name, column.name) is None
        }
        rows = []
        for number, row in enumerate(self.found.tables[name], 1):
            if set(row) - set(columns) - {ROW}:
                raise ArchiveProblem(
                    ArchiveFault.NEWER, str(self.found.about.get("planner", ""))[:40]
                )
            if "id" in table.c and row.get(ROW) != number:
                raise ArchiveProblem(ArchiveFault.DAMAGED, f"{name} {number}")
            rows.append(
                {
                    key: self._cell(table, columns[key], value, number)
                    for key, value in row.items()
                    if key != ROW
                }
            )
        return rows

    def _cell(self, table: sa.Table, column: sa.Column[Any], value: Any, number: int) -> Any:
        read: Callable[[], Any] = lambda: cell_from_json(column, value)  # noqa: E731
        if isinstance(column.type, sa.LargeBinary):
            read = lambda: self._bytes(value)  # noqa: E731
        elif (table.name, column.name) in COLUMNS:
            read = lambda: COLUMNS[table.name, column.name](value, self._there)  # noqa: E731
        elif target := table_pointed_at(table, column):
            read = lambda: self._pointer(target, column, value)  # noqa: E731
        try:
            return checked_range(table.name, column.name, read())
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            LookupError,
            OverflowError,
            RecursionError,
        ) as error:
            raise ArchiveProblem(
                ArchiveFault.DAMAGED, f"{table.name} {number}, {column.name}"
            ) from error

    def _there(self, table: str, number: int | None) -> int | None:
        """The number itself, if there is such a row."""
        if number is None:
            return None
        if (
            isinstance(number, bool)
            or not isinstance(number, int)
            or not 1 <= number <= self.sizes.get(table, 0)
        ):
            raise ValueError(number)
        return number

    def _pointer(self, target: str, column: sa.Column[Any], value: Any) -> Any:
        if value is None:
            if not column.nullable:
                raise ValueError(value)
            return None
        if target in self.keys:
            if value not in self.keys[target]:
                raise ValueError(value)
            return checked_text(value)
        return self._there(target, value)

    def _bytes(self, value: Any) -> bytes:
        if not checked_text(value).startswith(("photos/", "presentations/")):
            raise ValueError(value)
        if value not in self.content:
            raise ArchiveProblem(ArchiveFault.MISSING, value[:120])
        return self.content[value]


def _event_can_be(event: Row) -> None:
    """What pages would stumble over: a language nobody speaks here, a zone there is not, an end before the start."""
    try:
        ZoneInfo(event["zone"])
        fine = (
            event["language"] in LANGUAGES
            and event["first_day"] <= event["last_day"]
            and bool(event["title"])
        )
        fine = (
            fine
            and len(event["slug"]) <= 80
            and (event["last_day"] - event["first_day"]).days < 400
        )
    except (KeyError, ValueError, OSError) as error:
        raise ArchiveProblem(ArchiveFault.DAMAGED, "event 1") from error
    if not fine:
        raise ArchiveProblem(ArchiveFault.DAMAGED, "event 1")


def passed_to(about: Mapping[str, Any]) -> Mapping[str, str]:
    """The address of the event to whose consultation a problem went, by the number of its row, as the archive names them."""
    found = about.get("passed_to", {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise ArchiveProblem(ArchiveFault.DAMAGED, ABOUT)
    return found


def builds_on(about: Mapping[str, Any]) -> str:
    """The address of the edition before, as the archive names it; empty where there is none."""
    found = about.get("builds_on", "")
    if not isinstance(found, str):
        raise ArchiveProblem(ArchiveFault.DAMAGED, ABOUT)
    return found
