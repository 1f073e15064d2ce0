"""What of a café's key points may leave the room: the room above that knows what was decided about their words says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...events.models import Event
from .points import KeyPoint


@dataclass(frozen=True)
class Checked:
    """Key points as they may be shown: whatever was decided about their words is carried out.

    `unchecked`: how many of them hold words nobody has decided about. `held_back`: how many are left out for such words.
    """

    points: list[KeyPoint]
    unchecked: int = 0
    held_back: int = 0


Check = Callable[[Event, Sequence[KeyPoint]], Checked]
_checks: list[Check] = []


def checks_harvest(check: Check) -> Check:
    """Marks the function that knows what was decided about the words of key points."""
    _checks.append(check)
    return check


def checked(event: Event, points: list[KeyPoint]) -> Checked:
    """The key points as they may go on paper, on the wall and to whoever only looks. Nobody to ask: none is checked."""
    found = Checked(points, len(points))
    for check in _checks:
        found = check(event, points)
    return found
