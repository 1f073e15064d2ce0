"""What a day's steps do not say of their times, worked out from those around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from .arrived import DAY_LONG, ArrivedStep, Doubt, FileSpot
from .cafe_counts import CafeCounts
from .times import WrittenClock

HALF_DAY = 720
NOON_TO_SEVEN = range(60, 7 * 60)
"""Times that more probably are of the afternoon, where an earlier one stands ahead of them."""
EVENING, SMALL_HOURS = 17 * 60, 6 * 60
LONGEST_STEP = 14 * 60
USUAL_START = 9 * 60


@dataclass(eq=False)
class RawStep:
    """A step as it comes: times as they are written, or none. `over`: the step above that stands over it and those beside it."""

    start: WrittenClock | None = None
    end: WrittenClock | None = None
    minutes: int | None = None
    title: str = ""
    people: list[str] = field(default_factory=list)
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


def finish_times(steps: Sequence[RawStep], opening: int | None = None) -> list[ArrivedStep]:
    """The steps of one day with start and length; `opening`: when it begins, where no step says so."""
    _written(steps, opening)
    _starts(steps, USUAL_START if opening is None else opening)
    _lengths(steps)
    return [
        ArrivedStep(
            start=step.begins or 0,
            minutes=step.lasts or 0,
            title=step.title,
            people=tuple(dict.fromkeys(step.people)),
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


def _written(steps: Sequence[RawStep], opening: int | None) -> None:
    """Starts and lengths that are written, in the half of the day they mean."""
    before: int | None = None
    twelve = not any(one.start and one.start.minute >= 13 * 60 for one in steps)
    for number, step in enumerate(steps):
        if step.start is not None:
            step.begins = _begins(step, before, twelve, steps[number + 1 :], opening)
            before = step.begins if before is None or step.begins > before else before
            if step.end is not None:
                step.lasts = _lasts(step, step.begins)
        if step.lasts is None and step.minutes is not None:
            step.lasts = step.minutes


def _begins(
    step: RawStep,
    before: int | None,
    twelve: bool,
    after: Sequence[RawStep],
    opening: int | None,
) -> int:
    assert step.start is not None
    at = step.start.minute
    if before is None:
        if opening is not None and not step.start.sure and abs(at + HALF_DAY - opening) <= 60:
            return at + HALF_DAY  # the head says that it begins in the afternoon
        later = next((one.start.minute for one in after if one.start and one.start.sure), None)
        if not step.start.sure and 60 <= at < 6 * 60 and (later is None or later >= at + HALF_DAY):
            step.doubts.append(Doubt.HALF_OF_DAY)
            return at + HALF_DAY
        return at
    if at >= before:
        return _morning(step, at, before, after)
    if not step.start.sure:
        moved = at + HALF_DAY
        if (
            moved >= before
            and at < HALF_DAY
            and (at in NOON_TO_SEVEN or (twelve and before >= HALF_DAY))
        ):
            step.doubts.append(Doubt.HALF_OF_DAY)
            return moved
    if before >= EVENING and at < SMALL_HOURS:
        return at + DAY_LONG
    if before >= DAY_LONG and at + DAY_LONG >= before:
        return at + DAY_LONG
    return at


def _morning(step: RawStep, at: int, before: int, after: Sequence[RawStep]) -> int:
    """`11:30 PM` between 11:00 and 12:15: the other half of the day was meant."""
    following = next((one.start.minute for one in after if one.start and one.start.sure), None)
    if following is None or not before <= at - HALF_DAY <= following < at or before >= HALF_DAY:
        return at
    step.doubts.append(Doubt.HALF_OF_DAY)
    return at - HALF_DAY


def _lasts(step: RawStep, begins: int) -> int | None:
    """How long a step is that says when it ends; None where it would end before it begins."""
    assert step.end is not None
    end = step.end.minute
    within = begins % DAY_LONG
    if end >= within:
        long = end - within
        return long
    if (
        not step.end.sure
        and end < HALF_DAY
        and end + HALF_DAY >= within
        and end + HALF_DAY - within <= 8 * 60
    ):
        return end + HALF_DAY - within
    if within >= 12 * 60 and end + DAY_LONG - within <= LONGEST_STEP and end < 9 * 60:
        return end + DAY_LONG - within
    step.doubts.append(Doubt.BACKWARDS)
    return step.minutes


def _starts(steps: Sequence[RawStep], opening: int) -> None:
    """A start that is missing comes from the step before."""
    for number, step in enumerate(steps):
        if step.begins is not None:
            continue
        step.doubts.append(Doubt.START_FROM_BEFORE)
        if number == 0:
            following = next((one for one in steps if one.begins is not None), None)
            ahead = [one for one in steps[: steps.index(following)]] if following else []
            known = all(one.lasts is not None for one in ahead)
            total = sum(one.lasts or 0 for one in ahead)
            start = (
                following.begins - total
                if following and known and following.begins is not None
                else opening
            )
            step.begins = max(start, 0)
            if step.end is not None and step.lasts is None:
                if step.begins >= step.end.minute:  # all that is known is that it ends at 8:45
                    step.begins = max(step.end.minute - 1, 0) // 60 * 60
                step.lasts = _lasts(step, step.begins)
            continue
        before = steps[number - 1]
        if step.over is not None and before.over is step.over:
            step.begins = before.begins
            continue
        assert before.begins is not None
        if before.lasts is None:
            before.lasts = _share(steps, number - 1)
        step.begins = before.begins + before.lasts
        if step.end is not None and step.lasts is None:
            step.lasts = _lasts(step, step.begins)


def _share(steps: Sequence[RawStep], at: int) -> int:
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


def _lengths(steps: Sequence[RawStep]) -> None:
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
