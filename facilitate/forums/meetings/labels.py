"""How the fixed values of meetings are called, and their sentences."""

from collections.abc import Sequence
from datetime import date

from ...web.i18n import _, _l, _n, format_day, register_labels
from ..models import OpenPoint, PointKind, ProposedItem
from .points import is_point_late

register_labels({PointKind.ACTION: _l("action"), PointKind.QUESTION: _l("question")})


def meetings_lead(
    held: int, coming: int, agreed: int, points: Sequence[OpenPoint], today: date
) -> str:
    """`4 meetings held, 1 upcoming. 3 open points, 1 of them late.` `agreed`: days of meetings that are not opened yet."""
    meetings = _n("%(num)d meeting held,", "%(num)d meetings held,", held)
    if agreed:
        ahead = _n(
            "%(num)d upcoming, not created yet.",
            "%(num)d upcoming, not all created yet.",
            coming + agreed,
        )
    else:
        ahead = (
            _n("%(num)d upcoming.", "%(num)d upcoming.", coming) if coming else _("none upcoming.")
        )
    return f"{meetings} {ahead} {open_points_sentence(points, today)}"


def open_points_sentence(points: Sequence[OpenPoint], today: date) -> str:
    """`3 open points, 1 of them late.`"""
    still = [point for point in points if point.closed_on is None]
    behind = sum(is_point_late(point, today) for point in still)
    if not still:
        return _("No open point.")
    if behind:
        return (
            _n("%(num)d open point,", "%(num)d open points,", len(still))
            + " "
            + _("%(num)d late.", num=behind)
        )
    return _n("%(num)d open point.", "%(num)d open points.", len(still))


def item_standing_text(item: ProposedItem) -> str:
    """What became of a proposed item, in words."""
    if item.taken:
        return _("on the agenda")
    return _("put aside") if item.taken is False else _("not decided yet")


def due_text(point: OpenPoint, today: date) -> str:
    """`by 3 March 2027`, `late since 3 March 2027`; empty without a day."""
    if point.due_on is None:
        return ""
    when = format_day(point.due_on, "dated")
    return (
        _("late since %(day)s", day=when)
        if is_point_late(point, today)
        else _("by %(day)s", day=when)
    )
