"""What somebody wrote months later may be quoted among what an event changed: chosen by who reads answers, cleared like all words."""

from typing import NamedTuple

import sqlalchemy as sa

from ...data.db import db, get_or_404
from ...events.models import Event
from ...release.clearing import ClearedTexts, clear_texts, tells_texts
from ...release.models import TextSource
from ...release.texts import RoomText, TextOwner, owner_of_event
from ..models import LATER, Answer, Passage, Questionnaire, QuestionnairePurpose, Reply
from ..reading.actions import allow_quote
from .results import place_of_words


class LaterQuote(NamedTuple):
    """A reply that may be quoted: its passage, its words, and after how long it was written."""

    passage: int
    text: str
    purpose: QuestionnairePurpose


def later_reply_or_404(event: Event, reply_id: int) -> Reply:
    """A reply to what was asked months after the event, or a page that says it is not there."""
    mine = (
        sa.select(Reply.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.event_id == event.id, Questionnaire.purpose.in_(LATER))
    )
    return get_or_404(Reply, Reply.id == reply_id, Reply.id.in_(mine))


def quote_reply(reply: Reply, to: bool) -> None:
    """The whole reply may be quoted, or no longer."""
    whole = sa.select(Passage).where(
        Passage.reply_id == reply.id, Passage.start == 0, Passage.end == len(reply.text)
    )
    passage = db.session.scalars(whole).first()
    if passage is None and to:
        passage = Passage(reply_id=reply.id, start=0, end=len(reply.text))
        db.session.add(passage)
        db.session.flush()
    if passage is not None:
        allow_quote(passage, to)


def later_quotes(event_id: int) -> list[LaterQuote]:
    """Every reply of an event that may be quoted."""
    rows = db.session.execute(
        sa.select(Passage.id, Reply.text, Questionnaire.purpose)
        .join_from(Passage, Reply, Passage.reply_id == Reply.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.event_id == event_id, Questionnaire.purpose.in_(LATER), Passage.quote)
    )
    return sorted((LaterQuote(*row) for row in rows), key=lambda one: place_of_words(one.text))


@tells_texts(Passage.quote, Reply.text)
def texts_of_later_quotes(whose: TextOwner) -> list[RoomText]:
    """What of later answers is quoted."""
    return _texts(later_quotes(whose.event_id)) if whose.event_id else []


def cleared_quotes(event: Event) -> tuple[dict[QuestionnairePurpose, list[str]], ClearedTexts]:
    """The quotes as they may leave, by when they were asked for; and what of them waits to be decided."""
    quotes = later_quotes(event.id)
    cleared = clear_texts(owner_of_event(event), _texts(quotes))
    found: dict[QuestionnairePurpose, list[str]] = {}
    for one in quotes:
        if text := cleared.of(TextSource.QUOTE, one.passage):
            found.setdefault(one.purpose, []).append(text)
    return found, cleared


def _texts(quotes: list[LaterQuote]) -> list[RoomText]:
    return [RoomText(TextSource.QUOTE, one.passage, "text", one.text) for one in quotes]
