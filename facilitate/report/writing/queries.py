"""Questions about how a report is written: its arrangement, what the team has edited, what must not come back."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...agenda.models import Step
from ...cafe.models import Cafe, CafeNote
from ...db import db
from ...events.models import Event
from ...notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ..models import Proceedings, SectionText


def proceedings_of(event: Event) -> Proceedings | None:
    """How the event's report is put together; None where nobody has chosen anything yet."""
    return db.session.scalars(sa.select(Proceedings).where(Proceedings.event_id == event.id)).first()


def texts_of(event: Event, language: str) -> dict[str, SectionText]:
    """What the team has written in that language, by section, with who wrote it."""
    rows = db.session.scalars(
        sa.select(SectionText)
        .where(SectionText.event_id == event.id, SectionText.language == language)
        .options(joinedload(SectionText.by))
    )
    return {row.section: row for row in rows}


def text_of(event: Event, section: str, language: str) -> SectionText | None:
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


def no_more(event: Event) -> list[str]:
    """The texts of the event's notes that were taken out, or are not for the report: one statement."""
    parts = [
        sa.select(model.text).where(model.event_id == event.id, model.removed_at.is_not(None))
        for model in (NoteLine, NoteDecision, NoteAction)
    ]
    parts += [
        sa.select(NoteLine.text).where(NoteLine.event_id == event.id, NoteLine.withheld),
        sa.select(NotePhoto.alt).where(
            NotePhoto.event_id == event.id, sa.or_(NotePhoto.withheld, NotePhoto.removed_at.is_not(None))
        ),
        sa.select(CafeNote.text)
        .join(Cafe, CafeNote.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.event_id == event.id, CafeNote.removed_at.is_not(None)),
    ]
    return list(db.session.scalars(sa.union_all(*parts)))
