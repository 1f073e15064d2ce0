"""The training of the team on its plan, and its rehearsals, as the guide tells them."""

from dataclasses import dataclass, field

from ..agenda.numbering import StepNumber


@dataclass(frozen=True)
class TrainingPart:
    """One part of the training. `start`: minutes after the training begins; `steps`: the steps of the event it rehearses."""

    start: int
    minutes: int
    title: str
    do: str
    say: str = ""
    steps: list[StepNumber] = field(default_factory=list)


@dataclass(frozen=True)
class Training:
    """The half day on which the team rehearses this plan. `start`: minutes after midnight; `minutes`: how long all parts take."""

    start: int
    minutes: int
    parts: list[TrainingPart]
    materials: list[str]


@dataclass(frozen=True)
class GuideRehearsal:
    """A rehearsal that is planned, in words: what is rehearsed, when (`Thursday 18 March 2027, 09:00–12:30`), where.

    `starts` is minutes after midnight; `whole`: of the whole event, not of one step.
    """

    title: str
    when: str
    place: str
    starts: int
    whole: bool
