"""What keeps an event on time: words that lead from one step to the next, and what to do when time is short or left.

What the team has written comes first, then the technique's own advice, then what is usual for that kind of step. In the
language spoken now; times are minutes after midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..lib.clock import format_wall_time
from ..techniques.technique import Technique
from ..web.i18n import _, _n, format_day, label_of

if TYPE_CHECKING:  # read only
    from ..agenda.plan import PlanStep
    from ..agenda.programmes import ProgrammeDay

RESTS = frozenset({"break", "meal"})


@dataclass(frozen=True)
class NextStepGlimpse:
    """A step as far as the one before it has to know it."""

    kind: str
    title: str
    start: int
    end: int
    room: str = ""


class DayAhead(NamedTuple):
    """The next day of an event, and when it begins in minutes after midnight; None while no step of it is planned."""

    on: date
    start: int | None


def day_ahead(days: Sequence[ProgrammeDay], on: date) -> DayAhead | None:
    """The next day after that date with steps, else the next day; None where that date is the last."""
    later = [day for day in days if day.on > on]
    planned = next((day for day in later if day.steps), None)
    if planned:
        return DayAhead(planned.on, planned.steps[0].start)
    return DayAhead(later[0].on, None) if later else None


def is_team_only(step: PlanStep) -> bool:
    """Whether a step is the team's alone: nobody leads the whole room into it or out of it."""
    return step.internal or step.kind.value == "note"


def transition_words(
    kind: str, room: str, following: NextStepGlimpse | None, tomorrow: DayAhead | None
) -> str:
    """Words to say at the end of a step of that kind in that room.

    `following` is the next step of the same day; where there is none `tomorrow` tells when the next day begins, or that
    nothing does any more.
    """
    if following is None:
        return _end(tomorrow)
    if following.kind in RESTS:
        return _(
            "Now comes “%(title)s”. It is over at %(time)s, and we begin again on time; please be back in your seats.",
            title=following.title,
            time=format_wall_time(following.end),
        )
    moved = following.room and room and following.room != room
    if moved:
        return _(
            "We continue with “%(title)s” in %(room)s. Please walk over now; we begin there "
            "at %(time)s.",
            title=following.title,
            room=following.room,
            time=format_wall_time(following.start),
        )
    if kind in RESTS:
        return _("Welcome back. We continue with “%(title)s”.", title=following.title)
    if kind == "registration":
        return _(
            "It is %(time)s, let us begin: “%(title)s”.",
            title=following.title,
            time=format_wall_time(following.start),
        )
    return _("Thank you. We continue with “%(title)s”.", title=following.title)


def _end(tomorrow: DayAhead | None) -> str:
    if tomorrow is None:
        return _("This was the last step. Thank you all for your work, and a safe way home.")
    if tomorrow.start is None:
        return _(
            "That is all for today; thank you. We continue on %(day)s.",
            day=format_day(tomorrow.on, "long"),
        )
    return _(
        "That is all for today; thank you. We begin again on %(day)s at %(time)s.",
        day=format_day(tomorrow.on, "long"),
        time=format_wall_time(tomorrow.start),
    )


def late_advice(kind: str, minutes: int, technique: Technique | None, language: str) -> str:
    """What to do when the step begins late or runs over."""
    if technique and technique.late:
        least = technique.minutes.min
        need = _n("It needs at least %(num)d minute.", "It needs at least %(num)d minutes.", least)
        return " ".join([technique.late.to(language), *([need] if least < minutes else [])])
    found = {
        "registration": _(
            "Still begin in the room on time; a helper at the door brings in latecomers."
        ),
        "plenary": _(
            "Hear three voices instead of ten, and write the rest on the parking lot sheet."
        ),
        "talk": _(
            "Show the speaker the two-minute card; collect questions in writing on cards and "
            "answer them in the break."
        ),
        "panel": _(
            "One question for everybody on the podium, one minute each; the other questions are answered in writing."
        ),
        "group": _(
            "Tell the groups when half the time is over; in plenary each says one sentence and hangs up its sheet."
        ),
        "cafe": _("Leave out a round rather than shorten all of them; the harvest stays."),
        "break": _("Ten minutes are enough: say the new time twice, and ring.")
        if minutes > 10
        else "",
        "meal": _("Shorten the break after it, not the meal; bring coffee into the room."),
    }
    return found.get(kind, "")


def spare_time_advice(kind: str, technique: Technique | None, language: str) -> str:
    """What to do when the step is done and there is time left."""
    if technique and technique.spare:
        return technique.spare.to(language)
    found = {
        "registration": _("Talk to those who came alone and bring two of them together."),
        "plenary": _(
            "Ask those who have not spoken: “What would you add?” Then end the step early."
        ),
        "talk": _(
            "Two minutes with the neighbour: “What do I take from this for my office?” Then two or three answers."
        ),
        "panel": _("Each person on the podium asks the room one question."),
        "group": _("The groups visit each other’s sheets, and leave one question on each."),
        "cafe": _("Walk along the sheets once more before the harvest."),
        "break": _(
            "Leave it; nobody has ever complained about a long break. Prepare the next step."
        ),
        "meal": _("Leave it; prepare the next step."),
    }
    return found.get(kind, "")


def room_setting_text(technique: Technique | None, language: str) -> str:
    """How the room is set up, in words."""
    if technique is None:
        return ""
    return technique.room.to(language) or label_of(technique.layout)
