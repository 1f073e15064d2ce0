"""The sentence an agenda opens with."""

from collections.abc import Sequence

from ..i18n import _, _n
from ..lib.clock import wall
from .queries import ProgrammeDay


def opening(days: Sequence[ProgrammeDay], objectives: int, unserved: int) -> str:
    """`30 steps in 2 days. Day 1 ends at 17:10, 10 minutes over. Every objective is served but one.`"""
    count = sum(len(day.steps) for day in days)
    if not count:
        return _("No step yet. Begin with how people arrive, and end with what they take home.")
    size = _(
        "%(steps)s in %(days)s.",
        steps=_n("%(num)d step", "%(num)d steps", count),
        days=_n("%(num)d day", "%(num)d days", len(days)),
    )
    return " ".join(part for part in (size, _ends(days), _served(objectives, unserved)) if part)


def _ends(days: Sequence[ProgrammeDay]) -> str:
    late = [(number, day) for number, day in enumerate(days, 1) if day.steps and day.over > 0]
    if not late:
        return _("It ends in time.") if len(days) == 1 else _("Every day ends in time.")
    return " ".join(
        _(
            "Day %(number)d ends at %(time)s, %(minutes)s over.",
            number=number,
            time=wall(day.end),
            minutes=_n("%(num)d minute", "%(num)d minutes", day.over),
        )
        for number, day in late
    )


def _served(objectives: int, unserved: int) -> str:
    if not objectives:
        return ""
    if not unserved:
        return _("Every objective is served.")
    if unserved == 1 and objectives > 1:
        return _("Every objective is served but one.")
    return _n("%(num)d objective is not served yet.", "%(num)d objectives are not served yet.", unserved)
