"""What is still open about each step: comments and proposals."""

from typing import NamedTuple

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Event
from .models import StepComment


class OpenTalk(NamedTuple):
    """What is said about a step and not resolved yet: comments, and among them proposals."""

    comments: int
    proposals: int


def open_talk_of(event: Event) -> dict[int, OpenTalk]:
    """What is open about each step that is talked about, by its number."""
    rows = db.session.execute(
        sa.select(StepComment.step_id, sa.func.count(), sa.func.count(StepComment.proposal))
        .where(StepComment.event_id == event.id, StepComment.resolved_at.is_(None))
        .group_by(StepComment.step_id)
    )
    return {step: OpenTalk(comments, proposals) for step, comments, proposals in rows}
