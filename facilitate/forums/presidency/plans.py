"""A work plan with its activities and what members said of it: changed, sent round, approved, filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...data.db import db, get_or_404
from ...lib.cells import ChangeCell
from ...lib.rearranging import move_by_one
from ...release.clearing import ClearedTexts
from ...release.deciding import forget_earlier_row
from ...release.models import TextSource
from ...release.texts import RoomText
from ...web.i18n import _
from ...web.refused import Refused
from ..consensus import counted_members, is_approved_by_all
from ..kinds import forum_kind
from ..leaving import plan_texts, whose_forum
from ..models import (
    Activity,
    ActivityStatus,
    Approval,
    Forum,
    ForumDocument,
    ForumMember,
    ForumRole,
    Presidency,
    WorkPlan,
)
from ..removing import settles
from .queries import PresidencyBoard, members_on, membership_days, presidency_board

MOST_ACTIVITIES = 100


@dataclass(frozen=True)
class PlanRecord:
    """A presidency's work plan with everything that belongs to it; `plan` is None where nothing was written yet."""

    board: PresidencyBoard
    term: Presidency
    plan: WorkPlan | None
    activities: Sequence[Activity]
    approvals: Sequence[Approval]
    filed: ForumDocument | None

    @property
    def forum(self) -> Forum:
        """The forum it belongs to."""
        return self.board.forum

    @property
    def regional(self) -> bool:
        """Whether it is a regional plan, with goals, indicators and money."""
        return forum_kind(self.forum.kind).plan_months > 0

    @property
    def money(self) -> tuple[int, int]:
        """What all that is not dropped needs, and what of it is found, in cents: what one has too much pays for no other."""
        rows = [one for one in self.activities if one.status is not ActivityStatus.DROPPED]
        asked = [(one.needed or 0, one.found or 0) for one in rows]
        return sum(needed for needed, _found in asked), sum(map(min, asked))

    @property
    def as_of(self) -> date:
        """The day on which members are counted: today, or the presidency's last day when that is over."""
        return min(self.board.today, self.term.last_day)

    @property
    def members(self) -> list[ForumMember]:
        """Who belongs, those who decide before the observers."""
        return sorted(
            members_on(self.board.members, self.as_of),
            key=lambda one: one.role is ForumRole.OBSERVER,
        )

    @property
    def counted(self) -> set[int]:
        """The organisations whose approval is needed."""
        sent = self.plan.sent_on if self.plan else None
        return counted_members(membership_days(self.board.members), sent, self.as_of)

    @property
    def said(self) -> dict[int, Approval]:
        """What organisations said of this edition; the latest word of each."""
        known = self.board.by_id
        now = [one for one in self.approvals if self.plan and one.edition == self.plan.edition]
        return {known[one.member_id].organisation_id: one for one in now}

    @property
    def approved(self) -> bool:
        """Whether the whole membership approves what was sent round."""
        words = {key: one.approves for key, one in self.said.items()}
        return bool(self.plan and self.plan.sent_on) and is_approved_by_all(self.counted, words)

    @property
    def texts(self) -> list[RoomText]:
        """What leaves with it: its words, and the reasons given for this edition."""
        return plan_texts(self.plan, self.activities, self.said.values())

    @property
    def open(self) -> bool:
        """Whether members can answer."""
        asked = self.plan is not None and self.plan.sent_on is not None
        return (
            asked
            and not self.approved
            and self.filed is None
            and self.term.last_day >= self.board.today
        )


def plan_record(forum: Forum, term: Presidency, today: date) -> PlanRecord:
    """Everything about one work plan."""
    found = presidency_board(forum, today)
    plan = found.plans.get(term.id)
    if plan is None:
        return PlanRecord(
            board=found, term=term, plan=None, activities=[], approvals=[], filed=None
        )
    activities = db.session.scalars(
        sa.select(Activity)
        .where(Activity.work_plan_id == plan.id)
        .order_by(Activity.position, Activity.id)
    ).all()
    approvals = db.session.scalars(
        sa.select(Approval)
        .where(Approval.work_plan_id == plan.id)
        .order_by(Approval.at, Approval.id)
    ).all()
    filed = db.session.scalar(
        sa.select(ForumDocument).where(
            ForumDocument.forum_id == forum.id,
            ForumDocument.file_name == plan_file_name(term, plan),
        )
    )
    return PlanRecord(
        board=found, term=term, plan=plan, activities=activities, approvals=approvals, filed=filed
    )


