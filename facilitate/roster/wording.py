"""What somebody on the roster led, when they are away and what else they have to do, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..lib.text import Words
from ..techniques.queries import techniques_for_keys
from ..techniques.technique import Technique
from ..web.i18n import _, _n, format_day, format_days, pick_wording
from .busy_times import BusyTime
from .led_steps import LedSteps
from .proposing import LeadCandidate

SHOWN = 3
"""Techniques that are named; the others are counted."""


def led_said(led: LedSteps) -> str:
    """`3 events, last on 4 March 2026: World café (2), Panel, and 2 more techniques`; nothing for who led nothing."""
    if led.last is None:
        return ""
    when = format_day(led.last, "y" if led.last_in_year else "dated")
    said = _n(
        "%(num)d event, last %(when)s", "%(num)d events, last %(when)s", len(led.events), when=when
    )
    named = techniques_said(led)
    return f"{said}: {named}" if named else said


def techniques_said(led: LedSteps, shown: int = SHOWN) -> str:
    """The techniques somebody led, the most frequent first, with how often where it was more than once."""
    return _counted_techniques(led.techniques, shown)


def observed_said(led: LedSteps, shown: int = SHOWN) -> str:
    """The techniques in which somebody helped or took notes."""
    return _counted_techniques(led.observed, shown)


def _counted_techniques(counted: Counter[str], shown: int) -> str:
    shelf = techniques_for_keys(counted)
    known = [(key, times) for key, times in counted.most_common() if key in shelf]
    named = [
        f"{pick_wording(shelf[key].name)} ({times})" if times > 1 else pick_wording(shelf[key].name)
        for key, times in known[:shown]
    ]
    rest = len(known) - shown
    if rest > 0:
        named.append(_n("%(num)d more technique", "%(num)d more techniques", rest))
    return ", ".join(named)


def periods_said(away: Iterable[tuple[date, date]], today: date) -> str:
    """When somebody is away from today on: `24 December – 2 January 2027, 5 March 2027`."""
    return ", ".join(format_days(first, last, year=True) for first, last in away if last >= today)


def busy_said(busy: Sequence[BusyTime], titles: Mapping[int, Words]) -> list[str]:
    """What else somebody has to do, a line each; an event whose title the reader may not know is another event."""
    found: dict[tuple[int, date], list[BusyTime]] = {}
    for one in busy:
        found.setdefault((one.event_id, one.start.date()), []).append(one)
    return [
        f"{format_day(on)}, {min(one.start for one in times):%H:%M}–{max(one.end for one in times):%H:%M}: "
        + (pick_wording(titles[event]) if event in titles else _("another event"))
        for (event, on), times in found.items()
    ]


def reasons_said(one: LeadCandidate, technique: Technique | None) -> str:
    """Why somebody could lead a step of that technique: `led World café twice, from Kukës, free, neutral: …`."""
    return ", ".join(_reasons(one, technique))


def _reasons(one: LeadCandidate, technique: Technique | None) -> Iterator[str]:
    if one.times and technique:
        what = pick_wording(technique.name)
        yield _n("led “%(what)s” once", "led “%(what)s” %(num)d times", one.times, what=what)
    elif one.observed and technique:
        what = pick_wording(technique.name)
        yield _n(
            "observed “%(what)s” once", "observed “%(what)s” %(num)d times", one.observed, what=what
        )
    elif one.steps:
        yield _n("led %(num)d other step", "led %(num)d other steps", one.steps)
    else:
        yield _("has not led a step here yet")
    if one.county:
        yield _("from %(county)s", county=one.county)
    if one.is_free:
        yield _("free")
    elif one.is_away:
        yield _("not available that day")
    if one.office:
        yield _("not neutral: works at %(office)s, which decides", office=one.office)
    else:
        yield _("neutral: not from an office that decides")
    if not one.speaks:
        yield _("does not speak the event’s language")
