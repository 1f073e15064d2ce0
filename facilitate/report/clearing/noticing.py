"""Whatever is written into the notes is noticed when it is saved, whichever room saves it, and a job looks it through."""

from typing import Any

import sqlalchemy as sa

from ...agenda.models import Step
from ...cafe.models import Cafe, CafeNote
from ...db import db, read_first
from ...jobs import enqueue, job
from ...release.models import Source
from ...release.texts import Whose
from .actions import FIELDS
from .looking import AT_A_TIME, keep_found
from .texts import names_known

_SOURCES = {model: source for source, (model, _fields) in FIELDS.items()}
_WRITTEN = "written"
"""Under this name a session remembers the rows with new words: source and number."""


def _remember(session: Any, _context: Any) -> None:
    """The rows with new words of what goes to the database now."""
    for row in (*session.new, *session.dirty):
        source = _SOURCES.get(type(row))
        if source is None:
            continue
        about = sa.inspect(row)
        if any(about.attrs[name].history.added for name in FIELDS[source][1]):
            session.info.setdefault(_WRITTEN, {}).setdefault(source, set()).add(row.id)


def _look(session: Any) -> None:
    """They are saved: a job looks them through."""
    if session.in_nested_transaction():
        return
    for source, numbers in session.info.pop(_WRITTEN, {}).items():
        enqueue(look_at, source.value, sorted(numbers))


def _forget(session: Any) -> None:
    session.info.pop(_WRITTEN, None)


sa.event.listen(db.session, "after_flush", _remember)
sa.event.listen(db.session, "after_commit", _look)
sa.event.listen(db.session, "after_rollback", _forget)


@job
def look_at(source: str, numbers: list[int]) -> None:
    """Look through the texts of these rows."""
    read_first()
    model, fields = FIELDS[Source(source)]
    columns = [getattr(model, name) for name in fields]
    event = _event_of_cafe() if model is CafeNote else model.event_id
    query = sa.select(event, *columns)
    texts: dict[int, list[str]] = {}
    for at in range(0, len(numbers), AT_A_TIME):
        for event_id, *said in db.session.execute(query.where(model.id.in_(numbers[at : at + AT_A_TIME]))):
            texts.setdefault(event_id, []).extend(said)
    known = {event_id: names_known(Whose(event_id)) for event_id in texts}
    for event_id, said in texts.items():
        keep_found(known[event_id], said)


def _event_of_cafe() -> Any:
    return (
        sa.select(Step.event_id)
        .join(Cafe, Cafe.step_id == Step.id)
        .where(Cafe.id == CafeNote.cafe_id)
        .scalar_subquery()
    )