@dataclass(frozen=True)
class PlanWords:
    """The words of a plan as they may leave; those that wait are left out, and what members said unless `reasons`."""

    cleared: ClearedTexts
    plan_id: int
    reasons: bool = True

    def __call__(self, part: str) -> str:
        """`aims`, `activity-7`, `reason-3`."""
        if part.startswith("reason") and not self.reasons:
            return ""
        return self.cleared.said_of(TextSource.WORK_PLAN, self.plan_id, part)


def plan_file_name(term: Presidency, plan: WorkPlan) -> str:
    """What the approved plan is filed as."""
    return f"work-plan-{term.first_day.isoformat()}-{term.id}-edition-{plan.edition}.docx"


def plan_for(term: Presidency) -> WorkPlan:
    """The plan of a presidency; made on first use."""
    found = db.session.scalar(sa.select(WorkPlan).where(WorkPlan.presidency_id == term.id))
    if found is None:
        found = WorkPlan(presidency_id=term.id)
        db.session.add(found)
        db.session.flush()
        forget_earlier_row(
            whose_forum(term.forum_id), (TextSource.WORK_PLAN, TextSource.APPROVALS), found.id
        )
    return found


def renew_plan(plan: WorkPlan) -> bool:
    """What was sent round changes: a new edition, and members are asked anew. Whether that is so."""
    if plan.sent_on is None:
        return False
    plan.edition, plan.sent_on = plan.edition + 1, None
    db.session.flush()
    return True


@settles(Activity)
def renew_plan_of(cell: ChangeCell, gone: bool) -> None:
    """An activity goes or comes back: members are asked anew."""
    renew_plan(db.session.get_one(WorkPlan, (cell.before or {})["work_plan_id"]))


def activity_of(plan: WorkPlan, activity_id: int) -> Activity:
    """One activity of the plan, or a page that says it is not there."""
    return get_or_404(Activity, Activity.id == activity_id, Activity.work_plan_id == plan.id)


def add_activity(plan: WorkPlan, activity: Activity) -> None:
    """One more activity, after the others."""
    number, last = db.session.execute(
        sa.select(sa.func.count(Activity.id), sa.func.max(Activity.position)).where(
            Activity.work_plan_id == plan.id
        )
    ).one()
    if number >= MOST_ACTIVITIES:
        raise Refused(_("A work plan can have at most %(most)d activities.", most=MOST_ACTIVITIES))
    activity.work_plan_id, activity.position = plan.id, (-1 if last is None else last) + 1
    db.session.add(activity)
    db.session.flush()


def move_activity(plan: WorkPlan, activity: Activity, by: int) -> None:
    """One place up (-1) or down (1): the order asks nobody anew."""
    rows = db.session.scalars(
        sa.select(Activity)
        .where(Activity.work_plan_id == plan.id)
        .order_by(Activity.position, Activity.id)
    ).all()
    for position, row in enumerate(move_by_one(rows, activity, by)):
        row.position = position
    db.session.flush()


def approved_values(activity: Activity) -> tuple[object, ...]:
    """What members approve of an activity: all but how far it is, and what money was found."""
    return (
        activity.text,
        activity.member_id,
        activity.due_on,
        activity.status is ActivityStatus.DROPPED,
        activity.goal,
        activity.indicator,
        activity.needed,
    )


def save_approval(
    found: PlanRecord, member: ForumMember, name: str, reason: str, *, approves: bool
) -> None:
    """Keep what a member says of this edition; said again, the latest word counts."""
    assert found.plan is not None
    mine = sa.select(Approval).where(
        Approval.work_plan_id == found.plan.id,
        Approval.edition == found.plan.edition,
        Approval.member_id == member.id,
    )
    row = db.session.scalar(mine) or Approval(
        work_plan_id=found.plan.id, edition=found.plan.edition, member_id=member.id
    )
    row.approves, row.name, row.reason, row.at = (
        approves,
        name,
        "" if approves else reason,
        clock.now(),
    )
    db.session.add(row)
    db.session.flush()
