"""Sentences about where the actions of an event stand."""

from collections.abc import Sequence

from ...forums.models import OpenPoint
from ...notes.deciding.action_counts import ActionCount
from ...notes.deciding.queries import PlacedAction
from ...notes.deciding.wording import action_counts_text, unowned_actions_text
from ...web.i18n import _, format_day


def following_lead(count: ActionCount) -> str:
    """`10 actions: 3 open, 1 of them late. 2 actions have nobody yet.`"""
    if not count.all:
        return _("What was promised is followed up here until it is closed.")
    said = _("%(num)d in all,", num=count.all) + " " + action_counts_text(count)
    return f"{said} {unowned_actions_text(count)}".strip()


def closed_elsewhere(one: PlacedAction, point: OpenPoint | None) -> str:
    """Where an action that is open here was closed already: its task was ticked, or the forum closed it."""
    if one.row.closed:
        return ""
    if one.ticked_on:
        return _(
            "In the checklist it was marked as done on %(day)s.",
            day=format_day(one.ticked_on, "dated"),
        )
    if point and point.closed_on:
        return _(
            "The forum closed it on %(day)s: %(outcome)s",
            day=format_day(point.closed_on, "dated"),
            outcome=point.outcome,
        )
    return ""


def count_untold(promised: Sequence[PlacedAction]) -> int:
    """How many open actions have an owner with an address who was not written to."""
    return sum(
        one.row.told_at is None and bool(one.address) and not one.row.closed for one in promised
    )
