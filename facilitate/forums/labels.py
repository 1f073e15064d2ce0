"""How the fixed values of forums are called, and a territory in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..web.i18n import (
    _,
    _l,
    _n,
    format_day,
    join_names,
    label_of,
    pick_wording,
    register_labels,
)
from .duty_dates import DutyStanding, DutyState, Pace
from .duty_status import DutyTask
from .kinds import DoneBy, Every, Rhythm, forum_kind
from .models import Forum, ForumRole
from .presidency_end import PresidencyEnding
from .territory import Territory

register_labels(
    {
        Every.MONTHS: _l("every … months"),
        Every.TIMES_A_YEAR: _l("times a year"),
        Every.PRESIDENCY: _l("in each presidency, within … days of its start"),
    }
)
register_labels({DoneBy.MEETING: _l("a meeting held"), DoneBy.DOCUMENT: _l("a document filed")})
register_labels(
    {
        ForumRole.MEMBER: _l("member"),
        ForumRole.CHAIR: _l("chair"),
        ForumRole.DEPUTY: _l("deputy chair"),
        ForumRole.SECRETARIAT: _l("secretariat"),
        ForumRole.OBSERVER: _l("observer or adviser"),
    }
)
register_labels({Pace.ON_TIME: _l("on time"), Pace.DUE: _l("due"), Pace.OVERDUE: _l("overdue")})
register_labels(
    {
        DutyState.ON_TIME: _l("on time"),
        DutyState.LATE: _l("late"),
        DutyState.SKIPPED: _l("skipped"),
        DutyState.OVERDUE: _l("overdue"),
        DutyState.DUE: _l("due"),
        DutyState.PLANNED: _l("planned"),
        DutyState.AHEAD: _l("not due yet"),
    }
)


def role_name(kind: str, role: ForumRole) -> str:
    """What a member is in that kind of forum: `prefect, in the chair`."""
    own = forum_kind(kind).roles.get(role)
    return pick_wording(own) if own else label_of(role)


def standing_text(standing: DutyStanding) -> str:
    """`overdue since 3 March 2027`, `due by 12 May 2027`, `on time, next by 12 May 2027`, and the day it is planned for."""
    if standing.by is None:
        return _("on time")
    by = format_day(standing.by, "dated")
    if standing.pace is Pace.OVERDUE:
        text = _("overdue since %(day)s", day=by)
    elif standing.pace is Pace.DUE:
        text = _("due by %(day)s", day=by)
    else:
        text = _("on time, next by %(day)s", day=by)
    if standing.planned is None:
        return text
    day = format_day(standing.planned, "dated")
    if standing.planned > standing.by:
        return text + _(", planned for %(day)s: after it is due", day=day)
    return text + _(", planned for %(day)s", day=day)


MOST_NAMED = 6
"""How many forums the sentence names; the others are counted."""


def overdue_said(rows: Iterable[tuple[str, bool]]) -> str:
    """`3 of 17 are overdue: …`, the first sentence of every page on all forums. `rows`: name, whether anything is overdue."""
    told = list(rows)
    late = [name for name, is_late in told if is_late]
    if not told:
        return _("No forum yet.")
    if not late:
        return _n(
            "The only forum is not overdue.", "None of the %(num)d forums is overdue.", len(told)
        )
    named = "; ".join(late[:MOST_NAMED])
    if len(late) > MOST_NAMED:
        named += _n(" and %(num)d more", " and %(num)d more", len(late) - MOST_NAMED)
    return _n(
        "%(num)d of %(all)d is overdue: %(names)s.",
        "%(num)d of %(all)d are overdue: %(names)s.",
        len(late),
        all=len(told),
        names=named,
    )


def late_said(late: Sequence[tuple[DutyTask, DutyStanding]], year: int) -> str:
    """`Overdue: Meeting since 3 Mar · Report since 30 Jun 2025`; days of that year without it."""
    told = (
        (
            pick_wording(task.name),
            format_day(
                standing.by, "d MMM" if standing.by and standing.by.year == year else "d MMM y"
            ),
        )
        for task, standing in late
    )
    said = " · ".join(_("%(duty)s since %(day)s", duty=name, day=since) for name, since in told)
    return _("Overdue: %(what)s", what=said) if said else ""


def presides_until(name: str, last: date, left: int) -> str:
    """`OJF Vlorë presides until 30 June 2027, 23 days left`."""
    if left == 0:
        return _("%(name)s presides until today", name=name)
    return _n(
        "%(name)s presides until %(day)s, %(num)d day left",
        "%(name)s presides until %(day)s, %(num)d days left",
        left,
        name=name,
        day=format_day(last, "dated"),
    )


def ending_said(ending: PresidencyEnding) -> str:
    """`OJF Vlorë presides until 30 June 2027, 23 days left; OJF Fier follows, and its work plan is not written yet.`"""
    if ending.left < 0:
        return ends_said(ending)
    return (
        f"{presides_until(ending.turn.name, ending.turn.last, ending.left)}; {follows_said(ending)}"
    )


def ends_said(ending: PresidencyEnding) -> str:
    """When the presidency ends and who follows, for a line that has the forum's name already: `The presidency ends on 30 June 2027; OJF Fier follows, …`."""
    last = format_day(ending.turn.last, "dated")
    over = _("Nobody has presided since %(day)s", day=last)
    text = over if ending.left < 0 else _("The presidency ends on %(day)s", day=last)
    return f"{text}; {follows_said(ending)}"


def follows_said(ending: PresidencyEnding) -> str:
    """Who follows, and whether the work plan of that presidency is written."""
    if ending.following is None:
        return _("the next presidency is not planned yet.")
    if ending.following.written:
        return _("%(name)s follows, and its work plan is written.", name=ending.following.name)
    return _("%(name)s follows, and its work plan is not written yet.", name=ending.following.name)


def rhythm_text(rhythm: Rhythm) -> str:
    """`3 times a year`, `at least every 3 months`, `within 30 days of the start of each presidency`."""
    number = rhythm.number
    if rhythm.every is Every.MONTHS:
        return _n("every month", "at least every %(num)d months", number)
    if rhythm.every is Every.TIMES_A_YEAR:
        return _n("once a year", "%(num)d times a year", number)
    return _n(
        "within a day of the start of each presidency",
        "within %(num)d days of the start of each presidency",
        number,
    )


def territory_text(territory: Territory) -> str:
    """`Korçë, Berat without Skrapar, district Përmet`; empty where nothing is chosen."""
    if territory.everything:
        return _("the whole country")
    parts = list(territory.whole)
    for county, missing in territory.without:
        parts.append(
            _("%(county)s without %(districts)s", county=county, districts=join_names(missing))
        )
    if territory.districts:
        parts.append(
            _n(
                "district %(names)s",
                "districts %(names)s",
                len(territory.districts),
                names=", ".join(territory.districts),
            )
        )
    return ", ".join(parts)


def shared_districts_sentence(
    double: Mapping[Forum, Sequence[int]], names: Mapping[int, str]
) -> str:
    """`Përmet belongs to the East group already.`"""
    said = [
        _n(
            "%(names)s already belongs to “%(forum)s”.",
            "%(names)s already belong to “%(forum)s”.",
            len(keys),
            names=join_names([names[key] for key in keys]),
            forum=pick_wording(forum.name),
        )
        for forum, keys in double.items()
    ]
    return " ".join(
        [*said, _("A district can be in only one group: leave it out, or move it here below.")]
    )
