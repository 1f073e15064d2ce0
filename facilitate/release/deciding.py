"""What is decided about words that are to leave: kept by row and words, taken back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..data.db import db
from ..web.i18n import _
from ..web.refused import Refused
from .models import Clearing, ReleasedWords, TextSource, Verdict
from .texts import Key, RoomText, TextOwner, passage_finder, verdicts_about
from .verdicts import DecidedWords


def decide_passage(
    whose: TextOwner,
    texts: Sequence[RoomText],
    key: Key,
    decided: DecidedWords,
    by: int | None,
    now: datetime,
    everywhere: bool,
) -> int:
    """Keep what was decided about words of a row; `everywhere`: of every other row of these texts, too, where they wait.

    Gives how many rows. Raises Refused where the words do not stand there (any more).
    """
    if not decided.found or not any(
        (one.source, one.row_id) == key and decided.found in one.text for one in texts
    ):
        raise Refused(_("These words are no longer in that line. Nothing was decided."))
    keys = {key}
    if everywhere:
        find, done = passage_finder(whose, (one.text for one in texts)), verdicts_about(whose)
        keys |= {
            (one.source, one.row_id)
            for one in texts
            if any(finding.found == decided.found for finding in find(one.text))
            and all(
                other.found != decided.found for other in done.get((one.source, one.row_id), ())
            )
        }
    save_verdicts(whose, keys, decided=decided, by=by, now=now)
    return len(keys)


def forget_earlier_row(whose: TextOwner, sources: Collection[TextSource], row_id: int) -> None:
    """What was decided about a row that was removed is not decided about a new one that got its number, as on SQLite."""
    for model in (Clearing, ReleasedWords):
        here: Any = model
        earlier = whose.owns(here), here.source.in_(sources), here.row_id == row_id
        db.session.execute(sa.delete(here).where(*earlier))


def save_verdicts(
    whose: TextOwner, keys: Collection[Key], decided: DecidedWords, by: int | None, now: datetime
) -> None:
    """Keep one verdict about the same words for each of these rows; one given before gives way."""
    there = {
        (one.source, one.row_id): one
        for one in db.session.scalars(
            sa.select(Clearing).where(whose.owns(Clearing), Clearing.found == decided.found)
        )
    }
    instead = decided.instead if decided.verdict is Verdict.GENERALISE else ""
    for source, row_id in sorted(keys):
        row = there.get((source, row_id))
        if row is None:
            row = Clearing(**whose._asdict(), source=source, row_id=row_id, found=decided.found)
            db.session.add(row)
        row.verdict, row.instead, row.by_id, row.at = decided.verdict, instead, by, now
    db.session.flush()
