"""What the objectives still have to be looked at for. It warns; it never repairs and never forbids."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ObjectiveWarning(StrEnum):
    """Kinds of warnings, the most urgent first."""

    WAITING = "waiting"
    UNSUPPORTED = "unsupported"
    UNSERVED = "unserved"
    AIMLESS = "aimless"
    SPEAKERLESS = "speakerless"
    SECTORS = "sectors"
    COUNTIES = "counties"


class CheckedObjective(NamedTuple):
    """What of an objective is looked at: answers behind it, steps that serve it, the id of its goal."""

    id: int
    answers: int
    steps: int
    goal: int | None


class CheckedPresentation(NamedTuple):
    """What of a presentation is looked at."""

    id: int
    agreed: bool
    speakers: int


@dataclass(frozen=True)
class UnansweredGroups:
    """Who was asked and has not answered.

    `answers` so far; ids of sectors and of counties without one; `placed`: whether any answer says from which
    county it comes; `open`: whether it still makes sense to ask them (the event has not begun).
    """

    answers: int
    sectors: Sequence[int] = ()
    counties: Sequence[int] = ()
    placed: bool = False
    open: bool = True


class ObjectiveNotice(NamedTuple):
    """One warning, and the ids of all rows it is about, in their order: themes, objectives, presentations,

    sectors or counties, by its kind.
    """

    what: ObjectiveWarning
    rows: tuple[int, ...]


def objective_notices(
    waiting: Sequence[int],
    goals: Collection[int],
    objectives: Sequence[CheckedObjective],
    presentations: Sequence[CheckedPresentation],
    asked: UnansweredGroups,
) -> list[ObjectiveNotice]:
    """Everything to look at, by urgency; at most one notice of a kind.

    A theme heard in three sectors or more without an objective (`waiting`: their ids); an objective that no
    answer supports, once there are answers; one that no agenda step serves; one without a goal, where the event
    has goals at all; a presentation agreed on without anybody who could give it; a sector or a county from
    which nobody has answered, once others have and until the event begins. Counties only where answers say
    from which county they come.
    """
    silent = asked.answers > 0 and asked.open
    found = {
        ObjectiveWarning.WAITING: waiting,
        ObjectiveWarning.UNSUPPORTED: [
            one.id for one in objectives if asked.answers and not one.answers
        ],
        ObjectiveWarning.UNSERVED: [one.id for one in objectives if not one.steps],
        ObjectiveWarning.AIMLESS: [one.id for one in objectives if goals and one.goal not in goals],
        ObjectiveWarning.SPEAKERLESS: [
            one.id for one in presentations if one.agreed and not one.speakers
        ],
        ObjectiveWarning.SECTORS: asked.sectors if silent else (),
        ObjectiveWarning.COUNTIES: asked.counties if silent and asked.placed else (),
    }
    return [ObjectiveNotice(what, tuple(found[what])) for what in ObjectiveWarning if found[what]]
