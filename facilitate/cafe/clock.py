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


class Phase(StrEnum):
    """What the room is doing."""

    BEFORE = "before"
    TALK = "talk"
    MOVE = "move"
    HARVEST = "harvest"
    OVER = "over"


class Pressed(StrEnum):
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

    def of(self, phase: Phase) -> int:
        """Seconds a phase is meant to last."""
        minutes = {Phase.TALK: self.minutes, Phase.MOVE: self.move, Phase.HARVEST: self.harvest}
        return minutes.get(phase, 0) * MINUTE

    def after(self, round: int, phase: Phase) -> tuple[int, Phase]:
        """The phase that follows."""
        if phase is Phase.TALK:
            return round, Phase.MOVE
        if phase is Phase.MOVE:
            return (round + 1, Phase.TALK) if round < self.rounds else (round, Phase.HARVEST)
        return round, Phase.OVER

    def before(self, round: int, phase: Phase) -> tuple[int, Phase]:
        """The phase before it; before the first there is none but itself."""
        if phase is Phase.OVER:
            round, phase = max(round, self.rounds), Phase.HARVEST
        elif phase is Phase.HARVEST:
            round, phase = max(round, self.rounds), Phase.MOVE
        elif phase is Phase.MOVE:
            return round, Phase.TALK
        elif round > 1:
            round, phase = round - 1, Phase.MOVE
        return (
            (round, phase) if self.of(phase) or phase is Phase.TALK else self.before(round, phase)
        )


@dataclass(frozen=True)
class Stood:
    """Where the clock stood at its last press: a phase of a round since a moment, with `extra` seconds added to it.

    `left`: seconds left while it is paused (then `since` says nothing).
    """

    round: int
    phase: Phase
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
    phase: Phase
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Standing:
    """Where the clock stands: the phase of a round, the seconds left of it, what it lasts, whether it is paused.

    Before the clock was started it is round 0; when all is over it is the last round.
    """

    round: int = 0
    phase: Phase = Phase.BEFORE
    left: float = 0.0
    lasts: float = 0.0
    paused: bool = False
    legs: tuple[Leg, ...] = ()

    @property
    def over(self) -> bool:
        return self.phase is Phase.OVER

    @property
    def goes(self) -> bool:
        """Whether it has begun and is not over, paused or not."""
        return self.phase not in (Phase.BEFORE, Phase.OVER)

    @property
    def seen(self) -> str:
        """What somebody sees when they press: a press meant for another moment is not counted."""
        return f"{self.round}-{self.phase}"


def legs(stood: Stood, lengths: Lengths, now: datetime) -> Iterator[Leg]:
    """The phases from the one it stood in to the end of the harvest. Paused, they are as if it went on now."""
    round, phase, lasts = stood.round, stood.phase, stood.lasts(lengths)
    end = stood.since + timedelta(seconds=lasts)
    if stood.left is not None:
        lasts, end = max(lasts, stood.left), now + timedelta(seconds=stood.left)
    while phase is not Phase.OVER:
        start = end - timedelta(seconds=lasts)
        if lasts:
            yield Leg(round, phase, start, end)
        round, phase = lengths.after(round, phase)
        lasts = lengths.of(phase)
        end += timedelta(seconds=lasts)


def standing(stood: Stood | None, lengths: Lengths, now: datetime) -> Standing:
    """Where the clock stands now; None: nobody has started it."""
    if stood is None:
        return Standing()
    ahead = tuple(legs(stood, lengths, now))
    for leg in ahead:
        if now < leg.end or (stood.left is not None and leg is ahead[0]):
            left = (leg.end - now).total_seconds()
            lasts = (leg.end - leg.start).total_seconds()
            return Standing(
                round=leg.round,
                phase=leg.phase,
                left=left,
                lasts=lasts,
                paused=stood.left is not None,
                legs=ahead,
            )
    return Standing(max(stood.round, lengths.rounds), Phase.OVER, legs=ahead)


def begun(now: Standing) -> int:
    """How many rounds have begun by then: they count as held."""
    return now.round


def pressed(
    stood: Stood | None, lengths: Lengths, press: Pressed, now: datetime, first: int = 1
) -> Stood | None:
    """Where it stands after one more press; a press that means nothing at this moment changes nothing.

    `first`: the round that `start` begins. A minute can be taken away only while more than a minute is left.
    """
    at = standing(stood, lengths, now)
    if stood is None or not at.goes:
        return _outside(stood, at, lengths=lengths, press=press, now=now, first=first)
    here = _walked(stood, at)
    if press is Pressed.STOP:
        return None
    if press is Pressed.PAUSE and not at.paused:
        return replace(here, left=round(at.left))
    if press is Pressed.RESUME and stood.left is not None:
        since = now + timedelta(seconds=stood.left - here.lasts(lengths))
        return replace(here, since=since, left=None)
    if press is Pressed.MORE or (press is Pressed.LESS and at.left > MINUTE):
        change = MINUTE if press is Pressed.MORE else -MINUTE
        left = None if here.left is None else here.left + change
        return replace(here, extra=here.extra + change, left=left)
    if press is Pressed.NEXT:
        return _at(*_next(at, lengths), now)
    if press is Pressed.BACK:
        return _at(*lengths.before(at.round, at.phase), now)
    return stood


def _outside(
    stood: Stood | None, at: Standing, lengths: Lengths, press: Pressed, now: datetime, first: int
) -> Stood | None:
    """A press before the clock was started, or after it is over."""
    if press is Pressed.START and stood is None:
        return _at(min(max(first, 1), lengths.rounds), Phase.TALK, now)
    if press is Pressed.BACK and at.over:
        return _at(*lengths.before(at.round, at.phase), now)
    return None if press is Pressed.STOP else stood


def _at(round: int, phase: Phase, now: datetime) -> Stood:
    return Stood(round, phase, now)


def _next(at: Standing, lengths: Lengths) -> tuple[int, Phase]:
    round, phase = lengths.after(at.round, at.phase)
    while phase is not Phase.OVER and not lengths.of(phase):
        round, phase = lengths.after(round, phase)
    return round, phase


def _walked(stood: Stood, at: Standing) -> Stood:
    """The same clock, as if the phase it stands in now had been pressed at its beginning."""
    if (at.round, at.phase) == (stood.round, stood.phase):
        return stood
    leg = next(leg for leg in at.legs if (leg.round, leg.phase) == (at.round, at.phase))
    return Stood(leg.round, leg.phase, leg.start)


def round_now(at: Standing, held: int, rounds: int) -> tuple[int, bool]:
    """The round a participant looks for, and whether it goes on already (else it is the next one); (0, False): none.

    While people move it is the one they move to. Before the clock was started it is the first that was not held yet.
    """
    if at.phase is Phase.TALK:
        return at.round, True
    following = {Phase.BEFORE: held + 1, Phase.MOVE: at.round + 1}.get(at.phase, 0)
    return (following, False) if 0 < following <= rounds else (0, False)
