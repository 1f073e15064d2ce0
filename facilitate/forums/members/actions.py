"""What happens to members: taken in, replaced, corrected, left. What was stays as it was."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...lib.cells import ChangeCell
from ...web.i18n import _
from ...web.refused import Refused
from ..models import (
    Activity,
    ActivityStatus,
    Forum,
    ForumMember,
    ForumRole,
    MemberLink,
    MemberLinkPurpose,
    OpenPoint,
    Presidency,
    WorkPlan,
)
from ..removing import settles


def admit_member(
    forum: Forum, organisation_id: int, person_id: int | None, role: ForumRole, since: date
) -> ForumMember:
    """A new member from that day. Refused where the organisation belongs already."""
    _one_by_one(forum.id)
    if _belongs(forum.id, organisation_id):
        raise Refused(_("This organisation already belongs to the forum."))
    row = ForumMember(
        forum_id=forum.id,
        organisation_id=organisation_id,
        person_id=person_id,
        role=role,
        since=since,
    )
    db.session.add(row)
    db.session.flush()
    return row


def admit_members(forum: Forum, organisation_ids: Iterable[int], since: date) -> int:
    """All of these organisations as members; those that belong already are passed over. How many were new."""
    _one_by_one(forum.id)
    wanted = dict.fromkeys(organisation_ids)
    new = [one for one in wanted if not _belongs(forum.id, one)]
    db.session.add_all(
        ForumMember(forum_id=forum.id, organisation_id=one, role=ForumRole.MEMBER, since=since)
        for one in new
    )
    db.session.flush()
    return len(new)


def replace_member(
    row: ForumMember, organisation_id: int, person_id: int | None, role: ForumRole, on: date
) -> ForumMember:
    """From that day another row stands in its place: the old one ends the day before and changes in nothing else.

    What is still open (points, activities, presidencies to come) passes to the new one; what is done stays.
    """
    _still_there(row)
    if organisation_id != row.organisation_id and _belongs(row.forum_id, organisation_id):
        raise Refused(_("This organisation already belongs to the forum."))
    row.until = on - timedelta(days=1)
    new = ForumMember(
        forum_id=row.forum_id,
        organisation_id=organisation_id,
        person_id=person_id,
        role=role,
        since=on,
        turn=row.turn,
    )
    db.session.add(new)
    db.session.flush()
    _pass_on(row, new, on)
    return new


def _pass_on(old: ForumMember, new: ForumMember, on: date) -> None:
    """What is still to be done, and the presidencies that begin later, are the new one's."""
    still = (ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY)
    running = (
        sa.select(WorkPlan.id)
        .join(Presidency, Presidency.id == WorkPlan.presidency_id)
        .where(Presidency.forum_id == old.forum_id, Presidency.last_day >= on)
    )
    pointing: list[tuple[Any, Any]] = [
        (OpenPoint, OpenPoint.closed_on.is_(None)),
        (Presidency, Presidency.first_day >= on),
        (Activity, sa.and_(Activity.status.in_(still), Activity.work_plan_id.in_(running))),
    ]
    for model, condition in pointing:
        for one in db.session.scalars(sa.select(model).where(model.member_id == old.id, condition)):
            one.member_id = new.id
    db.session.flush()


def end_membership(row: ForumMember, last_day: date) -> None:
    """The membership ends with that day; it stays in the history."""
    _still_there(row)
    row.until = last_day
    db.session.flush()


def refuse_if_active(row: ForumMember) -> None:
    """Only what was written down by mistake is removed: nobody who has presided, or was asked for numbers."""
    if db.session.scalar(sa.select(Presidency.id).where(Presidency.member_id == row.id).limit(1)):
        raise Refused(
            _(
                "This member has presided or is to preside. Record that it leaves instead: the "
                "history stays."
            )
        )
    asked = (MemberLink.member_id == row.id, MemberLink.purpose == MemberLinkPurpose.SITUATION)
    if db.session.scalar(sa.select(MemberLink.id).where(*asked).limit(1)):
        raise Refused(
            _(
                "This member was asked for its numbers. Record that it leaves instead: what it sent "
                "stays."
            )
        )


def _belongs(forum_id: int, organisation_id: int) -> bool:
    mine = sa.select(ForumMember.id).where(
        ForumMember.forum_id == forum_id,
        ForumMember.organisation_id == organisation_id,
        ForumMember.until.is_(None),
    )
    return db.session.scalar(mine.limit(1)) is not None


def _one_by_one(forum_id: int) -> None:
    """Whoever changes the members of a forum waits here for the others: else an organisation would be in it twice."""
    db.session.execute(
        sa.select(Forum.id).where(Forum.id == forum_id).with_for_update(key_share=True)
    )


def _still_there(row: ForumMember) -> None:
    """Refused where somebody else has ended this membership meanwhile."""
    _one_by_one(row.forum_id)
    db.session.refresh(row, ["until"])
    if row.until is not None:
        raise Refused(_("This membership has already ended."))


@settles(ForumMember)
def refuse_second_membership(cell: ChangeCell, gone: bool) -> None:
    """Who was restored is not a member beside a newer row of the same organisation."""
    row = cell.before or {}
    mine = sa.select(sa.func.count(ForumMember.id)).where(
        ForumMember.forum_id == row["forum_id"],
        ForumMember.organisation_id == row["organisation_id"],
        ForumMember.until.is_(None),
    )
    if not gone and not row["until"] and (db.session.scalar(mine) or 0) > 1:
        raise Refused(_("This organisation is a member again by now."))
