"""The database: base class of all tables, column types, and transactions that lose nothing."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import abort, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Session,
    aliased,
    declared_attr,
    has_inherited_table,
    mapped_column,
)

from ..lib.numbers import HIGHEST
from ..lib.text import Words

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def cached_reader(
    type_: sa.TypeDecorator[Any], dialect: Dialect, coltype: Any
) -> Callable[[Any], Any]:
    """Reads a JSON column into a value that never changes, each different text only once: a long agenda stays quick."""
    decode = type_.impl_instance.result_processor(dialect, coltype)

    def read(value: Any) -> Any:
        if value is None:
            return None
        return type_.process_result_value(value if decode is None else decode(value), dialect)

    if decode is None:  # the driver has decoded it already
        return read
    return lru_cache(maxsize=8192)(read)


class WordsType(sa.TypeDecorator[Words]):
    """A wording in both languages, kept as JSON."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Words | None, dialect: Dialect) -> Any:
        return None if value is None else {"en": value.en, "sq": value.sq}

    def process_result_value(self, value: Any, dialect: Dialect) -> Words | None:
        return None if value is None else Words(value.get("en", ""), value.get("sq", ""))

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any]:
        return cached_reader(self, dialect, coltype)


class ValuesType(sa.TypeDecorator[tuple[Any, ...]]):
    """Several values of a StrEnum in its order, kept as texts between spaces: ` presenter table_host `. Equal sets are equal texts."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return f" {' '.join(one.value for one in self.kind if one in value)} "

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else tuple(self.kind(key) for key in value.split())


def holds_value(column: Any, value: StrEnum) -> sa.ColumnElement[bool]:
    """The condition that this value is among those of a column of `ValuesType`."""
    return sa.cast(column, sa.Text).contains(f" {value.value} ", autoescape=True)


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC: aware outside, naive inside, the same on both databases."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


AS_WE_SAID = {"eager_defaults": False}
"""Defaults are filled in here and are the database's only for rows that are there already: nothing has to be read back."""


class Base(DeclarativeBase):
    """Every table: named after its class, with a number as key. A kind of rows of another table has none of its own."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {Words: WordsType(), datetime: Moment(), str: sa.Text()}
    __mapper_args__: Any = AS_WE_SAID

    @declared_attr.directive
    def __tablename__(cls) -> str | None:
        inherited = has_inherited_table(cls)  # type: ignore[arg-type]
        return None if inherited else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def _say_default_to_the_server(column: sa.Column[Any], _table: Any) -> None:
    """A constant default stands in the database too: a column added to a table with rows fills them with it."""
    if column.default is None or column.server_default is not None:
        return
    value = column.default.arg  # type: ignore[attr-defined]
    if column.default.is_callable:
        made = getattr(value, "__wrapped__", None)
        if made not in (list, dict):
            return  # each row has its own: a migration fills it row by row
        value = made()
    column.server_default = sa.DefaultClause(_as_text(value, column.type))


def _as_text(value: Any, kind: Any) -> str:
    """A constant as text that both databases read as a value of that type."""
    if isinstance(kind, sa.TypeDecorator):
        value = kind.process_bind_param(value, DefaultDialect())
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Enum):
        return str(value.value)
    return json.dumps(value) if isinstance(value, list | dict) else str(value)


sa.event.listen(sa.Column, "after_parent_attach", _say_default_to_the_server)


class Keyed(Base):
    """A table whose rows have a number of their own."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Table option for rows that are remembered by their number, to be put back later: SQLite would give the number of a
