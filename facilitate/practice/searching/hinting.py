"""What was learned, told quietly where it applies: of the same technique or kind of step, and how long it really took."""

from collections.abc import Iterable, Mapping

from ...agenda.lessons import LITTLE, Key, StepTiming
from ...lib.text import Words
from ...web.i18n import _n, pick_wording

Latest = Mapping[int, Words]
"""The titles of events by number, the latest first."""


def duration_hint(key: Key, history: Iterable[StepTiming], events: Latest) -> str:
    """`Annual conference 2006: it took 15 minutes longer than planned.`: of the latest event where it differed.

    The same is the same technique, or else the same title. Empty where it kept to its minutes, or nobody knows.
    """
    same = [one for one in history if one.event in events and _same(one.key, key)]
    rank = {event: place for place, event in enumerate(events)}
    for one in sorted(same, key=lambda row: (rank[row.event], -abs(row.longer))):
        if abs(one.longer) >= LITTLE:
            return _said(pick_wording(events[one.event]), one.longer)
    return ""


def _same(one: Key, other: Key) -> bool:
    if one.technique or other.technique:
        return one.technique == other.technique
    return bool(one.titles & other.titles)


def _said(event: str, minutes: int) -> str:
    if minutes > 0:
        return _n(
            "%(event)s: it took %(num)d minute longer than planned.",
            "%(event)s: it took %(num)d minutes longer than planned.",
            minutes,
            event=event,
        )
    return _n(
        "%(event)s: it took %(num)d minute less than planned.",
        "%(event)s: it took %(num)d minutes less than planned.",
        -minutes,
        event=event,
    )
