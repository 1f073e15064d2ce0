"""How the minutes of a day are spent: content, breaks, and how long participants have the word."""

from collections.abc import Iterable
from dataclasses import dataclass

BREAKS = frozenset({"registration", "break", "meal"})
"""Kinds of steps that carry no content."""
SPEAKING = {"group": 1.0, "cafe": 1.0, "panel": 0.5}
"""The part of a step in which participants speak: groups and cafés wholly, half of a panel."""


@dataclass(frozen=True)
class Totals:
    """Minutes of content, of breaks (arrival and meals among them), and of participants speaking."""

    content: int
    breaks: int
    speaking: int

    @property
    def share(self) -> float:
        """The part of the content in which participants speak, between 0 and 1."""
        return self.speaking / self.content if self.content else 0.0


def totals(steps: Iterable[tuple[str, int]]) -> Totals:
    """Add up (kind, minutes) of steps. Every minute is either content or break."""
    content = breaks = 0
    speaking = 0.0
    for kind, minutes in steps:
        if kind in BREAKS:
            breaks += minutes
        else:
            content += minutes
            speaking += minutes * SPEAKING.get(kind, 0.0)
    return Totals(content, breaks, int(speaking))
