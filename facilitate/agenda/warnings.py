"""What an agenda still has to be looked at for. It warns; it never repairs and never forbids."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from ..lib.text import Words
from ..techniques.technique import Technique
from .overlaps import Busy, first_overlaps
from .totals import Parts, WhoSpeaks, voices_in_step

UNLED = frozenset({"break", "meal", "note"})
"""Kinds of steps that run by themselves."""
RESTS = frozenset({"break", "meal", "registration"})
"""Kinds of steps in which people can get up."""
TALKS = frozenset({"talk", "panel", "plenary"})
"""Kinds of steps in which participants may sit and listen."""
LONGEST, LONGEST_TALK, REST = 120, 40, 5
"""Minutes without a break, minutes of listening in a row, and free minutes that count as a break."""


class WarningKind(StrEnum):
    """Kinds of warnings, the most urgent first."""

    OVER = "over"
    STRAY = "stray"
    EMPTY = "empty"
    TWIN = "twin"
    OVERLAP = "overlap"
    CLASH = "clash"
    BOOKED = "booked"
    SMALL = "small"
    PARKED = "parked"
    UNSERVED = "unserved"
    TIRED = "tired"
    LECTURE = "lecture"
    UNLED = "unled"


class CheckedStep(NamedTuple):
    """What of a step is looked at; times in minutes after midnight, `gap` as in `timing.Timed`.

    `block` and `strand` are where it stands (0: nowhere in particular). `people` are those busy with it by name, `room` is
    its own room; a parallel strand is a row of its own for both, with the number of its block and `is_strand` set. `place`
    is where it takes place (its own room or its block's), `seats` how many that one holds, `needs` how many have to fit
    in; 0 where nobody knows. `parts` as in `totals.LeafStep`, `technique` where it is on the shelf.
    """

    id: int
    kind: str = "plenary"
    start: int = 0
    end: int = 0
    gap: int = 0
    led: bool = True
    objectives: frozenset[int] = frozenset()
    block: int = 0
    strand: int = 0
    is_strand: bool = False
    holds: bool = False
    pinned: bool = False
    people: frozenset[str] = frozenset()
    room: str = ""
    place: str = ""
    seats: int = 0
    needs: int = 0
    parts: Parts = ()
    title: Words = Words()
    technique: Technique | None = None

    @property
    def top(self) -> int:
        """The step of the day's own list it belongs to."""
        return self.block or self.id


@dataclass(frozen=True)
class CheckedDay:
    """What of a day is looked at: its planned end, minutes past it, whether the event has its date, steps in order.

    `number` counts from 1; the parking area is day 0. `midnight` is where its minute 0 lies, in minutes on a common clock.
    """

    number: int
    over: int
    within: bool
    steps: Sequence[CheckedStep]
    planned_end: int = 1020
    midnight: int = 0


@dataclass(frozen=True)
class AgendaWarning:
    """One warning about a day (its number from 1), a step or an objective (their ids); 0 where not meant.

    `other` is the step it gets in the way of; `name` the person or room; `people` and `seats` what does not fit.
    """

    what: WarningKind
    day: int = 0
    step: int = 0
    objective: int = 0
    minutes: int = 0
    other: int = 0
    name: str = ""
    people: int = 0
    seats: int = 0


def find_warnings(days: Sequence[CheckedDay], objectives: Iterable[int]) -> list[AgendaWarning]:
    """Everything to look at, sorted by urgency, then in the order of the agenda; what follows from another is left out."""
    found = [
        AgendaWarning(WarningKind.UNSERVED, objective=one)
        for one in unserved_objectives(days, objectives)
    ]
    begun = any(day.number and day.steps for day in days)
    for day in days:
        if begun and day.number and day.within and not day.steps:
            found.append(AgendaWarning(WarningKind.EMPTY, day.number))
        if day.number == 0:
            found += [
                AgendaWarning(WarningKind.PARKED, step=step.id) for step in day.steps if step.pinned
            ]
            continue
        found += [*_ends(day), *_too_early(day), *_too_small(day)]
        found += [
            AgendaWarning(WarningKind.UNLED, day.number, step.id)
            for step in _steps(day)
            if not step.led and step.kind not in UNLED
        ]
        for what, limit, segments in (
            (WarningKind.TIRED, LONGEST, _sitting),
            (WarningKind.LECTURE, LONGEST_TALK, listening_minutes),
        ):
            found += [
                AgendaWarning(what, day.number, step, minutes=n)
                for step, n in in_a_row(day, limit, segments)
            ]
    found += _twice(days, WarningKind.CLASH, lambda step: sorted(step.people))
    found += _twice(days, WarningKind.BOOKED, lambda step: [step.room] if step.room else [])
    rank = {what: number for number, what in enumerate(WarningKind)}
    return sorted(found, key=lambda warning: (rank[warning.what], warning.day))


def unserved_objectives(days: Sequence[CheckedDay], objectives: Iterable[int]) -> list[int]:
    """The objectives that no step of a day serves, in their order; what is parked serves none."""
    served = {one for day in days if day.number for step in day.steps for one in step.objectives}
    return [objective for objective in objectives if objective not in served]


def _steps(day: CheckedDay) -> list[CheckedStep]:
    return [step for step in day.steps if not step.is_strand]


def _ends(day: CheckedDay) -> list[AgendaWarning]:
    """The first step that is not over when the day is to end, and that the event no longer has the day."""
    found = [] if day.within else [AgendaWarning(WarningKind.STRAY, day.number)]
    late = [step for step in _steps(day) if not step.holds and step.end > day.planned_end]
    if day.over > 0 and day.steps:
        found.append(
            AgendaWarning(WarningKind.OVER, day.number, late[0].id if late else 0, minutes=day.over)
        )
    return found


def _too_early(day: CheckedDay) -> list[AgendaWarning]:
    """Steps that begin before the one ahead of them is over; two pinned to the same minute are told as that."""
    found = []
    before: dict[tuple[int, int], CheckedStep] = {}
    for step in _steps(day):
        ahead = before.get((step.block, step.strand))
        before[step.block, step.strand] = step
        if (
            ahead
            and step.pinned
            and ahead.pinned
            and step.start == ahead.start
            and ahead.end > ahead.start
        ):
            found.append(AgendaWarning(WarningKind.TWIN, day.number, step.id, other=ahead.id))
        elif step.gap < 0:
            found.append(AgendaWarning(WarningKind.OVERLAP, day.number, step.id, minutes=-step.gap))
    return found


def _too_small(day: CheckedDay) -> list[AgendaWarning]:
    """Rooms that do not hold who has to be in them: of a block the worst case only."""
    found: dict[tuple[int, str], AgendaWarning] = {}
    for step in day.steps:
        if step.holds or not step.seats or step.needs <= step.seats:
            continue
        notice = AgendaWarning(
            WarningKind.SMALL,
            day.number,
            step.id,
            name=step.place,
            people=step.needs,
            seats=step.seats,
        )
        worst = found.setdefault((step.top, step.place), notice)
        if notice.people > worst.people:
            found[step.top, step.place] = notice
    return list(found.values())


def _sitting(step: CheckedStep) -> list[tuple[int, bool]]:
    return [(step.end - step.start, step.kind not in RESTS)]


def listening_minutes(step: CheckedStep) -> list[tuple[int, bool]]:
    if step.kind not in TALKS:
        return [(step.end - step.start, False)]
    spoken = voices_in_step(step.kind, step.end - step.start, step.parts)
    return [(minutes, voice is not WhoSpeaks.PARTICIPANTS) for voice, minutes in spoken]


Segments = Callable[[CheckedStep], list[tuple[int, bool]]]
"""The minutes of a step piece by piece, and whether each counts; one that does not ends the row."""


def in_a_row(day: CheckedDay, limit: int, segments: Segments) -> list[tuple[int, int]]:
    """(step, minutes): where more than `limit` minutes in a row are reached, and how many they come to.

    Free minutes end a row. Of parallel strands each goes on with the row it began with, and the longest row counts on.
    """
    lists: dict[tuple[int, int], list[CheckedStep]] = {}
    for step in _steps(day):
        lists.setdefault((step.block, step.strand), []).append(step)
    held: dict[int, list[list[CheckedStep]]] = {}
    for (block, _strand), inner in lists.items():
        held.setdefault(block, []).append(inner)
    most: dict[int, int] = {}

    def follow(steps: Sequence[CheckedStep], total: int, at: int) -> tuple[int, int]:
        """The minutes in a row so far, and the step in which they became too many (0: not yet), after these steps."""
        for step in steps:
            if step.gap >= REST:
                total = at = 0
            if step.id in held:
                total, at = max(
                    (follow(inner, total, at) for inner in held[step.id]), key=itemgetter(0)
                )
                continue
            for minutes, counts in segments(step):
                if counts:
                    total += minutes
                elif minutes:
                    total = at = 0
                if total > limit:
                    at = at or step.id
                    most[at] = max(most.get(at, 0), total)
        return total, at

    follow(lists.get((0, 0), []), 0, 0)
    return list(most.items())


def _twice(
    days: Sequence[CheckedDay], what: WarningKind, names: Callable[[CheckedStep], Sequence[str]]
) -> list[AgendaWarning]:
    """Who, or which room, is wanted in two places at once: told at the later one, once a name and step."""
    by_name: dict[str, list[Busy]] = {}
    for day in days:
        tops = {step.id: step for step in _steps(day) if not step.block}
        for step in day.steps:
            if day.number and step.end > step.start and (named := names(step)):
                busy = _busy(day, step, tops.get(step.top, step))
                for name in named:
                    by_name.setdefault(name, []).append(busy)
    found: dict[tuple[str, int], AgendaWarning] = {}
    for name, places in by_name.items():
        for one, other in first_overlaps(places):
            notice = AgendaWarning(
                what,
                one.day,
                one.step,
                minutes=min(one.end, other.end) - one.start,
                other=other.step,
                name=name,
            )
            found.setdefault((name, one.step), notice)
    return list(found.values())


def _busy(day: CheckedDay, step: CheckedStep, top: CheckedStep) -> Busy:
    return Busy(
        day=day.number,
        step=step.id,
        start=day.midnight + step.start,
        end=day.midnight + step.end,
        top=top.id,
        top_start=day.midnight + top.start,
        top_end=day.midnight + top.end,
        block=step.block,
        strand=step.strand,
        is_strand=step.is_strand,
    )
