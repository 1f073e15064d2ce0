"""What a day's steps do not say of their times, worked out from those around them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from ...lib.text import plain_text
from .arrived import DAY_LONG, ArrivedStep, Doubt, FileSpot
from .cafe_counts import CafeCounts
from .facilitators import facilitators_named
from .times import WrittenClock

HALF_DAY = DAY_LONG // 2
NOON_TO_SEVEN = range(60, 7 * 60)
"""Times that more probably are of the afternoon, where an earlier one stands ahead of them."""
FIVE_TO_TEN = range(5 * 60, 10 * 60)
EVENING_MEAL = re.compile(
    r"\b(dinner|supper|dark[ae]\w*|(evening|dinner|cocktail) reception|mbremj\w*)\b"
)
"""What is told as `7:00` and takes place in the evening, whatever stands ahead of it."""
ONE_TO_SIX = range(60, 6 * 60)
"""Times at which no day begins: they are of the afternoon, where nothing later speaks against it."""
EVENING, SMALL_HOURS = 17 * 60, 6 * 60
"""After a step that begins in the evening, a time in the small hours is of the night that follows."""
LONGEST_STEP, MORNING = 14 * 60, 9 * 60
"""A step over midnight ends before the morning, and is no longer than that."""
LONGEST_ACROSS_NOON = 8 * 60
"""A step whose end is written without its half of the day is no longer than that."""
USUAL_START = 9 * 60


@dataclass(eq=False)
class RawStep:
    """A step as it comes: times as they are written, or none. `over`: the step above that stands over it and those beside it."""

    start: WrittenClock | None = None
    end: WrittenClock | None = None
    minutes: int | None = None
    title: str = ""
    people: list[str] = field(default_factory=list)
    facilitators: list[str] = field(default_factory=list)
    room: str = ""
    is_break: bool = False
    cafe: CafeCounts = CafeCounts()
    description: str = ""
    side_by_side: bool = False
    over: Optional["RawStep"] = None
    drop: bool = False
    spot: FileSpot = field(default_factory=lambda: FileSpot(0))
    said: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    begins: int | None = None
    lasts: int | None = None

    def add_room(self, room: str) -> None:
        """One more room, unless it is known; that there are several is doubtful."""
        named = self.room.split(", ") if self.room else []
        if room and room != self.room and room not in named:
            self.room = ", ".join([*named, room])
            self.doubts += [Doubt.SEVERAL_ROOMS] if named else []


def finish_times(steps: Sequence[RawStep], opening: int | None = None) -> list[ArrivedStep]:
    """The steps of one day with start and length; `opening`: when it begins, where no step says so."""
    _read_written_times(steps, opening)
    _fill_missing_starts(steps, USUAL_START if opening is None else opening)
    _fill_missing_lengths(steps)
    return [
        ArrivedStep(
            start=step.begins or 0,
            minutes=step.lasts or 0,
            title=step.title,
            people=tuple(dict.fromkeys(step.people)),
            facilitators=tuple(
                dict.fromkeys([*step.facilitators, *facilitators_named(step.said, step.people)])
            ),
            room=step.room,
            is_break=step.is_break,
            cafe=step.cafe,
            description=step.description,
            beside=step.over.title if step.over else "",
            spot=step.spot,
            said=step.said,
            doubts=tuple(dict.fromkeys(step.doubts)),
        )
        for step in steps
    ]


def _read_written_times(steps: Sequence[RawStep], opening: int | None) -> None:
    """Starts and lengths that are written, in the half of the day they mean."""
    before: int | None = None
    twelve_hours = not any(one.start and one.start.minute >= 13 * 60 for one in steps)
    for number, step in enumerate(steps):
        if step.start is not None:
            step.begins = _begin_of(step, before, twelve_hours, steps[number + 1 :], opening)
            before = step.begins if before is None or step.begins > before else before
            if step.end is not None:
                step.lasts = _length_until_end(step, step.begins)
        if step.lasts is None and step.minutes is not None:
            step.lasts = step.minutes


def _begin_of(
    step: RawStep,
    before: int | None,
    twelve_hours: bool,
    after: Sequence[RawStep],
    opening: int | None,
) -> int:
    """When a step begins whose start is written. `before`: the latest start ahead of it, None of the first step."""
    assert step.start is not None
    if before is None:
        return _begin_of_day(step, step.start, after, opening)
    at = step.start.minute
    if at >= before:
        return _begin_after_others(step, at, before, after)
    if not step.start.sure:
        moved = at + HALF_DAY
        afternoon = (
            at in NOON_TO_SEVEN
            or (twelve_hours and before >= HALF_DAY)
            or (at in FIVE_TO_TEN and EVENING_MEAL.search(plain_text(step.title)))
        )
        if moved >= before and at < HALF_DAY and afternoon:
            step.doubts.append(Doubt.HALF_OF_DAY)
            return moved
    into_night = before >= EVENING and at < SMALL_HOURS
    after_midnight = DAY_LONG <= before <= at + DAY_LONG
    return at + DAY_LONG if into_night or after_midnight else at


def _begin_of_day(
    step: RawStep, start: WrittenClock, after: Sequence[RawStep], opening: int | None
) -> int:
    """When the day's first step begins: a time that may be of either half is of the afternoon where the rest of the day says so."""
    at = start.minute
    if start.sure:
        return at
    if opening is not None and abs(at + HALF_DAY - opening) <= 60:
        return at + HALF_DAY  # the head says that it begins in the afternoon
    later = next((one.start.minute for one in after if one.start and one.start.sure), None)
    if at in ONE_TO_SIX and (later is None or later >= at + HALF_DAY):
        step.doubts.append(Doubt.HALF_OF_DAY)
        return at + HALF_DAY
    return at


