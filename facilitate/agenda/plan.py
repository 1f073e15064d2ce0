"""An agenda as one value: its days, rooms, steps and strands.

Everything that is done to an agenda makes another plan out of a plan; what differs between the two is what is written, what
is remembered for undo, and what is told of two versions. Numbers below 0 are rows that are not in the database yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from ..lib.plain_values import plain_json, row_from_json, words_from_json
from ..lib.text import Words
from ..techniques.technique import QuantityBasis, Speaks
from .kinds import StepKind
from .timing import Slot, Timed, time_day


class PlanPlace(NamedTuple):
    """The list a step stands in: a day, a block (or one strand of it), or with none of them the parking area."""

    day: int | None = None
    block: int | None = None
    strand: int | None = None


PARKED = PlanPlace()


@dataclass(frozen=True)
class PlanMaterial:
    """Something to bring, and how many of it by what is counted; a quantity of 0 says that the text speaks for itself."""

    text: Words
    quantity: int = 0
    per: QuantityBasis = QuantityBasis.EVENT


@dataclass(frozen=True)
class ScriptPart:
    """One part of a step's running script: how long (minutes, 0: at once), who speaks, what to do and to say."""

    minutes: int = 0
    speaks: Speaks = Speaks.FACILITATOR
    do: Words = Words()
    say: Words = Words()


@dataclass(frozen=True)
class PlanSpeaker:
    """Somebody who speaks in a step: a person of the directory, or a name alone (also once that person is gone)."""

    name: str
    person: int | None = None


@dataclass(frozen=True)
class PlanDay:
    """One day: its date, when its first step starts and when it is meant to end (minutes after midnight)."""

    id: int
    on: date
    starts: int = 540
    planned_end: int = 1020


@dataclass(frozen=True)
class PlanRoom:
    """A room of the venue and how many people it holds; 0 where nobody has counted."""

    id: int
    name: str = ""
    capacity: int = 0


@dataclass(frozen=True)
class PlanStrand:
    """One of the parallel strands of a block: a working group, with how many people are expected (0: not said)."""

    id: int
    block: int
    rank: str = ""
    name: Words = Words()
    room: int | None = None
    lead: int | None = None
    note_taker: int | None = None
    people: int = 0


@dataclass(frozen=True)
class PlanStep:
    """A step; a step that holds others is a block. It stands in a day, in a block, in a strand of one, or is parked.

    `minutes` may be 0 (a marker) and count only where it holds no steps; `pinned` is a start that does not move, in
    minutes after midnight of its day. `people` and `groups` are 0 where the event's numbers hold. `about` is what
    participants read; aim, say, do and materials are the team's. An `internal` step is in no public programme.
    `script` to `spare` are what the team has written into the guide in place of the technique's words: the running script,
    what hosts and helpers and who takes notes keep to, how it goes on, what to do when time is short or left.
    """

    id: int
    day: int | None = None
    block: int | None = None
    strand: int | None = None
    rank: str = ""
    kind: StepKind = StepKind.PLENARY
    title: Words = Words()
    minutes: int = 0
    pinned: int | None = None
    technique: str = ""
    room: int | None = None
    lead: int | None = None
    note_taker: int | None = None
    supporters: tuple[int, ...] = ()
    speakers: tuple[PlanSpeaker, ...] = ()
    objectives: tuple[int, ...] = ()
    about: Words = Words()
    aim: Words = Words()
    say: Words = Words()
    do: Words = Words()
    materials: tuple[PlanMaterial, ...] = ()
    internal: bool = False
    people: int = 0
    groups: int = 0
    script: tuple[ScriptPart, ...] = ()
    helper: Words = Words()
    notes: Words = Words()
    transition: Words = Words()
    late: Words = Words()
    spare: Words = Words()

    @property
    def place(self) -> PlanPlace:
        return PlanPlace(self.day, self.block, self.strand)


Row = PlanDay | PlanRoom | PlanStrand | PlanStep
AnyRow = TypeVar("AnyRow", PlanDay, PlanRoom, PlanStrand, PlanStep)
TABLES: dict[str, type[Row]] = {
    "days": PlanDay,
    "rooms": PlanRoom,
    "strands": PlanStrand,
    "steps": PlanStep,
}


