"""What happens to papers and tables: an answer typed in is taken back, the rows of a table are brought in."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...data.db import Base, db
from ...lib.text import plain_text
from ...web.i18n import _
from ...web.refused import Refused
from ..models import Answer, Origin, Passage, Pick, Questionnaire, Reply
from .plan import AnswersReading, ReadAnswer
from .queries import brought_in

AT_ONCE = 500
"""Rows that are written with one statement."""


def remove_typed_answer(questionnaire: Questionnaire, receipt: str) -> bool:
    """Remove an answer that was typed in from paper. Says whether it was there; one that is coded stays."""
    answer = db.session.scalar(
        sa.select(Answer.id).where(
            Answer.questionnaire_id == questionnaire.id,
            Answer.receipt == receipt,
            Answer.origin == Origin.PAPER,
        )
    )
    if answer is None:
        return False
    coded = sa.select(Passage.id).join(Reply).where(Reply.answer_id == answer).limit(1)
    if db.session.scalar(coded) is not None:
        raise Refused(_("Somebody has applied themes to this answer in the meantime, so it stays."))
    db.session.execute(sa.delete(Answer).where(Answer.id == answer))
    return True


def new_rows(questionnaire: Questionnaire, reading: AnswersReading) -> list[ReadAnswer]:
    """The rows that were not brought in before."""
    there = brought_in(questionnaire)
    return [row for row in reading.rows if there.isdisjoint((row.receipt, *row.older))]


def import_answers(questionnaire: Questionnaire, new: Sequence[ReadAnswer]) -> Sequence[ReadAnswer]:
    """Keep these rows; whoever brings in at the same time waits."""
    for start in range(0, len(new), AT_ONCE):
        _keep_rows(questionnaire, new[start : start + AT_ONCE])
    return new


def _keep_rows(questionnaire: Questionnaire, rows: Sequence[ReadAnswer]) -> None:
    _insert(Answer, [_answer(questionnaire, row) for row in rows])
    receipts = sa.select(Answer.receipt, Answer.id).where(
        Answer.receipt.in_([row.receipt for row in rows])
    )
    found = {receipt: answer for receipt, answer in db.session.execute(receipts)}  # noqa: C416
    ids = [found[row.receipt] for row in rows]
    replies = [
        {"answer_id": answer, "question_id": question, "text": text, "folded": plain_text(text)}
        for answer, row in zip(ids, rows, strict=True)
        for question, text in row.sent.texts.items()
    ]
    picks = [
        {
            "answer_id": answer,
            "question_id": pick.question,
            "choice_id": pick.choice,
            "number": pick.number,
        }
        for answer, row in zip(ids, rows, strict=True)
        for pick in row.sent.picks
    ]
    _insert(Reply, replies)
    _insert(Pick, picks)


def _insert(table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """All rows with one statement: without nulls written out there is one for each change of what is filled."""
    if rows:
        db.session.execute(sa.insert(table).execution_options(render_nulls=True), rows)


def _answer(questionnaire: Questionnaire, row: ReadAnswer) -> dict[str, Any]:
    named, sent = questionnaire.named, row.sent
    return {
        "questionnaire_id": questionnaire.id,
        "receipt": row.receipt,
        "language": row.language,
        "sector_id": sent.sector,
        "county_id": sent.county,
        "capital": sent.capital,
        "given_on": row.given_on,
        "origin": Origin.IMPORTED,
        "name": sent.name if named else "",
        "organisation": sent.organisation if named else "",
    }
