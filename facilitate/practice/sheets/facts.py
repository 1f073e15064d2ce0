"""What the planner knows of an event or a forum, as plain values: what the fields of the practice sheet are filled from."""

from dataclasses import dataclass
from datetime import date

from ...budget.sums import Budget
from ...events.models import EventKind, Role
from ...forums.duty_dates import DutyStanding
from ...forums.kinds import Rhythm
from ...forums.models import ForumRole
from ...forums.territory import Territory
from ...lib.text import Words


@dataclass(frozen=True)
class Learned:
    """A lesson that stands on the sheet: something to keep, or to do otherwise."""

    text: Words
    keep: bool


@dataclass(frozen=True)
class Settled:
    """A prerequisite or question of the start that is no longer open, with its answer (in whatever language)."""

    prerequisite: bool
    question: Words
    answer: str


@dataclass(frozen=True)
class EventFacts:
    """An event. `sectors`: how many came of each, the most first. `first_due`: when its first task fell due.

    `budget`: None where it is not shown.
    """

    kind: EventKind
    first_day: date
    last_day: date
    place: str
    expected: int = 0
    created: date | None = None
    objectives: tuple[tuple[Words, Words], ...] = ()
    came: int = 0
    sectors: tuple[tuple[Words, int], ...] = ()
    decisions: int = 0
    actions: int = 0
    actions_done: int = 0
    evaluated: int = 0
    consulted: int = 0
    team: tuple[tuple[Role, str], ...] = ()
    steps: int = 0
    techniques: tuple[Words, ...] = ()
    tables: int = 0
    rounds: int = 0
    tasks: int = 0
    tasks_done: int = 0
    first_due: date | None = None
    builds_on: tuple[Words, ...] = ()
    built_on_by: tuple[Words, ...] = ()
    forums: tuple[Words, ...] = ()
    lessons: tuple[Learned, ...] = ()
    settled: tuple[Settled, ...] = ()
    budget: Budget | None = None

    @property
    def days(self) -> int:
        """How many days it takes."""
        return (self.last_day - self.first_day).days + 1

    @property
    def prepared(self) -> int:
        """Whole months from the first day anybody worked on it to its own; 0 where nothing is known."""
        begun = min((one for one in (self.created, self.first_due) if one), default=self.first_day)
        return max(0, round((self.first_day - begun).days / 30.4))


@dataclass(frozen=True)
class ForumFacts:
    """A forum. `leading`: the offices that chair it or are its secretariat, as what in which kind of forum; `duties`: name, how
    often, how it stands. Nothing is said in a language yet.
    """

    kind: Words
    territory: Territory
    purpose: Words
    members: int = 0
    observers: int = 0
    meetings: int = 0
    since: date | None = None
    rhythm: Rhythm | None = None
    duties: tuple[tuple[Words, Rhythm, DutyStanding], ...] = ()
    problems: int = 0
    passed: int = 0
    answered: int = 0
    asked_events: tuple[Words, ...] = ()
    leading: tuple[tuple[str, ForumRole, str], ...] = ()
    lessons: tuple[Learned, ...] = ()
    settled: tuple[Settled, ...] = ()
