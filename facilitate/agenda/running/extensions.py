"""What stands beside a running day: rooms above this one show what they have for its steps."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ...events.models import Event


@dataclass(frozen=True)
class LivePart:
    """A part of the page: its template, and the values it finds there as `beside`."""

    template: str
    values: Mapping[str, Any]


Shows = Callable[[Event, Collection[int]], LivePart | None]
_shown: list[Shows] = []


def adds_to_live(show: Shows) -> Shows:
    """Marks a function that has something for these steps (their ids) while they run; None where it has nothing."""
    _shown.append(show)
    return show


def live_parts(event: Event, steps: Collection[int]) -> list[LivePart]:
    """Everything there is to show beside these steps."""
    return [found for show in _shown if (found := show(event, steps))]
