"""What the page for printing says in words."""

from collections.abc import Sequence
from datetime import datetime

from ...web.i18n import _, _n, format_clock, format_day
from ..floor import CafeFloor
from .papers import Slip, tables_by_room
from .queries import ChangesSincePrinting


def papers_summary(
    floor: CafeFloor, count: int, changes: ChangesSincePrinting, at: datetime | None
) -> str:
    """The first sentence of the page: what there is to print, and whether slips are out of date. `at`: the last printing."""
    if not floor.tables:
        return _(
            "Slips, table cards, hosts’ sheets, signs and the room plan, once there are tables."
        )
    tables = _n("%(num)d table", "%(num)d tables", len(floor.tables))
    if floor.seating is None:
        return _("%(tables)s, and nobody has a seat yet.", tables=tables)
    people = _n("%(num)d person", "%(num)d people", count)
    if at is None:
        return _(
            "%(people)s at %(tables)s; no slip has been printed yet.", people=people, tables=tables
        )
    return _(
        "%(people)s at %(tables)s. %(slips)s",
        people=people,
        tables=tables,
        slips=stale_slips_sentence(changes, at),
    )


def stale_slips_sentence(changes: ChangesSincePrinting, at: datetime) -> str:
    """`6 slips have changed since Tuesday 14:05`: by the clock of the event."""
    when = f"{format_day(at.date())}, {format_clock(at)}"
    parts = []
    if changes.changed:
        parts.append(
            _n("%(num)d slip has changed", "%(num)d slips have changed", len(changes.changed))
        )
    if changes.new:
        parts.append(
            _n(
                "%(num)d person needs a first one",
                "%(num)d people need a first one",
                len(changes.new),
            )
        )
    if changes.gone:
        parts.append(
            _n("%(num)d is no longer valid", "%(num)d are no longer valid", len(changes.gone))
        )
    if not parts:
        return _("All slips are as they were printed on %(when)s.", when=when)
    return _("Since they were printed on %(when)s: %(what)s.", when=when, what=", ".join(parts))


def room_lines(slips: Sequence[Slip]) -> list[str]:
    """`Green room: tables 1, 2, 7`, a line a room; nothing where all tables are in one."""
    return [
        _n(
            "%(room)s: table %(tables)s",
            "%(room)s: tables %(tables)s",
            len(numbers),
            room=room,
            tables=", ".join(map(str, numbers)),
        )
        for room, numbers in tables_by_room(slips).items()
    ]
