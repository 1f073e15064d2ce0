"""What was planned against what it took: step by step, and what the next event can learn of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any, NamedTuple

from ..lib.text import Words, plain_text
from .progress import LivePress, PressKind, replay_presses

LITTLE = 2
"""Minutes that are no difference: less than this is how people press, not how long it takes."""
EVENTS = 2
"""Nothing is learned from fewer events."""


class Key(NamedTuple):
    """What makes two steps of different events the same: their technique, else their title without accents."""

    technique: str
    titles: frozenset[str]

    @classmethod
    def of(cls, technique: str, title: Words) -> "Key":
        return cls(technique, _titles(title))

    @property
    def names(self) -> list[str]:
        """How it is looked up: by technique first, then by the titles."""
        technique = [f"technique:{self.technique}"] if self.technique else []
        return [*technique, *(f"title:{text}" for text in sorted(self.titles))]

    def found_in(self, known: "Mapping[str, TimingLesson]") -> "TimingLesson | None":
        """What is known about it: of its technique, else of its title."""
        return next((known[name] for name in self.names if name in known), None)


@lru_cache(maxsize=8192)
def _titles(title: Words) -> frozenset[str]:
    """A title in both languages without accents; the same are looked up whenever an agenda is shown."""
    texts = (" ".join(plain_text(text).split()) for text in (title.en, title.sq))
    return frozenset(text for text in texts if text)


@dataclass(frozen=True)
class StepTiming:
    """How long a step took in an event, in minutes, and how long it was planned when it was started."""

    event: int
    step: int
    day: int
    key: Key
    kind: str
    planned: int
    minutes: int

    @property
    def longer(self) -> int:
        """Minutes more than planned; below 0 less."""
        return self.minutes - self.planned


@dataclass(frozen=True)
class TimingLesson:
    """In `times` of `events` it took `minutes` longer than planned (below 0: less), counted at the median."""

    minutes: int
    times: int
    events: int


def step_timings(rows: Iterable[Any]) -> list[StepTiming]:
    """How long each step took that was started and ended, from presses with their step (any order, any events).

    The presses of one day and strand belong together: a start there ends what was on. Each row has event_id, step_id,
    key, did, at, planned_minutes, day, strand, technique, title and kind.
    """
    tracks: dict[tuple[int, Any, Any], list[Any]] = {}
    for row in rows:
        tracks.setdefault((row.event_id, row.day, row.strand), []).append(row)
    found = []
    for (event, day, _strand), of_track in tracks.items():
        been = replay_presses(
            LivePress(row.key, row.did, row.step_id, row.at.timestamp()) for row in of_track
        )
        planned = {
            row.step_id: row
            for row in sorted(of_track, key=lambda row: row.at, reverse=True)
            if row.did == PressKind.START
        }
        for step, ended in been.ended.items():
            row, minutes = planned[step], round((ended - been.started[step]) / 60)
            key = Key.of(row.technique, row.title)
            found.append(
                StepTiming(
                    event=event,
                    step=step,
                    day=day or 0,
                    key=key,
                    kind=str(row.kind),
                    planned=row.planned_minutes,
                    minutes=minutes,
                )
            )
    return found


def learn_lessons(history: Iterable[StepTiming]) -> dict[str, TimingLesson]:
    """What is learned about each technique and title that took longer, or less, in more than half of its events.

    An event counts once for each, with the mean difference of its steps; `minutes` is the median of the differences
    of the events that went that way.
    """
    differences: dict[str, dict[int, list[int]]] = {}
    for one in history:
        for name in one.key.names:
            differences.setdefault(name, {}).setdefault(one.event, []).append(one.longer)
    found = {}
    for name, by_event in differences.items():
        lesson = _lesson([sum(each) / len(each) for each in by_event.values()])
        if lesson:
            found[name] = lesson
    return found


def _lesson(means: Sequence[float]) -> TimingLesson | None:
    for sign in (1, -1):
        same = [one for one in means if one * sign >= LITTLE]
        if len(means) >= EVENTS and len(same) * 2 > len(means):
            return TimingLesson(round(median(same)), len(same), len(means))
    return None


@dataclass(frozen=True)
class TimingSum:
    """Planned against taken, in minutes, of `count` steps."""

    planned: int
    minutes: int
    count: int

    @property
    def longer(self) -> int:
        return self.minutes - self.planned


def sum_timings(history: Iterable[StepTiming], by: Any) -> dict[Any, TimingSum]:
    """Added up by what `by` says of each; what it says nothing of is left out."""
    found: dict[Any, TimingSum] = {}
    for one in history:
        name = by(one)
        if name:
            old = found.get(name, TimingSum(0, 0, 0))
            found[name] = TimingSum(
                old.planned + one.planned, old.minutes + one.minutes, old.count + 1
            )
    return found
