"""An event's rows as the archive holds them: each under a number of its own, pointing at others by theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ...data.db import Base, db, read_first
from ...events.models import Event
from ...events.queries import EventLinks, LinkedEvent, linked_events
from ...forums.meetings.queries import select_next_meeting
from ...lib.plain_values import plain_json
from ...run.jobs import job
from ..clearing.looking import keep_found
from ..clearing.texts import names_known_to_event
from ..released_report import released_edition
from ..releasing.freezing import on_the_invitation
from .archived_tables import SHARED, TABLES, TableFate, left_value
from .columns import COLUMNS
from .leaving_texts import SAID, leaving_forum_part, leaving_texts, reword_gathered, texts_beside
from .numbers import POINTERS
from .packing import CELLS_SINCE, IS_LATE, ROW
from .row_choice import Scope, keys_up, select_rows

Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass
class GatheredEvent:
    """The tables of each file, in the order in which they can be read in, and the bytes that rows hold, by path.

    `passed_to`: the address of the event to whose consultation a problem went, by the number of its `passed_up` row.
    `since`: cells of decisions and actions that came after the release, or say closer who promised it: table, row, cells.
    `late`: whole rows that came after it, behind the others of their tables.
    """

    files: dict[TableFate, Tables] = field(default_factory=dict)
    content: dict[str, bytes] = field(default_factory=dict)
    passed_to: dict[str, str] = field(default_factory=dict)
    since: list[Row] = field(default_factory=list)
    late: Tables = field(default_factory=dict)

    def count(self, table: str) -> int:
        """How many rows of a table went in."""
        return sum(len(tables.get(table, ())) for tables in self.files.values())


def gather_event(scope: Scope) -> GatheredEvent:
    """Everything of the event that goes into its archive."""
    found = _rows(scope)
    reword_gathered(scope.event, found, look_through_archive)
    return _Gatherer(scope, found).all()


@job
def look_through_archive(event_id: int, _forum_id: None = None) -> None:
    """Look through what goes into an event's archive besides what was said."""
    read_first()
    event = db.session.get(Event, event_id)
    if event is not None:
        beside = texts_beside(_rows(Scope(event, released_edition(event))))
        keep_found(names_known_to_event(event), [*on_the_invitation(event), *beside])


def _rows(scope: Scope) -> dict[str, list[Row]]:
    found = {
        table.name: [dict(row) for row in db.session.execute(select_rows(scope, table)).mappings()]
        for table in scope.tables
    }
    linked = linked_from(scope).to_json()
    found["event"] = [{**row, "linked_elsewhere": linked} for row in found["event"]]
    if not scope.answers:  # what was told of answers is for who tells more of them
        found["questionnaire"] = [{**row, "counted": {}} for row in found["questionnaire"]]
    if scope.edition is not None:
        leave = leaving_texts(scope.event, scope.edition)
        found |= {
            name: [
                *leave.rows(name, list(rows)),
                *(leave.late(name, list(rows)) if scope.answers else ()),
            ]
            for name, rows in found.items()
            if name in SAID
        }
        found |= leaving_forum_part(found)
        found["edition"] = [{**row, "content": leave.content} for row in found["edition"]]
    _with_parents(scope, found)
    return found


def linked_from(scope: Scope) -> EventLinks:
    """The events to which the thread leads on from this one."""
    links = linked_events(scope.event, scope.reader)
    row = db.session.execute(select_next_meeting(scope.event, scope.reader)).one()
    return links._replace(meeting=LinkedEvent(*row[1:]) if row.slug else links.meeting)


def _with_parents(scope: Scope, found: dict[str, list[Row]]) -> None:
    """Leave out what belongs to a row that does not go in, until nothing does."""
    before = -1
    while before != (count := sum(map(len, found.values()))):
        before = count
        there = {name: {row["id"] for row in rows if "id" in row} for name, rows in found.items()}
        for table in scope.tables:
            keys = [(key.parent.name, key.column.table.name) for key in keys_up(table)]
            found[table.name] = [
                row
                for row in found[table.name]
                if all(
                    row[name] is None or row[name] in there.get(above, ()) for name, above in keys
                )
            ]
    for table in scope.tables:  # parents first
        _behind_late_ones(table, found)


