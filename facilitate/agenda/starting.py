"""From an agenda table (guides/agendas, the demo) to a plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..data.content import words_from_toml
from ..lib.clock import after_midnight, read_clock
from ..lib.text import Words
from ..techniques.technique import QuantityBasis, Speaks
from .kinds import StepKind
from .placing import add_strand, add_to_plan
from .plan import WRITTEN, Plan, PlanMaterial, PlanPlace, PlanRoom, PlanStep, PlanStrand, ScriptPart


def plan_from_table(
    plan: Plan, table: Mapping[str, Any], people: Mapping[str, int], objectives: Mapping[str, int]
) -> tuple[Plan, list[int]]:
    """The plan with a table's days on its own, in order, and the numbers of the new steps in the order of the table.

    `people` and `objectives` are numbers by the short names the table uses. Days it has beyond the plan's are left out.
    """
    reader = _AgendaTableReader(people, objectives)
    for room in table.get("rooms", []):
        plan = reader.room(plan, room["name"], room.get("capacity", 0))[0]
    for day, row in zip(plan.in_order, table.get("days", []), strict=False):
        plan = plan.with_rows(
            replace(day, starts=_minutes(row["start"]), planned_end=_minutes(row["planned_end"]))
        )
        for one in row.get("steps", []):
            plan = reader.put(plan, PlanPlace(day=day.id), one)
    for one in table.get("parked", []):
        plan = reader.put(plan, PlanPlace(), one)
    return plan, reader.made


def _minutes(text: str) -> int:
    return after_midnight(read_clock(text))


class _AgendaTableReader:
    """Reads the steps of an agenda table into a plan; `made` are the numbers of the new steps in order."""

    def __init__(self, people: Mapping[str, int], objectives: Mapping[str, int]) -> None:
        self.people, self.objectives = people, objectives
        self.made: list[int] = []

    def put(self, plan: Plan, place: PlanPlace, row: Mapping[str, Any]) -> Plan:
        plan, room = self.room(plan, row.get("room", ""))
        step = self.step(plan.fresh("steps"), place, row, room)
        self.made.append(step.id)
        plan = add_to_plan(plan, step)
        for one in row.get("steps", []):
            plan = self.put(plan, PlanPlace(block=step.id), one)
        for one in row.get("strands", []):
            plan = self.strand(plan, step.id, one)
        return plan

    def strand(self, plan: Plan, block: int, row: Mapping[str, Any]) -> Plan:
        plan, room = self.room(plan, row.get("room", ""))
        strand = PlanStrand(
            plan.fresh("strands"),
            block,
            name=words_from_toml(dict(row), "name"),
            room=room,
            people=row.get("people", 0),
            lead=self._member(row, "lead"),
            note_taker=self._member(row, "note_taker"),
        )
        plan = add_strand(plan, strand)
        for one in row.get("steps", []):
            plan = self.put(plan, PlanPlace(block=block, strand=strand.id), one)
        return plan

    def room(self, plan: Plan, name: str, capacity: int = 0) -> tuple[Plan, int | None]:
        """The room of that name, made on first use."""
        known = next((one for one in plan.rooms.values() if one.name == name), None)
        if not name:
            return plan, None
        if known and capacity in (0, known.capacity):
            return plan, known.id
        made = PlanRoom(known.id if known else plan.fresh("rooms"), name, capacity)
        return plan.with_rows(made), made.id

    def step(self, id: int, place: PlanPlace, row: Mapping[str, Any], room: int | None) -> PlanStep:
        lead, pinned = self._member(row, "lead"), row.get("pinned", "")
        helping = {self.people[key] for key in row.get("supporters", []) if key in self.people}
        served = {
            self.objectives[key] for key in row.get("objectives", []) if key in self.objectives
        }
        wordings: dict[str, Any] = {
            name: words_from_toml(dict(row), name)
            for name in ("title", "about", "aim", "say", "do", *WRITTEN)
        }
        return PlanStep(
            id,
            *place,
            kind=StepKind(row["kind"]),
            minutes=row.get("minutes", 0),
            technique=row.get("technique", ""),
            pinned=_minutes(pinned) if pinned else None,
            room=room,
            lead=lead,
            note_taker=self._member(row, "note_taker"),
            supporters=tuple(sorted(helping - {lead or 0})),
            objectives=tuple(sorted(served)),
            materials=_materials(row),
            internal=row.get("internal", False),
            people=row.get("people", 0),
            groups=row.get("groups", 0),
            script=_script(row),
            **wordings,
        )

    def _member(self, row: Mapping[str, Any], name: str) -> int | None:
        return self.people.get(row.get(name, ""))


def _script(row: Mapping[str, Any]) -> tuple[ScriptPart, ...]:
    """The running script the team has written for a step: a row a line."""
    return tuple(
        ScriptPart(
            one.get("minutes", 0),
            Speaks(one.get("speaks", Speaks.FACILITATOR)),
            words_from_toml(dict(one), "do"),
            words_from_toml(dict(one), "say"),
        )
        for one in row.get("script", [])
    )


def _materials(row: Mapping[str, Any]) -> tuple[PlanMaterial, ...]:
    """What a table says to bring: counted rows, or a text whose lines speak for themselves."""
    if rows := row.get("materials"):
        return tuple(
            PlanMaterial(
                words_from_toml(one),
                one.get("quantity", 0),
                QuantityBasis(one.get("per", QuantityBasis.EVENT)),
            )
            for one in rows
        )
    return material_lines(words_from_toml(dict(row), "materials"))


def material_lines(text: Words) -> tuple[PlanMaterial, ...]:
    """A wording in two languages as materials, a line each."""
    en, sq = (
        [line.strip() for line in one.splitlines() if line.strip()] for one in (text.en, text.sq)
    )
    lines = max(len(en), len(sq))
    pairs = zip([*en, *[""] * (lines - len(en))], [*sq, *[""] * (lines - len(sq))], strict=True)
    return tuple(PlanMaterial(Words(*pair)) for pair in pairs)
