"""What can be read of who presides over a forum: terms, their work plans, and the order of turns."""

from datetime import date, datetime
from typing import TypedDict

from flask import abort

from .. import clock
from ..forums.doors import forum_readers
from ..forums.models import Activity, ActivityStatus, Forum, Presidency
from ..forums.presidency.plans import PlanRecord, plan_record
from ..forums.presidency.queries import (
    has_presidencies,
    order_changes,
    presidency_board,
    presidency_of,
)
from ..web.i18n import _l
from .operation import read_operation, tell_row
from .rights import ApiArea


class PresidencyShape(TypedDict):
    """A member presides from the first to the last day, or carries the regional plan for these days. `plan`: it has a work plan."""

    id: int
    member_id: int
    organisation: str
    first_day: date
    last_day: date
    plan: bool
    version: int


class ActivityShape(TypedDict):
    """An activity of a work plan. Goal, indicator and money (in cents) are those of a regional plan."""

    id: int
    text: str
    member_id: int | None
    due_on: date | None
    status: ActivityStatus
    goal: str
    indicator: str
    needed: int | None
    found: int | None
    version: int


class PlanAnswerShape(TypedDict):
    """What an organisation said of this edition of a plan."""

    member_id: int
    approves: bool
    reason: str
    at: datetime


class WorkPlanShape(TypedDict):
    """What a presidency sets out to do. `sent_on`: members were asked; `approved`: all of them agree."""

    presidency_id: int
    aims: str
    edition: int
    sent_on: date | None
    approved: bool
    filed_on: date | None
    activities: list[ActivityShape]
    answers: list[PlanAnswerShape]
    version: int


class OrderChangeShape(TypedDict):
    """Another order of turns, by the numbers of members, and why."""

    at: datetime
    by: str
    reason: str
    before: list[int]
    after: list[int]


class TurnsShape(TypedDict):
    """Who takes turns today, in their order by the numbers of members; how many months each; how the order was changed."""

    months: int
    members: list[int]
    changes: list[OrderChangeShape]


@read_operation(
    "/forums/<slug>/presidencies",
    page="forums.show_presidency",
    area=ApiArea.FORUMS,
    about=_l("Who presides from when to when, the earliest first; of a regional forum, its plans"),
)
@forum_readers
def read_presidencies(forum: Forum) -> list[PresidencyShape]:
    board = presidency_board(forum, clock.today())
    return [_presidency(one, planned=one.id in board.plans) for one in board.terms]


def _presidency(row: Presidency, *, planned: bool) -> PresidencyShape:
    return tell_row(PresidencyShape, row, organisation=row.member.organisation.name, plan=planned)


@read_operation(
    "/forums/<slug>/turns",
    page="forums.show_presidency",
    area=ApiArea.FORUMS,
    about=_l("The order in which members hold the presidency"),
)
@forum_readers
def read_turns(forum: Forum) -> TurnsShape:
    if not has_presidencies(forum):
        abort(404)
    board = presidency_board(forum, clock.today())
    return {
        "months": board.months,
        "members": [one.id for one in board.in_order],
        "changes": [
            tell_row(OrderChangeShape, one, by=one.by.name if one.by else "")
            for one in order_changes(forum)
        ],
    }


@read_operation(
    "/forums/<slug>/presidencies/<int:presidency_id>/work-plan",
    page="forums.show_work_plan",
    area=ApiArea.FORUMS,
    about=_l("The work plan of a presidency, and what members say of it"),
)
@forum_readers
def read_work_plan(forum: Forum, presidency_id: int) -> WorkPlanShape:
    found = plan_record(forum, presidency_of(forum, presidency_id), clock.today())
    return _plan(found)


def _plan(found: PlanRecord) -> WorkPlanShape:
    plan = found.plan
    return {
        "presidency_id": found.term.id,
        "aims": plan.aims if plan else "",
        "edition": plan.edition if plan else 1,
        "sent_on": plan.sent_on if plan else None,
        "approved": found.approved,
        "filed_on": found.filed.on if found.filed else None,
        "activities": [_activity(one) for one in found.activities],
        "answers": [
            tell_row(PlanAnswerShape, one)
            for one in found.approvals
            if plan and one.edition == plan.edition
        ],
        "version": plan.version if plan else 0,
    }


def _activity(row: Activity) -> ActivityShape:
    return tell_row(ActivityShape, row)
