"""What the pace of now does to the rest of a track, up to the next pinned step, as codes that become sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..progress import Planned, Press, Progress, State, progress


@dataclass(frozen=True)
class Told:
    """One thing to say: the code of a sentence, the step it names (0: none), a time in seconds, and minutes."""

    code: str
    step: int = 0
    at: float = 0.0
    minutes: int = 0
    missing: int = 0


def whole(seconds: float) -> int:
    """Seconds as the nearest whole minutes."""
    return int((seconds + 30) // 60)


def outlook(track: Progress) -> list[Told]:
    """What happens until the next pinned step, or to the rest of the track; and when the track ends."""
    if not track.waiting:
        return [Told("last", at=track.current.end)] if track.current else []
    first = track.waiting[0]
    pin = next((n for n, row in enumerate(track.waiting) if row.pinned), None)
    shift = whole(first.start - first.planned_start)
    told = _rest(shift) if pin is None else _until(track, pin, shift)
    return [*told, _ends(track)]


def _rest(shift: int) -> list[Told]:
    if shift > 0:
        return [Told("moves", minutes=shift)]
    return [Told("earlier", minutes=-shift) if shift else Told("as_planned")]


def _until(track: Progress, pin: int, shift: int) -> list[Told]:
    """What happens before the pinned step that waits at place `pin`."""
    row = track.waiting[pin]
    before = track.waiting[pin - 1].end if pin else track.ready
    missing, free = whole(max(0.0, before - row.start)), whole(max(0.0, row.start - before))
    step, at = row.id, row.start
    if missing and pin:
        code = "moves_missing" if shift > 0 else "missing"
        return [Told(code=code, step=step, at=at, minutes=max(shift, 0), missing=missing)]
    if missing:
        if row.marker:
            return [Told(code="missing", step=step, at=at, minutes=0, missing=missing)]
        code = "nothing_left" if before - row.start >= row.lasts else "loses"
        return [Told(code, step, before, missing)]
    if not pin or not shift:
        return [Told("free", step, at, free) if free and track.current else Told("holds", step, at)]
    if shift < 0:
        return [Told(code="earlier_free", step=step, at=at, minutes=-shift, missing=free)]
    return [
        Told(
            code="moves_free" if free else "moves_fits",
            step=step,
            at=at,
            minutes=shift,
            missing=free,
        )
    ]


def _ends(track: Progress) -> Told:
    """When the last of what is on or waits is over, beside when it was planned to be."""
    to_come = [row for row in track.rows if row.state in (State.NOW, State.WAITING)]
    end = max(row.end for row in to_come)
    late = whole(end - max(row.planned_end for row in track.rows))
    if late > 0:
        return Told("ends_late", at=end, minutes=late)
    return Told("ends_early", at=end, minutes=-late) if late else Told("ends", at=end)


def supposed(
    steps: Sequence[Planned],
    presses: Iterable[Press],
    press: Press,
    now: float,
    earliest: float = 0.0,
) -> list[Told]:
    """What the outlook would be after one more press."""
    return outlook(progress(steps, [*presses, press], now, earliest))


@dataclass(frozen=True)
class Seen:
    """A track at one moment, its outlook, and what would differ from it if somebody pressed now."""

    track: Progress
    told: list[Told]
    start: list[Told]
    extend: list[Told]
    skip: list[Told]


def look(
    steps: Sequence[Planned], presses: Sequence[Press], now: float, earliest: float = 0.0
) -> Seen:
    """Everything a page shows of a track. Starting and skipping mean the next step, five minutes more this one."""
    track = progress(steps, presses, now, earliest)
    told = outlook(track)

    def differs(did: str, step: int | None, minutes: int = 0) -> list[Told]:
        if step is None:
            return []
        press = Press(key="~", did=did, step=step, at=now, minutes=minutes)
        return [
            one
            for one in supposed(steps, presses, press=press, now=now, earliest=earliest)
            if one not in told
        ]

    following = track.next.id if track.next else None
    current = track.current.id if track.current else None
    return Seen(
        track=track,
        told=told,
        start=differs("start", following),
        extend=differs("extend", current, 5),
        skip=differs("skip", following),
    )
