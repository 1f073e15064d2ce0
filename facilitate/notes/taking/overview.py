"""Where notes are taken in an event: by day every step, group, table and round, with how much is written there and who writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...agenda.group_forms import GROUP_KINDS
from ...agenda.kinds import StepKind
from ...agenda.plan import Plan, PlanStep
from ...lib.text import Words
from ..spots import NoteSpot

SILENT = frozenset({StepKind.REGISTRATION, StepKind.BREAK, StepKind.MEAL, StepKind.NOTE})
"""Kinds of step in which nobody is expected to write; shown once somebody has."""
LineCounts = Mapping[NoteSpot, int]
TableGrid = tuple[tuple[int, Words, str, tuple[tuple[NoteSpot, int, int], ...]], ...]
"""A café's tables: number, name, who takes notes; for each round the lines, and the key points the table wrote itself."""


@dataclass(frozen=True)
class NotesGroup:
    """A parallel group: its name and who takes notes there."""

    id: int
    block: int
    name: Words
    taker: str = ""


@dataclass(frozen=True)
class CafeNotes:
    """A café's tables (id, number, name, who takes notes), its rounds, and how many key points each table wrote in each."""

    rounds: int
    tables: tuple[tuple[int, int, Words, str], ...] = ()
    points: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class NotesFacts:
    """Who takes notes in which step, groups by block, cafés by step."""

    takers: Mapping[int, str] = field(default_factory=dict)
    groups: Sequence[NotesGroup] = ()
    cafes: Mapping[int, CafeNotes] = field(default_factory=dict)


@dataclass(frozen=True)
class NotesRow:
    """One place, with its own number of lines; `inside`: the groups or steps it holds. `grid`: tables by rounds."""

    spot: NoteSpot
    title: Words
    kind: StepKind
    start: int
    end: int
    lines: int = 0
    taker: str = ""
    expected: bool = False
    inside: tuple["NotesRow", ...] = ()
    grid: TableGrid = ()

    @property
    def all_lines(self) -> int:
        """Its own lines and those of everything in it."""
        cells = sum(count for *_table, cells in self.grid for _spot, count, _points in cells)
        return self.lines + cells + sum(one.all_lines for one in self.inside)

    @property
    def points(self) -> int:
        """The key points the tables wrote themselves."""
        return sum(points for *_table, cells in self.grid for _spot, _count, points in cells)

    @property
    def silent(self) -> list["NotesRow"]:
        """The places in it where lines are expected and there are none."""
        if self.inside:
            return [row for one in self.inside for row in one.silent]
        return [self] if self.expected and not self.all_lines and not self.points else []


@dataclass(frozen=True)
class NotesDay:
    """One day's places, in the order of the agenda."""

    on: date
    rows: tuple[NotesRow, ...]

    @property
    def lines(self) -> int:
        return sum(row.all_lines for row in self.rows)


def days_of_notes(
    plan: Plan, counts: LineCounts, facts: NotesFacts, first: date, last: date
) -> list[NotesDay]:
    """The days of an event with the places notes belong to."""
    return [
        NotesDay(day.on, tuple(_rows(plan, day.id, counts, facts)))
        for day in plan.in_order
        if first <= day.on <= last
    ]


def _rows(plan: Plan, day: int, counts: LineCounts, facts: NotesFacts) -> Iterable[NotesRow]:
    times = {one.id: (one.start, one.end) for one in plan.timed(day)}
    for step in plan.steps.values():
        times.setdefault(step.id, (0, 0))
    for key in (one.id for one in plan.timed(day)):
        step = plan.steps[key]
        if step.block is None:
            row = _row(plan, step, times=times, counts=counts, facts=facts)
            if row.expected or row.all_lines or row.inside:
                yield row


def _row(
    plan: Plan,
    step: PlanStep,
    times: Mapping[int, tuple[int, int]],
    counts: LineCounts,
    facts: NotesFacts,
) -> NotesRow:
    start, end = times[step.id]
    held = [
        _row(plan, one, times=times, counts=counts, facts=facts) for one in plan.inside(step.id)
    ]
    inside = [row for row in held if row.expected or row.all_lines]
    filled = {one.strand for one in plan.inside(step.id)}
    names = {one.id: one for one in facts.groups if one.block == step.id}
    inside += [
        NotesRow(
            spot=NoteSpot(step.id, key),
            title=one.name,
            kind=step.kind,
            start=start,
            end=end,
            lines=counts.get(NoteSpot(step.id, key), 0),
            taker=one.taker,
            expected=True,
        )
        for key, one in names.items()
        if key not in filled
    ]
    cafe = facts.cafes.get(step.id) if step.kind in GROUP_KINDS and not inside else None
    grid = _grid(step.id, cafe, counts) if cafe else ()
    return NotesRow(
        spot=NoteSpot(step.id),
        title=step.title,
        kind=step.kind,
        start=start,
        end=end,
        lines=_own(step.id, counts, grid, inside),
        taker=facts.takers.get(step.id, ""),
        expected=step.kind not in SILENT,
        inside=tuple(inside),
        grid=grid,
    )


def _grid(step: int, cafe: CafeNotes, counts: LineCounts) -> TableGrid:
    """A café's tables with the lines of each round."""
    return tuple(
        (
            number,
            name,
            taker,
            tuple(
                (at, counts.get(at, 0), cafe.points.get((table, at.round or 0), 0))
                for at in _turns(step, table, cafe.rounds)
            ),
        )
        for table, number, name, taker in cafe.tables
    )


def _turns(step: int, table: int, rounds: int) -> list[NoteSpot]:
    return [NoteSpot(step, None, table, turn) for turn in range(1, rounds + 1)]


def _own(step: int, counts: LineCounts, grid: TableGrid, inside: Sequence[NotesRow]) -> int:
    """Lines of the step that stand in none of the places shown in it: its own, and those of a group or table gone since."""
    shown = {at for *_table, cells in grid for at, _count, _points in cells}
    shown |= {row.spot for row in inside if row.spot.strand}
    return sum(count for spot, count in counts.items() if spot.step == step and spot not in shown)


def row_on_now(
    days: Sequence[NotesDay], on: date, minutes: int, started: int | None
) -> NotesRow | None:
    """The step that is on: the one that was started last on the day, else the one planned for this minute."""
    rows = [row for day in days if day.on == on for row in day.rows]
    return next((row for row in rows if row.spot.step == started), None) or next(
        (row for row in rows if row.start <= minutes < row.end), None
    )
