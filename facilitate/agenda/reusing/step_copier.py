"""Steps of another agenda come into this one: copies, with what they hold, without what belongs to the other event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ...lib.text import plain_text
from ..placing import add_to_plan, steps_in_order
from ..plan import Plan, PlanPlace, PlanRoom, PlanStep, PlanStrand

NOBODY: Mapping[int, int] = {}


@dataclass
class StepCopier:
    """Puts copies of the steps of `source` into `plan`, which changes with every one; `made` counts them.

    `people`: who of the other team (by number) is who in this one; all others stay behind, and speakers and objectives
    do too. Rooms are found by name; one that is not there is made where `rooms` says so. Pins are kept with `pins`.
    """

    plan: Plan
    source: Plan
    people: Mapping[int, int] = field(default_factory=dict)
    rooms: bool = True
    pins: bool = False
    made: int = 0

    def put(self, ids: Iterable[int], place: PlanPlace) -> None:
        """Copies of these steps, in their order, at the end of a list; a block takes along all it holds."""
        chosen = steps_in_order(self.source, ids)
        blocks = {step.id for step in chosen}
        for step in chosen:
            if step.block not in blocks:
                self._step(step, place)

    def _step(self, step: PlanStep, place: PlanPlace) -> int:
        copy = self._copied(step, place)
        self.plan = add_to_plan(self.plan, copy)
        self.made += 1
        strands = {
            one.id: self._strand(one, copy.id) for one in self.source.strands_of.get(step.id, [])
        }
        for inner in self.source.inside(step.id):
            self._step(inner, PlanPlace(block=copy.id, strand=strands.get(inner.strand or 0)))
        return copy.id

    def _copied(self, step: PlanStep, place: PlanPlace) -> PlanStep:
        return replace(
            step,
            id=self.plan.fresh("steps"),
            day=place.day,
            block=place.block,
            strand=place.strand,
            pinned=step.pinned if self.pins and place.day is not None else None,
            room=self._room(step.room),
            lead=self._member(step.lead),
            note_taker=self._member(step.note_taker),
            supporters=tuple(
                sorted(self.people[key] for key in step.supporters if key in self.people)
            ),
            speakers=(),
            objectives=(),
        )

    def _strand(self, strand: PlanStrand, block: int) -> int:
        copy = replace(
            strand,
            id=self.plan.fresh("strands"),
            block=block,
            room=self._room(strand.room),
            lead=self._member(strand.lead),
            note_taker=self._member(strand.note_taker),
        )
        self.plan = self.plan.with_rows(copy)
        return copy.id

    def _member(self, key: int | None) -> int | None:
        return self.people.get(key) if key is not None else None

    def _room(self, key: int | None) -> int | None:
        """The room of that name in this agenda."""
        room = self.source.rooms.get(key) if key is not None else None
        if room is None:
            return None
        for one in self.plan.rooms.values():
            if plain_text(one.name) == plain_text(room.name):
                return one.id
        if not self.rooms:
            return None
        made = PlanRoom(self.plan.fresh("rooms"), room.name, room.capacity)
        self.plan = self.plan.with_rows(made)
        return made.id
