"""Where the actions of an event went: to whom by mail, into the checklist, to the forum; and what a link opens."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...data.db import db
from ...events.models import Event
from ...forums.models import Forum, ForumMeeting, ForumMember, OpenPoint
from ...notes.deciding.queries import PlacedAction, actions_of
from ...notes.models import NoteAction, NoteKind, NoteLine
from ..clearing.cleared_actions import ClearedAction, cleared_actions
from ..models import ActionAtForum


def points_of(event: Event) -> dict[int, OpenPoint]:
    """The open points the event's actions have become, by the action's number."""
    query = (
        sa.select(ActionAtForum.action_id, OpenPoint)
        .join(OpenPoint, OpenPoint.id == ActionAtForum.point_id)
        .join(NoteAction, NoteAction.id == ActionAtForum.action_id)
        .where(NoteAction.event_id == event.id)
    )
    return {key: point for key, point in db.session.execute(query)}


def forum_of_meeting(event: Event) -> Forum | None:
    """The forum whose meeting the event is; None where it is of none."""
    query = sa.select(Forum).join(ForumMeeting, ForumMeeting.forum_id == Forum.id)
    return db.session.scalars(
        query.where(ForumMeeting.event_id == event.id).order_by(Forum.id)
    ).first()


def member_for(forum: Forum, action: NoteAction) -> int | None:
    """The member of the forum that promised it: whoever speaks for it, else the one whose office it is."""
    if action.person is None:
        return None
    rows = db.session.execute(
        sa.select(ForumMember.id, ForumMember.person_id).where(
            ForumMember.forum_id == forum.id,
            ForumMember.until.is_(None),
            sa.or_(
                ForumMember.person_id == action.person_id,
                ForumMember.organisation_id == action.person.organisation_id,
            ),
        )
    ).all()
    return (
        min(rows, key=lambda row: (row.person_id != action.person_id, row.id)).id if rows else None
    )


def questions_of(event: Event) -> Sequence[NoteLine]:
    """The questions that were asked and noted, in their order; without those that are not to leave the notes."""
    return db.session.scalars(
        sa.select(NoteLine)
        .where(
            NoteLine.event_id == event.id,
            NoteLine.kind == NoteKind.QUESTION,
            NoteLine.removed_at.is_(None),
            NoteLine.withheld.is_(False),
        )
        .order_by(NoteLine.at, NoteLine.id)
    ).all()


def raised_by(forum: Forum, event: Event) -> Sequence[OpenPoint]:
    """The open points the forum wrote down at this meeting."""
    return db.session.scalars(
        sa.select(OpenPoint).where(
            OpenPoint.forum_id == forum.id, OpenPoint.raised_at_id == event.id
        )
    ).all()


def action_with_task(event: Event, action_id: int) -> PlacedAction | None:
    """One action of the event with its task, unless it was taken out."""
    return next((one for one in actions_of(event) if one.id == action_id), None)


def find_promise(token: str) -> tuple[Event, list[ClearedAction]] | None:
    """What a personal link opens: the event, and everything its owner promised there as it may be told, that of the link first.

    None where there is no such link, or no longer.
    """
    found = db.session.execute(
        sa.select(NoteAction, Event)
        .join(Event, Event.id == NoteAction.event_id)
        .where(NoteAction.token == token, NoteAction.removed_at.is_(None))
    ).first()
    if found is None:
        return None
    mine, event = found
    rows = [one for one in actions_of(event) if one.id == mine.id or _same_owner(one.row, mine)]
    return event, sorted(cleared_actions(event, rows), key=lambda one: (one.id != mine.id, one.id))


def _same_owner(one: NoteAction, other: NoteAction) -> bool:
    """Whether two actions are of one known person; the same words may be of two."""
    if other.person_id:
        return one.person_id == other.person_id
    return other.member_id is not None and one.member_id == other.member_id


def meeting_after(forum: Forum, event: Event, today: date) -> ForumMeeting | None:
    """The forum's next meeting after this one that is still to come, where it is planned already."""
    query = (
        sa.select(ForumMeeting)
        .join(ForumMeeting.event)
        .options(contains_eager(ForumMeeting.event))
        .where(ForumMeeting.forum_id == forum.id, Event.first_day > max(event.last_day, today))
    )
    return db.session.scalars(query.order_by(Event.first_day, Event.id).limit(1)).first()
