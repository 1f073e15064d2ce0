"""The sentence an agenda opens with."""

from collections.abc import Sequence

from ..lib.clock import format_wall_time
from ..lib.text import Words
from ..web.i18n import _, _n, pick_wording
from .history import Did
from .lessons import TimingLesson
from .programmes import ProgrammeDay


def done_text(did: str, about: Words, count: int) -> str:
    """What somebody did, as a sentence: `“Coffee” is moved.`"""
    name = pick_wording(about) or _("The agenda")
    text: dict[str, str] = {
        Did.ADDED: _("“%(title)s” is now in the agenda.", title=name)
        if count == 1
        else _n(
            "%(num)d step was added to the agenda.",
            "%(num)d steps were added to the agenda.",
            count,
        ),
        Did.EDITED: _("“%(title)s” was changed.", title=name),
        Did.MOVED: _n("“%(title)s” was moved.", "%(num)d steps were moved.", count, title=name),
        Did.PARKED: _n("“%(title)s” was parked.", "%(num)d steps were parked.", count, title=name),
        Did.REMOVED: _n(
            "“%(title)s” was removed.", "%(num)d steps were removed.", count, title=name
        ),
        Did.DOUBLED: _n(
            "“%(title)s” was duplicated.", "%(num)d steps were duplicated.", count, title=name
        ),
        Did.INSERTED: _("“%(title)s” was inserted with its steps.", title=name),
        Did.COPIED: _n("%(num)d step was copied.", "%(num)d steps were copied.", count),
        Did.DRAFTED: _n(
            "%(num)d step of the draft “%(title)s” was added.",
            "%(num)d steps of the draft “%(title)s” were added.",
            count,
            title=name,
        ),
        Did.ACCEPTED: _("A proposal for “%(title)s” was accepted.", title=name),
        Did.DAY: _("The times of a day were changed."),
        Did.WRITTEN: _("The guide’s words for “%(title)s” were rewritten.", title=name),
        Did.ROOM: _("The rooms were changed."),
        Did.STRAND: _("The groups of “%(title)s” were changed.", title=name),
        Did.LED: _n(
            "The lead of “%(title)s” was named.",
            "The leads of %(num)d steps were named.",
            count,
            title=name,
        ),
        Did.RESTORED: _("The version “%(title)s” was restored.", title=name),
        Did.STARTED: _("The agenda was started from a template."),
        Did.UNDONE: _("The last change of “%(title)s” was undone.", title=name)
        if about
        else _("The last change was undone."),
        Did.REDONE: _("The last change of “%(title)s” was redone.", title=name)
        if about
        else _("The last change was redone."),
        Did.ARRIVED: _n("%(num)d step was imported.", "%(num)d steps were imported.", count),
        Did.IMPORTED: _n(
            "%(num)d change from Excel was applied.",
            "%(num)d changes from Excel were applied.",
            count,
        ),
    }
    return text.get(did, _("The agenda was changed."))


def timing_lesson_text(one: TimingLesson) -> str:
    """`this took 12 minutes longer in 3 of 4 events`."""
    counted = {"times": one.times, "events": one.events}
    if one.minutes > 0:
        return _n(
            "this took %(num)d minute longer in %(times)d of %(events)d events",
            "this took %(num)d minutes longer in %(times)d of %(events)d events",
            one.minutes,
            **counted,
        )
    return _n(
        "this took %(num)d minute less in %(times)d of %(events)d events",
        "this took %(num)d minutes less in %(times)d of %(events)d events",
        -one.minutes,
        **counted,
    )


def agenda_lead(days: Sequence[ProgrammeDay], objectives: int, unserved: int) -> str:
    """`30 steps in 2 days. Day 1 ends at 17:10, 10 minutes over. Every objective is served but one.`"""
    count = sum(len(day.steps) for day in days)
    if not count:
        return _("No step yet. Start with how people arrive, and end with what they take home.")
    size = _(
        "%(steps)s in %(days)s.",
        steps=_n("%(num)d step", "%(num)d steps", count),
        days=_n("%(num)d day", "%(num)d days", len(days)),
    )
    return " ".join(part for part in (size, _ends(days), _served(objectives, unserved)) if part)


def _ends(days: Sequence[ProgrammeDay]) -> str:
    late = [(number, day) for number, day in enumerate(days, 1) if day.steps and day.over > 0]
    if not late:
        return _("It ends on time.") if len(days) == 1 else _("Every day ends on time.")
    return " ".join(
        _(
            "Day %(number)d ends at %(time)s, %(minutes)s late.",
            number=number,
            time=format_wall_time(day.end),
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
        return _("Every objective but one is served.")
    return _n(
        "%(num)d objective is not served yet.", "%(num)d objectives are not served yet.", unserved
    )
