"""What happens when somebody answers: it is kept, once, and nothing else of them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ... import clock
from ...db import db, empty_log
from ...jobs import daily, job
from ...lib.text import plain
from ..models import Answer, Draft, Invitation, Origin, Pick, Questionnaire, Reply
from .sent import Sent

KEPT_AFTER_CLOSING = timedelta(days=14)


def keep(
    questionnaire: Questionnaire,
    receipt: str,
    sent: Sent,
    given_on: date,
    *,
    language: str,
    origin: Origin = Origin.WEB,
    person_id: int | None = None,
) -> bool:
    """Keep what somebody sent; who they are only where the questionnaire says that it is kept.

    Says whether it was new: a receipt that is there already (a double click, a reload, two requests at
    the same moment) changes nothing.
    """
    named = questionnaire.named
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name]
    answer = db.session.scalar(
        insert(Answer)
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


def send(
    invitation: Invitation,
    questionnaire: Questionnaire,
    receipt: str,
    sent: Sent,
    given_on: date,
    language: str,
) -> bool:
    """Keep what one of the invited sent and forget the draft; says False where the link was used before.

    All invitations of the questionnaire are written anew, not this one alone: PostgreSQL notes on every row
    which transaction wrote it last, and where; that would tell which answer came with which invitation.
    """
    own = Invitation.id == invitation.id
    turn = sa.select(Questionnaire.id).where(Questionnaire.id == questionnaire.id)
    db.session.execute(turn.with_for_update(key_share=True))  # senders wait for each other
    if db.session.scalar(sa.select(Invitation.answered).where(own)) is not False:
        return False
    db.session.execute(
        sa.update(Invitation)
        .where(Invitation.questionnaire_id == questionnaire.id)
        .values(answered=sa.or_(Invitation.answered, own))
        .execution_options(synchronize_session=False)
    )
    # after that: a draft being saved at this moment has been waited for
    db.session.execute(sa.delete(Draft).where(Draft.invitation_id == invitation.id))
    same = plain(sent.name) == plain(invitation.name)  # a colleague may answer instead
    who = invitation.person_id if same else None
    if not keep(questionnaire, receipt, sent, given_on, language=language, person_id=who):
        fresh = secrets.token_urlsafe(16)  # somebody else's receipt; this link has not answered yet
        keep(questionnaire, fresh, sent, given_on, language=language, person_id=who)
    return True


@job
def forget_order() -> None:
    """Empty SQLite's log of what was written with what; on PostgreSQL there is none to read."""
    empty_log()


@daily
def forget_drafts() -> None:
    """Drafts that were never sent go some days after the consultation has closed."""
    over = clock.today() - KEPT_AFTER_CLOSING
    closed = sa.select(Questionnaire.id).where(Questionnaire.closes_on < over)
    invited = sa.select(Invitation.id).where(Invitation.questionnaire_id.in_(closed))
    db.session.execute(sa.delete(Draft).where(Draft.invitation_id.in_(invited)))
    db.session.commit()
    empty_log()


def save_draft(invitation: Invitation, typed: Mapping[str, Sequence[str]]) -> bool:
    """Keep what was typed behind a personal link; says False where it was sent meanwhile."""
    turn = sa.select(Invitation.answered).where(Invitation.id == invitation.id).with_for_update()
    if db.session.scalar(turn) is not False:
        return False
    draft = db.session.scalar(sa.select(Draft).where(Draft.invitation_id == invitation.id))
    if draft is None and not any(value.strip() for values in typed.values() for value in values):
        return True  # nothing is typed yet
    if draft is None:
        draft = Draft(invitation_id=invitation.id)
        db.session.add(draft)
    draft.typed = {name: list(values) for name, values in typed.items()}
    db.session.flush()
    return True


def _keep_content(answer: int, sent: Sent) -> None:
    replies = [
        {"answer_id": answer, "question_id": question, "text": text, "folded": plain(text)}
        for question, text in sent.texts.items()
    ]
    picks = [
        {"answer_id": answer, "question_id": pick.question, "choice_id": pick.choice, "number": pick.number}
        for pick in sent.picks
    ]
    if replies:
        db.session.execute(sa.insert(Reply), replies)
    if picks:
        db.session.execute(sa.insert(Pick), picks)
