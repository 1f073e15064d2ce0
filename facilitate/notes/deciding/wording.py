"""Sentences about decisions and actions."""

from datetime import date

from ...web.i18n import _, _n, format_day
from ..models import ActionStatus, NoteAction
from .standing import Count, late


def lead(decisions: int, count: Count) -> str:
    """`6 decisions, 10 actions: 3 open, 1 of them late.`"""
    made = (
        _n("%(num)d decision,", "%(num)d decisions,", decisions)
        if decisions
        else _("No decision yet,")
    )
    if not count.all:
        return made + " " + _("no action yet.")
    promised = _n("%(num)d action:", "%(num)d actions:", count.all)
    return f"{made} {promised} {how_far(count)}"


def how_far(count: Count) -> str:
    """`3 open, 1 of them late.`, `all closed.`"""
    if not count.open:
        return _("all closed.")
    if not count.late:
        return _n("%(num)d open.", "%(num)d open.", count.open)
    return _("%(open)d open, %(late)d of them late.", open=count.open, late=count.late)


def nobody(count: Count) -> str:
    """How many open actions lack somebody who does them; empty where none does."""
    if not count.nobody:
        return ""
    return _n(
        "%(num)d action has nobody responsible yet.",
        "%(num)d actions have nobody responsible yet.",
        count.nobody,
    )


def when(action: NoteAction, today: date) -> str:
    """`by 3 March 2027`, `late since …`, `done on …`, `dropped on …`; empty for an open one without a day."""
    if action.status is ActionStatus.DONE:
        return _("done on %(day)s", day=format_day(action.closed_on, "dated"))
    if action.status is ActionStatus.DROPPED:
        return _("dropped on %(day)s", day=format_day(action.closed_on, "dated"))
    if action.due_on is None:
        return ""
    due = format_day(action.due_on, "dated")
    return _("late since %(day)s", day=due) if late(action, today) else _("by %(day)s", day=due)