@dataclass(frozen=True)
class Plan:
    """A whole agenda; each table by the number of its rows."""

    days: Mapping[int, PlanDay] = field(default_factory=dict)
    rooms: Mapping[int, PlanRoom] = field(default_factory=dict)
    strands: Mapping[int, PlanStrand] = field(default_factory=dict)
    steps: Mapping[int, PlanStep] = field(default_factory=dict)

    @cached_property
    def lists(self) -> dict[PlanPlace, list[PlanStep]]:
        """The steps of every day, block and strand, and the parked ones, in order."""
        found: dict[PlanPlace, list[PlanStep]] = {}
        for step in sorted(self.steps.values(), key=lambda one: (one.rank, one.id)):
            found.setdefault(step.place, []).append(step)
        return found

    @cached_property
    def strands_of(self) -> dict[int, list[PlanStrand]]:
        """The strands of every block that has some, in order."""
        found: dict[int, list[PlanStrand]] = {}
        for strand in sorted(self.strands.values(), key=lambda one: (one.rank, one.id)):
            found.setdefault(strand.block, []).append(strand)
        return found

    @property
    def in_order(self) -> list[PlanDay]:
        """The days by date."""
        return sorted(self.days.values(), key=lambda day: (day.on, day.id))

    def at(self, place: PlanPlace) -> list[PlanStep]:
        """The steps of one list, in order."""
        return self.lists.get(place, [])

    def inside(self, block: int) -> list[PlanStep]:
        """The steps a block holds, strand after strand."""
        if block not in self._blocks:
            return []
        beside = [
            self.at(PlanPlace(block=block, strand=one.id)) for one in self.strands_of.get(block, [])
        ]
        return [*self.at(PlanPlace(block=block)), *(step for steps in beside for step in steps)]

    def served_by(self, step: int) -> Sequence[int]:
        """The objectives a step serves: its own, else those of the block it is in."""
        row = self.steps.get(step)
        if row is None or row.objectives or row.block is None:
            return row.objectives if row else ()
        return self.served_by(row.block)

    @cached_property
    def _blocks(self) -> set[int | None]:
        """The steps that hold others, in strands or not."""
        return {step.block for step in self.steps.values()}

    def walk(self, place: PlanPlace) -> Iterable[PlanStep]:
        """The steps of a list, each block ahead of what it holds."""
        for step in self.at(place):
            yield step
            yield from self.inside(step.id)

    def timed(self, day: int) -> list[Timed]:
        """The times of everything in a day, in the order of `walk`."""
        return time_day(
            self.days[day].starts, [self._slot(step) for step in self.at(PlanPlace(day))]
        )

    def _slot(self, step: PlanStep) -> Slot:
        if step.id not in self._blocks:
            return Slot(step.id, step.minutes, step.pinned)
        lists = [self.at(PlanPlace(block=step.id))]
        lists += [
            self.at(PlanPlace(block=step.id, strand=one.id))
            for one in self.strands_of.get(step.id, [])
        ]
        inside = tuple(tuple(map(self._slot, steps)) for steps in lists if steps)
        return Slot(step.id, step.minutes, step.pinned, inside)

    def day_of(self, step: PlanStep) -> int | None:
        """The day a step takes place on, through its block; None for what is parked."""
        block = self.steps.get(step.block) if step.block else None
        return block.day if block else step.day

    def rows(self, table: str) -> Mapping[int, Any]:
        """One of the four tables by its name."""
        return getattr(self, table)

    def with_rows(self, *rows: Row) -> "Plan":
        """The plan with these rows put in, or in place of those of the same number."""
        tables: dict[str, dict[int, Any]] = {}
        for row in rows:
            name = table_of_row(row)
            tables.setdefault(name, dict(self.rows(name)))[row.id] = row
        return replace(self, **tables)

    def without(self, table: str, ids: Iterable[int]) -> "Plan":
        """The plan without these rows of a table."""
        gone = set(ids)
        kept = {key: row for key, row in self.rows(table).items() if key not in gone}
        return replace(self, **{table: kept})

    def fresh(self, table: str) -> int:
        """A number for a new row of a table: below 0, and below every other."""
        return min([0, *self.rows(table)]) - 1


def table_of_row(row: Row) -> str:
    """The name of the table a row belongs to."""
    return next(name for name, kind in TABLES.items() if type(row) is kind)


def _one_of(kind: type[StrEnum], otherwise: StrEnum) -> Any:
    """Reads a fixed value; one that this version of the planner does not know is read as `otherwise`."""
    known = {one.value: one for one in kind}
    return lambda value: known.get(value, otherwise)


WRITTEN = ("helper", "notes", "transition", "late", "spare")
"""The wordings the team writes into the guide, beside the script."""
_READ: dict[str, Any] = {
    "on": date.fromisoformat,
    "kind": _one_of(StepKind, StepKind.PLENARY),
    "per": _one_of(QuantityBasis, QuantityBasis.EVENT),
    "speaks": _one_of(Speaks, Speaks.FACILITATOR),
    **dict.fromkeys(("title", "about", "aim", "say", "do", "text", *WRITTEN), words_from_json),
    "supporters": tuple,
    "objectives": tuple,
    "materials": lambda rows: tuple(plan_row_from_json(PlanMaterial, row) for row in rows),
    "script": lambda rows: tuple(plan_row_from_json(ScriptPart, row) for row in rows),
    "speakers": lambda rows: tuple(plan_row_from_json(PlanSpeaker, row) for row in rows),
}


def read_plan_field(kind: type[Any], name: str, value: Any) -> Any:
    """One field of a row from plain JSON."""
    read = words_from_json if kind is PlanStrand and name == "name" else _READ.get(name)
    return value if read is None or value is None else read(value)


def plan_row_from_json(kind: type[Any], table: Mapping[str, Any]) -> Any:
    """A row from plain JSON; fields it does not name keep their usual value, unknown ones are left out."""
    return row_from_json(kind, table, read_plan_field)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The whole plan as plain JSON, for a version or a template."""
    return {name: [plain_json(row) for row in plan.rows(name).values()] for name in TABLES}


def plan_from_json(table: Mapping[str, Any]) -> Plan:
    """The plan that `plan_to_json` wrote."""
    read = {
        name: [plan_row_from_json(kind, row) for row in table.get(name, [])]
        for name, kind in TABLES.items()
    }
    return Plan(**{name: {row.id: row for row in rows} for name, rows in read.items()})
