"""The sentence an agenda opens with."""

from collections.abc import Sequence

from ..lib.clock import format_wall_time
from ..lib.text import Words
from ..web.i18n import _, _n, pick_wording
from .history import AgendaAct
from .lessons import TimingLesson
from .programmes import ProgrammeDay


def done_text(did: str, about: Words, count: int) -> str:
    """What somebody did, as a sentence: `“Coffee” is moved.`"""
    name = pick_wording(about) or _("The agenda")
    text: dict[str, str] = {
        AgendaAct.ADDED: _("“%(title)s” is now in the agenda.", title=name)
        if count == 1
        else _n(
            "%(num)d step was added to the agenda.",
            "%(num)d steps were added to the agenda.",
            count,
        ),
        AgendaAct.EDITED: _("“%(title)s” was changed.", title=name),
        AgendaAct.MOVED: _n(
            "“%(title)s” was moved.", "%(num)d steps were moved.", count, title=name
        ),
        AgendaAct.PARKED: _n(
            "“%(title)s” was parked.", "%(num)d steps were parked.", count, title=name
        ),
        AgendaAct.REMOVED: _n(
            "“%(title)s” was removed.", "%(num)d steps were removed.", count, title=name
        ),
        AgendaAct.DOUBLED: _n(
            "“%(title)s” was duplicated.", "%(num)d steps were duplicated.", count, title=name
        ),
        AgendaAct.INSERTED: _("“%(title)s” was inserted with its steps.", title=name),
        AgendaAct.COPIED: _n("%(num)d step was copied.", "%(num)d steps were copied.", count),
        AgendaAct.DRAFTED: _n(
            "%(num)d step of the draft “%(title)s” was added.",
            "%(num)d steps of the draft “%(title)s” were added.",
            count,
            title=name,
        ),
        AgendaAct.ACCEPTED: _("A proposal for “%(title)s” was accepted.", title=name),
        AgendaAct.DAY: _("The times of a day were changed."),
        AgendaAct.WRITTEN: _("The guide’s words for “%(title)s” were rewritten.", title=name),
        AgendaAct.ROOM: _("The rooms were changed."),
        AgendaAct.STRAND: _("The groups of “%(title)s” were changed.", title=name),
        AgendaAct.LED: _n(
            "The lead of “%(title)s” was named.",
            "The leads of %(num)d steps were named.",
            count,
            title=name,
        ),
        AgendaAct.RESTORED: _("The version “%(title)s” was restored.", title=name),
        AgendaAct.STARTED: _("The agenda was started from a template."),
        AgendaAct.UNDONE: _("The last change of “%(title)s” was undone.", title=name)
        if about
        else _("The last change was undone."),
        AgendaAct.REDONE: _("The last change of “%(title)s” was redone.", title=name)
        if about
        else _("The last change was redone."),
        AgendaAct.ARRIVED: _n("%(num)d step was imported.", "%(num)d steps were imported.", count),
        AgendaAct.IMPORTED: _n(
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
    """`30 steps in 2 days. Day 1 ends at 17:10, 10 minutes late. Day 2 has no steps yet. Every objective is served but one.`"""
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
    empty = [number for number, day in enumerate(days, 1) if not day.steps]
    said = [_("Day %(number)d has no steps yet.", number=number) for number in empty]
    if not late and empty:
        return " ".join([_("What is planned ends on time."), *said])
    if not late:
        return _("It ends on time.") if len(days) == 1 else _("Every day ends on time.")
    ends = [
        _(
            "Day %(number)d ends at %(time)s, %(minutes)s late.",
            number=number,
            time=format_wall_time(day.end),
            minutes=_n("%(num)d minute", "%(num)d minutes", day.over),
        )
        for number, day in late
    ]
    return " ".join([*ends, *said])


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
