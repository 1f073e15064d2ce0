"""Sending a mail again: to the address the directory has now, by one of those who press at once."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Person
from ..mail.outbox import Message, MessageState, is_cut_off

FREE = (MessageState.WAITING, MessageState.FAILED)
"""Mails that surely have not arrived."""


def requeue_mails(ids: Collection[int], now: datetime) -> list[int]:
    """Let these mails wait for their turn once more; gives those that do, to be handed over after the commit.

    Left out are mails that went out, or are being sent at this moment.
    """
    waiting = (
        sa.update(Message)
        .where(Message.id.in_(ids), sa.or_(Message.state.in_(FREE), is_cut_off(now)))
        .values(state=MessageState.WAITING, error="", sent_at=None, again_at=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    found = sorted(db.session.scalars(waiting))
    _address_anew(found)
    return found


def _address_anew(ids: Collection[int]) -> None:
    """Take the address of who is in the directory from there; who has none any more keeps the one that was written to."""
    address = sa.select(Person.email).where(Person.id == Message.person_id, Person.email != "")
    db.session.execute(
        sa.update(Message)
        .where(Message.id.in_(ids), address.exists())
        .values(to=address.scalar_subquery())
        .execution_options(synchronize_session=False)
    )
