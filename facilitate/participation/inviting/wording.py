"""Sentences about the list: how far it is from the mix that is wanted, and when invitations are late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ...directory.models import County, Gender, Sector
from ...lib.text import inside_sentence
from ...web.i18n import _, _n, format_day, label_of, percent_in_words, pick_wording, whole_percent
from ..models import TargetKind
from .mix import TargetCounties, TargetResult, TargetShare, TargetWish
from .seats import count_left


@dataclass(frozen=True)
class TargetProgress:
    """A wish beside the people there are: its sentences, the bar (percent) with its mark, and who could be added."""

    number: int
    title: str
    sentence: str
    met: bool
    coming: str
    bar: float
    coming_bar: float
    mark: float
    adding: list[tuple[str, dict[str, Any]]]


class TargetTeller:
    """Tells wishes in the language spoken now; knows the names of sectors and counties."""

    def __init__(self, sectors: Iterable[Sector], counties: Sequence[County]) -> None:
        self.sectors = {row.key: pick_wording(row.name) for row in sectors}
        self.counties = {row.key: row.name for row in counties}

    def title(self, wish: TargetWish) -> str:
        """`At least 40% local government`, `Every county at least 2`."""
        if wish.kind is TargetKind.EVERY_COUNTY:
            return _("At least %(least)d from every county", least=wish.least)
        if wish.kind is TargetKind.OUTSIDE:
            return _("At least %(least)s from outside the capital", least=whole_percent(wish.least))
        return _(
            "At least %(least)s %(whom)s", least=whole_percent(wish.least), whom=self.whom(wish)
        )

    def whom(self, wish: TargetWish) -> str:
        """Who is counted: `local government`, `women`."""
        if wish.kind is TargetKind.GENDER:
            return ", ".join(_gender(key) for key in wish.keys)
        return ", ".join(inside_sentence(self.sectors.get(key, key)) for key in wish.keys)

    def told(
        self, number: int, wish: TargetWish, listed: TargetResult, coming: TargetResult
    ) -> TargetProgress:
        """Everything the page shows of a wish."""
        mark = 100.0 if isinstance(listed, TargetCounties) else float(wish.least)
        return TargetProgress(
            number=number,
            title=self.title(wish),
            sentence=self.sentence(listed),
            met=listed.met,
            coming=_("Of those coming: %(told)s", told=self.sentence(coming, plain=True)),
            bar=round(100 * listed.part, 1),
            coming_bar=round(100 * coming.part, 1),
            mark=mark,
            adding=[] if listed.met else self.adding(wish, listed),
        )

    def sentence(self, found: TargetResult, plain: bool = False) -> str:
        """`38 of 110: 34.5%. 10 more would reach 40%, or 6 in place of others.`; `plain`: without what is missing."""
        if isinstance(found, TargetCounties):
            return self._of_counties(found, plain)
        if not found.total:
            return _("Nobody yet.")
        told = _(
            "%(have)d of %(total)d: %(share)s.",
            have=found.have,
            total=found.total,
            share=percent_in_words(found.part),
        )
        more = [] if plain else [_missing(found)]
        if found.unknown:
            more.append(
                _n(
                    "%(num)d not known and not counted.",
                    "%(num)d not known and not counted.",
                    found.unknown,
                )
            )
        return " ".join([told, *filter(None, more)])

    def _of_counties(self, found: TargetCounties, plain: bool) -> str:
        told = _("%(enough)d of %(all)d counties.", enough=found.enough, all=found.all)
        if found.met or plain:
            return told
        short = ", ".join(
            f"{self.counties.get(key, key)} ({have})" for key, have in found.short.items()
        )
        more = _n("%(num)d person is missing", "%(num)d people are missing", found.more)
        return f"{told} {more}: {short}."

    def adding(self, wish: TargetWish, found: TargetResult) -> list[tuple[str, dict[str, Any]]]:
        """Where to find whom to add: names, and what narrows the directory to them."""
        if isinstance(found, TargetCounties):
            return [(self.counties.get(key, key), {"county": key}) for key in found.short]
        if wish.kind is TargetKind.OUTSIDE:
            return [(_("outside the capital"), {"place": "outside"})]
        if wish.kind is TargetKind.GENDER:
            return [(_gender(key), {"gender": key}) for key in wish.keys]
        return [(self.sectors.get(key, key), {"sector": key}) for key in wish.keys]


def _gender(key: str) -> str:
    """`women`, `men`."""
    named = {Gender.WOMAN: _("women"), Gender.MAN: _("men")}
    return named.get(Gender(key)) or label_of(Gender(key))


def _missing(found: TargetShare) -> str:
    """How many more would reach the share: to add, and in place of others."""
    if found.met:
        return ""
    goal = whole_percent(found.least)
    if found.more is None:
        return _("Only if nobody else were on the list.")
    more = _n(
        "%(num)d more would reach %(goal)s",
        "%(num)d more would reach %(goal)s",
        found.more,
        goal=goal,
    )
    if found.instead == found.more:
        return f"{more}."
    return _("%(more)s, or %(instead)d in place of others.", more=more, instead=found.instead)


def seats_warning(capacity: int, taken: int, number: int) -> str:
    """That there are fewer seats than mails: whoever answers last waits; nothing where there is room for all of them."""
    free = count_left(capacity, taken)
    if free is None or free >= number:
        return ""
    if not free:
        return _(
            "All seats are taken (%(seats)d). Anyone who now says they are coming goes on "
            "the waiting list, and the page behind their link tells them so.",
            seats=capacity,
        )
    return _n(
        "%(num)d seat is left. Once it is taken, anyone who says they are coming goes on the "
        "waiting list.",
        "%(num)d seats are left. Once they are taken, anyone who says they are coming goes "
        "on the waiting list.",
        free,
    )


def late_invitations_notice(
    first_day: date, today: date, waiting: int, *, by: date | None = None
) -> str:
    """That invitations should go out, or should have; nothing where nobody waits for one or the event has begun.

    `by`: the day the checklist asks for; without one, a month before.
    """
    if not waiting or today >= first_day:
        return ""
    by = by or month_before(first_day)
    said, late = format_day(by, "long"), days_late(by, today)
    if not late:
        return _(
            "Invitations should be out by %(day)s: people need authorisation and travel money.",
            day=said,
        )
    days = _n("%(num)d day ago", "%(num)d days ago", late)
    return _(
        "Invitations should have gone out by %(day)s, %(ago)s: people invited now have "
        "little time for authorisation and travel money.",
        day=said,
        ago=days,
    )


def month_before(first_day: date) -> date:
    """The day of that number in the month before, or its last day where the month is shorter."""
    last = first_day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(first_day.day, last.day))


def days_late(by: date, today: date) -> int:
    """How many days after that day it is; 0 where there is still time."""
    return max(0, (today - by).days)
