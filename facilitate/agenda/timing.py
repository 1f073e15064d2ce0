"""When each step of a day starts, from the day's start, the minutes of its steps and the pinned starts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """What a step asks for: its minutes (0: a marker) and, if pinned, its start in minutes after midnight."""

    id: int
    minutes: int
    pinned: int | None = None


@dataclass(frozen=True)
class Timed:
    """When a step takes place, in minutes after midnight of the day's date (the next day begins at 1440).

    `gap`: minutes free before a pinned start; below 0 the minutes by which it begins too early, before
    the step ahead of it is over (or, as the first step, before the day starts).
    """

    id: int
    start: int
    end: int
    gap: int


def time_day(starts: int, slots: Sequence[Slot]) -> list[Timed]:
    """The times of a day's steps, in the order given.

    A step starts when the one before it ends, the first one at `starts`; a pinned step starts at its pin,
    whatever is before it. Gaps and overlaps are told, never repaired. A step without a pin has no gap.
    """
    timed, now = [], starts
    for slot in slots:
        start = now if slot.pinned is None else slot.pinned
        timed.append(Timed(slot.id, start, start + slot.minutes, start - now))
        now = start + slot.minutes
    return timed
