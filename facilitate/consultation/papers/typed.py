"""How many papers somebody has typed in today, and which were the last: kept in the browser's session only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

REMEMBERED = 20
"""Receipts of the last papers, so many can be taken back one after the other."""


@dataclass(frozen=True)
class Typed:
    """The papers of one event that were typed in on one day, in this browser; the last receipt stands last."""

    event: int
    day: date
    number: int = 0
    last: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Any, event: int, day: date) -> "Typed":
        """What a session holds of that event and day; nothing where it speaks of others, or is damaged."""
        if not isinstance(kept, dict) or (kept.get("event"), kept.get("day")) != (event, day.isoformat()):
            return cls(event, day)
        return cls(event, day, int(kept.get("number", 0)), tuple(kept.get("last", ())))

    @property
    def kept(self) -> dict[str, Any]:
        """The same for the session."""
        return {
            "event": self.event,
            "day": self.day.isoformat(),
            "number": self.number,
            "last": list(self.last),
        }

    def one_more(self, receipt: str) -> "Typed":
        """After another paper."""
        return Typed(self.event, self.day, self.number + 1, (*self.last, receipt)[-REMEMBERED:])

    def one_less(self) -> "Typed":
        """After the last one was taken back."""
        return Typed(self.event, self.day, max(0, self.number - 1), self.last[:-1])
