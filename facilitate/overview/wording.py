"""The front page in words."""

from datetime import date

from ..web.i18n import _, _n, format_days, pick_wording
from .glance import EventGlance, FrontPage, TaskDeadline


def front_page_lead(front: FrontPage) -> str:
    """`Next: Annual conference, 18–19 March. 3 tasks are late. Nobody has read 12 answers.`"""
    if not front.coming:
        return _("Nothing is planned at the moment.")
    event = front.coming[0].event
    late, unread = front.number_late, front.number_unread
    parts = [
        _(
            "Next: %(title)s, %(when)s.",
            title=pick_wording(event.title),
            when=format_days(event.first_day, event.last_day),
        ),
        _n("%(num)d task is late.", "%(num)d tasks are late.", late) if late else "",
        _n("%(num)d answer is unread.", "%(num)d answers are unread.", unread) if unread else "",
    ]
    return " ".join(part for part in parts if part)


def seats_left_text(glance: EventGlance) -> str:
    """`86 of 110 taken, 24 left`; `full, 6 on the waiting list`; nothing where it is not known how many seats there are."""
    if glance.left is None:
        return _n("%(num)d is coming", "%(num)d are coming", glance.coming) if glance.coming else ""
    waiting = (
        _n("%(num)d on the waiting list", "%(num)d on the waiting list", glance.waiting)
        if glance.waiting
        else ""
    )
    taken = _n(
        "%(num)d of %(seats)d taken",
        "%(num)d of %(seats)d taken",
        min(glance.coming, glance.seats),
        seats=glance.seats,
    )
    left = _n("%(num)d left", "%(num)d left", glance.left) if glance.left else _("full")
    return ", ".join(part for part in (taken, left, waiting) if part)


def deadline_text(deadline: TaskDeadline, today: date) -> str:
    """`3 days late`, `today`, `tomorrow`, `in 5 days`."""
    late = deadline.days_late(today)
    if late > 0:
        return _n("%(num)d day late", "%(num)d days late", late)
    if late == 0:
        return _("today")
    return _("tomorrow") if late == -1 else _n("in %(num)d day", "in %(num)d days", -late)
