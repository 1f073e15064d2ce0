"""What happens to key points: written once however often they are sent, moved up, taken out and put back."""

import secrets

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...lib.text import Words
from ...web.i18n import _
from ...web.refused import Refused
from ..models import Cafe, CafeNote, CafeTable

MOST = 60
"""Key points of one table in one round."""


def note_of(table: CafeTable, number: int, question: Words, text: str, position: int) -> CafeNote:
    """A new key point of that table in round `number`, at that place of its list."""
    return CafeNote(
        cafe_id=table.cafe_id,
        table_id=table.id,
        table_number=table.number,
        round=number,
        question=question,
        objective_id=table.objective_id,
        position=position,
        text=text,
        key=secrets.token_urlsafe(9),
        at=clock.now(),
    )


def write_note(
    cafe: Cafe,
    table: CafeTable,
    number: int,
    question: Words,
    text: str,
    *,
    key: str = "",
    by: int | None = None,
) -> CafeNote:
    """One more key point of that table, for round `number`. Sent twice with the same `key` and text it is written once.

    The caller holds the café (`cafe_of`). Raises Refused where the table has written enough for the round.
    """
    key = key.replace("\0", "")[:40] or secrets.token_urlsafe(9)  # a field that no form cleans
    same = db.session.scalar(
        sa.select(CafeNote).where(CafeNote.cafe_id == cafe.id, CafeNote.key == key)
    )
    if same is not None and (same.text, same.table_id, same.round) == (text, table.id, number):
        return same
    mine = (CafeNote.table_id == table.id, CafeNote.round == number, CafeNote.removed_at.is_(None))
    count, last = db.session.execute(
        sa.select(sa.func.count(CafeNote.id), sa.func.max(CafeNote.position)).where(*mine)
    ).one()
    if count >= MOST:
        raise Refused(
            _(
                "This table already has %(num)d key points in this round. Please combine some of them.",
                num=MOST,
            )
        )
    note = note_of(table, number, question=question, text=text, position=(last or 0) + 1)
    note.key, note.user_id = key if same is None else note.key, by
    db.session.add(note)
    db.session.flush()
    return note


def remove_note(note: CafeNote) -> None:
    """Take a key point out; it can be put back."""
    note.removed_at = clock.now()
    db.session.flush()


def restore_note(note: CafeNote) -> None:
    """The key point is there again, at its old place."""
    note.removed_at = None
    db.session.flush()


def move_note_up(note: CafeNote) -> None:
    """Change places with the key point before it; who edits either of them meanwhile is not disturbed."""
    rows = db.session.execute(
        sa.select(CafeNote.id, CafeNote.position)
        .where(
            CafeNote.cafe_id == note.cafe_id,
            CafeNote.table_id == note.table_id
            if note.table_id
            else CafeNote.table_number == note.table_number,
            CafeNote.round == note.round,
            CafeNote.removed_at.is_(None),
        )
        .order_by(CafeNote.position, CafeNote.id)
    ).all()
    order = [key for key, _position in rows]
    place = order.index(note.id) if note.id in order else 0
    if place:
        order[place - 1 : place + 1] = [order[place], order[place - 1]]
    for position, key in enumerate(order, 1):
        db.session.execute(sa.update(CafeNote).where(CafeNote.id == key).values(position=position))
    db.session.expire(note)


def renew_address(table: CafeTable) -> None:
    """Give a table another address; the old one leads nowhere from now on."""
    table.token = secrets.token_urlsafe(9)
    db.session.flush()