def _behind_late_ones(table: sa.Table, found: dict[str, list[Row]]) -> None:
    """What belongs to a row that came after the release came after it too; such rows come last."""
    late = {
        name: {row["id"] for row in rows if row.get(IS_LATE) and "id" in row}
        for name, rows in found.items()
    }
    above = [(key.parent.name, late.get(key.column.table.name, ())) for key in keys_up(table)]
    for row in found[table.name]:
        if any(row[name] in rows for name, rows in above):
            row[IS_LATE] = True
    found[table.name].sort(key=lambda row: IS_LATE in row)


class _Gatherer:
    """Turns rows into JSON and numbers whatever they point to, in the order in which it is met."""

    def __init__(self, scope: Scope, found: dict[str, list[Row]]) -> None:
        self.scope, self.found, self.gathered = scope, found, GatheredEvent()
        self.numbers: dict[str, dict[int, int]] = {
            name: {row["id"]: number for number, row in enumerate(rows, 1) if "id" in row}
            for name, rows in found.items()
        }
        self.late = {
            name: {row["id"] for row in rows if IS_LATE in row and "id" in row}
            for name, rows in found.items()
        }
        self.closed = (
            False  # nobody is met any more: who is named after the release alone stays here
        )
        self.met: dict[str, dict[int, int]] = {
            name: {} for name in ("person", "organisation", "user", "forum")
        }
        self.keys: dict[str, dict[int, str]] = {
            name: {
                row.id: row.key for row in db.session.execute(sa.select(table.c.id, table.c.key))
            }
            for name, table in ((name, Base.metadata.tables[name]) for name in SHARED)
        }

    def all(self) -> GatheredEvent:
        for table in self.scope.tables:
            if rows := self._rows(table, late=False):
                self.gathered.files.setdefault(TABLES[table.name].fate, {})[table.name] = rows
        self.closed = True
        for table in self.scope.tables:
            if rows := self._rows(table, late=True):
                self.gathered.late[table.name] = rows
        self.closed = False
        self.gathered.passed_to = self._passed_to()
        self.gathered.since = list(self._since()) if self.scope.answers else []
        named = self._people()
        event = self.gathered.files[TableFate.EVENT]
        self.gathered.files[TableFate.EVENT] = {**self._shared(named), **named, **event}
        return self.gathered

    def _rows(self, table: sa.Table, *, late: bool) -> list[Row]:
        """The rows of a table that came after the release, or all others."""
        rows = [
            self._row(table, row, number)
            for number, row in enumerate(self.found[table.name], 1)
            if (IS_LATE in row) is late
        ]
        if "id" not in table.c:
            rows.sort(
                key=lambda row: [row[one.name] for one in table.primary_key if one.name in row]
            )
        return rows

    def _since(self) -> Iterator[Row]:
        """What of rows goes sealed, where it differs; nobody comes along who is not in the archive anyway."""
        for name, rows in self.found.items():
            for number, row in enumerate(rows, 1):
                cells = dict(row.get(CELLS_SINCE, {}))
                if person := cells.get("person_id"):
                    known = self.met["person"].get(person)
                    cells = cells | {"person_id": known} if known else _without_owner(cells)
                if cells:
                    yield {"table": name, ROW: number} | cells

    def _passed_to(self) -> dict[str, str]:
        rows = {row["id"]: row["event_id"] for row in self.found.get("passed_up", ())}
        query = sa.select(Event.id, Event.slug).where(Event.id.in_(set(rows.values())))
        slugs = {key: slug for key, slug in db.session.execute(query)} if any(rows.values()) else {}
        numbers = self.numbers.get("passed_up", {})
        return {str(numbers[key]): slugs[event] for key, event in rows.items() if event in slugs}

    def _row(self, table: sa.Table, row: Row, number: int) -> Row:
        cells: Row = {ROW: number} if "id" in table.c else {}
        for column in table.columns:
            name, value = column.name, row[column.name]
            if name in ("id", "event_id") or left_value(table.name, name) is not None:
                continue
            if isinstance(column.type, sa.LargeBinary):
                cells[name] = self._bytes(table.name, row, number)
            elif (table.name, name) in COLUMNS:
                move = self._move if IS_LATE in row else self._move_open
                cells[name] = COLUMNS[table.name, name](value, move)
            elif column.foreign_keys or (table.name, name) in POINTERS:
                target = table_pointed_at(table, column)
                cells[name] = self._pointed(target, value)
                if IS_LATE not in row and value in self.late.get(target, ()):
                    row.setdefault(CELLS_SINCE, {})[name] = cells[name]
                    cells[name] = None
            else:
                cells[name] = plain_json(value)
        return cells

    def _move(self, table: str, number: int | None) -> int | None:
        found = self._pointed(table, number)
        assert not isinstance(found, str)
        return found

    def _move_open(self, table: str, number: int | None) -> int | None:
        """As `_move`, without what is sealed."""
        return None if number in self.late.get(table, ()) else self._move(table, number)

    def _pointed(self, table: str, number: int | None) -> int | str | None:
        """What a row is called outside: a key that holds everywhere, or a number of the archive."""
        if number is None:
            return None
        if table in self.keys:
            return self.keys[table].get(number)
        if table in self.met and self.closed:
            return self.met[table].get(number)
        if table in self.met:
            return self.met[table].setdefault(number, len(self.met[table]) + 1)
        return self.numbers.get(table, {}).get(number)

    def _bytes(self, table: str, row: Row, number: int) -> str:
        """Where the bytes of a row stand in the archive."""
        path = (
            f"photos/{number:03d}.jpg"
            if table == "note_photo"
            else f"presentations/{number:03d}-{row['file_name']}"
        )
        self.gathered.content[path] = row["content"]
        return path

    def _people(self) -> Tables:
        """Whom the rows name: people, then their organisations too, then accounts and the forums that met."""
        people = self._named("person")
        named = {
            "organisation": self._named("organisation"),
            "person": people,
            "user": self._named("user"),
            "forum": self._named("forum"),
        }
        return {name: rows for name, rows in named.items() if rows}

    def _named(self, name: str) -> list[Row]:
        table, met = Base.metadata.tables[name], self.met[name]
        if not met:
            return []
        rows = {
            row["id"]: row
            for row in db.session.execute(sa.select(table).where(table.c.id.in_(met))).mappings()
        }
        return [self._row(table, dict(rows[key]), number) for key, number in list(met.items())]

    def _shared(self, named: Tables) -> Tables:
        """Sectors, counties and districts that are named anywhere."""
        used: dict[str, set[str]] = {name: set() for name in SHARED}
        for tables in (named, *self.gathered.files.values(), self.gathered.late):
            for name, rows in tables.items():
                for column in Base.metadata.tables[name].columns:
                    target = table_pointed_at(Base.metadata.tables[name], column)
                    if target in used:
                        used[target] |= {row[column.name] for row in rows if row.get(column.name)}
        shared: Tables = {"district": self._keyed("district", used["district"])}
        used["county"] |= {row["county_id"] for row in shared["district"]}
        shared |= {name: self._keyed(name, used[name]) for name in ("sector", "county")}
        return {name: shared[name] for name in SHARED if shared[name]}

    def _keyed(self, name: str, keys: set[str]) -> list[Row]:
        """The rows with those keys, in the order of the keys."""
        table = Base.metadata.tables[name]
        rows = db.session.execute(sa.select(table).where(table.c.key.in_(keys))).mappings().all()
        in_order = sorted(rows, key=lambda row: str(row["key"]))
        return [self._row(table, dict(row), number) for number, row in enumerate(in_order, 1)]


def _without_owner(cells: Row) -> Row:
    return {key: value for key, value in cells.items() if key not in ("person_id", "owner_name")}


def table_pointed_at(table: sa.Table, column: sa.Column[Any]) -> str:
    """The table a column points to; empty for one that points nowhere."""
    if found := POINTERS.get((table.name, column.name)):
        return found
    return next((key.column.table.name for key in column.foreign_keys), "")