deleted row to the next one."""


NOT_IN_BACKUPS = "not_in_backups"
"""Said in the `info` of a table whose rows no copy of the planner holds."""


class Versioned(Keyed):
    """A table whose rows several people edit: each change counts the version up, a stale one is refused."""

    __abstract__ = True
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {**AS_WE_SAID, "version_id_col": cls.version}


def parent_key(target: str, **options: Any) -> MappedColumn[Any]:
    """A foreign key to the row this one belongs to: it goes when the parent goes."""
    return mapped_column(sa.ForeignKey(target, ondelete="CASCADE"), index=True, **options)


def pointer_key(target: str, **options: Any) -> MappedColumn[Any]:
    """A foreign key to a row this one only mentions: it becomes empty when that row goes."""
    return mapped_column(sa.ForeignKey(target, ondelete="SET NULL"), index=True, **options)


def needed_key(target: str, **options: Any) -> MappedColumn[Any]:
    """A foreign key to a row that cannot go while this one is there."""
    return mapped_column(sa.ForeignKey(target, ondelete="RESTRICT"), index=True, **options)


def enum_column(kind: type, **options: Any) -> MappedColumn[Any]:
    """A column that holds one value of a StrEnum, kept as its text."""
    column = sa.Enum(
        kind, native_enum=False, length=40, values_callable=lambda values: [v.value for v in values]
    )
    return mapped_column(column, **options)


# After a commit rows stay readable: reading one again would open a new transaction, and on SQLite take the lock.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

Row = TypeVar("Row", bound=Base)
PATIENCE, PATIENCE_OF_JOBS = 5_000, 20_000
"""Milliseconds that SQLite waits for its lock: while somebody waits for a page, and while nobody does."""
READING = ("GET", "HEAD", "OPTIONS")
"""How a page is asked for that does not write."""


def row_id(value: Any) -> int:
    """The number of a row. Raises ValueError for what no row can have: a database takes no number of any size."""
    number = int(value)
    if not 0 <= number <= HIGHEST:
        raise ValueError(value)
    return number


def get_or_404(model: type[Row], *conditions: sa.ColumnElement[bool]) -> Row:
    """The one row that meets the conditions, or a page that says it is not there."""
    row = db.session.scalar(sa.select(model).where(*conditions))
    if row is None:
        abort(404)
    return row


@cache
def model_again(model: type[Row], role: str) -> type[Row]:
    """The model once more, in that role, for a statement that asks its table twice; made once: its columns take milliseconds."""
    return aliased(model, name=role)


def read_first() -> None:
    """What this request reads takes no lock although it may write later, after `then_write`.

    For pages that many people send at the same moment: while one is read and checked, others are kept.
    """
    db.session.connection(execution_options={"reading": True})


def then_write() -> None:
    """From here on the request writes; what it has read may have changed in between."""
    db.session.commit()


def will_write() -> None:
    """A page that is only asked for (GET) is going to write all the same: it takes the lock at the start, as others do."""
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})


def end_transaction() -> None:
    """End the transaction before something slow, which nobody else is to wait for; what was read so far is read anew.

    Raises RuntimeError where something was written or held in it: that would be lost.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted or session.info.get(_WROTE):
        raise RuntimeError("Read the file first, then hold rows and write.")
    session.rollback()


def hold_row(row: Any) -> None:
    """Whoever changes what belongs to this row in a request waits here for the others, and reads what they left.

    It is held in every transaction until the request is answered, so that nobody decides by what was read before. SQLite
    has only one writer anyway. 404 where the row is gone by now.
    """
    if not has_request_context() or request.method in READING or db.engine.dialect.name == "sqlite":
        return
    model = type(row)
    held = sa.select(model.id).where(model.id == row.id).with_for_update(key_share=True)
    g.held = [*g.get("held", ()), held]
    connection = db.session.connection()
    if not connection.get_execution_options().get("reading"):
        if connection.scalar(held) is None:
            abort(404)
        db.session.expire(row)


def _hold_again(session: Session, _transaction: Any, connection: Connection) -> None:
    """A request that ended its transaction and goes on holds the same rows."""
    if has_request_context() and not connection.get_execution_options().get("reading"):
        for held in g.get("held", ()):
            connection.execute(held)


_WROTE = "wrote"


def _note_execution(state: Any) -> None:
    held = state.is_select and getattr(state.statement, "_for_update_arg", None) is not None
    if held or state.is_insert or state.is_update or state.is_delete:
        state.session.info[_WROTE] = True


def _note_flush(session: Any, _context: Any) -> None:
    session.info[_WROTE] = True


def _forget_writing(session: Any, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop(_WROTE, None)


sa.event.listen(Session, "after_begin", _hold_again)
sa.event.listen(Session, "do_orm_execute", _note_execution)
sa.event.listen(Session, "after_flush", _note_flush)
sa.event.listen(Session, "after_transaction_end", _forget_writing)


def end_reading() -> None:
    """At the end of a request: where it only read, commit. After a rollback PostgreSQL's driver forgets the plans of all statements."""
    if not db.session.registry.has():
        return
    session = db.session()
    changed = session.new or session.dirty or session.deleted or session.info.get(_WROTE)
    if session.in_transaction() and not changed:
        with suppress(sa.exc.SQLAlchemyError):  # what broke is rolled back with the session
            session.commit()


def _open_sqlite(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_OF_JOBS}")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")  # what was deleted is not in the file either


def _begin(connection: Connection) -> None:
    """SQLite silently loses updates when two readers both go on to write; whoever may write takes the lock first."""
    if connection.dialect.name == "sqlite":
        said = connection.get_execution_options()
        reading = said.get("reading") or (
            has_request_context() and request.method in READING and not said.get("writing")
        )
        wanted = PATIENCE if has_request_context() else PATIENCE_OF_JOBS
        if connection.info.get("patience") != wanted:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={wanted}")
            connection.info["patience"] = wanted
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


sa.event.listen(Engine, "connect", _open_sqlite)
sa.event.listen(Engine, "begin", _begin)
