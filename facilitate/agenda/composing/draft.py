"""What a draft is made of, and what it is: plain values without database or language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ...lib.text import Words
from ...techniques.technique import OutputKind, Technique
from ..kinds import StepKind


class DraftStyle(StrEnum):
    """In what the drafts of one brief differ."""

    TALK = "talk"
    SETTLE = "settle"
    MOVE = "move"


class DraftWhy(StrEnum):
    """Why a step is in a draft, and why it is as long as it is."""

    ARRIVE = "arrive"
    WELCOME = "welcome"
    MEET = "meet"
    MORNING = "morning"
    SERVES = "serves"
    FACTS = "facts"
    IDEAS_FIRST = "ideas_first"
    TALK_FIRST = "talk_first"
    DEEPER = "deeper"
    DIGEST = "digest"
    HEAR = "hear"
    PICK = "pick"
    WHO = "who"
    REST = "rest"
    MEAL = "meal"
    WAKE = "wake"
    LOOK_BACK = "look_back"
    MOVES = "moves"
    FITS = "fits"
    NONE_FITS = "none_fits"
    TOOK = "took"
    SQUEEZED = "squeezed"


@dataclass(frozen=True)
class DraftReason:
    """One reason: of which objectives (ids), what they seek, its numbers (people, minutes, times, events).

    `technique`: the one it is about, where that is not the step's own.
    """

    why: DraftWhy
    aims: tuple[int, ...] = ()
    sought: OutputKind = OutputKind.UNSAID
    numbers: tuple[int, ...] = ()
    technique: str = ""


@dataclass(frozen=True)
class DraftHours:
    """A day to be filled: a number of its own (of its date), from and until (minutes after midnight)."""

    day: int
    starts: int = 540
    ends: int = 1020


@dataclass(frozen=True)
class DraftAim:
    """An objective, what is to come out of it, and its short name (`O2`), by which like steps are told apart."""

    id: int
    sought: OutputKind
    code: str = ""


@dataclass(frozen=True)
class TechniquePast:
    """What a technique took: `minutes` in `times` of the `events` in which it was timed."""

    minutes: int
    times: int
    events: int


@dataclass(frozen=True)
class DraftBrief:
    """What a draft is composed of. `people` is 0 where nobody knows; `leads` and `room` are numbers of the agenda."""

    hours: tuple[DraftHours, ...]
    aims: tuple[DraftAim, ...] = ()
    people: int = 0
    leads: tuple[int, ...] = ()
    room: int | None = None
    techniques: Mapping[str, Technique] = field(default_factory=dict)
    past: Mapping[str, TechniquePast] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftStep:
    """A step of a draft: `day` and `start` where it takes place, `key` its number in the draft from 1.

    `do`: how it is done, where no technique says it; `groups`: in how many groups, 0 where it is not said.
    """

    key: int
    day: int
    start: int
    minutes: int
    kind: StepKind
    title: Words
    technique: str = ""
    objectives: tuple[int, ...] = ()
    lead: int | None = None
    room: int | None = None
    reasons: tuple[DraftReason, ...] = ()
    do: Words = Words()
    groups: int = 0

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True)
class AgendaDraft:
    """One proposal; `left` are the objectives for which the hours are too few."""

    style: DraftStyle
    steps: tuple[DraftStep, ...]
    left: tuple[int, ...] = ()
