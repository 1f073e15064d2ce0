"""The café's clock: from its last press it walks through the rounds by itself. Pure: moments in, a standing out.

Talking, moving, talking, moving …, the harvest in plenary, over. After every round there is time to move, after the last
one too: back to plenary. What lasts nothing is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = 60
"""Seconds that one press on +1 or −1 is worth."""


class ClockPhase(StrEnum):
    """What the room is doing."""

    BEFORE = "before"
    TALK = "talk"
    MOVE = "move"
    HARVEST = "harvest"
    OVER = "over"


class ClockPress(StrEnum):
    """What can be pressed while the clock runs. `start` begins a round; `stop` ends it all."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    MORE = "more"
    LESS = "less"
    NEXT = "next"
    BACK = "back"
    STOP = "stop"


@dataclass(frozen=True)
class Lengths:
    """How many rounds there are, and the minutes of talking, of moving and of the harvest."""

    rounds: int
    minutes: int
    move: int
    harvest: int

    def of(self, phase: ClockPhase) -> int:
        """Seconds a phase is meant to last."""
        minutes = {
            ClockPhase.TALK: self.minutes,
            ClockPhase.MOVE: self.move,
            ClockPhase.HARVEST: self.harvest,
        }
        return minutes.get(phase, 0) * MINUTE

    def after(self, round: int, phase: ClockPhase) -> tuple[int, ClockPhase]:
        """The phase that follows."""
        if phase is ClockPhase.TALK:
            return round, ClockPhase.MOVE
        if phase is ClockPhase.MOVE:
            return (
                (round + 1, ClockPhase.TALK) if round < self.rounds else (round, ClockPhase.HARVEST)
            )
        return round, ClockPhase.OVER

    def before(self, round: int, phase: ClockPhase) -> tuple[int, ClockPhase]:
        """The phase before it; before the first there is none but itself."""
        if phase is ClockPhase.OVER:
            round, phase = max(round, self.rounds), ClockPhase.HARVEST
        elif phase is ClockPhase.HARVEST:
            round, phase = max(round, self.rounds), ClockPhase.MOVE
        elif phase is ClockPhase.MOVE:
            return round, ClockPhase.TALK
        elif round > 1:
            round, phase = round - 1, ClockPhase.MOVE
        return (
            (round, phase)
            if self.of(phase) or phase is ClockPhase.TALK
            else self.before(round, phase)
        )


@dataclass(frozen=True)
class LastPress:
    """Where the clock stood at its last press: a phase of a round since a moment, with `extra` seconds added to it.

    `left`: seconds left while it is paused (then `since` says nothing).
    """

    round: int
    phase: ClockPhase
    since: datetime
    extra: int = 0
    left: int | None = None

    def lasts(self, lengths: Lengths) -> int:
        """Seconds this phase lasts, with what was added or taken away."""
        return max(0, lengths.of(self.phase) + self.extra)


@dataclass(frozen=True)
class Leg:
    """One phase of a round from a moment to another."""

    round: int
    phase: ClockPhase
    start: datetime
    end: datetime


@dataclass(frozen=True)
class ClockStanding:
    """Where the clock stands: the phase of a round, the seconds left of it, what it lasts, whether it is paused.

    Before the clock was started it is round 0; when all is over it is the last round.
    """

    round: int = 0
    phase: ClockPhase = ClockPhase.BEFORE
    left: float = 0.0
    lasts: float = 0.0
    paused: bool = False
    legs: tuple[Leg, ...] = ()

    @property
    def over(self) -> bool:
        return self.phase is ClockPhase.OVER

    @property
    def goes(self) -> bool:
        """Whether it has begun and is not over, paused or not."""
        return self.phase not in (ClockPhase.BEFORE, ClockPhase.OVER)

    @property
    def seen(self) -> str:
        """What somebody sees when they press: a press meant for another moment is not counted."""
        return f"{self.round}-{self.phase}"


def clock_legs(stood: LastPress, lengths: Lengths, now: datetime) -> Iterator[Leg]:
    """The phases from the one it stood in to the end of the harvest. Paused, they are as if it went on now."""
    round, phase, lasts = stood.round, stood.phase, stood.lasts(lengths)
    end = stood.since + timedelta(seconds=lasts)
    if stood.left is not None:
        lasts, end = max(lasts, stood.left), now + timedelta(seconds=stood.left)
    while phase is not ClockPhase.OVER:
        start = end - timedelta(seconds=lasts)
        if lasts:
            yield Leg(round, phase, start, end)
        round, phase = lengths.after(round, phase)
        lasts = lengths.of(phase)
        end += timedelta(seconds=lasts)


