"""An agenda as it arrived in somebody's file: what was understood, from where, what is doubtful; how much one may hold, and why one is refused."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ...lib.clock import format_wall_time
from ...lib.reading_child import FileProblem
from .cafe_counts import CafeCounts

MOST_LETTERS = 2_000_000
LONGEST_LINE = 20_000
"""Characters of a line: nobody's agenda has a longer one."""
MOST_PIECES = 20_000
"""Lines, paragraphs or rows that are looked at."""
MOST_STEPS = 2_000
MOST_COLUMNS = 120


class NotArrived(StrEnum):
    """Why nothing of a file was taken."""

    EMPTY = "empty"
    NO_STEPS = "no_steps"
    TOO_LONG = "too_long"
    TOO_MANY_STEPS = "too_many_steps"
    LONG_LINE = "long_line"
    TOO_WIDE = "too_wide"
    MACROS = "macros"
    REPEATS = "repeats"
    OTHER_KIND = "other_kind"
    NO_SCHEDULE = "no_schedule"


class ArrivalProblem(FileProblem):
    """A file cannot be taken as an agenda; `why` is a NotArrived. `detail`: what in it, for the sentence."""

    why: NotArrived

    def __init__(self, why: NotArrived, detail: str = "") -> None:
        super().__init__(why)
        self.detail = detail


DAY_LONG = 1440
"""Minutes of a day."""


class Whereabouts(StrEnum):
    """What a file is counted in."""

    LINE = "line"
    ROW = "row"
    ENTRY = "entry"


@dataclass(frozen=True)
class FileSpot:
    """A place in the file: the line, row or entry of that number (from 1); `inside`: the sheet or table it stands in."""

    number: int
    kind: Whereabouts = Whereabouts.LINE
    inside: str = ""


class Doubt(StrEnum):
    """What a person should look at before anything else."""

    HALF_OF_DAY = "half_of_day"
    BACKWARDS = "backwards"
    LENGTH_UNKNOWN = "length_unknown"
    LENGTH_FROM_NEXT = "length_from_next"
    START_FROM_BEFORE = "start_from_before"
    OTHER_ZONE = "other_zone"
    SIDE_BY_SIDE = "side_by_side"
    SEVERAL_ROOMS = "several_rooms"
    WEEKDAY = "weekday"
    NO_SUCH_DATE = "no_such_date"
    DATE_TWICE = "date_twice"


QUIET = frozenset((Doubt.LENGTH_FROM_NEXT, Doubt.START_FROM_BEFORE, Doubt.OTHER_ZONE))
"""What is said beside a step and asks for nothing."""


class WhyLeftOut(StrEnum):
    """Why something in the file became no step."""

    HEADING = "heading"
    NOTE = "note"
    TOTAL = "total"
    SIGNATURE = "signature"
    QUOTED = "quoted"
    TEXT = "text"
    HIDDEN = "hidden"
    STRUCK = "struck"
    ALL_DAY = "all_day"
    CANCELLED = "cancelled"
    OTHER_TABLE = "other_table"


@dataclass(frozen=True)
class LeftOut:
    """A piece of the file that became no step."""

    spot: FileSpot
    text: str
    why: WhyLeftOut


@dataclass(frozen=True)
class ArrivedStep:
    """A step: its start in minutes after midnight of its day (1440 and more: past midnight), what else was understood.

    `beside`: what the groups it runs beside are called together. `said`: how it stands in the file.
    `facilitators`: who of `people` facilitates and does not speak.
    """

    start: int
    minutes: int
    title: str
    people: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()
    room: str = ""
    is_break: bool = False
    cafe: CafeCounts = CafeCounts()
    description: str = ""
    beside: str = ""
    spot: FileSpot = field(default_factory=lambda: FileSpot(0))
    said: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class ArrivedDay:
    """A day; its date where the file has one. `name`: how the file calls it."""

    on: date | None
    steps: tuple[ArrivedStep, ...]
    name: str = ""
    spot: FileSpot = field(default_factory=lambda: FileSpot(0))
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class ArrivedColumn:
    """A column of the table the agenda stands in: its number from 0, its heading, and the field it was read as (or "")."""

    number: int
    heading: str
    field: str


@dataclass(frozen=True)
class Arrived:
    """What was understood of a file: its days, what is no step, and the columns where it was a table."""

    days: tuple[ArrivedDay, ...]
    left: tuple[LeftOut, ...] = ()
    columns: tuple[ArrivedColumn, ...] = ()

    @property
    def left_out(self) -> list[LeftOut]:
        """What became no step and is no heading of what did."""
        return [one for one in self.left if one.why is not WhyLeftOut.HEADING]

    @property
    def steps(self) -> list[ArrivedStep]:
        """All steps, day after day."""
        return [step for day in self.days for step in day.steps]


def arrived_to_json(arrived: Arrived) -> dict[str, Any]:
    """The days and steps as plain JSON, as `facilitate agenda import --json` prints them."""
    return {
        "days": [
            {
                "date": day.on.isoformat() if day.on else None,
                "steps": [
                    {
                        "start": format_wall_time(step.start % DAY_LONG),
                        "minutes": step.minutes,
                        "title": step.title,
                        "people": list(step.people),
                        "room": step.room or None,
                        "break": step.is_break,
                    }
                    for step in day.steps
                ],
            }
            for day in arrived.days
        ]
    }
