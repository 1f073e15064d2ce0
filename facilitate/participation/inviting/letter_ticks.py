"""Who is ticked on the page of letters before anybody touches it."""

from collections.abc import Sequence

from ..models import Standing
from .kinds import Tick
from .queries import InviteeLine


def usual_tick(lines: Sequence[InviteeLine]) -> Tick:
    """Whom no mail can reach; where there is none, everybody without an invitation yet, and after that everybody."""
    return next(
        (
            tick
            for tick in (Tick.NO_EMAIL, Tick.NEW)
            if any(is_ticked(line, tick) for line in lines)
        ),
        Tick.ALL,
    )


def is_ticked(line: InviteeLine, tick: Tick) -> bool:
    """Whether one of the list is ticked."""
    new = line.row.standing is Standing.LISTED
    return {
        Tick.NEW: new,
        Tick.NO_EMAIL: new and not line.row.person.email,
        Tick.ALL: True,
        Tick.NOBODY: False,
    }[tick]
