"""What stands beside the results of an evaluation: rooms above this one show what they know of how the event went."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...events.models import Event


@dataclass(frozen=True)
class Beside:
    """A part of the page: its template, and the values it finds there as `beside`."""

    template: str
    values: Mapping[str, Any]


Shows = Callable[[Event], Beside | None]
_shown: list[Shows] = []


def stands_beside(show: Shows) -> Shows:
    """Marks a function that knows something of how an event went; None where it has nothing to say."""
    _shown.append(show)
    return show


def all_beside(event: Event) -> list[Beside]:
    """Everything there is to show beside the event's evaluation."""
    return [found for show in _shown if (found := show(event))]
