"""Where a day stands: what was pressed, folded into who is on now, who is next, and when the rest will be.

Times are seconds after midnight of the day's date, by the clock on the wall; a day past midnight goes on above 86400.
`static/js/live_day.js` folds in the same way, so that a page without a connection goes on counting; a test compares the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

BACK = "back:"
"""What the key of a press begins with that takes another one back; the other one's key follows."""


class PressKind(StrEnum):
    """What somebody pressed."""

    START = "start"
    EXTEND = "extend"
    SKIP = "skip"
    END = "end"
    BACK = "back"


class StepState(StrEnum):
    """Where a step stands. Passed: a later one was started, and nobody pressed anything for this one."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED = "passed"


@dataclass(frozen=True)
class PlannedStep:
    """A step of a track as planned: start, length and pin in minutes after midnight. Nobody starts a marker."""

    id: int
    start: int
    minutes: int
    pinned: int | None = None
    marker: bool = False


@dataclass(frozen=True)
class LivePress:
    """One press of a button: its key (the same key is the same press), what, on which step, when in seconds.

    `minutes` is what an `extend` adds to the step, below 0 what it takes away.
    """

    key: str
    did: str
    step: int
    at: float
    minutes: int = 0


@dataclass(frozen=True)
class TrackRow:
    """A step with its times in seconds; `start` and `end` are what is expected now, of what is over what really was.

    A waiting pinned step keeps its start; `missing` says by how many seconds it cannot begin then.
    """

    id: int
    state: StepState
    planned_start: float
    planned_end: float
    pinned: bool
    marker: bool
    lasts: float
    start: float
    end: float
    started: float | None = None
    ended: float | None = None
    missing: float = 0.0


@dataclass(frozen=True)
class TrackProgress:
    """A track at one moment. `left`: seconds until the step that is on should end, below 0 it runs over.

    `drift`: seconds behind the plan, below 0 ahead. `ready`: when what waits could begin. `last`: the key of the press
    that would be taken back.
    """

    rows: tuple[TrackRow, ...]
    current: TrackRow | None
    next: TrackRow | None
    left: float
    drift: float
    ready: float
    last: str
    now: float

    @property
    def waiting(self) -> list[TrackRow]:
        """What is still to come, in order."""
        return [row for row in self.rows if row.state == StepState.WAITING]

    @property
    def begun(self) -> bool:
        """Whether anything has been started, or skipped."""
        return any(row.state != StepState.WAITING for row in self.rows)


@dataclass(frozen=True)
class ReplayedTrack:
    """What the presses of a track say: first starts and last ends in seconds, minutes added, what was skipped.

    `current` is on now, `latest` was started last, `last` is the key of the last press that counts.
    """

    started: dict[int, float]
    ended: dict[int, float]
    extra: dict[int, int]
    skipped: set[int]
    current: int | None
    latest: int | None
    last: str


def presses_that_count(presses: Iterable[LivePress]) -> list[LivePress]:
    """The presses that count, in order: each key once, without those taken back, however they arrived."""
    by_key = {
        one.key: one
        for one in sorted(presses, key=lambda one: (one.at, one.step, one.did), reverse=True)
    }
    gone = {one.key.removeprefix(BACK) for one in by_key.values() if one.did == PressKind.BACK}
    kept = (one for one in by_key.values() if one.did != PressKind.BACK and one.key not in gone)
    return sorted(kept, key=lambda one: (one.at, one.key))


def replay_presses(presses: Iterable[LivePress]) -> ReplayedTrack:
    """Go through the presses of one track. A start ends what was on; a clock that jumped never makes time run back."""
    started: dict[int, float] = {}
    ended: dict[int, float] = {}
    extra: dict[int, int] = {}
    skipped: set[int] = set()
    current = latest = None
    at, last = float("-inf"), ""
    for one in presses_that_count(presses):
        at, last = max(at, one.at), one.key
        if one.did == PressKind.START and one.step != current:
            if current is not None:
                ended[current] = at
            current = latest = one.step
            started.setdefault(one.step, at)
            ended.pop(one.step, None)
            skipped.discard(one.step)
        elif one.did in (PressKind.END, PressKind.SKIP) and one.step == current:
            ended[one.step], current = at, None
        elif one.did == PressKind.SKIP and one.step not in started:
            skipped.add(one.step)
        elif one.did == PressKind.EXTEND:
            extra[one.step] = extra.get(one.step, 0) + one.minutes
    return ReplayedTrack(
        started=started,
        ended=ended,
        extra=extra,
        skipped=skipped,
        current=current,
        latest=latest,
        last=last,
    )


def track_progress(
    steps: Sequence[PlannedStep], presses: Iterable[LivePress], now: float, earliest: float = 0.0
) -> TrackProgress:
    """The track at `now`. What waits follows what is on; a pinned step stays, and what it lacks is told, not repaired.

    While nothing is on, the next step begins when it is planned, or now if that has passed. `earliest`: nothing
    begins before (a group, while its block has not begun).
    """
    known = {step.id for step in steps}
    been = replay_presses(press for press in presses if press.step in known)
    place = next((n for n, step in enumerate(steps) if step.id == been.latest), -1)
    rows = [_row(step, been, n <= place) for n, step in enumerate(steps)]
    rows = [
        replace(row, end=max(row.start + row.lasts, now)) if row.state == StepState.NOW else row
        for row in rows
    ]
    current = next((row for row in rows if row.state == StepState.NOW), None)
    ready = current.end if current else max([now, earliest, *been.ended.values()])
    rows = _expected(rows, ready, idle=current is None)
    following = next(
        (row for row in rows if row.state == StepState.WAITING and not row.marker), None
    )
    left = current.start + current.lasts - now if current else 0.0
    return TrackProgress(
        rows=tuple(rows),
        current=current,
        next=following,
        left=left,
        drift=_drift(rows, current, following),
        ready=ready,
        last=been.last,
        now=now,
    )


def _row(step: PlannedStep, been: ReplayedTrack, behind: bool) -> TrackRow:
    begin = step.start * 60.0
    lasts = max(0.0, (step.minutes + been.extra.get(step.id, 0)) * 60.0)
    started, ended = been.started.get(step.id), been.ended.get(step.id)
    state = StepState.WAITING
    if step.id == been.current:
        state = StepState.NOW
    elif started is not None:
        state = StepState.DONE
    elif step.id in been.skipped:
        state = StepState.SKIPPED
    elif behind:
        state = StepState.PASSED
    start = begin if started is None else started
    end = begin + lasts if ended is None else ended
    planned_end = (step.start + step.minutes) * 60.0
    return TrackRow(
        id=step.id,
        state=state,
        planned_start=begin,
        planned_end=planned_end,
        pinned=step.pinned is not None,
        marker=step.marker,
        lasts=lasts,
        start=start,
        end=end,
        started=started,
        ended=ended,
    )


def _expected(rows: Sequence[TrackRow], ready: float, idle: bool) -> list[TrackRow]:
    """The rows with the times at which the waiting ones are expected."""
    told = []
    for row in rows:
        if row.state == StepState.WAITING:
            missing = max(0.0, ready - row.planned_start) if row.pinned else 0.0
            start = (
                row.planned_start
                if row.pinned
                else max(ready, row.planned_start)
                if idle
                else ready
            )
            row = replace(row, start=start, end=start + row.lasts, missing=missing)
            ready, idle = max(ready, row.end), False
        told.append(row)
    return told


def _drift(rows: Sequence[TrackRow], current: TrackRow | None, following: TrackRow | None) -> float:
    if current:
        return current.end - current.planned_end
    if following:
        return following.start + following.missing - following.planned_start
    over = [row for row in rows if row.ended is not None]
    return max(row.end for row in over) - max(row.planned_end for row in over) if over else 0.0
