"""What stands beside the results of an evaluation: rooms above this one show what they know of how the event went."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...events.models import Event


@dataclass(frozen=True)
class EvaluationPart:
    """A part of the page: its template, and the values it finds there as `beside`."""

    template: str
    values: Mapping[str, Any]


Shows = Callable[[Event], EvaluationPart | None]
_shown: list[Shows] = []


def adds_to_evaluation(show: Shows) -> Shows:
    """Marks a function that knows something of how an event went; None where it has nothing to say."""
    _shown.append(show)
    return show


def evaluation_parts(event: Event) -> list[EvaluationPart]:
    """Everything there is to show beside the event's evaluation."""
    return [found for show in _shown if (found := show(event))]
