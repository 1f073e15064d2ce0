"""What the door tells somebody of their seats that day: who comes late, or has lost the slip, is sent to a table."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from ...agenda.models import Room
from ...data.db import db
from ...events.models import Event
from ...lib.clock import format_wall_time
from ...participation.door.queries import HINTS_OF_DAY
from ...web.i18n import _n, pick_wording
from ..models import Cafe, CafeSeating, CafeTable
from ..queries import cafe_steps
from ..seats import Path, seating_from_json


def seats_of_day(event: Event, day: date) -> dict[int, list[str]]:
    """`10:45: tables 6, 8, 2`, for each café and step in small groups of that day, by the participation of who has seats there."""
    found: dict[int, list[str]] = {}
    starts = {one.id: one.start for one in cafe_steps(event) if one.day.on == day}
    if not starts:
        return found
    cafes = db.session.scalars(sa.select(Cafe).where(Cafe.step_id.in_(starts)))
    for cafe in sorted(cafes, key=lambda one: starts[one.step_id]):
        names = _table_names(cafe)
        at = format_wall_time(starts[cafe.step_id])
        for who, path in _paths(cafe):
            found.setdefault(who, []).append(f"{at}: {said_of_path(path, names)}")
    return found


HINTS_OF_DAY.append(seats_of_day)


def _paths(cafe: Cafe) -> Iterator[tuple[int, Path]]:
    """The tables of each participant in the seating that holds."""
    query = sa.select(CafeSeating.content).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.undone.is_(False)
    )
    content = db.session.scalar(query.order_by(CafeSeating.id.desc()).limit(1))
    for key, path in seating_from_json(content).paths.items() if content else ():
        if key.startswith("p"):
            yield int(key[1:]), path


def _table_names(cafe: Cafe) -> dict[int, str]:
    """What each table is called: its number, its name where it has one, its room where it has one of its own."""
    query = (
        sa.select(CafeTable.id, CafeTable.number, CafeTable.name, Room.name)
        .outerjoin(Room, sa.and_(Room.id == CafeTable.room_id, Room.removed_at.is_(None)))
        .where(CafeTable.cafe_id == cafe.id)
    )
    return {
        key: " · ".join(filter(None, (str(number), pick_wording(name), room)))
        for key, number, name, room in db.session.execute(query)
    }


def said_of_path(path: Path, names: dict[int, str]) -> str:
    """`table 3`, or `tables 6, 8, –, 2`: one a round, once where nobody moves."""
    stops = [names.get(table or 0, "–") for table in path]
    stops = stops[:1] if len(set(stops)) == 1 else stops
    which = ", ".join(stops)
    return _n("table %(which)s", "tables %(which)s", len(stops), which=which)
