"""How far actions are: open, late, closed; which come first, and how many of each there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from ..models import ActionStatus


class DatedAction(Protocol):
    """What the rules below want to know of an action."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> ActionStatus: ...
    @property
    def due_on(self) -> date | None: ...


Row = TypeVar("Row")


@dataclass(frozen=True)
class ActionCount:
    """How many actions are open, how many of these late, done, dropped; how many open ones nobody has taken on."""

    open: int = 0
    late: int = 0
    done: int = 0
    dropped: int = 0
    nobody: int = 0

    @property
    def all(self) -> int:
        return self.open + self.done + self.dropped


def is_action_late(action: DatedAction, today: date) -> bool:
    """Whether an open action should have been done before today."""
    return (
        action.status is ActionStatus.OPEN and action.due_on is not None and action.due_on < today
    )


def action_order(action: DatedAction, today: date) -> tuple[bool, bool, bool, date, int]:
    """Sort key: what is open before what is closed; there the late ones first, then by day, those without a day last."""
    closed = action.status is not ActionStatus.OPEN
    return (
        closed,
        not is_action_late(action, today),
        action.due_on is None,
        action.due_on or today,
        action.id,
    )


def count_actions(
    actions: Sequence[DatedAction], owners: Iterable[str], today: date
) -> ActionCount:
    """The numbers a page begins with; `owners`: who does each, in the same order."""
    still = [action.status is ActionStatus.OPEN for action in actions]
    return ActionCount(
        open=sum(still),
        late=sum(is_action_late(action, today) for action in actions),
        done=sum(action.status is ActionStatus.DONE for action in actions),
        dropped=sum(action.status is ActionStatus.DROPPED for action in actions),
        nobody=sum(opened and not owner for opened, owner in zip(still, owners, strict=True)),
    )
