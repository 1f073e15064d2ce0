"""A template is an agenda without an event: what is kept of one, how it comes into another event, and those of guides/agendas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from ...data.content import content_folder, read_toml, words_from_toml
from ...lib.text import Words
from ..plan import PARKED, Plan, PlanDay, PlanPlace, plan_from_json, plan_to_json
from ..starting import plan_from_table
from .step_copier import StepCopier

FIRST = date(2000, 1, 1)
"""The days of a template stand on dates of no event, one after the other: only their order counts."""


def bare_plan(plan: Plan) -> Plan:
    """What of an agenda can be used again: no people, no speakers, no objectives, no dates."""
    days = {
        day.id: replace(day, on=FIRST + timedelta(days=number))
        for number, day in enumerate(plan.in_order)
    }
    steps = {
        key: replace(step, lead=None, note_taker=None, supporters=(), speakers=(), objectives=())
        for key, step in plan.steps.items()
    }
    strands = {key: replace(one, lead=None, note_taker=None) for key, one in plan.strands.items()}
    return replace(plan, days=days, steps=steps, strands=strands)


def to_template(plan: Plan) -> dict[str, Any]:
    """An agenda as it is kept as a template."""
    return plan_to_json(bare_plan(plan))


def from_template(content: Mapping[str, Any]) -> Plan:
    """The agenda that `to_template` kept."""
    return plan_from_json(content)


def from_shipped(table: Mapping[str, Any]) -> Plan:
    """A shipped agenda (guides/agendas) as a template."""
    days = {
        -number: PlanDay(-number, FIRST + timedelta(days=number))
        for number, _row in enumerate(table["days"], 1)
    }
    return bare_plan(plan_from_table(Plan(days), table, {}, {})[0])


@dataclass(frozen=True)
class LaidTemplate:
    """What came of a template: the plan, and how many steps stand in days and are parked."""

    plan: Plan
    placed: int
    parked: int


def lay_template(plan: Plan, template: Plan, days: Sequence[int]) -> LaidTemplate:
    """The plan with a template in it: day by day into these days (their numbers), where nothing stands yet.

    Nothing is replaced: what has no empty day is parked, without its pins. An empty day takes the template's times over.
    """
    bring = StepCopier(plan, template, pins=True)
    parked = 0
    targets = [*days, *[None] * len(template.days)]
    for day, target in zip(template.in_order, targets, strict=False):
        ids = [step.id for step in template.at(PlanPlace(day=day.id))]
        if target is None or plan.at(PlanPlace(day=target)):
            before = bring.made
            bring.put(ids, PARKED)
            parked += bring.made - before
            continue
        times = replace(bring.plan.days[target], starts=day.starts, planned_end=day.planned_end)
        bring.plan = bring.plan.with_rows(times)
        bring.put(ids, PlanPlace(day=target))
    before = bring.made
    bring.put([step.id for step in template.at(PARKED)], PARKED)
    parked += bring.made - before
    return LaidTemplate(bring.plan, bring.made - parked, parked)


@dataclass(frozen=True)
class ShippedAgenda:
    """One of them: its name, its table as the file has it, and the agenda it stands for."""

    key: str
    name: Words
    table: Mapping[str, Any]
    plan: Plan


@cache
def shipped_agendas() -> dict[str, ShippedAgenda]:
    """All of them by key, the shortest first."""
    found = []
    for path in sorted((content_folder("guides") / "agendas").glob("*.toml")):
        table = read_toml(path)
        found.append(
            ShippedAgenda(path.stem, words_from_toml(table["name"]), table, from_shipped(table))
        )
    found.sort(key=lambda one: (len(one.plan.days), len(one.plan.steps), one.key))
    return {one.key: one for one in found}
