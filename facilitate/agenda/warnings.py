"""What an agenda still has to be looked at for. It warns; it never repairs and never forbids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

UNLED = frozenset({"break", "meal", "note"})
"""Kinds of steps that run by themselves."""


class Warn(StrEnum):
    """Kinds of warnings, the most urgent first."""

    OVER = "over"
    OVERLAP = "overlap"
    STRAY = "stray"
    UNSERVED = "unserved"
    UNLED = "unled"


@dataclass(frozen=True)
class CheckedStep:
    """What of a step is looked at; `gap` as in `timing.Timed`."""

    id: int
    kind: str
    gap: int
    led: bool
    objectives: frozenset[int]


@dataclass(frozen=True)
class CheckedDay:
    """What of a day is looked at: minutes past its planned end, whether the event has its date, steps."""

    number: int
    over: int
    within: bool
    steps: Sequence[CheckedStep]


@dataclass(frozen=True)
class Notice:
    """One warning about a day (its number from 1), a step or an objective (their ids); 0 where not meant."""

    what: Warn
    day: int = 0
    step: int = 0
    objective: int = 0
    minutes: int = 0


def warnings(days: Sequence[CheckedDay], objectives: Iterable[int]) -> list[Notice]:
    """Everything to look at, sorted by urgency, then in the order of the agenda.

    A day that ends after its plan or is no day of the event any more, a step that begins before the one
    ahead of it is over, an objective that no step serves, a step without a lead.
    """
    found = [Notice(Warn.UNSERVED, objective=one) for one in unserved(days, objectives)]
    for day in days:
        if day.over > 0 and day.steps:
            found.append(Notice(Warn.OVER, day.number, minutes=day.over))
        if not day.within:
            found.append(Notice(Warn.STRAY, day.number))
        for step in day.steps:
            if step.gap < 0:
                found.append(Notice(Warn.OVERLAP, day.number, step.id, minutes=-step.gap))
            if not step.led and step.kind not in UNLED:
                found.append(Notice(Warn.UNLED, day.number, step.id))
    rank = {what: number for number, what in enumerate(Warn)}
    return sorted(found, key=lambda warning: rank[warning.what])


def unserved(days: Sequence[CheckedDay], objectives: Iterable[int]) -> list[int]:
    """The objectives that no step serves, in their order."""
    served = {objective for day in days for step in day.steps for objective in step.objectives}
    return [objective for objective in objectives if objective not in served]
