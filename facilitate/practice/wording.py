"""Practice in plain sentences: what is answered before starting, how many lessons there are, what was found, what holds here again."""

from collections.abc import Iterable, Mapping, Sequence

from ..agenda.lessons import LITTLE, Key, StepTiming
from ..lib.text import Words
from ..web.i18n import _, _n, pick_wording
from .questions import StartQuestion, most_telling_question


def answered_sentence(number: int, left: Sequence[StartQuestion]) -> str:
    """`5 of 9 answered; not answered yet – who sponsors it?`"""
    if not left:
        return _n("The one question is answered.", "All %(num)d are answered.", number)
    answered = _n(
        "%(num)d of %(all)d answered", "%(num)d of %(all)d answered", number - len(left), all=number
    )
    return f"{answered}; {open_question_text(left)}"


def open_question_text(left: Sequence[StartQuestion]) -> str:
    """`not answered yet – who sponsors it?`: the one that tells most; empty where none is open."""
    one = most_telling_question(left)
    return _("not answered yet – %(question)s", question=pick_wording(one.short)) if one else ""


def lessons_sentence(waiting: int, taken: int, aside: int) -> str:
    """`12 lessons: 3 wait for your decision, 8 stand on the sheet, 1 put aside.`"""
    if not waiting and not taken and not aside:
        return _("Nothing has been written down yet. Ask the team while they still remember.")
    parts = [
        _n("%(num)d is waiting for your decision", "%(num)d are waiting for your decision", waiting)
        if waiting
        else "",
        _n("%(num)d is on the sheet", "%(num)d are on the sheet", taken) if taken else "",
        _n("%(num)d is put aside", "%(num)d are put aside", aside) if aside else "",
    ]
    number = _n("%(num)d lesson", "%(num)d lessons", waiting + taken + aside)
    return f"{number}: {', '.join(filter(None, parts))}."


def found_sentence(anything: bool, lessons: int, sheets: int, events: int) -> str:
    """`16 lessons from 5 events.`, or what was found of what was looked for."""
    if anything and not lessons:
        return _(
            "Nothing has been written down yet: lessons come in after an event, through a "
            "link for its team."
        )
    number = _n("%(num)d lesson", "%(num)d lessons", lessons)
    if anything:
        whence = _n("from %(num)d event", "from %(num)d events", events)
        return _(
            "%(lessons)s %(events)s. The next design starts here.", lessons=number, events=whence
        )
    if not lessons and not sheets:
        return _("Nothing was found. Try fewer words, or another technique.")
    places = _n("%(num)d place in practice sheets", "%(num)d places in practice sheets", sheets)
    return _("Found: %(lessons)s, %(places)s.", lessons=number, places=places)


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
