"""What participants may see of an agenda: the one place that decides it. Everything public is made of these values alone.

Told are the kind, title, times, room, speakers' names and `about` of a step. Left out are internal steps and everything that
is the team's: technique, aim, say, do, materials, comments, who leads, helps or takes notes. To show or hide a field, change
`PublicStep`: page, Word file, calendar and embedded programme have nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..kinds import StepKind
from ..plan import Plan, PlanPlace, PlanStep, PlanStrand
from ..timing import Timed


@dataclass(frozen=True)
class PublicStep:
    """A step as participants read it; times in minutes after midnight. It holds steps of its own, or parallel strands."""

    id: int
    kind: StepKind
    title: str
    start: int
    end: int
    room: str = ""
    speakers: tuple[str, ...] = ()
    about: str = ""
    steps: tuple["PublicStep", ...] = ()
    strands: tuple["PublicStrand", ...] = ()


@dataclass(frozen=True)
class PublicStrand:
    """One of the parallel strands of a step."""

    id: int
    name: str
    room: str = ""
    steps: tuple[PublicStep, ...] = ()


@dataclass(frozen=True)
class PublicDay:
    """A day that has something for participants."""

    on: date
    steps: tuple[PublicStep, ...]


@dataclass(frozen=True)
class Occasion:
    """Something that takes place in one room: a step that holds no others, or a strand without steps of its own.

    `track` is the strand or the session it is part of; `strand` is 0 for a step.
    """

    step: int
    strand: int
    kind: StepKind
    title: str
    start: int
    end: int
    room: str
    speakers: tuple[str, ...]
    about: str
    track: str = ""


def public_days(plan: Plan, language: str) -> list[PublicDay]:
    """The programme of a plan for participants, in that language; a missing wording shows in the other one."""
    days = [_PublicReader(plan, language, day.id).day(day.on) for day in plan.in_order]
    return [day for day in days if day.steps]


class _PublicReader:
    def __init__(self, plan: Plan, language: str, day: int) -> None:
        self.plan, self.language, self.place = plan, language, PlanPlace(day)
        self.times: Mapping[int, Timed] = {one.id: one for one in plan.timed(day)}

    def day(self, on: date) -> PublicDay:
        return PublicDay(on, self.steps(self.plan.at(self.place), ""))

    def steps(self, steps: Iterable[PlanStep], room: str) -> tuple[PublicStep, ...]:
        return tuple(self.step(one, room) for one in steps if not one.internal)

    def step(self, step: PlanStep, room: str) -> PublicStep:
        time, own = self.times[step.id], self.room(step.room) or room
        strands = [self.strand(one, own) for one in self.plan.strands_of.get(step.id, [])]
        return PublicStep(
            id=step.id,
            kind=step.kind,
            title=step.title.to(self.language),
            start=time.start,
            end=time.end,
            room=own,
            speakers=tuple(one.name for one in step.speakers),
            about=step.about.to(self.language),
            steps=self.steps(self.plan.at(PlanPlace(block=step.id)), own),
            strands=tuple(one for one in strands if one),
        )

    def strand(self, strand: PlanStrand, room: str) -> PublicStrand | None:
        """None for one that holds nothing but what is internal."""
        own = self.room(strand.room) or room
        standing = self.plan.at(PlanPlace(block=strand.block, strand=strand.id))
        shown = self.steps(standing, own)
        return (
            None
            if standing and not shown
            else PublicStrand(strand.id, strand.name.to(self.language), own, shown)
        )

    def room(self, key: int | None) -> str:
        room = self.plan.rooms.get(key or 0)
        return room.name if room else ""


def list_occasions(steps: Iterable[PublicStep], track: str = "") -> Iterator[Occasion]:
    """Everything that takes time, each once, in the order of the programme."""
    for step in steps:
        if step.steps or step.strands:
            yield from list_occasions(step.steps, track or step.title)
            for strand in step.strands:
                yield from _strand(step, strand)
        elif step.end > step.start:
            yield occasion_of(step, track=track)


def occasion_of(step: PublicStep, **other: Any) -> Occasion:
    """A step as something that takes time; `other`: what is said otherwise of it."""
    own = Occasion(
        step=step.id,
        strand=0,
        kind=step.kind,
        title=step.title,
        start=step.start,
        end=step.end,
        room=step.room,
        speakers=step.speakers,
        about=step.about,
    )
    return replace(own, **other)


def _strand(block: PublicStep, strand: PublicStrand) -> Iterator[Occasion]:
    if strand.steps:
        yield from list_occasions(strand.steps, strand.name)
    elif block.end > block.start:
        title = f"{block.title}: {strand.name}" if strand.name else block.title
        yield occasion_of(block, strand=strand.id, title=title, room=strand.room, track=block.title)


def count_differing(before: Iterable[PublicDay], after: Iterable[PublicDay]) -> int:
    """How many steps participants would find different, new or gone; a step that only moved in time counts too."""
    old, new = _alone(before), _alone(after)
    return sum(old.get(key) != new.get(key) for key in {*old, *new})


def _alone(days: Iterable[PublicDay]) -> dict[int, object]:
    """Each step by its number, without the steps it holds: they count for themselves."""
    found: dict[int, object] = {}

    def walk(on: date, steps: Iterable[PublicStep], inside: int) -> None:
        for one in steps:
            strands = [(strand.id, strand.name, strand.room) for strand in one.strands]
            found[one.id] = (
                on,
                inside,
                one.kind,
                one.title,
                one.start,
                one.end,
                one.room,
                one.speakers,
                one.about,
                strands,
            )
            walk(on, one.steps, one.id)
            for strand in one.strands:
                walk(on, strand.steps, strand.id)

    for day in days:
        walk(day.on, day.steps, 0)
    return found
