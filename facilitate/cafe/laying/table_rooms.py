"""The rooms of tables and groups: which are free while their step goes on, which group may have which, what does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from ...agenda.models import Step, Strand
from ...agenda.plan import Plan, PlanRoom
from ...agenda.queries import outline_of, rooms_of
from ...data.db import db
from ...events.models import Event
from ...web.forms import PickField, VersionedForm
from ...web.i18n import _, _n, pick_wording
from ..floor import CafeFloor
from ..models import Cafe, CafeTable


class TableRoomForm(VersionedForm):
    """The room of one table; its field has the prefix `t` and the number of its row in the database."""

    room_id = PickField("")


@dataclass(frozen=True)
class RoomsThen:
    """The rooms of the event (by id) while a step goes on. `taken`: the title of another step that is in one of them.

    `own`: those of the step's own parallel groups.
    """

    rooms: Mapping[int, PlanRoom]
    taken: Mapping[int, str]
    own: Sequence[int] = ()

    def offered(self, room: PlanRoom) -> str:
        """`Hall B · 40 places · taken: Training`"""
        places = _n("%(num)d place", "%(num)d places", room.capacity) if room.capacity else ""
        taken = self.taken.get(room.id, "")
        said = _("taken: %(step)s", step=taken) if taken else ""
        return " · ".join(filter(None, (room.name, places, said)))


def rooms_then(event: Event, floor: CafeFloor) -> RoomsThen:
    """The rooms of the event, and what else is in them while the step of this floor goes on."""
    plan, own = outline_of(event), floor.cafe.step_id
    meanwhile = {key: plan.steps[key].title for key in _meanwhile(plan, floor)}
    taken: dict[int, str] = {}
    beside = []
    found: Any = db.session.execute(_rooms_of_steps(set(meanwhile), own))
    for room, step in found:
        if step == own:
            beside.append(room)
        else:
            taken.setdefault(room, pick_wording(meanwhile[step]))
    return RoomsThen(rooms_of(event), taken, beside)


def _rooms_of_steps(steps: set[int], own: int) -> Any:
    """A statement: the rooms of these steps, of their tables and of parallel groups, these also of the `own` step."""
    tables = sa.select(CafeTable.room_id, Cafe.step_id).join(Cafe, CafeTable.cafe_id == Cafe.id)
    return sa.union(
        sa.select(Step.room_id, Step.id).where(Step.id.in_(steps), Step.room_id.is_not(None)),
        sa.select(Strand.room_id, Strand.block_id).where(
            Strand.block_id.in_({*steps, own}),
            Strand.room_id.is_not(None),
            Strand.removed_at.is_(None),
        ),
        tables.where(Cafe.step_id.in_(steps), CafeTable.room_id.is_not(None)),
    )


def _meanwhile(plan: Plan, floor: CafeFloor) -> list[int]:
    """The other steps that go on at the same time; a session and what it holds are not beside each other."""
    if floor.on is None:
        return []
    own = floor.on.step
    return [
        one.id
        for one in plan.timed(floor.on.day.id)
        if one.id not in (own.id, own.block)
        and plan.steps[one.id].block != own.id
        and one.start < floor.on.end
        and one.end > floor.on.start
    ]


def suggest_rooms(floor: CafeFloor, then: RoomsThen) -> dict[int, int]:
    """A free room for each table (ids), the smallest that holds it; where there are fewer rooms, they begin again.

    Where the step has parallel groups with rooms, its tables are in these.
    """
    free = [
        room
        for room in then.rooms.values()
        if room.id not in then.taken and (not then.own or room.id in then.own)
    ]
    found: dict[int, int] = {}
    left: list[PlanRoom] = []
    for table in sorted(floor.in_room, key=lambda one: (-one.seats, one.number)):
        left = left or sorted(free, key=lambda room: (room.capacity or 10_000, room.name))
        fits = [room for room in left if not room.capacity or room.capacity >= table.seats]
        if room := next(iter(fits or left[::-1]), None):
            found[table.id] = room.id
            left.remove(room)
    return found


def room_forms(
    floor: CafeFloor, then: RoomsThen, suggested: Mapping[int, int] | None = None
) -> list[tuple[CafeTable, TableRoomForm]]:
    """Each table that is in a room with its form; `suggested`: what stands there instead of what is saved."""
    found = []
    for table in floor.in_room:
        room = (suggested or {}).get(table.id, table.room_id)
        row: Any = SimpleNamespace(version=table.version, room_id=room)
        form = TableRoomForm(obj=row, prefix=f"t{table.id}-")
        name = pick_wording(floor.name_of(table))
        form.room_id.label.text = " · ".join(
            filter(None, (_("Table %(number)d", number=table.number), name))
        )
        form.room_id.offer(list(then.rooms.values()), then.offered)
        found.append((table, form))
    return found


def room_troubles(event: Event, floor: CafeFloor) -> list[str]:
    """What does not fit: a room that something else is in, and one with fewer places than the seats in it."""
    if not floor.in_rooms:
        return []
    then = rooms_then(event, floor)
    people: dict[int, list[CafeTable]] = {}
    for table in floor.in_room:
        if table.room_id and table.room_id in then.rooms:
            people.setdefault(table.room_id, []).append(table)
    found = []
    for key, tables in people.items():
        room, number = then.rooms[key], people_at(floor, tables)
        if title := then.taken.get(key):
            found.append(_("%(room)s is taken at that time: %(step)s.", room=room.name, step=title))
        if 0 < room.capacity < number:
            found.append(
                _n(
                    "%(room)s holds %(num)d person, but %(people)d are planned.",
                    "%(room)s holds %(num)d people, but %(people)d are planned.",
                    room.capacity,
                    room=room.name,
                    people=number,
                )
            )
    return found


def people_at(floor: CafeFloor, tables: Sequence[CafeTable]) -> int:
    """How many are at these tables in the fullest round; as many as there are seats while nobody is seated."""
    seating = floor.seating
    if seating is None:
        return sum(table.seats for table in tables)
    return max(
        sum(len(seating.people_at(number, table.id)) for table in tables)
        for number in range(1, len(seating.rounds) + 1)
    )
