"""Who of the invited has answered, kept so that it does not lead to what they answered.

An answer and a mark that are written in one transaction stay together in PostgreSQL's log and old versions of rows. So
what is written with an anonymous answer names nobody: it is a signature that only the server's key can make, of the
invitation's number. Once some of them wait, a later transaction sets the marks of all these invitations at once.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from ..data.db import db
from ..mail.outbox import Message
from ..web.signing import is_signed, sign_text
from .models import Invitation, LetterKind, Questionnaire, SentLetter, UnmarkedAnswer

TOGETHER = 3
"""So many marks at least are set at once: no smaller group of answers belongs to a group of people."""
UNTOLD_REMINDER = (
    sa.exists()
    .where(
        SentLetter.message_id == Message.id,
        SentLetter.kind == LetterKind.REMINDER,
        SentLetter.invitation_id == Invitation.id,
        Invitation.questionnaire_id == Questionnaire.id,
        ~Questionnaire.named,
    )
    .correlate(Message)
)
"""Whether a mail is a reminder of an anonymous questionnaire: who gets one has not answered, so nobody is shown whose it is."""


def who_answered(questionnaire: Questionnaire) -> set[int]:
    """The invitations with which an answer came."""
    mine = Invitation.questionnaire_id == questionnaire.id
    rows = db.session.execute(sa.select(Invitation.id, Invitation.answered).where(mine)).all()
    waiting = _waiting(questionnaire)
    return {row.id for row in rows if row.answered or _signed(row.id, waiting)}


def number_answered(questionnaire: Questionnaire) -> sa.ColumnElement[int]:
    """How many of the invited have answered, as part of a statement."""
    marked = sa.select(sa.func.count(Invitation.id)).where(
        Invitation.questionnaire_id == questionnaire.id, Invitation.answered
    )
    unmarked = sa.select(sa.func.count(UnmarkedAnswer.signature)).where(
        UnmarkedAnswer.questionnaire_id == questionnaire.id
    )
    return marked.scalar_subquery() + unmarked.scalar_subquery()


def note_answered(questionnaire: Questionnaire, invitation: Invitation) -> bool:
    """Note that an answer came with this invitation; False where one had come before. Whoever calls has the turn."""
    if questionnaire.named:
        noted = sa.update(Invitation).where(Invitation.id == invitation.id, ~Invitation.answered)
        done = noted.values(answered=True).returning(Invitation.id)
        return bool(db.session.scalars(done.execution_options(synchronize_session=False)).all())
    marked = db.session.scalar(sa.select(Invitation.answered).where(Invitation.id == invitation.id))
    if marked is not False or _signed(invitation.id, _waiting(questionnaire)):
        return False
    signature = sign_text(_said(invitation.id))
    db.session.add(UnmarkedAnswer(signature=signature, questionnaire_id=questionnaire.id))
    db.session.flush()
    return True


def mark_together(questionnaire: Questionnaire) -> bool:
    """Set the marks that wait, once they are enough; says whether it did.

    All invitations are written anew, in their order: which of them changed does not show by the place of their rows.
    """
    lock_answers(questionnaire)
    waiting = _waiting(questionnaire)
    if len(waiting) < TOGETHER:
        return False
    known = who_answered(questionnaire)
    read = {one for key in known for one in _signed(key, waiting)}
    if len(read) < TOGETHER:
        return False  # signed with a key that is not here
    db.session.execute(
        sa.update(Invitation)
        .where(Invitation.questionnaire_id == questionnaire.id)
        .values(answered=Invitation.id.in_(sorted(known)))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(sa.delete(UnmarkedAnswer).where(UnmarkedAnswer.signature.in_(read)))
    return True


def lock_answers(questionnaire: Questionnaire) -> None:
    """Whoever sends an answer, or sets marks, waits for the others, and for a draft being saved at this moment."""
    turn = sa.select(Questionnaire.id).where(Questionnaire.id == questionnaire.id)
    db.session.execute(turn.with_for_update(key_share=True))


def _waiting(questionnaire: Questionnaire) -> Sequence[str]:
    here = UnmarkedAnswer.questionnaire_id == questionnaire.id
    return db.session.scalars(sa.select(UnmarkedAnswer.signature).where(here)).all()


def _signed(invitation_id: int, signatures: Sequence[str]) -> list[str]:
    """Those of the signatures that are this invitation's."""
    return [one for one in signatures if is_signed(_said(invitation_id), one)]


def _said(invitation_id: int) -> str:
    return f"answered:{invitation_id}"
