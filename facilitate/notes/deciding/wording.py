"""Sentences about decisions and actions."""

from collections.abc import Mapping, Sequence
from datetime import date

from ...web.i18n import _, _n, format_day
from ..models import ActionStatus, NoteAction, NoteKind, NoteLine
from .action_counts import ActionCount, is_action_late


def decisions_lead(decisions: int, count: ActionCount, waiting: Sequence[NoteLine] = ()) -> str:
    """`6 decisions, 10 actions: 3 open, 1 of them late. 2 actions have no person or no date yet.`

    `waiting`: lines of the notes that are marked as a decision or an action and are not recorded yet.
    """
    actions = sum(one.kind is NoteKind.ACTION for one in waiting)
    made = _decisions_made(decisions, len(waiting) - actions)
    wait = f"{_actions_waiting(actions)}." if actions else ""
    if not count.all:
        return f"{made} {wait or _('no action yet.')}"
    promised = _n("%(num)d action:", "%(num)d actions:", count.all)
    return f"{made} {promised} {action_counts_text(count)} {wait}".rstrip()


def action_ends(numbers: Mapping[ActionStatus, int]) -> str:
    """`9 carried out, 1 dropped`: how many actions ended how; how none ended is not said."""
    return ", ".join(_ended(end, number) for end, number in numbers.items() if number)


def _ended(end: ActionStatus, number: int) -> str:
    if end is ActionStatus.DONE:
        return _n("%(num)d carried out", "%(num)d carried out", number)
    if end is ActionStatus.DROPPED:
        return _n("%(num)d dropped", "%(num)d dropped", number)
    return _n("%(num)d still open", "%(num)d still open", number)


def _decisions_made(decisions: int, waiting: int) -> str:
    if decisions:
        return _n("%(num)d decision,", "%(num)d decisions,", decisions)
    if waiting:
        return _n(
            "%(num)d decision waits to be recorded,",
            "%(num)d decisions wait to be recorded,",
            waiting,
        )
    return _("No decision yet,")


def _actions_waiting(number: int) -> str:
    return _n(
        "%(num)d action has no person or no date yet",
        "%(num)d actions have no person or no date yet",
        number,
    )


def waiting_lines_text(waiting: Sequence[NoteLine]) -> str:
    """`2 actions have no person or no date yet`; where decisions are among them, `3 lines wait to become decisions or actions`."""
    if all(one.kind is NoteKind.ACTION for one in waiting):
        return _actions_waiting(len(waiting))
    return _n(
        "%(num)d line waits to become a decision or an action",
        "%(num)d lines wait to become decisions or actions",
        len(waiting),
    )


def action_counts_text(count: ActionCount) -> str:
    """`3 open, 1 of them late.`, `all closed.`"""
    if not count.open:
        return _("all closed.")
    if not count.late:
        return _n("%(num)d open.", "%(num)d open.", count.open)
    return _("%(open)d open, %(late)d of them late.", open=count.open, late=count.late)


def unowned_actions_text(count: ActionCount) -> str:
    """How many open actions lack somebody who does them; empty where none does."""
    if not count.nobody:
        return ""
    return _n(
        "%(num)d action has nobody responsible yet.",
        "%(num)d actions have nobody responsible yet.",
        count.nobody,
    )


def action_day_text(action: NoteAction, today: date) -> str:
    """`by 3 March 2027`, `late since …`, `done on …`, `dropped on …`; empty for an open one without a day."""
    if action.status is ActionStatus.DONE:
        return _("done on %(day)s", day=format_day(action.closed_on, "dated"))
    if action.status is ActionStatus.DROPPED:
        return _("dropped on %(day)s", day=format_day(action.closed_on, "dated"))
    if action.due_on is None:
        return ""
    due = format_day(action.due_on, "dated")
    return (
        _("late since %(day)s", day=due)
        if is_action_late(action, today)
        else _("by %(day)s", day=due)
    )
