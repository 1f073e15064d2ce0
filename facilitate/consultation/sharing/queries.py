"""Questions that what is sent back is made from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Sector
from ...events.models import Event
from ..models import Answer, Coding, Invitation, Passage, Question, Questionnaire, Reply, Theme
from ..questionnaire import is_consultation


@dataclass(frozen=True)
class QuoteRow:
    """A passage that may be quoted: its words, the sector that said them, the ids of its themes in their order."""

    id: int
    text: str
    sector: str
    question: int
    themes: Sequence[int]


def quotes_of(event: Event) -> list[QuoteRow]:
    """Everything marked as fit to be quoted, theme by theme."""
    rows = db.session.execute(
        sa.select(
            Passage.id,
            Passage.start,
            Passage.end,
            Reply.text,
            Reply.question_id,
            Sector.key,
            Theme.id,
        )
        .join_from(Passage, Reply, Passage.reply_id == Reply.id)
        .join(Question, Reply.question_id == Question.id)
        .join(Questionnaire, Question.questionnaire_id == Questionnaire.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .outerjoin(Coding, Coding.passage_id == Passage.id)
        .outerjoin(Theme, sa.and_(Coding.theme_id == Theme.id, ~Theme.gone))
        .where(is_consultation(event.id), Passage.quote)
        .order_by(sa.func.coalesce(Theme.position, 0), Answer.receipt, Passage.start, Passage.id)
    )
    themes: defaultdict[int, list[int]] = defaultdict(list)
    found: dict[int, tuple[str, str, int]] = {}
    for passage, start, end, text, question, sector, theme in rows:
        found[passage] = (text[start:end].strip(), sector, question)
        themes[passage] += [] if theme is None else [theme]
    return [QuoteRow(key, *said, themes[key]) for key, said in found.items()]


def count_invited(questionnaire: Questionnaire) -> int:
    """How many were asked by name."""
    mine = Invitation.questionnaire_id == questionnaire.id
    return db.session.scalars(sa.select(sa.func.count(Invitation.id)).where(mine)).one()
