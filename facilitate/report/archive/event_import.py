"""An archive's rows into this planner's tables, in one go: everything under new numbers, or nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...data.db import Base, db
from ...directory.models import Organisation, Person
from ...events.actions import join_team
from ...events.models import Event, Role
from ...forums.meetings.actions import open_like
from ...forums.models import Forum
from ...forums.problem_models import PassedUp
from ...lib.text import Words, make_slug
from ...release.models import Clearing, Verdict
from ...release.two_people import BY
from ...web.i18n import LANGUAGES, use_language
from ..clearing.finding import find_passages
from ..clearing.texts import names_known_to_event
from ..clearing.texts import texts_of_event as said_in
from ..models import Edition, Release
from ..releasing.freezing import digest_of
from ..writing.assembling import sources_of
from ..writing.queries import edited_texts
from .archived_tables import SHARED, TABLES, LeftValue, TableFate, is_own_row, left_value
from .checking import CheckedArchive, Row, builds_on, passed_to
from .columns import COLUMNS, LATE
from .gathering import table_pointed_at
from .known_rows import (
    NOBODY,
    accounts_for_names,
    forums_for_rows,
    known_organisations,
    known_people,
)
from .numbers import POINTERS
from .packing import ArchiveFault, ArchiveProblem

FORUM_PART = ("forum_meeting", "problem", "passed_up", "open_point", "action_at_forum")
"""What stays out where the forum does."""
SINCE_RELEASE = 2
"""The version of a row that came after the release: it was touched."""


@dataclass(frozen=True)
class EventImportOptions:
    """How an archive is read in: by whom (a command is nobody), who of its accounts that is (its number), the name of the event."""

    reader: User | None = None
    as_account: int = NOBODY
    title: Words = Words()


def import_event(found: CheckedArchive, wanted: EventImportOptions) -> Event:
    """Put the event of an archive into the planner; whoever reads it in becomes its organiser.

    Raises ArchiveProblem where the rows contradict each other; nothing of it is kept then.
    """
    try:
        with db.session.begin_nested():
            event = _EventWriter(found, wanted).all()
    except (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.StatementError, ValueError) as error:
        raise ArchiveProblem(ArchiveFault.DAMAGED) from error
    reader = wanted.reader
    if (
        reader is not None and not reader.administrator
    ):  # who may do everything needs no place in the team
        join_team(event, reader, Role.ORGANISER)
    if was_trusted(reader):
        _let_out_again(event)
    else:
        _wait_for_two(event)
    _as_written_here(event)
    return event


def was_trusted(reader: User | None) -> bool:
    """Whether an archive's word counts that two people released its report elsewhere: an archive can be made by hand."""
    return reader is None or reader.administrator


def _wait_for_two(event: Event) -> None:
    """The report that came along is out once two people here have released it, and its words are checked here."""
    mine = sa.select(Edition.id).where(Edition.event_id == event.id)
    db.session.execute(sa.delete(Release).where(Release.edition_id.in_(mine)))
    for edition in db.session.scalars(sa.select(Edition).where(Edition.event_id == event.id)):
        edition.released_at = None
    db.session.flush()


def _let_out_again(event: Event) -> None:
    """What left another house was cleared there. The words that stay are cleared here too, else they would be asked for anew."""
    known, now = names_known_to_event(event), clock.now()
    pieces = {
        (one.source, one.row_id, passage.found)
        for one in said_in(event)
        for passage in find_passages(one.text, known)
    }
    db.session.add_all(
        Clearing(
            event_id=event.id,
            source=source,
            row_id=row_id,
            found=passage,
            verdict=Verdict.KEEP,
            at=now,
        )
        for source, row_id, passage in sorted(pieces)
    )
    db.session.flush()


def _as_written_here(event: Event) -> None:
    """What the team wrote was written over what is assembled here now, and what was released is told by its mark again.

    An archive may come from anywhere: a report in it that two people have not released waits for them here.
    """
    for edition in db.session.scalars(sa.select(Edition).where(Edition.event_id == event.id)):
        edition.digest = digest_of(edition.content)
        if not _released_by_two(edition):
            edition.released_at = None
    for code in LANGUAGES:
        texts = edited_texts(event, code)
        with use_language(code):
            now = sources_of(event, list(texts)) if texts else {}
        for key, row in texts.items():
            row.source = now.get(key, "")
    db.session.flush()


