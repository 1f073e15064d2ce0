"""What is remembered of changes, for undo: words that are deleted for good go from there, too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...history.models import Change
from ...lib.cells import ChangeCell, cells_from_rows, cells_to_rows
from ...lib.text import Words
from ...release.verdicts import DecidedWords, redact_text
from .copies import POINTS

Row = tuple[str, int]
"""A table, as cells name it, and a number."""


def forget_in_changes(event: Event, gone: Mapping[Row, Sequence[DecidedWords]]) -> None:
    """Take these words out of all that is remembered of these rows in the event, and of points in the forums."""
    text = sa.cast(Change.cells, sa.Text)
    names = sorted({table for table, _id in gone})
    query = sa.select(Change).where(
        sa.or_(Change.event_id == event.id, Change.event_id.is_(None)),
        sa.or_(sa.false(), *(text.contains(f'"{name}"', autoescape=True) for name in names)),
    )
    for change in db.session.scalars(query):
        cells = cells_from_rows(change.cells)
        about = [change.about.en, change.about.sq]
        for at, cell in enumerate(cells):
            known = change.event_id is not None or cell.table == POINTS
            words = gone.get((cell.table, cell.id), ()) if known else ()
            if words:
                cells[at] = _without(cell, words)
                about = [redact_text(one, words) for one in about]
        if cells_to_rows(cells) != change.cells or about != [change.about.en, change.about.sq]:
            change.cells, change.about = cells_to_rows(cells), Words(*about)
    db.session.flush()


def _without(cell: ChangeCell, words: Sequence[DecidedWords]) -> ChangeCell:
    return replace(cell, before=_redacted(cell.before, words), after=_redacted(cell.after, words))


def _redacted(value: Any, words: Sequence[DecidedWords]) -> Any:
    """The same value, every text in it redacted."""
    if isinstance(value, str):
        return redact_text(value, words)
    if isinstance(value, list):
        return [_redacted(one, words) for one in value]
    if isinstance(value, dict):
        return {key: _redacted(one, words) for key, one in value.items()}
    return value
