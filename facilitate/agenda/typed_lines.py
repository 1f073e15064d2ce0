"""A typed line as it is understood, the step it describes, and what rooms above make of it at once, such as a café's tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..data.db import Keyed, db
from ..data.row_cells import made_rows
from ..events.models import Event
from ..lib.text import Words
from ..techniques.technique import Technique
from .group_forms import group_form
from .history import cells_to_rows
from .kinds import StepKind
from .models import AgendaChange
from .plan import PlanSpeaker

USUAL = {StepKind.BREAK: 20, StepKind.MEAL: 60, StepKind.REGISTRATION: 30, StepKind.NOTE: 0}
USUAL_ELSE = 30
"""Minutes where a line says none and no technique does."""


@dataclass(frozen=True)
class KnownNames:
    """What a line may name: the team, who is on the event's list (`listed`, by the number of the person), objectives and rooms
    by number, and the techniques of the library. `expected`: the people groups are reckoned for where a line says none (0: unknown)."""

    members: Mapping[int, str] = field(default_factory=dict)
    listed: Mapping[int, str] = field(default_factory=dict)
    objectives: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)
    techniques: Sequence[Technique] = ()
    expected: int = 0


@dataclass(frozen=True)
class TypedCorrections:
    """What its writer puts right in a line: pieces that belong to the title after all, and other choices.

    `title`: names of `PIECES`. A kind, a technique (its key), a room or a lead (numbers) comes in place of what was understood.
    """

    title: frozenset[str] = frozenset()
    kind: StepKind | None = None
    technique: str = ""
    room: int | None = None
    lead: int | None = None


PIECES = ("start", "length", "technique", "lead", "room", "serves", "groups", "people")
"""The pieces of a line that can be given back to the title, as a correction names them."""


@dataclass(frozen=True)
class TypedStep:
    """A line as it was understood. `minutes` is None where it says nothing about them, `usual` is what holds then.

    `start` is in minutes after midnight; `objectives`, `room` and `members` are numbers; `names` are those of nobody in
    the team, `persons` the number of each of them who is on the event's list. `shared`: a name that several there have.
    `rounds`: how many, and the minutes of each. `size`: people in a group, where a line says that and not how many groups.
    """

    title: str = ""
    start: int | None = None
    minutes: int | None = None
    usual: int = USUAL_ELSE
    kind: StepKind = StepKind.PLENARY
    technique: str = ""
    room: int | None = None
    members: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()
    groups: int = 0
    people: int = 0
    size: int = 0
    rounds: tuple[int, int] | None = None
    technique_name: Words = field(default=Words(), compare=False)

    @property
    def length(self) -> int:
        """The minutes of the step."""
        return self.usual if self.minutes is None else self.minutes

    @property
    def to_move(self) -> int:
        """The minutes after each round in which people change tables or groups."""
        return group_form(self.kind, self.technique).move_after((self.rounds or (0, 0))[0])

    @property
    def harvest(self) -> int:
        """The minutes that are left after the rounds."""
        count, each = self.rounds or (0, 0)
        return max(0, self.length - count * (each + self.to_move))

    @property
    def lead(self) -> int | None:
        """Who leads: whoever of the team is named first."""
        return self.members[0] if self.members else None

    @property
    def supporters(self) -> tuple[int, ...]:
        """Who of the team is named after that."""
        return tuple(sorted(set(self.members[1:]) - set(self.members[:1])))

    @property
    def speakers(self) -> tuple[PlanSpeaker, ...]:
        """Who is named and not in the team."""
        return tuple(PlanSpeaker(name, self.persons.get(name)) for name in self.names)


Prepare = Callable[[Event, int, TypedStep], Iterable[Keyed]]
PREPARING: list[Prepare] = []


def prepares_typed_steps(also: Prepare) -> Prepare:
    """Marks what a room above makes of a typed step at once (its event, number and line), such as a café's rounds.

    It gives the rows it made, those that others belong to first.
    """
    PREPARING.append(also)
    return also


def prepare_typed_steps(
    event: Event, steps: Mapping[int, TypedStep], change: AgendaChange | None
) -> None:
    """Make what rooms above make of these new steps, by their number; undoing the change that made them undoes it too."""
    made = [
        row for also in PREPARING for key, typed in steps.items() for row in also(event, key, typed)
    ]
    if change is not None and made:
        db.session.flush()
        new = [cell for row in made for cell in made_rows(type(row), [row.id])]
        change.cells = [*change.cells, *cells_to_rows(new)]


ReadTitle = Callable[[str, int], TypedStep | None]
TITLES: list[ReadTitle] = []


def reads_counted_titles(reader: ReadTitle) -> ReadTitle:
    """Marks what understands a title that says its tables, rounds or how large its groups are, for so many people (0: unknown)."""
    TITLES.append(reader)
    return reader


def read_counted_title(said: str, expected: int) -> TypedStep | None:
    """What a title says of its tables, rounds and people, or of how large its groups are; None where it says nothing of them."""
    return next((typed for reader in TITLES if (typed := reader(said, expected))), None)
