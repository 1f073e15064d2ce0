"""What happens in the privacy check: decided, taken back, kept out of the report, removed for good."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...cafe.models import CafeNote
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...history.models import Change
from ...lib.cells import ChangeCell, cells_from_rows, cells_to_rows
from ...lib.text import Words
from ...notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ...release import deciding
from ...release.models import Clearing, TextSource, Verdict
from ...release.texts import Key, owner_of_event
from ...release.verdicts import DecidedWords, redact_text
from ...voting.models import VoteWord
from ...web.i18n import _
from ...web.refused import Refused
from ..models import SectionText
from ..released_report import released_edition
from .copies import POINTS, copied_rows, update_copies
from .texts import OF_THE_REPORT, all_texts_of_event, decided_in

FIELDS: dict[TextSource, tuple[Any, tuple[str, ...]]] = {
    TextSource.LINE: (NoteLine, ("text", "who")),
    TextSource.CAFE_NOTE: (CafeNote, ("text",)),
    TextSource.VOTE_WORD: (VoteWord, ("text",)),
    TextSource.PHOTO: (NotePhoto, ("alt",)),
    TextSource.DECISION: (NoteDecision, ("text", "objections")),
    TextSource.ACTION: (NoteAction, ("text", "owner_name", "outcome")),
    TextSource.SECTION: (SectionText, ("text", "source")),
}
"""Where the texts of each source are kept."""


def decide_words(
    event: Event,
    key: Key,
    decided: DecidedWords,
    by: int | None,
    now: datetime,
    everywhere: bool = False,
) -> int:
    """Keep what was decided about words of a line; `everywhere`: of every other line, too, where they wait. Gives how many lines.

    Raises Refused where the words do not stand there (any more).
    """
    wait_for_event_lock(event)
    before = decided_in(event)
    lines = deciding.decide_passage(
        owner_of_event(event),
        all_texts_of_event(event),
        key=key,
        decided=decided,
        by=by,
        now=now,
        everywhere=everywhere,
    )
    update_copies(event, before, decided_in(event), by)
    return lines


def undo_decision(event: Event, row: Clearing, by: int | None) -> None:
    """What was decided is open again; what was copied of it says again what was written."""
    wait_for_event_lock(event)
    before = decided_in(event)
    db.session.delete(row)
    db.session.flush()
    update_copies(event, before, decided_in(event), by)


def keep_out_of_report(event: Event, key: Key, withheld: bool, now: datetime) -> None:
    """A line or a photo is not for the report, or is again. Raises Refused for what cannot be kept back as a whole."""
    source, row_id = key
    if source not in (TextSource.LINE, TextSource.PHOTO):
        raise Refused(
            _("Only lines and photos can be left out as a whole; here, remove the words.")
        )
    model = FIELDS[source][0]
    row = db.session.scalar(sa.select(model).where(model.id == row_id, model.event_id == event.id))
    if row is None:
        raise Refused(_("This line no longer exists."))
    row.withheld = withheld
    if source is TextSource.LINE:
        row.changed_at = now


def erase_decided_words(event: Event, now: datetime, by: int | None = None) -> int:
    """Carry the verdicts out in the notes themselves: what was removed or generalised is nowhere any more. Gives how many rows.

    What was found goes with it, as it is the very words. Only after a release. Raises Refused before.
    """
    wait_for_event_lock(event)
    if released_edition(event) is None:
        raise Refused(_("Release the report first; then what was removed can be deleted for good."))
    changed, done = 0, decided_in(event)
    update_copies(event, {}, done, by)
    removed = {
        key: [one for one in decided if one.verdict is not Verdict.KEEP]
        for key, decided in done.items()
    }
    rows = {(table, number): words for table, number, words in copied_rows(event, removed)}
    own = {
        (FIELDS[source][0].__tablename__, number): removed[source, number]
        for source, number in removed
    }
    forget_in_changes(event, rows | own)
    for (source, row_id), gone in removed.items():
        row = db.session.get(FIELDS[source][0], row_id) if gone and row_id else None
        if row is None:
            continue
        for field in FIELDS[source][1]:
            setattr(row, field, redact_text(getattr(row, field), gone))
        if source is TextSource.LINE:
            row.changed_at = now
        changed += 1
    db.session.flush()
    db.session.execute(
        sa.delete(Clearing).where(
            Clearing.event_id == event.id,
            Clearing.verdict != Verdict.KEEP,
            Clearing.row_id != 0,
            Clearing.source.in_(OF_THE_REPORT),
        )
    )
    return changed


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
