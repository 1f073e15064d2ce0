"""Whether the work plan of today's presidency has the approval of every member, as the duty to have one asks."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..lib.text import albanian_key
from .consensus import MembershipDays, counted_members
from .models import Approval, Forum, ForumMember, ForumRole, Presidency, WorkPlan

WORK_PLAN = "work_plan"
"""The key of the duty that an approved plan fulfils."""


@dataclass(frozen=True)
class AwaitedApprovals:
    """A work plan that not every member approves: whose presidency it is of, how many are counted, who is missing."""

    presidency_id: int
    name: str
    counted: int
    missing: list[str]

    @property
    def approved(self) -> int:
        """How many approve."""
        return self.counted - len(self.missing)


def awaited_approvals(forum: Forum, today: date) -> AwaitedApprovals | None:
    """The work plan of today's presidency while approvals are missing. None without presidency."""
    told = db.session.execute(
        sa.select(Presidency, WorkPlan)
        .outerjoin(WorkPlan, WorkPlan.presidency_id == Presidency.id)
        .where(
            Presidency.forum_id == forum.id,
            Presidency.first_day <= today,
            Presidency.last_day >= today,
        )
        .order_by(Presidency.first_day)
    ).first()
    if told is None:
        return None
    term, plan = told
    members = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum.id)
        .options(joinedload(ForumMember.organisation))
    ).all()
    rows = [
        MembershipDays(one.organisation_id, one.role is ForumRole.OBSERVER, one.since, one.until)
        for one in members
    ]
    counted = counted_members(rows, plan.sent_on if plan else None, today)
    missing = counted - _approving(plan)
    names = {one.organisation_id: one.organisation.name for one in members}
    presiding = next(one.organisation.name for one in members if one.id == term.member_id)
    if not missing:
        return None
    return AwaitedApprovals(
        term.id, presiding, len(counted), sorted((names[key] for key in missing), key=albanian_key)
    )


def _approving(plan: WorkPlan | None) -> set[int]:
    """The organisations whose latest word on this edition is yes."""
    if plan is None or plan.sent_on is None:
        return set()
    said = sa.select(ForumMember.organisation_id, Approval.approves).join(
        ForumMember, ForumMember.id == Approval.member_id
    )
    mine = said.where(Approval.work_plan_id == plan.id, Approval.edition == plan.edition)
    latest = {
        one: approves
        for one, approves in db.session.execute(mine.order_by(Approval.at, Approval.id))
    }
    return {one for one, approves in latest.items() if approves}
