"""When each step of a day starts: from the day's start, the minutes of its steps and the pinned starts."""

from collections.abc import Sequence
from typing import NamedTuple


class Slot(NamedTuple):
    """What a step asks for: its minutes (0: a marker) and, if pinned, its start in minutes after midnight.

    `strands` are the steps it holds, strand beside strand; with steps in them it lasts as long as the longest strand.
    """

    id: int
    minutes: int
    pinned: int | None = None
    strands: tuple[tuple["Slot", ...], ...] = ()


class Timed(NamedTuple):
    """When a step takes place, in minutes after midnight of the day's date (the next day begins at 1440).

    `gap`: minutes free before a pinned start; below 0 the minutes by which it begins too early, before
    the step ahead of it is over (or, as the first step, before the day or its block starts).
    """

    id: int
    start: int
    end: int
    gap: int


def time_day(starts: int, slots: Sequence[Slot]) -> list[Timed]:
    """The times of a day's steps in the order given, each block ahead of the steps it holds.

    A step starts when the one before it ends, the first one at `starts`; a pinned step starts at its pin,
    whatever is before it. The strands of a block all start with it. Gaps and overlaps are told, never repaired.
    A step without a pin has no gap.
    """
    timed, now = [], starts
    for slot in slots:
        start = now if slot.pinned is None else slot.pinned
        inside = [one for strand in slot.strands for one in time_day(start, strand)]
        end = max([start, *(one.end for one in inside)]) if inside else start + slot.minutes
        timed += [Timed(slot.id, start, end, start - now), *inside]
        now = end
    return timed
