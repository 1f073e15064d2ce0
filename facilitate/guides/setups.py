"""How the rooms have to be set up: one plan for every way a room stands during the event."""

from collections.abc import Callable, Iterable, Iterator
from math import ceil

from ..agenda.headcount import TABLE
from ..techniques.technique import RoomLayout
from .guide import GuideRoom, GuideStep

_PLACES: dict[RoomLayout, Callable[[int], int]] = {
    RoomLayout.ROUND_TABLES: lambda people: ceil(people / TABLE),
    RoomLayout.WALLS: lambda _people: 1,
}
"""Layouts that need a number of tables or stations; how many of them a parallel group in a room of its own has."""


def room_setups(steps: Iterable[GuideStep]) -> list[GuideRoom]:
    """The plans in the order they are needed; steps in the same room, set up alike for as many, share one.

    Parallel groups in rooms of their own each need theirs. What leaves a room as it stands needs no plan.
    """
    found: dict[tuple[RoomLayout, str, int, int], GuideRoom] = {}
    for step in steps:
        if step.layout in (None, RoomLayout.AS_IS) or step.holds:
            continue
        for room in _rooms(step, step.layout):
            key = room.layout, room.room, room.people, room.tables
            found.setdefault(key, room)
            if step.number not in found[key].steps:
                found[key].steps.append(step.number)
    return list(found.values())


def _rooms(step: GuideStep, layout: RoomLayout) -> Iterator[GuideRoom]:
    """The rooms a step takes place in: its own, or those of its groups where these are elsewhere."""
    places = _PLACES.get(layout)
    elsewhere = [group for group in step.groups if group.room and group.room != step.room]
    for group in elsewhere:
        yield GuideRoom(
            layout=layout,
            room=group.room,
            people=group.people,
            tables=places(group.people) if places else 0,
            steps=[],
            setting=step.setting,
        )
    if step.room or not elsewhere:
        yield GuideRoom(
            layout=layout,
            room=step.room,
            people=step.people,
            tables=step.tables if places else 0,
            steps=[],
            setting=step.setting,
        )
