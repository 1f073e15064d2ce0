"""What the pace of now does to the rest of a track, up to the next pinned step, as codes that become sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..progress import LivePress, PlannedStep, StepState, TrackProgress, track_progress


@dataclass(frozen=True)
class OutlookItem:
    """One thing to say: the code of a sentence, the step it names (0: none), a time in seconds, and minutes."""

    code: str
    step: int = 0
    at: float = 0.0
    minutes: int = 0
    missing: int = 0


def whole_minutes(seconds: float) -> int:
    """Seconds as the nearest whole minutes."""
    return int((seconds + 30) // 60)


def track_outlook(track: TrackProgress) -> list[OutlookItem]:
    """What happens until the next pinned step, or to the rest of the track; and when the track ends."""
    if not track.waiting:
        return [OutlookItem("last", at=track.current.end)] if track.current else []
    first = track.waiting[0]
    pin = next((n for n, row in enumerate(track.waiting) if row.pinned), None)
    shift = whole_minutes(first.start - first.planned_start)
    told = _rest(shift) if pin is None else _until(track, pin, shift)
    return [*told, _ends(track)]


def _rest(shift: int) -> list[OutlookItem]:
    if shift > 0:
        return [OutlookItem("moves", minutes=shift)]
    return [OutlookItem("earlier", minutes=-shift) if shift else OutlookItem("as_planned")]


def _until(track: TrackProgress, pin: int, shift: int) -> list[OutlookItem]:
    """What happens before the pinned step that waits at place `pin`."""
    row = track.waiting[pin]
    before = track.waiting[pin - 1].end if pin else track.ready
    missing, free = (
        whole_minutes(max(0.0, before - row.start)),
        whole_minutes(max(0.0, row.start - before)),
    )
    step, at = row.id, row.start
    if missing and pin:
        code = "moves_missing" if shift > 0 else "missing"
        return [OutlookItem(code=code, step=step, at=at, minutes=max(shift, 0), missing=missing)]
    if missing:
        if row.marker:
            return [OutlookItem(code="missing", step=step, at=at, minutes=0, missing=missing)]
        code = "nothing_left" if before - row.start >= row.lasts else "loses"
        return [OutlookItem(code, step, before, missing)]
    if not pin or not shift:
        return [
            OutlookItem("free", step, at, free)
            if free and track.current
            else OutlookItem("holds", step, at)
        ]
    if shift < 0:
        return [OutlookItem(code="earlier_free", step=step, at=at, minutes=-shift, missing=free)]
    return [
        OutlookItem(
            code="moves_free" if free else "moves_fits",
            step=step,
            at=at,
            minutes=shift,
            missing=free,
        )
    ]


def _ends(track: TrackProgress) -> OutlookItem:
    """When the last of what is on or waits is over, beside when it was planned to be."""
    to_come = [row for row in track.rows if row.state in (StepState.NOW, StepState.WAITING)]
    end = max(row.end for row in to_come)
    late = whole_minutes(end - max(row.planned_end for row in track.rows))
    if late > 0:
        return OutlookItem("ends_late", at=end, minutes=late)
    return OutlookItem("ends_early", at=end, minutes=-late) if late else OutlookItem("ends", at=end)


def outlook_after_press(
    steps: Sequence[PlannedStep],
    presses: Iterable[LivePress],
    press: LivePress,
    now: float,
    earliest: float = 0.0,
) -> list[OutlookItem]:
    """What the outlook would be after one more press."""
    return track_outlook(track_progress(steps, [*presses, press], now, earliest))


@dataclass(frozen=True)
class SeenTrack:
    """A track at one moment, its outlook, and what would differ from it if somebody pressed now."""

    track: TrackProgress
    told: list[OutlookItem]
    start: list[OutlookItem]
    extend: list[OutlookItem]
    skip: list[OutlookItem]


def look_at_track(
    steps: Sequence[PlannedStep], presses: Sequence[LivePress], now: float, earliest: float = 0.0
) -> SeenTrack:
    """Everything a page shows of a track. Starting and skipping mean the next step, five minutes more this one."""
    track = track_progress(steps, presses, now, earliest)
    told = track_outlook(track)

    def differs(did: str, step: int | None, minutes: int = 0) -> list[OutlookItem]:
        if step is None:
            return []
        press = LivePress(key="~", did=did, step=step, at=now, minutes=minutes)
        return [
            one
            for one in outlook_after_press(steps, presses, press=press, now=now, earliest=earliest)
            if one not in told
        ]

    following = track.next.id if track.next else None
    current = track.current.id if track.current else None
    return SeenTrack(
        track=track,
        told=told,
        start=differs("start", following),
        extend=differs("extend", current, 5),
        skip=differs("skip", following),
    )
