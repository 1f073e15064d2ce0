"""What hangs on what: themes on objectives, objectives on steps, decisions and actions on both. Pure; it goes both ways alike.

Everything belongs to lanes, one an objective. A decision or action is in the lane of its own objective; without one of its own
in those of the objectives its step serves, or else the block of its step; else in the lane of none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

NONE = 0
"""The lane of what serves no objective."""


class KnotKind(StrEnum):
    """What a knot is, in the order of the way."""

    THEME = "theme"
    OBJECTIVE = "objective"
    STEP = "step"
    DECISION = "decision"
    ACTION = "action"


class Knot(NamedTuple):
    """One of them by its number."""

    kind: KnotKind
    id: int


class TracedDeed(NamedTuple):
    """A decision or action: its own objective and the step it was made in, as far as there are any."""

    id: int
    objective: int | None
    step: int | None


@dataclass(frozen=True)
class ObjectiveLane:
    """What belongs to one objective (its id, or NONE), each by number."""

    objective: int
    themes: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    decisions: tuple[int, ...] = ()
    actions: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.themes or self.steps or self.decisions or self.actions)


@dataclass(frozen=True)
class ThreadWeb:
    """The whole. `themes`: the objective of each theme; `steps`: the objectives each step serves, in the order of the agenda.

    `inherited`: those of the block a step is in, which what was made in the step serves where the step itself serves none.
    """

    objectives: Sequence[int]
    themes: Mapping[int, int | None]
    steps: Mapping[int, Sequence[int]]
    decisions: Sequence[TracedDeed]
    actions: Sequence[TracedDeed]
    inherited: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def lanes(self) -> dict[int, ObjectiveLane]:
        """The lane of every objective in their order, then that of what serves none."""
        return {one: self._lane(one) for one in (*self.objectives, NONE)}

    def _lane(self, objective: int) -> ObjectiveLane:
        decisions = [one for one in self.decisions if objective in self._of_deed[one]]
        actions = [one for one in self.actions if objective in self._of_deed[one]]
        made_in = {one.step for one in (*decisions, *actions)}
        return ObjectiveLane(
            objective=objective,
            themes=tuple(key for key, own in self.themes.items() if self._known(own) == objective),
            steps=tuple(
                key
                for key, served in self.steps.items()
                if (objective != NONE and objective in served) or key in made_in
            ),
            decisions=tuple(one.id for one in decisions),
            actions=tuple(one.id for one in actions),
        )

    @cached_property
    def _of_deed(self) -> dict[TracedDeed, frozenset[int]]:
        """The lanes of every decision and action."""
        return {one: self._lanes_of(one) for one in (*self.decisions, *self.actions)}

    def _lanes_of(self, deed: TracedDeed) -> frozenset[int]:
        own = self._known(deed.objective)
        if own != NONE:
            return frozenset({own})
        served = self.steps.get(deed.step or NONE) or self.inherited.get(deed.step or NONE, ())
        return frozenset(one for one in served if one in self._all) or frozenset({NONE})

    @cached_property
    def _all(self) -> frozenset[int]:
        return frozenset(self.objectives)

    def _known(self, objective: int | None) -> int:
        return objective if objective in self._all else NONE

    @cached_property
    def _deeds(self) -> dict[Knot, TracedDeed]:
        return {
            **{Knot(KnotKind.DECISION, one.id): one for one in self.decisions},
            **{Knot(KnotKind.ACTION, one.id): one for one in self.actions},
        }

    def holds(self, knot: Knot) -> bool:
        """Whether there is such a knot."""
        tables = {
            KnotKind.THEME: self.themes,
            KnotKind.OBJECTIVE: self._all,
            KnotKind.STEP: self.steps,
        }
        return knot in self._deeds if knot.kind not in tables else knot.id in tables[knot.kind]

    def lanes_of(self, knot: Knot) -> frozenset[int]:
        """The lanes a knot is in."""
        if knot in self._deeds:
            return self._of_deed[self._deeds[knot]]
        if knot.kind is KnotKind.THEME:
            return frozenset({self._known(self.themes[knot.id])})
        if knot.kind is KnotKind.OBJECTIVE:
            return frozenset({knot.id})
        return frozenset(key for key, lane in self.lanes.items() if knot.id in lane.steps)

    def way(self, knot: Knot) -> dict[KnotKind, tuple[int, ...]]:
        """Everything on the way of a knot, before it and after it, by kind; its own kind holds it alone."""
        lanes = [self.lanes[key] for key in self.lanes if key in self.lanes_of(knot)]
        found: dict[KnotKind, Iterable[int]] = {
            KnotKind.THEME: (one for lane in lanes if lane.objective for one in lane.themes),
            KnotKind.OBJECTIVE: (lane.objective for lane in lanes if lane.objective),
            KnotKind.STEP: (one for lane in lanes for one in lane.steps),
            KnotKind.DECISION: (one for lane in lanes for one in lane.decisions),
            KnotKind.ACTION: (one for lane in lanes for one in lane.actions),
        }
        if knot.kind is KnotKind.THEME and knot.id not in {
            one for lane in lanes if lane.objective for one in lane.themes
        }:
            found = {}
        own = {
            kind: tuple(one for one in dict.fromkeys(ids) if self._meets(knot, Knot(kind, one)))
            for kind, ids in found.items()
        }
        return {kind: own.get(kind, ()) for kind in KnotKind} | {knot.kind: (knot.id,)}

    def _meets(self, knot: Knot, other: Knot) -> bool:
        """Whether two knots of one lane lie on one way: what was made in different steps does not. The same either way round.

        What serves no objective has nothing but its step in common.
        """
        at, there = self._step_of(knot), self._step_of(other)
        if self.lanes_of(knot) & self.lanes_of(other) == {NONE}:
            return at == there
        return at is None or there is None or at == there

    def _step_of(self, knot: Knot) -> int | None:
        if knot.kind is KnotKind.STEP:
            return knot.id
        deed = self._deeds.get(knot)
        return deed.step if deed and deed.step in self.steps else None
