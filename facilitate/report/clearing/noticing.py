"""Whatever is written that may leave is noticed when it is saved, whichever room saves it, and one job looks it through.

What is noticed are rows of tables, never who has written into them or where that came from.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ...agenda.models import Step
from ...cafe.models import Cafe, CafeNote
from ...data.db import Base, db, read_first
from ...release.clearing import Tells, columns_of_rooms, texts_of_rooms
from ...release.models import Clearing, TextSource
from ...release.texts import TextOwner, verdicts_about
from ...release.verdicts import redact_text
from ...run.jobs import enqueue_job, job
from .actions import FIELDS
from .looking import AT_A_TIME, keep_found, look_through
from .texts import names_known

_SOURCES = {model.__name__: source for source, (model, _fields) in FIELDS.items()}
_DECIDED = Clearing.__name__
_WRITTEN, _MANY = "written", "written_many"
"""Under these names a session remembers the rows with new words, by their class, and events into which many rows came at once."""


@lru_cache(maxsize=1)
def watched_columns() -> dict[str, frozenset[str]]:
    """The columns whose words may leave, by the class of their table."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for model, fields in FIELDS.values():
        found[model.__name__].update(fields)
    found[_DECIDED].update(("verdict", "instead"))
    for columns in columns_of_rooms().values():
        for column in columns:
            name, _dot, field = column.partition(".")
            found[name].add(field)
    return {name: frozenset(fields) for name, fields in found.items()}


@lru_cache(maxsize=1)
def _tables() -> frozenset[str]:
    return frozenset(table_of_class(name).name for name in watched_columns())


def table_of_class(name: str) -> sa.Table:
    """The table of a class."""
    found: sa.Table = next(
        one.class_.__table__ for one in Base.registry.mappers if one.class_.__name__ == name
    )
    return found


def _remember(session: Any, _context: Any) -> None:
    """The rows with new words of what goes to the database now."""
    for row in (*session.new, *session.dirty):
        fields = watched_columns().get(type(row).__name__)
        if fields is None or not getattr(row, "tells_words", True):
            continue
        about = sa.inspect(row)
        if any(about.attrs[name].history.added for name in fields):
            session.info.setdefault(_WRITTEN, {}).setdefault(type(row).__name__, set()).add(row.id)


def _remember_many(state: Any) -> None:
    """Rows that come in as tables, as from an archive: their events are looked through whole."""
    if not state.is_insert or state.statement.table.name not in _tables():
        return
    rows = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
    events = {row["event_id"] for row in rows if row.get("event_id")}
    if events:
        state.session.info.setdefault(_MANY, set()).update(events)


def _look(session: Any) -> None:
    """They are saved: a job looks them through."""
    if session.in_nested_transaction():
        return
    written, events = session.info.pop(_WRITTEN, {}), session.info.pop(_MANY, ())
    if written or events:
        enqueue_job(
            look_at, {name: sorted(numbers) for name, numbers in written.items()}, sorted(events)
        )


def _forget(session: Any) -> None:
    session.info.pop(_WRITTEN, None)
    session.info.pop(_MANY, None)


sa.event.listen(db.session, "after_flush", _remember)
sa.event.listen(db.session, "do_orm_execute", _remember_many)
sa.event.listen(db.session, "after_commit", _look)
sa.event.listen(db.session, "after_rollback", _forget)


@job
def look_at(written: dict[str, list[int]], events: Iterable[int] = ()) -> None:
    """Look through what was written into these rows, by the class of their table, and all of these events."""
    read_first()
    for source, numbers in _said(written).items():
        _look_at_said(source, sorted(numbers))
    for whose, rooms in _rooms_of(written).items():
        keep_found(names_known(whose), (one.text for one in texts_of_rooms(whose, rooms)))
    for event_id in events:
        look_through(event_id, None)


def _said(written: dict[str, list[int]]) -> dict[TextSource, set[int]]:
    """The rows of what was said that have new words, or about whose words something was decided."""
    found = {source: set(written[name]) for name, source in _SOURCES.items() if name in written}
    for some in _parts(written.get(_DECIDED, ())):
        decided = sa.select(Clearing.source, Clearing.row_id).where(Clearing.id.in_(some))
        for source, row_id in db.session.execute(decided):
            if source in FIELDS and row_id:
                found.setdefault(source, set()).add(row_id)
    return found


def _look_at_said(source: TextSource, numbers: list[int]) -> None:
    """As it was written, and as it may leave."""
    model, fields = FIELDS[source]
    event = _event_of_cafe() if model is CafeNote else model.event_id
    query = sa.select(event, model.id, *(getattr(model, name) for name in fields))
    rows: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in _parts(numbers):
        for event_id, row_id, *said in db.session.execute(query.where(model.id.in_(some))):
            rows[event_id] += ((row_id, text) for text in said)
    known = {
        event_id: (names_known(TextOwner(event_id)), verdicts_about(TextOwner(event_id)))
        for event_id in rows
    }
    for event_id, texts in rows.items():
        names, decided = known[event_id]
        leaving = [redact_text(text, decided.get((source, row_id), ())) for row_id, text in texts]
        keep_found(names, [*(text for _row_id, text in texts), *leaving])


def _event_of_cafe() -> Any:
    return (
        sa.select(Step.event_id)
        .join(Cafe, Cafe.step_id == Step.id)
        .where(Cafe.id == CafeNote.cafe_id)
        .scalar_subquery()
    )


def _rooms_of(written: dict[str, list[int]]) -> dict[TextOwner, list[Tells]]:
    """Whose texts read otherwise now, and in which rooms."""
    found: defaultdict[TextOwner, list[Tells]] = defaultdict(list)
    for room, columns in columns_of_rooms().items():
        names = {column.partition(".")[0] for column in columns} & written.keys()
        for whose in sorted(
            {one for name in names for one in owners_of_rows(table_of_class(name), written[name])},
            key=str,
        ):
            found[whose].append(room)
    return found


def owners_of_rows(table: sa.Table, numbers: Iterable[int]) -> set[TextOwner]:
    """The events and forums that these rows belong to, by way of what they are parts of; what is part of nothing is the planner's."""
    if table.name in ("event", "forum"):
        return {TextOwner(**{f"{table.name}_id": number}) for number in numbers}
    keys = [
        key
        for key in table.foreign_keys
        if key.ondelete == "CASCADE" and key.column.table is not table
    ]
    if not keys:
        return {TextOwner()}
    direct = [key for key in keys if key.column.table.name in ("event", "forum")]
    found: set[TextOwner] = set()
    for key in direct or keys:
        above: set[int] = set()
        for some in _parts(numbers):
            above |= set(
                db.session.scalars(
                    sa.select(key.parent).where(table.c.id.in_(some), key.parent.is_not(None))
                )
            )
        if above:
            found |= owners_of_rows(key.column.table, sorted(above))
    return found


def _parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    every = list(numbers)
    return (every[at : at + AT_A_TIME] for at in range(0, len(every), AT_A_TIME))
