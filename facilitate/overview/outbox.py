"""Mails that have not gone out, for administrators: which, why, when they are tried again; and sending them again.

Letters of questionnaires are counted for each event and never listed: only who has not answered gets a reminder, and the
event's own page knows what its team may see.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from ..consultation.models import Invitation, Purpose, Questionnaire, SentLetter
from ..db import db
from ..events.models import Event
from ..lib.text import Words
from ..mail import Message, MessageState, cut_off

LATELY = timedelta(days=30)
"""How old a mail may be that is still listed."""
MOST = 200
"""Mails that are listed at once, the newest first."""
_A_LETTER = sa.exists().where(SentLetter.message_id == Message.id)


def stuck_mails(now: datetime) -> Sequence[Message]:
    """The mails of the last weeks that wait, are being sent or failed, letters of questionnaires left out; newest first."""
    query = sa.select(Message).where(_stuck(now), ~_A_LETTER).order_by(Message.id.desc()).limit(MOST)
    return db.session.scalars(query).all()


def stuck_letters(now: datetime) -> Sequence[tuple[str, Words, Purpose, int]]:
    """Letters of questionnaires that have not gone out: the event's address and title, what was asked, how many."""
    query = (
        sa.select(Event.slug, Event.title, Questionnaire.purpose, sa.func.count())
        .select_from(Message)
        .join(SentLetter, SentLetter.message_id == Message.id)
        .join(Invitation, SentLetter.invitation_id == Invitation.id)
        .join(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(_stuck(now))
        .group_by(Event.id, Questionnaire.purpose)
        .order_by(Event.first_day.desc(), Event.id, Questionnaire.purpose)
    )
    return [(slug, title, purpose, number) for slug, title, purpose, number in db.session.execute(query)]


def send_again(now: datetime, only: int | None = None) -> list[int]:
    """Let listed mails wait for their turn; gives their ids, to be handed over after the commit.

    All of them: those whose sending was cut off, which may have arrived, want somebody to choose each.
    """
    waits = Message.state.in_((MessageState.WAITING, MessageState.FAILED))
    which = waits if only is None else sa.and_(Message.id == only, sa.or_(waits, cut_off(now)))
    sent = (
        sa.update(Message)
        .where(which, Message.created_at > now - LATELY, ~_A_LETTER)
        .values(state=MessageState.WAITING, error="", sent_at=None, again_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(db.session.scalars(sent))


def _stuck(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Message.state != MessageState.SENT, Message.created_at > now - LATELY)
