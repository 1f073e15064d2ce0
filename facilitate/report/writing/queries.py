"""Questions about how a report is written: its arrangement, what the team has edited, what must not come back."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...agenda.models import Step
from ...cafe.models import Cafe, CafeNote
from ...data.db import db
from ...events.models import Event
from ...notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ...release.models import TextSource
from ...release.texts import RoomText
from ...voting.models import VoteWord
from ..models import Proceedings, SectionText


def proceedings_of(event: Event) -> Proceedings | None:
    """How the event's report is put together; None where nobody has chosen anything yet."""
    return db.session.scalars(
        sa.select(Proceedings).where(Proceedings.event_id == event.id)
    ).first()


def edited_texts(event: Event, language: str) -> dict[str, SectionText]:
    """What the team has written in that language, by section, with who wrote it."""
    return edited_by_language(event).get(language, {})


def edited_by_language(event: Event) -> dict[str, dict[str, SectionText]]:
    """What the team has written, by language and section, with who wrote it."""
    rows = db.session.scalars(
        sa.select(SectionText)
        .where(SectionText.event_id == event.id)
        .options(joinedload(SectionText.by))
    )
    found: dict[str, dict[str, SectionText]] = {}
    for row in rows:
        found.setdefault(row.language, {})[row.section] = row
    return found


def edited_text(event: Event, section: str, language: str) -> SectionText | None:
    """One section as the team has written it in that language."""
    return db.session.scalars(
        sa.select(SectionText)
        .where(
            SectionText.event_id == event.id,
            SectionText.section == section,
            SectionText.language == language,
        )
        .options(joinedload(SectionText.by))
    ).first()


def withdrawn_texts(event: Event) -> list[str]:
    """The texts of the event's notes that were taken out, or are not for the report."""
    return [one.text for one in withdrawn_texts_by_row(event)]


def withdrawn_texts_by_row(event: Event) -> list[RoomText]:
    """The texts of notes taken out or not for the report, with the rows they are in."""
    parts = [
        _said(source, model, model.text).where(
            model.event_id == event.id, model.removed_at.is_not(None)
        )
        for source, model in (
            (TextSource.LINE, NoteLine),
            (TextSource.DECISION, NoteDecision),
            (TextSource.ACTION, NoteAction),
        )
    ]
    parts += [
        _said(TextSource.LINE, NoteLine, NoteLine.text).where(
            NoteLine.event_id == event.id, NoteLine.withheld
        ),
        _said(TextSource.PHOTO, NotePhoto, NotePhoto.alt).where(
            NotePhoto.event_id == event.id,
            sa.or_(NotePhoto.withheld, NotePhoto.removed_at.is_not(None)),
        ),
        _said(TextSource.CAFE_NOTE, CafeNote, CafeNote.text)
        .join(Cafe, CafeNote.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.event_id == event.id, CafeNote.removed_at.is_not(None)),
        _said(TextSource.VOTE_WORD, VoteWord, VoteWord.text).where(
            VoteWord.event_id == event.id, VoteWord.withheld
        ),
    ]
    return [
        RoomText(TextSource(source), row_id, "text", text)
        for source, row_id, text in db.session.execute(sa.union_all(*parts))
    ]


def _said(source: TextSource, model: Any, text: Any) -> sa.Select[Any]:
    return sa.select(sa.literal(source.value), model.id, text)
