"""What happens to open points and proposed items: raised, closed, reopened; proposed, ordered, taken, put aside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from ...agenda import actions as agenda
from ...agenda.history import AgendaAct
from ...agenda.placing import add_to_plan
from ...agenda.plan import PARKED, PlanStep
from ...data.db import db
from ...events.models import Event
from ...lib.rearranging import move_by_one
from ...lib.text import Words
from ...web.i18n import _, format_day
from ...web.refused import Refused
from ..actions import lock_forum
from ..models import Forum, ForumMember, OpenPoint, PointKind, ProposedItem
from .points import is_same_text

USUAL_MINUTES = 15
"""How long an item takes in the agenda where nobody said."""


def open_like(forum: Forum, kind: PointKind, text: str) -> OpenPoint | None:
    """The open point that says the same already."""
    rows = db.session.scalars(
        sa.select(OpenPoint).where(
            OpenPoint.forum_id == forum.id, OpenPoint.kind == kind, OpenPoint.closed_on.is_(None)
        )
    )
    return next((row for row in rows if is_same_text(row.text, text)), None)


def raise_point(
    forum: Forum,
    kind: PointKind,
    text: str,
    *,
    member_id: int | None = None,
    due_on: date | None = None,
    event_id: int | None = None,
) -> tuple[OpenPoint, bool]:
    """Write down an action or a question; says whether it is new. One that is open already stays the one it is."""
    lock_forum(forum)
    there = open_like(forum, kind, text)
    if there is not None:
        return there, False
    row = OpenPoint(
        forum_id=forum.id,
        kind=kind,
        text=text,
        member_id=member_id,
        due_on=due_on,
        raised_at_id=event_id,
    )
    db.session.add(row)
    db.session.flush()
    return row, True


def _wait_for(point: OpenPoint) -> None:
    """The row as it is once nobody else changes it."""
    db.session.execute(sa.select(OpenPoint.id).where(OpenPoint.id == point.id).with_for_update())
    db.session.refresh(point, ["closed_on", "outcome", "version"])


def close_point(point: OpenPoint, outcome: str, on: date) -> None:
    """Close an open point with what came of it. Refused where somebody has closed it already: their words stay."""
    _wait_for(point)
    if point.closed_on is not None:
        raise Refused(
            _("This was already closed on %(day)s.", day=format_day(point.closed_on, "dated"))
        )
    point.closed_on, point.outcome = on, outcome
    db.session.flush()


def reopen_point(forum: Forum, point: OpenPoint) -> None:
    """Open a closed point again. Refused where the same has been written down anew meanwhile: it would stand there twice."""
    lock_forum(forum)
    _wait_for(point)
    if point.closed_on is None:
        return
    if open_like(forum, point.kind, point.text) is not None:
        raise Refused(
            _("The same point is already open: it was noted again. So this one stays closed.")
        )
    point.closed_on, point.outcome = None, ""
    db.session.flush()


def propose_item(
    forum: Forum,
    event: Event,
    member: ForumMember | None,
    text: str,
    why: str = "",
    minutes: int = 0,
) -> ProposedItem:
    """Somebody wants this on the agenda; after the others. The same once more by the same member is no second item."""
    lock_forum(forum)
    rows = db.session.scalars(
        sa.select(ProposedItem).where(
            ProposedItem.forum_id == forum.id, ProposedItem.event_id == event.id
        )
    ).all()
    member_id = member.id if member else None
    for row in rows:
        if row.member_id == member_id and row.taken is None and is_same_text(row.text, text):
            row.why, row.minutes = why or row.why, minutes or row.minutes
            db.session.flush()
            return row
    item = ProposedItem(
        forum_id=forum.id,
        event_id=event.id,
        member_id=member_id,
        text=text,
        why=why,
        minutes=minutes,
        position=max((row.position for row in rows), default=0) + 1,
    )
    db.session.add(item)
    db.session.flush()
    return item


def move_item(items: Sequence[ProposedItem], item: ProposedItem, by: int) -> None:
    """One place up (-1) or down (1) among the others; at the end it stays."""
    for place, row in enumerate(move_by_one(items, item, by), 1):
        if row.position != place:
            row.position = place
    db.session.flush()


def take_item(event: Event, item: ProposedItem, by: int, *, into_agenda: bool) -> None:
    """Put a proposed item on the meeting's agenda. `into_agenda`: a step is made of it, parked, so that the organiser puts it where it belongs."""
    if item.taken:
        return
    item.taken, item.reason = True, ""
    if into_agenda:
        item.step_id = _parked(event, item, by)
    db.session.flush()


def _parked(event: Event, item: ProposedItem, by: int) -> int:
    before = agenda.plan_to_change(event)
    new = PlanStep(
        before.fresh("steps"), title=_in(event, item.text), minutes=item.minutes or USUAL_MINUTES
    )
    after = add_to_plan(before, replace(new, day=PARKED.day, aim=_in(event, item.why)))
    written = agenda.write_plan(event, before, after, AgendaAct.ADDED, by=by, about=new.title)
    return written.steps[new.id]


def _in(event: Event, text: str) -> Words:
    """A text that came in one language, as the event's."""
    return Words(en=text) if event.language == "en" else Words(sq=text)


def put_item_aside(item: ProposedItem, reason: str) -> None:
    """It does not come on this agenda, and why: whoever proposed it reads that. A step made of it stays in the agenda."""
    item.taken, item.reason = False, reason
    db.session.flush()


def ask_item_again(item: ProposedItem) -> None:
    """Neither taken nor put aside: as it came in."""
    item.taken, item.reason = None, ""
    db.session.flush()
