"""What happens to decisions and actions: written down, of a line or without one; changed, closed, opened again, taken out."""

import secrets
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ..models import ActionStatus, DecisionMethod, NoteAction, NoteDecision, NoteLine
from .owners import ActionOwner

Made = TypeVar("Made", NoteDecision, NoteAction)


def record_decision(
    event: Event,
    text: str,
    how: DecisionMethod = DecisionMethod.CONSENSUS,
    objections: str = "",
    *,
    objective_id: int | None = None,
    line: NoteLine | None = None,
    at: datetime | None = None,
) -> NoteDecision:
    """Write a decision down. A line makes one decision, however often it is sent: the one that is there stays as it is."""
    row, new = _for_line(event, NoteDecision, line)
    if new:
        row.text, row.how, row.objections, row.objective_id = text, how, objections, objective_id
        row.at = at or clock.now()
    return _kept(row)


def record_action(
    event: Event,
    text: str,
    owner: ActionOwner | None = None,
    due_on: date | None = None,
    *,
    objective_id: int | None = None,
    line: NoteLine | None = None,
    at: datetime | None = None,
) -> NoteAction:
    """Write an action down, like a decision."""
    row, new = _for_line(event, NoteAction, line)
    if new:
        row.text, row.due_on, row.objective_id = text, due_on, objective_id
        row.token, row.status, row.at = (
            secrets.token_urlsafe(16),
            ActionStatus.OPEN,
            at or clock.now(),
        )
        assign_action(row, owner or ActionOwner())
    return _kept(row)


def _for_line(event: Event, model: type[Made], line: NoteLine | None) -> tuple[Made, bool]:
    """What was made of the line, and whether it is to be filled; what was taken out of it is made anew.

    Two who make something at once wait for each other.
    """
    wait_for_event_lock(event)
    row = None
    if line is not None:
        row = db.session.scalar(
            sa.select(model).where(model.event_id == event.id, model.line_id == line.id)
        )
    if row is None:
        place = {"line_id": line.id, "step_id": line.step_id} if line else {}
        return model(event_id=event.id, **place), True
    was_out, row.removed_at = row.removed_at is not None, None
    return row, was_out


def _kept(row: Made) -> Made:
    db.session.add(row)
    db.session.flush()
    return row


def assign_action(action: NoteAction, owner: ActionOwner) -> None:
    """Say who does it. Somebody new has not been told yet, and the link of the one before ends."""
    now = ActionOwner(action.person_id, action.member_id, action.owner_name or "")
    if now != owner:
        action.person_id, action.member_id, action.owner_name = (
            owner.person_id,
            owner.member_id,
            owner.name,
        )
        action.told_at, action.message_id = None, None
        action.token = secrets.token_urlsafe(16)


def close_action(
    action: NoteAction, outcome: str, on: date, status: ActionStatus = ActionStatus.DONE
) -> None:
    """Close an action as done or dropped; what came of it in words."""
    action.status, action.closed_on, action.outcome = status, on, outcome
    db.session.flush()


def reopen_action(action: NoteAction) -> None:
    """Open a closed action again; what was said of it stays, to be changed."""
    action.status, action.closed_on = ActionStatus.OPEN, None
    db.session.flush()


def remove_deed(row: NoteDecision | NoteAction) -> None:
    """It shows nowhere any more; `restore_deed` brings it back."""
    row.removed_at = row.removed_at or clock.now()
    db.session.flush()


def restore_deed(row: NoteDecision | NoteAction) -> None:
    """It shows again."""
    row.removed_at = None
    db.session.flush()


DO = {"remove": remove_deed, "back": restore_deed}
