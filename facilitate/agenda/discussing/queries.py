"""What is said about the steps of an agenda, and who is named there."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...events.models import Event, Member
from ..models import CommentMention, StepComment

_PEOPLE = (joinedload(StepComment.user), joinedload(StepComment.resolved_by))


def comments_of(event: Event, step_id: int) -> Sequence[StepComment]:
    """All that is said about a step, the oldest first."""
    return db.session.scalars(
        sa.select(StepComment)
        .where(StepComment.event_id == event.id, StepComment.step_id == step_id)
        .options(*_PEOPLE)
        .order_by(StepComment.id)
    ).all()


def open_comments(event: Event) -> Sequence[StepComment]:
    """All that is said in the event and not resolved, the oldest first."""
    return db.session.scalars(
        sa.select(StepComment)
        .where(StepComment.event_id == event.id, StepComment.resolved_at.is_(None))
        .options(*_PEOPLE)
        .order_by(StepComment.id)
    ).all()


def comment_of(event: Event, comment_id: int) -> StepComment:
    """A comment of the event; a page that says so when there is none."""
    row = db.session.scalar(
        sa.select(StepComment)
        .where(StepComment.id == comment_id, StepComment.event_id == event.id)
        .options(*_PEOPLE)
    )
    return row or abort(404)


def mentions_in(event: Event, step_id: int) -> Sequence[CommentMention]:
    """Who is named in what is said about a step."""
    return db.session.scalars(
        sa.select(CommentMention)
        .join(StepComment, StepComment.id == CommentMention.comment_id)
        .where(StepComment.event_id == event.id, StepComment.step_id == step_id)
    ).all()


def unseen_by(event: Event, user_id: int) -> set[int]:
    """The comments that name somebody who has not opened them yet (ids)."""
    return set(
        db.session.scalars(
            sa.select(CommentMention.comment_id)
            .join(StepComment, StepComment.id == CommentMention.comment_id)
            .join(Member, Member.id == CommentMention.member_id)
            .where(
                StepComment.event_id == event.id,
                Member.user_id == user_id,
                CommentMention.seen.is_(False),
            )
        )
    )
