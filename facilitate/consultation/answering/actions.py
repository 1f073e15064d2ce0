"""What happens when somebody answers: it is kept, once, and nothing else of them."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ... import clock
from ...data.db import Base, db
from ...data.traces import clear_traces
from ...lib.sealing import seal_text, secret_mark
from ...lib.text import plain_text
from ...run.jobs import daily, job
from ..answered import lock_answers, mark_together, note_answered
from ..models import Answer, Draft, Invitation, Origin, Pick, Questionnaire, Reply, UnmarkedAnswer
from .own_code import kept_receipt
from .queries import FINDS_DRAFT, READS_DRAFT, sent_with
from .sent import SentAnswer

TRACED = (Invitation, UnmarkedAnswer, Draft)
"""Tables whose old versions of rows tell in which transaction they were written."""


def save_answer(
    questionnaire: Questionnaire,
    receipt: str,
    sent: SentAnswer,
    given_on: date,
    *,
    language: str,
    origin: Origin = Origin.WEB,
    person_id: int | None = None,
) -> bool:
    """Keep what somebody sent; who they are only where the questionnaire says that it is kept.

    `receipt` as it is kept. Says whether it was new: a receipt that is there already (a double click, a reload, two requests at
    the same moment) changes nothing.
    """
    named = questionnaire.named
    answer = db.session.scalar(
        _insert(Answer)
        .values(
            questionnaire_id=questionnaire.id,
            receipt=receipt,
            language=language,
            sector_id=sent.sector,
            county_id=sent.county,
            capital=sent.capital,
            given_on=given_on,
            origin=origin,
            name=sent.name if named else "",
            organisation=sent.organisation if named else "",
            person_id=person_id if named else None,
        )
        .on_conflict_do_nothing(index_elements=[Answer.receipt])
        .returning(Answer.id)
    )
    if answer is not None:
        _keep_content(answer, sent)
    return answer is not None


def send_personal_answer(
    token: str,
    invitation: Invitation,
    questionnaire: Questionnaire,
    receipt: str,
    sent: SentAnswer,
    given_on: date,
    language: str,
) -> tuple[bool, str]:
    """Keep what one of the invited sent and forget the draft; False where they have answered before. And the receipt.

    That is a new one where somebody else's came along: nobody is to get the code of another answer.
    """
    lock_answers(questionnaire)
    db.session.execute(sa.delete(Draft).where(Draft.mark == secret_mark(token, FINDS_DRAFT)))
    if sent_with(kept_receipt(receipt)) not in (None, sent):
        receipt = secrets.token_urlsafe(16)
    if not note_answered(questionnaire, invitation):
        return False, receipt
    same = plain_text(sent.name) == plain_text(invitation.name)  # a colleague may answer instead
    about: dict[str, Any] = {"language": language}
    about["person_id"] = invitation.person_id if same else None
    if not save_answer(questionnaire, kept_receipt(receipt), sent, given_on, **about):
        receipt = secrets.token_urlsafe(16)  # somebody else's; this link has not answered yet
        save_answer(questionnaire, kept_receipt(receipt), sent, given_on, **about)
    return True, receipt


@job
def mark_answered(questionnaire_id: int) -> None:
    """After an answer: mark who has answered if enough wait, and clear away what shows what was written together."""
    questionnaire = db.session.get(Questionnaire, questionnaire_id)
    if questionnaire is not None:
        mark_together(questionnaire)
    db.session.commit()
    clear_traces(*TRACED)


@daily
def forget_drafts() -> None:
    """Drafts that were never sent go once the consultation is closed: by its last day, or by hand."""
    over = sa.or_(Questionnaire.closed, Questionnaire.closes_on < clock.today())
    closed = sa.select(Questionnaire.id).where(over)
    db.session.execute(sa.delete(Draft).where(Draft.questionnaire_id.in_(closed)))
    db.session.commit()
    clear_traces(*TRACED)


def save_draft(
    token: str, questionnaire: Questionnaire, receipt: str, typed: Mapping[str, Sequence[str]]
) -> None:
    """Keep what was typed behind a personal link, unless this very form was sent meanwhile (`receipt` as it is kept).

    Whether its owner has answered makes no difference: it would tell.
    """
    turn = sa.select(Questionnaire.id).where(Questionnaire.id == questionnaire.id)
    db.session.execute(
        turn.with_for_update(read=True)
    )  # whoever sends it at this moment comes first
    if db.session.scalar(sa.select(sa.exists().where(Answer.receipt == receipt))):
        return
    nothing = not any(value.strip() for values in typed.values() for value in values)
    content = seal_text(
        token, READS_DRAFT, json.dumps({name: list(values) for name, values in typed.items()})
    )
    mine = Draft.mark == secret_mark(token, FINDS_DRAFT)
    if nothing and not db.session.scalar(sa.select(sa.exists().where(mine))):
        return
    row = {
        "mark": secret_mark(token, FINDS_DRAFT),
        "questionnaire_id": questionnaire.id,
        "content": content,
    }
    db.session.execute(
        _insert(Draft)
        .values(row)
        .on_conflict_do_update(index_elements=[Draft.mark], set_={"content": content})
    )


def _insert(table: type[Base]) -> Any:
    """An insert that can say what happens where the row is there already."""
    made: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name]
    return made(table)


def _keep_content(answer: int, sent: SentAnswer) -> None:
    replies = [
        {"answer_id": answer, "question_id": question, "text": text, "folded": plain_text(text)}
        for question, text in sent.texts.items()
    ]
    picks = [
        {
            "answer_id": answer,
            "question_id": pick.question,
            "choice_id": pick.choice,
            "number": pick.number,
        }
        for pick in sent.picks
    ]
    one_statement = {"render_nulls": True}  # not one for each set of columns that are not empty
    if replies:
        db.session.execute(sa.insert(Reply), replies)
    if picks:
        db.session.execute(sa.insert(Pick), picks, execution_options=one_statement)
