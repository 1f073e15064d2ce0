"""What programs write: entries with moments, told in the event's zone and sorted into days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .arrived import DAY_LONG, Arrived, ArrivedDay, ArrivedStep, FileSpot, LeftOut
from .texts import tidy_title
from .wording import is_break

LONGEST_TEXT, LONGEST_TITLE = 20_000, 200


@dataclass(frozen=True)
class ProgramEntry:
    """An entry of a program: `starts` is wall time in the event's zone; `day` the day it is kept under, where the file says so."""

    starts: datetime
    minutes: int
    title: str
    people: Sequence[str] = ()
    room: str = ""
    is_break: bool = False
    text: str = ""
    spot: FileSpot = FileSpot(0)
    day: date | None = None


def arrive_entries(entries: Iterable[ProgramEntry], left: Iterable[LeftOut] = ()) -> Arrived:
    """The entries as days and steps, in the order of time; what is past midnight stays on the day it is kept under."""
    days: dict[date, list[tuple[int, int, ArrivedStep]]] = {}
    for number, entry in enumerate(entries):
        on = entry.day or entry.starts.date()
        start = (
            (entry.starts.date() - on).days * DAY_LONG
            + entry.starts.hour * 60
            + entry.starts.minute
        )
        if not 0 <= start < 2 * DAY_LONG:
            on, start = entry.starts.date(), entry.starts.hour * 60 + entry.starts.minute
        called, text = tidy_title(entry.title) or entry.title.strip(), entry.text.strip()
        title = called[:LONGEST_TITLE]
        if title != called:  # what no title holds stands in full below it
            text = f"{called}\n{text}".strip()
        step = ArrivedStep(
            start=start,
            minutes=entry.minutes,
            title=title,
            people=tuple(dict.fromkeys(one for one in entry.people if one)),
            room=" ".join(entry.room.split()),
            is_break=entry.is_break or is_break(title),
            description=text[:LONGEST_TEXT],
            spot=entry.spot,
            said=entry.title,
        )
        days.setdefault(on, []).append((start, number, step))
    return Arrived(
        tuple(
            ArrivedDay(
                on, tuple(step for _start, _number, step in sorted(steps, key=lambda one: one[:2]))
            )
            for on, steps in sorted(days.items())
        ),
        tuple(left),
    )
