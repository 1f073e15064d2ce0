"""What an agenda still lacks, or says twice and differently, as a guide tells it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..agenda.numbering import StepNumber


class Lack(StrEnum):
    """What is still missing in an agenda so that somebody else could run it."""

    OBJECTIVES = "objectives"
    FACILITATOR = "facilitator"
    STEPS = "steps"
    LEAD = "lead"
    TECHNIQUE = "technique"
    SHELF = "shelf"
    MINUTES = "minutes"
    OVERLAP = "overlap"
    SCRIPT = "script"
    CAFE = "cafe"
    CAFE_TIME = "cafe_time"
    QUESTION = "question"
    HOST = "host"
    LANGUAGE = "language"
    COMING = "coming"
    SEATS = "seats"
    TABLES = "tables"
    CHAIRS = "chairs"
    MOVING = "moving"


DIFFERING = frozenset({Lack.COMING, Lack.SEATS, Lack.TABLES, Lack.CHAIRS, Lack.MOVING})
"""What is not missing, but said twice and differently."""


@dataclass(frozen=True)
class Hole:
    """One thing still to do: in a step (its id, number, title, day and kind), or in the event as a whole (id 0)."""

    lack: Lack
    detail: str = ""
    step_id: int = 0
    number: StepNumber | None = None
    title: str = ""
    on: date | None = None
    kind: str = ""
