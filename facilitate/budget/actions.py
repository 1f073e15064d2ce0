"""What happens to rows of a budget, cost lines and contributions alike: numbered, moved, taken out, put back."""

from typing import TypeVar

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..events.models import Event
from .models import BudgetSetting, Contribution, CostLine

Row = TypeVar("Row", CostLine, Contribution)
LETTERS: dict[type, str] = {CostLine: "L", Contribution: "C"}


def lock_budget(event: Event) -> None:
    """Whoever adds rows to a budget does so one after the other: two never get the same code."""
    db.session.execute(sa.select(Event.id).where(Event.id == event.id).with_for_update())


def place_row(row: Row, event: Event) -> Row:
    """Put a new row at the end of the event's list, under the next code (`L12`, `C4`), which is never given again."""
    lock_budget(event)
    kind = type(row)
    codes = db.session.execute(
        sa.select(kind.code, kind.position).where(kind.event_id == event.id)
    ).all()
    letter = LETTERS[kind]
    numbers = [
        int(code[1:])
        for code, _position in codes
        if code[:1] == letter and code[1:].isdecimal() and len(code) < 10
    ]
    taken, number = {code for code, _position in codes}, max(numbers, default=0) + 1
    while f"{letter}{number}" in taken:  # a longer one, which a file brought
        number += 1
    row.event_id, row.code = event.id, f"{letter}{number}"
    row.position = max((position for _code, position in codes), default=0) + 1
    db.session.add(row)
    db.session.flush()
    return row


def remove_row(row: CostLine | Contribution) -> None:
    """Take a row out; it can be put back."""
    row.removed_at = row.removed_at or clock.now()
    db.session.flush()


def restore_row(row: CostLine | Contribution) -> None:
    """The row is there again, at its old place."""
    row.removed_at = None
    db.session.flush()


def move_row(row: CostLine | Contribution, by: int) -> None:
    """Change places with the row before (`by` -1) or after (1): a cost line with one of its category.

    Only places are written, so that nobody who edits one of the rows meanwhile is disturbed.
    """
    kind = type(row)
    mine = [kind.event_id == row.event_id, kind.removed_at.is_(None)]
    if isinstance(row, CostLine):
        mine.append(CostLine.category == row.category)
    order = list(
        db.session.execute(
            sa.select(kind.id, kind.position).where(*mine).order_by(kind.position, kind.id)
        )
    )
    at = next((number for number, (key, _position) in enumerate(order) if key == row.id), None)
    if at is None or not 0 <= at + by < len(order):
        return
    places = [position for _key, position in order]
    keys = [key for key, _position in order]
    keys[at], keys[at + by] = keys[at + by], keys[at]
    if len(set(places)) < len(places):
        places = list(range(1, len(places) + 1))
    for key, position in zip(keys, places, strict=True):
        db.session.execute(sa.update(kind).where(kind.id == key).values(position=position))
    db.session.expire(row)


def budget_setting(event: Event) -> BudgetSetting:
    """What holds for the whole budget, made where there is nothing yet."""
    found = db.session.scalar(sa.select(BudgetSetting).where(BudgetSetting.event_id == event.id))
    if found is None:
        found = BudgetSetting(event_id=event.id, currency="EUR")
        db.session.add(found)
        db.session.flush()
    return found
