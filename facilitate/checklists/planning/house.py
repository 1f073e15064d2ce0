"""The house rules of a good preparation, held against the dates of a checklist.

Source: what made good conferences good. Design starts at least three months ahead, so that stakeholders are consulted and
goals come from them; invitations go out at least a month ahead, so that employers can authorise travel; facilitators are
trained before the event; the guide is finished in the last week. Dates only; months are calendar months.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ...lib.workdays import add_months
from ..models import OPEN_STATES, Milestone, Phase, TaskStatus
from ..value import TaskItem

DESIGN_MONTHS, INVITATION_MONTHS, LAST_WEEK_DAYS = 3, 1, 7


class HouseRule(StrEnum):
    """The rules."""

    DESIGN = "design"
    INVITATIONS = "invitations"
    TRAINING = "training"
    GUIDE = "guide"


@dataclass(frozen=True)
class RuleFinding:
    """One rule and how a checklist stands to it.

    `task`: the task looked at (None: no task says so). `on`: when it was done, or is due. `limit`: the last day that keeps
    the rule (for the guide `since` is the first one). `missed`: days since it was due, where it is open and its day has
    passed. `kept`: the rule holds, or still can: what is overdue is done today at the earliest.
    """

    rule: HouseRule
    limit: date
    task: TaskItem | None = None
    since: date | None = None
    missed: int = 0

    @property
    def on(self) -> date | None:
        return (self.task.done_on or self.task.due_on) if self.task else None

    @property
    def kept(self) -> bool:
        if self.on is None:
            return False
        earliest = self.on + timedelta(days=self.missed)
        return earliest <= self.limit and (self.since is None or earliest >= self.since)


def rule_findings(tasks: Iterable[TaskItem], first_day: date, today: date) -> list[RuleFinding]:
    """How the tasks stand to each rule, in the order of the rules. Tasks that are not needed count for nothing."""
    needed = [task for task in tasks if task.status is not TaskStatus.NOT_NEEDED]
    eve = first_day - timedelta(days=1)
    marked = {
        mark: [task for task in needed if task.milestone is mark] for mark in Milestone
    }  # the last of several counts: then it is finished
    design = [task for task in needed if task.phase is Phase.DESIGN]
    return [
        _finding(
            HouseRule.DESIGN, add_months(first_day, -DESIGN_MONTHS), design, today, first=True
        ),
        _finding(
            HouseRule.INVITATIONS,
            add_months(first_day, -INVITATION_MONTHS),
            marked[Milestone.INVITATIONS],
            today,
        ),
        _finding(HouseRule.TRAINING, eve, marked[Milestone.TRAINING], today),
        _finding(
            HouseRule.GUIDE,
            eve,
            marked[Milestone.GUIDE],
            today,
            since=first_day - timedelta(days=LAST_WEEK_DAYS),
        ),
    ]


def _finding(
    rule: HouseRule,
    limit: date,
    tasks: list[TaskItem],
    today: date,
    *,
    first: bool = False,
    since: date | None = None,
) -> RuleFinding:
    if not tasks:
        return RuleFinding(rule, limit, since=since)
    task = (min if first else max)(
        tasks, key=lambda one: (_earliest(one, today), one.due_on, one.id)
    )
    late = (today - task.due_on).days if task.status in OPEN_STATES else 0
    return RuleFinding(rule=rule, limit=limit, task=task, since=since, missed=max(0, late))


def _earliest(task: TaskItem, today: date) -> date:
    """The day it was done, or can be."""
    return task.done_on or (max(task.due_on, today) if task.status in OPEN_STATES else task.due_on)
