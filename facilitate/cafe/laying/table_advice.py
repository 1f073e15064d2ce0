"""What the page of tables and rounds shows beside them: suggestions from the numbers, and how a café works."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...techniques.queries import technique_by_key
from ...techniques.technique import Speaks, Technique, TechniqueStep
from ..floor import CafeFloor
from .actions import tables_to_remove
from .number_suggestions import (
    CafeNumbers,
    Laying,
    fitting_group_numbers,
    fitting_numbers,
    group_layings,
    table_layings,
)
from .wording import laying_said, meets_said, numbers_said, offers_empty

USUAL = "world-cafe"
"""The technique a café step without one is run by."""


@dataclass(frozen=True)
class NumbersOffer:
    """Numbers that fit, in words."""

    numbers: CafeNumbers
    said: str


@dataclass(frozen=True)
class TablesOffer:
    """A way to lay the tables, in words. `blocked`: tables with a question or a host would have to go first."""

    laying: Laying
    said: str
    means: str
    blocked: bool


@dataclass(frozen=True)
class Suggestions:
    """`fitting_numbers` the rounds fit, with the minutes the step would have to have for them as they are (0: it fits); `tables`
    that may be laid, or why there are none (`none`). `pressing`: something does not fit as it is."""

    ways: Sequence[NumbersOffer] = ()
    minutes: int = 0
    tables: Sequence[TablesOffer] = ()
    none: str = ""
    pressing: bool = False

    def __bool__(self) -> bool:
        return bool(self.ways or self.minutes or self.tables or self.none)


def cafe_suggestions(floor: CafeFloor, people: int) -> Suggestions:
    """What the numbers suggest for so many people; nothing once the café has begun."""
    cafe, has = floor.cafe, floor.has_minutes
    if cafe.held:
        return Suggestions()
    now = CafeNumbers(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    long = now.total > has > 0
    layings = layings_for(floor, people)
    tables = [
        TablesOffer(
            one,
            laying_said(one),
            meets_said(one, hosted=floor.form.is_cafe, keeps=floor.keeps_company),
            tables_to_remove(floor, one.tables) is None,
        )
        for one in layings
        if not _is_laid(floor, one)
    ]
    possible = [one for one in tables if not one.blocked]
    return Suggestions(
        ways=[
            NumbersOffer(one, numbers_said(one))
            for one in (
                fitting_numbers(now, has, len(floor.tables))
                if floor.form.is_cafe
                else fitting_group_numbers(now, has)
            )
        ]
        if has
        else [],
        minutes=now.total if long else 0,
        tables=possible or tables,
        none=offers_empty(people, cafe.rounds)
        if people > 1 and not layings and floor.form.is_cafe
        else "",
        pressing=long or 0 < floor.seats < people,
    )


def layings_for(floor: CafeFloor, people: int) -> list[Laying]:
    """Ways to lay tables, or to make groups, for so many people."""
    rounds, present = floor.cafe.rounds, len(floor.tables)
    if not people:
        return []
    if floor.form.is_cafe:
        return table_layings(people, rounds, present)
    form = replace(floor.form, rounds=rounds, alike=floor.cafe.alike)
    return group_layings(people, form, present)


def _is_laid(floor: CafeFloor, one: Laying) -> bool:
    return len(floor.tables) == one.tables and all(
        table.seats == one.seats for table in floor.tables
    )


@dataclass(frozen=True)
class HowTo:
    """How a café works, from the shelf: the whole technique, and what its hosts say, step by step."""

    technique: Technique
    hosts: Sequence[TechniqueStep]


def how_to(floor: CafeFloor) -> HowTo | None:
    """The technique of the step, or the usual one; None where the shelf has neither."""
    usual = technique_by_key(USUAL) if floor.form.is_cafe else None
    found = technique_by_key(floor.technique) or usual
    return (
        HowTo(found, [step for step in found.steps if step.speaks is Speaks.HOST])
        if found
        else None
    )
