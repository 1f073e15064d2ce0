"""What an arrived agenda is said to be: sentences about doubts, what was left out, and files that cannot be taken."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from ...lib.reading_child import FileProblem
from ...lib.uploads import Unreadable
from ...web.i18n import _, _l, label_of, register_labels
from .arrived import (
    MOST_COLUMNS,
    MOST_STEPS,
    ArrivalProblem,
    Doubt,
    FileSpot,
    LeftOut,
    NotArrived,
    Whereabouts,
    WhyLeftOut,
)

DOUBTS = {
    Doubt.HALF_OF_DAY: _l(
        "The file does not say which half of the day; this is the time that follows the "
        "previous step."
    ),
    Doubt.BACKWARDS: _l(
        "In the file it ends before it begins. Its length is taken from the next start."
    ),
    Doubt.LENGTH_UNKNOWN: _l("The file does not say how long it is, and nothing follows it."),
    Doubt.LENGTH_FROM_NEXT: _l("Length calculated from the start of the next step"),
    Doubt.START_FROM_BEFORE: _l("Start calculated from the step before"),
    Doubt.OTHER_ZONE: _l("Calculated from the time zone that the file names"),
    Doubt.SIDE_BY_SIDE: _l("It was understood as one of several groups at the same time."),
    Doubt.SEVERAL_ROOMS: _l(
        "Several rooms are named for it: check whether it is one step or a group in each room."
    ),
    Doubt.WEEKDAY: _l("This date falls on another weekday than the file says."),
    Doubt.NO_SUCH_DATE: _l("The file names a date that does not exist. Choose the day."),
    Doubt.DATE_TWICE: _l(
        "The file has two days with the same date. Choose the day for the second one."
    ),
}
WHY = {
    WhyLeftOut.HEADING: _l("a heading"),
    WhyLeftOut.NOTE: _l("a note"),
    WhyLeftOut.TOTAL: _l("a total"),
    WhyLeftOut.SIGNATURE: _l("a signature"),
    WhyLeftOut.QUOTED: _l("quoted from another mail"),
    WhyLeftOut.TEXT: _l("no time, and no step to add it to"),
    WhyLeftOut.HIDDEN: _l("hidden in the file"),
    WhyLeftOut.STRUCK: _l("struck through in the file"),
    WhyLeftOut.ALL_DAY: _l("takes the whole day"),
    WhyLeftOut.CANCELLED: _l("cancelled"),
    WhyLeftOut.OTHER_TABLE: _l("in a table that is not an agenda"),
}
PROBLEMS = {
    NotArrived.EMPTY: _l("There is nothing in it. Paste the agenda, or choose its file."),
    NotArrived.NO_STEPS: _l(
        "No step was found in it: a step is a line or row with a time or a length, like “9:30 Opening”. "
        "Lines without times can be pasted in the agenda, where a step is typed."
    ),
    NotArrived.TOO_LONG: _l(
        "It is too long for an agenda. Remove what is not part of the agenda, then try again."
    ),
    NotArrived.TOO_MANY_STEPS: _l(
        "It has more steps than an agenda can hold. Split it, then try again."
    ),
    NotArrived.LONG_LINE: _l(
        "One of its lines is too long for an agenda. Shorten it, then try again."
    ),
    NotArrived.TOO_WIDE: _l(
        "Its table has more columns than an agenda can use. Remove those that are not "
        "needed, then try again."
    ),
    NotArrived.MACROS: _l("This file contains macros. Save it without them, then choose it again."),
    NotArrived.REPEATS: _l(
        "An entry in this calendar repeats without end, or by the month. Save it as single "
        "entries, then try again."
    ),
    NotArrived.OTHER_KIND: _l(
        "An agenda cannot be read from this kind of file. Save it as Word, Excel, text or a "
        "calendar, then choose it again."
    ),
    NotArrived.NO_SCHEDULE: _l(
        "This file looks like a schedule, but its days and times cannot be read."
    ),
}
UNREADABLE: dict[StrEnum, Any] = {
    Unreadable.PDF: _l(
        "This is a PDF. Copy its text and paste it, or choose the Word or Excel file it was made from."
    ),
    Unreadable.PICTURE: _l(
        "This is a picture, and the planner cannot read text in pictures. Type the agenda instead."
    ),
    Unreadable.DAMAGED: _l(
        "This file is damaged. Open it in the program it comes from, save it again, then choose it again."
    ),
    Unreadable.BOMB: _l("Unpacked, this file is far larger than any agenda. It was not opened."),
    Unreadable.MACROS: PROBLEMS[NotArrived.MACROS],
    Unreadable.OTHER: PROBLEMS[NotArrived.OTHER_KIND],
    Unreadable.OPEN_DOCUMENT: PROBLEMS[NotArrived.OTHER_KIND],
    Unreadable.NO_TABLE: PROBLEMS[NotArrived.NO_STEPS],
    Unreadable.TOO_LONG: PROBLEMS[NotArrived.TOO_LONG],
}
"""What is said of an agenda where another list would be told of its table."""
FIELD_NAMES = {
    "start": _l("Start"),
    "end": _l("End"),
    "time": _l("Start and end"),
    "minutes": _l("Minutes"),
    "day": _l("Day"),
    "title": _l("Title"),
    "people": _l("People"),
    "room": _l("Room"),
    "description": _l("Note for the team"),
    "kind": _l("Kind"),
    "strand": _l("Group or track"),
}
"""What a column of a table can be."""
for _names in (DOUBTS, WHY, PROBLEMS):
    register_labels(_names)

__all__ = [
    "MOST_COLUMNS",
    "MOST_STEPS",
    "left_out_text",
    "facilitators_text",
    "file_spot_text",
    "file_problem_text",
]


def file_spot_text(spot: FileSpot) -> str:
    """Where something stands in the file."""
    if spot.kind is Whereabouts.ENTRY:
        return _("entry %(number)d", number=spot.number)
    if spot.kind is Whereabouts.ROW and spot.inside:
        if spot.inside.isdigit():
            return _("table %(table)s, row %(number)d", table=spot.inside, number=spot.number)
        return _("“%(sheet)s”, row %(number)d", sheet=spot.inside, number=spot.number)
    return _("line %(number)d", number=spot.number)


def facilitators_text(names: Sequence[str]) -> str:
    """Who facilitates a step and is not in the team."""
    return _("Facilitated by %(names)s", names=", ".join(names))


def left_out_text(one: LeftOut) -> str:
    """What was left out, where it stands and why."""
    return _(
        "%(place)s: %(text)s – %(why)s",
        place=file_spot_text(one.spot),
        text=one.text[:200],
        why=label_of(one.why),
    )


def file_problem_text(problem: FileProblem) -> str:
    """Why a file cannot be taken, as a sentence."""
    if isinstance(problem, ArrivalProblem) and problem.detail:
        return f"{label_of(problem.why)} “{problem.detail}”"
    return str(UNREADABLE.get(problem.why) or label_of(problem.why))