def _released_by_two(edition: Edition) -> bool:
    people = sa.select(sa.func.count(Release.user_id.distinct()))
    return (db.session.scalar(people.where(Release.edition_id == edition.id)) or 0) >= BY


class _EventWriter:
    """Writes table after table, parents first, and remembers which row became which."""

    def __init__(self, found: CheckedArchive, wanted: EventImportOptions) -> None:
        self.found, self.wanted = found, wanted
        self.ids: dict[str, list[int]] = {}
        self.keys: dict[str, dict[str, int]] = {}

    def all(self) -> Event:
        for name in reversed(SHARED):
            self.keys[name] = {}
        for name in ("sector", "county", "district"):
            self._shared(name)
        self._organisations()
        self._people()
        self.ids["user"] = accounts_for_names(
            self.found.of("user"), self.wanted.reader, self.wanted.as_account
        )
        event = self._event()
        forums = forums_for_rows(self.found.of("forum"), self.wanted.reader)
        self.ids["forum"] = forums or []
        if forums is None:
            self.ids |= {name: [] for name in FORUM_PART}
        tables = [table for table in Base.metadata.sorted_tables if table.name in self.found.rows]
        tables = [
            table for table in tables if table.name not in self.ids and table.name not in SHARED
        ]
        tables.sort(
            key=lambda table: TABLES[table.name].fate is TableFate.REPORT
        )  # it names all that was said
        for table in tables:
            self._table(table, event.id)
        for table in tables:
            self._later(table)
        self._consultations()
        self._touched()
        db.session.expire_all()
        return event

    def _shared(self, name: str) -> None:
        """Sectors, counties and districts by their key; one that is not here yet comes in."""
        table = Base.metadata.tables[name]
        here = {row.key: row.id for row in db.session.execute(sa.select(table.c.id, table.c.key))}
        for row in self.found.of(name):
            if row["key"] not in here:
                here[row["key"]] = self._insert(table, [self._cells(table, row)])[0]
        self.keys[name] = here

    def _organisations(self) -> None:
        table, rows = Base.metadata.tables["organisation"], self.found.of("organisation")
        here = known_organisations(rows)
        self.ids["organisation"] = []
        for row in rows:
            if row["name"] not in here:
                organisation = Organisation(**self._cells(table, row))
                db.session.add(organisation)
                db.session.flush()
                here[row["name"]] = organisation.id
            self.ids["organisation"].append(here[row["name"]])

    def _people(self) -> None:
        """Whoever has that name in that organisation is the same person; nobody is taken for two."""
        table, rows = Base.metadata.tables["person"], self.found.of("person")
        here = known_people(rows, self.ids["organisation"])
        people = []
        for row, known in zip(rows, here, strict=True):
            person = (
                db.session.get_one(Person, known) if known else Person(**self._cells(table, row))
            )
            people.append(person)
        db.session.add_all(people)
        db.session.flush()
        self.ids["person"] = [person.id for person in people]

    def _event(self) -> Event:
        table, row = Base.metadata.tables["event"], self.found.event
        event = Event(**self._cells(table, row))
        event.title = self.wanted.title or event.title
        before = builds_on(self.found.about)
        event.slug = make_slug(event.slug, db.session.scalars(sa.select(Event.slug)))
        event.builds_on_id = db.session.scalar(sa.select(Event.id).where(Event.slug == before))
        db.session.add(event)
        db.session.flush()
        self.ids["event"] = [event.id]
        return event

    def _table(self, table: sa.Table, event_id: int) -> None:
        rows = [self._cells(table, row) for row in self.found.of(table.name)]
        if "event_id" in table.c and is_own_row(table.name):
            rows = [{**row, "event_id": event_id} for row in rows]
        if not rows:
            return
        if any(set(row) != set(rows[0]) for row in rows):
            raise ArchiveProblem(ArchiveFault.DAMAGED, table.name)
        known = self._known_points(rows) if table.name == "open_point" else [None] * len(rows)
        new = iter(
            self._insert(table, [row for row, one in zip(rows, known, strict=True) if not one])
        )
        self.ids[table.name] = [one or next(new) for one in known] if "id" in table.c else []

    def _known_points(self, rows: list[Row]) -> list[int | None]:
        """The point of the forum here that says the same and is open too: it never stands there twice."""
        found = []
        for row in rows:
            forum = db.session.get_one(Forum, row["forum_id"])
            here = None if row["closed_on"] else open_like(forum, row["kind"], row["text"])
            found.append(here.id if here else None)
        return found

    def _consultations(self) -> None:
        """A problem that went to the consultation of an event which is here too leads there again."""
        mine = self.ids.get("passed_up", [])
        for number, slug in passed_to(self.found.about).items():
            event = db.session.scalar(sa.select(Event.id).where(Event.slug == slug))
            if event and number.isdecimal() and 0 < int(number) <= len(mine):
                row = sa.update(PassedUp).where(PassedUp.id == mine[int(number) - 1])
                db.session.execute(row.values(event_id=event))

    def _touched(self) -> None:
        """What came after the release is known by it here too, and goes on only sealed."""
        for name, number in self.found.late.items():
            table = Base.metadata.tables[name]
            mine = self.ids.get(name, [])[-number:]
            if "version" in table.c and mine:
                row = sa.update(table).where(table.c.id.in_(mine))
                db.session.execute(row.values(version=SINCE_RELEASE))

    def _insert(self, table: sa.Table, rows: list[Row]) -> list[int]:
        """Write rows; gives their numbers in the same order."""
        if not rows:
            return []
        if "id" not in table.c:
            db.session.execute(sa.insert(table), rows)
            return []
        statement = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(db.session.scalars(statement, rows))

    def _later(self, table: sa.Table) -> None:
        """What points to rows of the same table, or holds their numbers: once all rows are there."""
        names = [column.name for column in table.columns if _comes_later(table, column)]
        for number, row in enumerate(self.found.of(table.name)):
            values = {
                name: self._moved(table, table.c[name], row.get(name))
                for name in names
                if row.get(name)
            }
            if values:
                mine = table.c.id == self.ids[table.name][number]
                db.session.execute(sa.update(table).where(mine).values(values))

    def _moved(self, table: sa.Table, column: sa.Column[Any], value: Any) -> Any:
        move = COLUMNS.get((table.name, column.name))
        return move(value, self._id) if move else self._id(table_pointed_at(table, column), value)

    def _id(self, table: str, number: int | None) -> int | None:
        """The number that a row of the archive has here."""
        return None if number is None else self.ids[table][number - 1]

    def _cells(self, table: sa.Table, row: Mapping[str, Any]) -> Row:
        cells: Row = {}
        for column in table.columns:
            name = column.name
            made = left_value(table.name, name)
            if name in ("id", "event_id") or made is LeftValue.USUAL:
                continue
            if made is not None:
                cells[name] = (
                    secrets.token_urlsafe(16) if made is LeftValue.ANEW else _nothing(column)
                )
            elif name not in row:
                continue  # an older planner did not have it
            elif _comes_later(table, column):
                cells[name] = None if column.nullable else type(row[name])()
            elif move := COLUMNS.get((table.name, name)):
                cells[name] = move(row[name], self._id)
            else:
                cells[name] = self._cell(table_pointed_at(table, column), row[name])
        return cells

    def _cell(self, target: str, value: Any) -> Any:
        if not target or value is None:
            return value
        return self.keys[target][value] if target in SHARED else self._id(target, value)


def _comes_later(table: sa.Table, column: sa.Column[Any]) -> bool:
    key = table.name, column.name
    return key in LATE or key in POINTERS or table_pointed_at(table, column) == table.name


def _nothing(column: sa.Column[Any]) -> Any:
    return None if column.nullable else ""
