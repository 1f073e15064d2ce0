"""Who is ticked on the page of letters before anybody touches it."""

from collections.abc import Sequence

from ..models import Standing
from .kinds import Tick
from .queries import Line


def usual_tick(lines: Sequence[Line]) -> Tick:
    """Whom no mail can reach; where there is none, everybody without an invitation yet, and after that everybody."""
    return next(
        (tick for tick in (Tick.NO_EMAIL, Tick.NEW) if any(wants(line, tick) for line in lines)),
        Tick.ALL,
    )


def wants(line: Line, tick: Tick) -> bool:
    """Whether one of the list is ticked."""
    new = line.row.standing is Standing.LISTED
    return {
        Tick.NEW: new,
        Tick.NO_EMAIL: new and not line.row.person.email,
        Tick.ALL: True,
        Tick.NOBODY: False,
    }[tick]
