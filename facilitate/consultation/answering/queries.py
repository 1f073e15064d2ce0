"""Questions asked while somebody answers."""

import json

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from ...data.db import db
from ...directory.models import County, District
from ...lib.sealing import secret_mark, unseal_text
from ...web.i18n import sort_by_name
from ..models import Answer, Draft, Pick, Reply
from .fields import CountyPlace
from .sent import SentAnswer, SentPick


def county_places() -> list[CountyPlace]:
    """The counties in Albanian order, and which of them holds the capital: the places an answer may come from."""
    capital = sa.exists().where(District.county_id == County.id, District.capital)
    rows = db.session.execute(sa.select(County.id, County.name, capital))
    return sort_by_name([CountyPlace(*row) for row in rows], lambda place: place.name)


FINDS_DRAFT, READS_DRAFT = "draft", "text of a draft"
"""For what a link marks and encrypts its draft (see `lib/sealing`)."""


def personal_draft(token: str) -> MultiDict[str, str] | None:
    """What was typed behind a personal link so far, as a browser would post it."""
    content = db.session.scalar(
        sa.select(Draft.content).where(Draft.mark == secret_mark(token, FINDS_DRAFT))
    )
    typed = None if content is None else unseal_text(token, READS_DRAFT, content)
    return None if typed is None else MultiDict(json.loads(typed))


def sent_with(receipt: str) -> SentAnswer | None:
    """The answer with this receipt, as it was sent; the receipt as it is kept."""
    answer = db.session.scalar(sa.select(Answer).where(Answer.receipt == receipt))
    if answer is None:
        return None
    texts = sa.select(Reply.question_id, Reply.text).where(Reply.answer_id == answer.id)
    picks = sa.select(Pick.question_id, Pick.choice_id, Pick.number).where(
        Pick.answer_id == answer.id
    )
    return SentAnswer(
        sector=answer.sector_id,
        county=answer.county_id,
        capital=answer.capital,
        texts={question: text for question, text in db.session.execute(texts)},
        picks=[SentPick(*row) for row in db.session.execute(picks)],
        name=answer.name,
        organisation=answer.organisation,
    )
