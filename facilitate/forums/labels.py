"""How the fixed values of forums are called, and a territory in words."""

from collections.abc import Mapping, Sequence

from ..i18n import _, _l, _n, day, label, names, words
from .due import Pace, Standing, State
from .kinds import DoneBy, Every, Rhythm, kind_named
from .models import Forum, ForumRole
from .territory import Territory

names(
    {
        Every.MONTHS: _l("every so many months"),
        Every.TIMES_A_YEAR: _l("times a year"),
        Every.PRESIDENCY: _l("in each presidency, within days of its start"),
    }
)
names({DoneBy.MEETING: _l("a meeting held"), DoneBy.DOCUMENT: _l("a document filed")})
names(
    {
        ForumRole.MEMBER: _l("member"),
        ForumRole.CHAIR: _l("chair"),
        ForumRole.DEPUTY: _l("deputy chair"),
        ForumRole.SECRETARIAT: _l("secretariat"),
        ForumRole.OBSERVER: _l("observer or adviser"),
    }
)
names({Pace.ON_TIME: _l("on time"), Pace.DUE: _l("due"), Pace.OVERDUE: _l("overdue")})
names(
    {
        State.ON_TIME: _l("on time"),
        State.LATE: _l("late"),
        State.SKIPPED: _l("skipped"),
        State.OVERDUE: _l("overdue"),
        State.DUE: _l("due"),
        State.PLANNED: _l("planned"),
        State.AHEAD: _l("not due yet"),
    }
)


def role_name(kind: str, role: ForumRole) -> str:
    """What a member is in that kind of forum: `prefect, in the chair`."""
    own = kind_named(kind).roles.get(role)
    return words(own) if own else label(role)


def stands(standing: Standing) -> str:
    """`overdue since 3 March 2027`, `due by 12 May 2027`, `on time, next by 12 May 2027`, and the day it is planned for."""
    if standing.by is None:
        return _("on time")
    by = day(standing.by, "dated")
    if standing.pace is Pace.OVERDUE:
        text = _("overdue since %(day)s", day=by)
    elif standing.pace is Pace.DUE:
        text = _("due by %(day)s", day=by)
    else:
        text = _("on time, next by %(day)s", day=by)
    planned = _(", planned for %(day)s", day=day(standing.planned, "dated")) if standing.planned else ""
    return text + planned


def often(rhythm: Rhythm) -> str:
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


def said(territory: Territory) -> str:
    """`Korçë, Berat without Skrapar, district Përmet`; empty where nothing is chosen."""
    if territory.everything:
        return _("the whole country")
    parts = list(territory.whole)
    for county, missing in territory.without:
        parts.append(_("%(county)s without %(districts)s", county=county, districts=_listed(missing)))
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


def _listed(texts: tuple[str, ...]) -> str:
    return (
        _("%(first)s and %(last)s", first=", ".join(texts[:-1]), last=texts[-1])
        if len(texts) > 1
        else texts[0]
    )


def told_twice(double: Mapping[Forum, Sequence[int]], names: Mapping[int, str]) -> str:
    """`Përmet belongs to the East group already.`"""
    said = [
        _n(
            "%(names)s belongs to “%(forum)s” already.",
            "%(names)s belong to “%(forum)s” already.",
            len(keys),
            names=_listed(tuple(names[key] for key in keys)),
            forum=words(forum.name),
        )
        for forum, keys in double.items()
    ]
    return " ".join([*said, _("Every district is in one group: leave it out, or take it over below.")])
