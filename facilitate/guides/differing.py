"""Where the papers of an event would contradict each other in a number; it is said before they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..agenda.shopping import CHAIRS
from ..lib.text import plain_text
from .guide import GuideCafe, GuideGuests, GuideMaterial, Hole, Lack

if TYPE_CHECKING:  # read only
    from ..agenda.plan import Plan, PlanStep
    from ..cafe.queries import CafePlan

NEAR = 0.1
"""As a share of those expected: what nobody has to settle, because some always stay away or bring somebody along."""


def with_tables(plan: Plan, cafes: Mapping[int, CafePlan]) -> Plan:
    """The plan in which every café step has as many tables as its café: whatever is counted by table counts these."""
    changed = [
        replace(plan.steps[key], groups=len(cafe.tables))
        for key, cafe in cafes.items()
        if key in plan.steps and cafe.tables
    ]
    return plan.with_rows(*changed)


def people_discrepancies(expected: int, guests: GuideGuests) -> list[Hole]:
    """Whether many more or fewer come than are expected."""
    if not expected or not guests.coming or abs(expected - guests.coming) <= expected * NEAR:
        return []
    return [Hole(Lack.COMING, f"{expected}, {guests.coming}")]


def cafe_discrepancies(
    step: PlanStep, cafe: GuideCafe | None, people: int, materials: list[GuideMaterial]
) -> list[tuple[Lack, str]]:
    """Whether a café's seats, tables and chairs are as many as its step says, and who takes notes at a table stays there."""
    if cafe is None or not cafe.tables:
        return []
    seats, tables = sum(one.seats for one in cafe.tables), len(cafe.tables)
    spare = max(one.seats for one in cafe.tables)
    chairs = sum(one.total for one in materials if plain_text(one.text) in CHAIRS)
    in_room = sum(one.seats for one in cafe.tables if one.in_room)
    most = people + spare if step.kind.value == "cafe" else seats + 1  # a group has room to spare
    is_off = bool(people) and not people <= seats < most
    found = [
        (Lack.SEATS, f"{seats}, {people}", is_off),
        (Lack.TABLES, f"{step.groups}, {tables}", bool(step.groups) and step.groups != tables),
        (Lack.CHAIRS, f"{chairs}, {in_room}", bool(chairs) and chairs != in_room),
        (Lack.MOVING, ", ".join(map(str, cafe.moving)), bool(cafe.moving)),
    ]
    return [(lack, detail) for lack, detail, differs in found if differs]
