"""What happens to guests: marked, given wishes, bound to one another, walked in. The caller holds the café."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import County, Sector
from ..floor import CafeFloor, Guest
from ..models import Bond, CafeGuest, CafePair
from .guest_names import find_colleague


class DoorMark(StrEnum):
    """What people are marked as."""

    OUT = "out"
    HERE = "here"
    ABSENT = "absent"
    ONLINE = "online"
    IN_ROOM = "in_room"


def absence_after_mark(
    floor: CafeFloor, guest: Guest, mark: DoorMark, rounds: Collection[int] = ()
) -> tuple[bool, list[int]]:
    """Whether they are out, and which rounds they miss (from 1), once they are marked so.

    What happened in rounds already held stays. Who is here after all has missed those they had no seat in.
    """
    held = floor.cafe.held
    if mark is DoorMark.OUT:
        return True, sorted(guest.absent)
    if mark is DoorMark.HERE:
        seated = floor.seating
        return False, [
            number
            for number in range(1, held + 1)
            if seated is None or seated.at(number, guest.key) is None
        ]
    missed = {number for number in guest.absent if number <= held}
    return False, sorted(
        missed | {number for number in rounds if held < number <= floor.cafe.rounds}
    )


def guest_rows(floor: CafeFloor, keys: Iterable[str]) -> dict[str, CafeGuest]:
    """The café's own rows about these people, made where there are none. Who is not in the list has none."""
    wanted = [key for key in dict.fromkeys(keys) if key in floor.people]
    numbers = [number for key in wanted if (number := floor.people[key].row)]
    there = {
        row.id: row
        for row in db.session.scalars(sa.select(CafeGuest).where(CafeGuest.id.in_(numbers)))
    }
    found = {}
    for key in wanted:
        row = there.get(floor.people[key].row or 0)
        found[key] = row or CafeGuest(
            cafe_id=floor.cafe.id,
            participation_id=int(key[1:]),
            absent=[],
            wishes=list(floor.people[key].wishes),
            out=False,
        )
    db.session.add_all(found.values())
    db.session.flush()
    return found


def mark_guests(
    floor: CafeFloor, keys: Iterable[str], what: DoorMark, rounds: Iterable[int] = ()
) -> int:
    """Mark these people; says how many of them are in the list."""
    chosen = set(rounds)
    rows = guest_rows(floor, keys)
    for key, row in rows.items():
        if what in (DoorMark.ONLINE, DoorMark.IN_ROOM):
            row.online = what is DoorMark.ONLINE
            continue
        row.out, row.absent = absence_after_mark(floor, floor.people[key], what, chosen)
    db.session.flush()
    return len(rows)


def bind_guests(floor: CafeFloor, kind: Bond, a: str, b: str) -> CafePair:
    """Keep two people of the list apart or together."""
    rows = guest_rows(floor, [a, b])
    pair = CafePair(cafe_id=floor.cafe.id, kind=kind, a_id=rows[a].id, b_id=rows[b].id)
    db.session.add(pair)
    db.session.flush()
    return pair


def add_walk_in(floor: CafeFloor, typed: Mapping[str, Any]) -> CafeGuest:
    """Somebody who is in no list; they have missed the rounds already held.

    Who names no sector or county is counted as others of the same organisation are.
    """
    row = CafeGuest(
        cafe_id=floor.cafe.id,
        participation_id=None,
        out=False,
        wishes=[],
        absent=list(range(1, floor.cafe.held + 1)),
        **typed,
    )
    known = find_colleague(floor, row.organisation)
    if known and not row.sector_id:
        row.sector_id = db.session.scalar(sa.select(Sector.id).where(Sector.key == known.sector))
    if known and not row.county_id:
        row.county_id = db.session.scalar(
            sa.select(County.id).where(County.name == known.region_name)
        )
    db.session.add(row)
    db.session.flush()
    return row
