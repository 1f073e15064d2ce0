"""What a facilitator guide is made of: plain values in one language, ready for Word and for the screen."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..lib.clock import wall
from ..techniques.technique import Per, Speaks


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


@dataclass(frozen=True)
class Hole:
    """One thing still to do: in a step (its id, number, title and day), or in the event as a whole (id 0)."""

    lack: Lack
    detail: str = ""
    step_id: int = 0
    number: int = 0
    title: str = ""
    on: date | None = None


@dataclass(frozen=True)
class ScriptLine:
    """What to do and what to say from one minute mark on; `at` is None where no clock time belongs to it."""

    at: int | None
    minutes: int
    speaks: Speaks | None
    do: str
    say: str

    @property
    def clock(self) -> str:
        return "" if self.at is None else wall(self.at)


@dataclass(frozen=True)
class GuideMaterial:
    """Something to bring; a quantity of 0 says that the text speaks for itself."""

    text: str
    quantity: int = 0
    per: Per = Per.EVENT


@dataclass(frozen=True)
class GuideRound:
    """One round of a world café, in minutes after midnight; at `moved` everybody sits at the next table.

    `question`: of all tables in that round, empty where each has its own.
    """

    number: int
    start: int
    end: int
    moved: int
    question: str = ""


@dataclass(frozen=True)
class GuideTable:
    """One table of a world café. `asked`: whether it has a question in every round, its own or the round's."""

    number: int
    question: str
    host: str
    seats: int
    name: str = ""
    note_taker: str = ""
    asked: bool = True


@dataclass(frozen=True)
class GuideCafe:
    """A world café: its rounds, its harvest (minutes after midnight) and its tables."""

    rounds: list[GuideRound]
    harvest_start: int
    harvest_end: int
    tables: list[GuideTable]


@dataclass(frozen=True)
class GuideObjective:
    """An objective as the guide names it."""

    code: str
    text: str
    result: str = ""


@dataclass(frozen=True)
class GuideGroup:
    """One of the groups that work side by side in a step; `people` 0: not said."""

    name: str
    room: str
    lead: str
    note_taker: str
    people: int


@dataclass(frozen=True)
class GuideStep:
    """One step of the day; times are minutes after midnight."""

    id: int
    number: int
    kind: str
    start: int
    end: int
    minutes: int
    title: str
    aim: str = ""
    technique: str = ""
    technique_key: str = ""
    lead: str = ""
    lead_id: int = 0
    supporters: list[str] = field(default_factory=list)
    supporter_ids: list[int] = field(default_factory=list)
    room: str = ""
    setting: str = ""
    objectives: list[GuideObjective] = field(default_factory=list)
    lines: list[ScriptLine] = field(default_factory=list)
    materials: list[GuideMaterial] = field(default_factory=list)
    helper: str = ""
    notes: str = ""
    close: str = ""
    cafe: GuideCafe | None = None
    note_taker: str = ""
    groups: list[GuideGroup] = field(default_factory=list)
    holes: list[Hole] = field(default_factory=list)

    @property
    def when(self) -> str:
        return f"{wall(self.start)}–{wall(self.end)}"

    @property
    def one_breath(self) -> bool:
        """Whether the script has no minute marks of its own: one line that takes the whole step."""
        return len(self.lines) == 1 and self.lines[0].minutes == self.minutes


@dataclass(frozen=True)
class GuideDay:
    """One day; times are minutes after midnight, `over` is how many it ends after the planned end (negative: before)."""

    number: int
    on: date
    start: int
    end: int
    over: int
    steps: list[GuideStep]


@dataclass(frozen=True)
class GuidePerson:
    """Somebody of the team, and the numbers of the steps this person leads and helps in."""

    name: str
    role: StrEnum
    leads: list[int]
    helps: list[int]


@dataclass(frozen=True)
class Guide:
    """The whole guide, in `language`."""

    language: str
    title: str
    goals: list[str]
    description: str
    first_day: date
    last_day: date
    place: str
    expected: int
    made_on: date
    objectives: list[GuideObjective]
    team: list[GuidePerson]
    days: list[GuideDay]
    holes: list[Hole]

    @property
    def steps(self) -> list[GuideStep]:
        return [step for day in self.days for step in day.steps]
