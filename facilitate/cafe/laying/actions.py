"""What happens to the tables of a café: put into another order, laid as suggested, taken away."""

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...history.models import Change
from ...lib.text import Words
from ...web.i18n import _, in_both_languages, pick_wording
from ...web.refused import Refused
from ..actions import REMOVALS, add_table
from ..actions import remove_table as take_away
from ..floor import CafeFloor
from ..models import CafeTable, CafeTablePlace
from .number_suggestions import superfluous_tables


def is_bare(table: CafeTable) -> bool:
    """Whether nobody has given this table a name, a question, an objective, a host, a note-taker or a place of its own."""
    return not any(
        (
            table.name,
            table.question,
            table.objective_id,
            table.host_participation_id,
            table.host_id,
            table.host_name,
            table.note_taker_id,
            table.note_taker_name,
            table.room_id,
            table.link,
            table.place not in (None, CafeTablePlace.ROOM),
        )
    )


def tables_to_remove(floor: CafeFloor, count: int) -> list[CafeTable] | None:
    """The tables that would go so that `count` are left; None where one of them has a question or a host."""
    places = superfluous_tables(
        [is_bare(table) and not was_held(floor, table) for table in floor.tables], count
    )
    return None if places is None else [floor.tables[place] for place in places]


def was_held(floor: CafeFloor, table: CafeTable) -> bool:
    """Whether people have sat at this table in a round that is over."""
    seating = floor.seating
    return seating is not None and any(
        seating.people_at(number, table.id) for number in range(1, floor.cafe.held + 1)
    )


def set_tables(floor: CafeFloor, count: int, seats: int) -> None:
    """`count` tables with so many seats each. Refused where a table with a question or a host would have to go."""
    over = tables_to_remove(floor, count)
    if over is None:
        raise Refused(
            _("Tables with a question or a host stay. First remove those you do not need.")
        )
    for table in reversed(over):
        take_away(table)
    for table in floor.tables:
        if table not in over and table.seats != seats:
            table.seats = seats
    for _number in range(count - len(floor.tables)):
        add_table(floor.cafe, CafeTable(question=Words(), seats=seats))


def remove_table(event: Event, floor: CafeFloor, table: CafeTable, by: int) -> Change:
    """Take a table away, with the way back; the ones after it move up by a number. One that people have sat at stays."""
    if was_held(floor, table):
        raise Refused(_("A round has been held at this table. It stays, to show who has met whom."))
    return REMOVALS.remove(event, table, _called(table), by)


def _called(table: CafeTable) -> Words:
    """`Table 3: Schools`, in both languages."""

    def say() -> str:
        number, name = _("Table %(number)d", number=table.number), pick_wording(table.name)
        return f"{number}: {name}" if name else number

    return in_both_languages(say)


def move_table(floor: CafeFloor, table: CafeTable, up: bool) -> int | None:
    """The table changes its number with its neighbour; gives its new one, None at the end of the row."""
    place = floor.tables.index(table) + (-1 if up else 1)
    if not 0 <= place < len(floor.tables):
        return None
    other = floor.tables[place]
    mine, number = table.number, other.number
    for one, new in ((table, number), (other, mine)):
        db.session.execute(sa.update(CafeTable).where(CafeTable.id == one.id).values(number=new))
    return number
