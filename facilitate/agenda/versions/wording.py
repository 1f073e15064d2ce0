"""The history and the differences of an agenda, as sentences."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from ...web.i18n import _, _n, pick_wording
from ...web.i18n import format_day as date_text
from ..comparing import PlanDifference
from ..dates import local_moment
from ..history import AgendaAct
from ..models import AgendaChange
from ..wording import done_text


def agenda_change_line(change: AgendaChange) -> str:
    """What somebody did, as a sentence; taking back and doing again too."""
    title = pick_wording(change.about)
    if change.did == AgendaAct.UNDONE:
        return (
            _("A change to “%(title)s” was undone.", title=title)
            if title
            else _("A change was undone.")
        )
    if change.did == AgendaAct.REDONE:
        return (
            _("A change to “%(title)s” was redone.", title=title)
            if title
            else _("A change was redone.")
        )
    return done_text(change.did, change.about, change.count)


def differences_by_day(told: Iterable[PlanDifference]) -> list[tuple[str, list[PlanDifference]]]:
    """Sentences under the day they belong to; what is parked and the rooms come last."""

    def heading(one: PlanDifference) -> str:
        if one.day is not None:
            return date_text(one.day, "long")
        return _("Parking") if one.step else _("Rooms")

    return [(name, list(rows)) for name, rows in groupby(told, heading)]


def difference_count_text(count: int, a: str, b: str) -> str:
    """`From “Draft” to now: 7 changes.`"""
    if not count:
        return _("From %(a)s to %(b)s: nothing has changed.", a=a, b=b)
    return _n(
        "From %(a)s to %(b)s: %(num)d change.",
        "From %(a)s to %(b)s: %(num)d changes.",
        count,
        a=a,
        b=b,
    )


def versions_lead(versions: int, changes: int) -> str:
    """`3 versions kept, 214 changes so far.`"""
    if not changes:
        return _(
            "Nothing has been changed yet. Save a version before a big change: you can "
            "always come back to it."
        )
    kept = (
        _n("%(num)d version saved", "%(num)d versions saved", versions)
        if versions
        else _("No version saved yet")
    )
    return _(
        "%(kept)s, %(changes)s so far.",
        kept=kept,
        changes=_n("%(num)d change", "%(num)d changes", changes),
    )


def changes_by_date(
    changes: Iterable[AgendaChange], zone: str
) -> list[tuple[date, list[AgendaChange]]]:
    """Changes under the date they were done on, by the clock of the event."""
    return [
        (on, list(rows))
        for on, rows in groupby(changes, lambda one: local_moment(one.at, zone).date())
    ]