def _begin_after_others(step: RawStep, at: int, before: int, after: Sequence[RawStep]) -> int:
    """`11:30 PM` between 11:00 and 12:15: the other half of the day was meant."""
    following = next((one.start.minute for one in after if one.start and one.start.sure), None)
    if following is None or not before <= at - HALF_DAY <= following < at or before >= HALF_DAY:
        return at
    step.doubts.append(Doubt.HALF_OF_DAY)
    return at - HALF_DAY


def _length_until_end(step: RawStep, begins: int) -> int | None:
    """How long a step is that says when it ends; where it would end before it begins, as long as it says, or None."""
    assert step.end is not None
    begins_at, ends_at = begins % DAY_LONG, step.end.minute
    if ends_at >= begins_at:
        return ends_at - begins_at
    across_noon = ends_at + HALF_DAY - begins_at
    if not step.end.sure and ends_at < HALF_DAY and 0 <= across_noon <= LONGEST_ACROSS_NOON:
        return across_noon
    over_midnight = ends_at + DAY_LONG - begins_at
    if begins_at >= HALF_DAY and over_midnight <= LONGEST_STEP and ends_at < MORNING:
        return over_midnight
    step.doubts.append(Doubt.BACKWARDS)
    return step.minutes


def _fill_missing_starts(steps: Sequence[RawStep], opening: int) -> None:
    """A start that is missing comes from the step before; that of the first step from those after it."""
    for number, step in enumerate(steps):
        if step.begins is not None:
            continue
        step.doubts.append(Doubt.START_FROM_BEFORE)
        if number == 0:
            step.begins = _begin_of_first(steps, opening)
        elif step.over is not None and steps[number - 1].over is step.over:
            step.begins = steps[number - 1].begins  # both stand beside each other
            continue
        else:
            step.begins = _end_of(steps, number - 1)
        if step.end is not None and step.lasts is None:
            step.lasts = _length_until_end(step, step.begins)


def _begin_of_first(steps: Sequence[RawStep], opening: int) -> int:
    """So long before the first start that is written as the steps ahead of it last; the opening where that is not known."""
    first = steps[0]
    ahead = list(itertools.takewhile(lambda one: one.begins is None, steps))
    written = steps[len(ahead)].begins if len(ahead) < len(steps) else None
    known = all(one.lasts is not None for one in ahead)
    total = sum(one.lasts or 0 for one in ahead)
    begins = max(written - total if written is not None and known else opening, 0)
    ends = first.end.minute if first.end is not None and first.lasts is None else None
    if ends is not None and begins >= ends:  # all that is known is that it ends at 8:45
        return max(ends - 1, 0) // 60 * 60
    return begins


def _end_of(steps: Sequence[RawStep], at: int) -> int:
    """When a step ends whose start is known, its length made up where it has none."""
    step = steps[at]
    assert step.begins is not None
    if step.lasts is None:
        step.lasts = _share_until_next(steps, at)
    return step.begins + step.lasts


def _share_until_next(steps: Sequence[RawStep], at: int) -> int:
    """How long a step is whose end nobody tells, where those after it have no start: its share of what is left until the next one."""
    begins = steps[at].begins
    assert begins is not None
    run = [steps[at]]
    for one in steps[at + 1 :]:
        if one.begins is not None:
            rest = one.begins - begins - sum(step.lasts or 0 for step in run)
            open_ones = sum(step.lasts is None for step in run)
            steps[at].doubts.append(Doubt.LENGTH_UNKNOWN)
            return max(rest, 0) // max(open_ones, 1)
        run.append(one)
    steps[at].doubts.append(Doubt.LENGTH_UNKNOWN)
    return 0


def _fill_missing_lengths(steps: Sequence[RawStep]) -> None:
    """A length that is missing lasts until the next later start of the day."""
    starts = sorted({one.begins for one in steps if one.begins is not None})
    for step in steps:
        if step.lasts is not None:
            continue
        assert step.begins is not None
        later = next((one for one in starts if one > step.begins), None)
        if later is None and step.cafe.rounds:
            step.lasts = step.cafe.minutes
            continue
        step.doubts.append(Doubt.LENGTH_UNKNOWN if later is None else Doubt.LENGTH_FROM_NEXT)
        step.lasts = 0 if later is None else min(later - step.begins, DAY_LONG)