def clock_standing(stood: LastPress | None, lengths: Lengths, now: datetime) -> ClockStanding:
    """Where the clock stands now; None: nobody has started it."""
    if stood is None:
        return ClockStanding()
    ahead = tuple(clock_legs(stood, lengths, now))
    for leg in ahead:
        if now < leg.end or (stood.left is not None and leg is ahead[0]):
            left = (leg.end - now).total_seconds()
            lasts = (leg.end - leg.start).total_seconds()
            return ClockStanding(
                round=leg.round,
                phase=leg.phase,
                left=left,
                lasts=lasts,
                paused=stood.left is not None,
                legs=ahead,
            )
    return ClockStanding(max(stood.round, lengths.rounds), ClockPhase.OVER, legs=ahead)


def rounds_begun(now: ClockStanding) -> int:
    """How many rounds have begun by then: they count as held."""
    return now.round


def clock_after_press(
    stood: LastPress | None, lengths: Lengths, press: ClockPress, now: datetime, first: int = 1
) -> LastPress | None:
    """Where it stands after one more press; a press that means nothing at this moment changes nothing.

    `first`: the round that `start` begins. A minute can be taken away only while more than a minute is left.
    """
    at = clock_standing(stood, lengths, now)
    if stood is None or not at.goes:
        return _outside(stood, at, lengths=lengths, press=press, now=now, first=first)
    here = _walked(stood, at)
    if press is ClockPress.STOP:
        return None
    if press is ClockPress.PAUSE and not at.paused:
        return replace(here, left=round(at.left))
    if press is ClockPress.RESUME and stood.left is not None:
        since = now + timedelta(seconds=stood.left - here.lasts(lengths))
        return replace(here, since=since, left=None)
    if press is ClockPress.MORE or (press is ClockPress.LESS and at.left > MINUTE):
        change = MINUTE if press is ClockPress.MORE else -MINUTE
        left = None if here.left is None else here.left + change
        return replace(here, extra=here.extra + change, left=left)
    if press is ClockPress.NEXT:
        return _at(*_next(at, lengths), now)
    if press is ClockPress.BACK:
        return _at(*lengths.before(at.round, at.phase), now)
    return stood


def _outside(
    stood: LastPress | None,
    at: ClockStanding,
    lengths: Lengths,
    press: ClockPress,
    now: datetime,
    first: int,
) -> LastPress | None:
    """A press before the clock was started, or after it is over."""
    if press is ClockPress.START and stood is None:
        return _at(min(max(first, 1), lengths.rounds), ClockPhase.TALK, now)
    if press is ClockPress.BACK and at.over:
        return _at(*lengths.before(at.round, at.phase), now)
    return None if press is ClockPress.STOP else stood


def _at(round: int, phase: ClockPhase, now: datetime) -> LastPress:
    return LastPress(round, phase, now)


def _next(at: ClockStanding, lengths: Lengths) -> tuple[int, ClockPhase]:
    round, phase = lengths.after(at.round, at.phase)
    while phase is not ClockPhase.OVER and not lengths.of(phase):
        round, phase = lengths.after(round, phase)
    return round, phase


def _walked(stood: LastPress, at: ClockStanding) -> LastPress:
    """The clock as if the phase it stands in now had been pressed at its beginning."""
    if (at.round, at.phase) == (stood.round, stood.phase):
        return stood
    leg = next(leg for leg in at.legs if (leg.round, leg.phase) == (at.round, at.phase))
    return LastPress(leg.round, leg.phase, leg.start)


def round_now(at: ClockStanding, held: int, rounds: int) -> tuple[int, bool]:
    """The round a participant looks for, and whether it goes on already (else it is the next one); (0, False): none.

    While people move it is the one they move to. Before the clock was started it is the first that was not held yet.
    """
    if at.phase is ClockPhase.TALK:
        return at.round, True
    following = {ClockPhase.BEFORE: held + 1, ClockPhase.MOVE: at.round + 1}.get(at.phase, 0)
    return (following, False) if 0 < following <= rounds else (0, False)
