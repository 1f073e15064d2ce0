"""Sentences about decisions and actions."""

from datetime import date

from ...web.i18n import _, _n, format_day
from ..models import ActionStatus, NoteAction
from .action_counts import ActionCount, is_action_late


def decisions_lead(decisions: int, count: ActionCount) -> str:
    """`6 decisions, 10 actions: 3 open, 1 of them late.`"""
    made = (
        _n("%(num)d decision,", "%(num)d decisions,", decisions)
        if decisions
        else _("No decision yet,")
    )
    if not count.all:
        return made + " " + _("no action yet.")
    promised = _n("%(num)d action:", "%(num)d actions:", count.all)
    return f"{made} {promised} {action_counts_text(count)}"


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
