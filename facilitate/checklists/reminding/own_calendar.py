"""What rooms above bring into somebody's own calendar, beside their tasks."""

from collections.abc import Callable, Sequence

from ...accounts.models import User
from ...lib.ics import CalendarEntry

BringsEntries = Callable[[User], Sequence[CalendarEntry]]
_BROUGHT: list[BringsEntries] = []


def brings_entries(of: BringsEntries) -> BringsEntries:
    """Marks a function that knows appointments of somebody's own."""
    _BROUGHT.append(of)
    return of


def brought_entries(user: User) -> list[CalendarEntry]:
    """All of them."""
    return [entry for of in _BROUGHT for entry in of(user)]
