"""How many papers somebody has typed in today, and which were the last: kept in the browser's session only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

REMEMBERED = 20
"""Receipts of the last papers, so many can be taken back one after the other."""


@dataclass(frozen=True)
class TypedPapers:
    """The papers of one questionnaire (its id) that were typed in on one day, in this browser; the last receipt stands last."""

    questionnaire: int
    day: date
    number: int = 0
    last: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Any, questionnaire: int, day: date) -> "TypedPapers":
        """What a session holds of that questionnaire and day; nothing where it speaks of others, or is damaged."""
        if not isinstance(kept, dict) or (kept.get("questionnaire"), kept.get("day")) != (
            questionnaire,
            day.isoformat(),
        ):
            return cls(questionnaire, day)
        return cls(questionnaire, day, int(kept.get("number", 0)), tuple(kept.get("last", ())))

    @property
    def kept(self) -> dict[str, Any]:
        """The papers as the session keeps them."""
        return {
            "questionnaire": self.questionnaire,
            "day": self.day.isoformat(),
            "number": self.number,
            "last": list(self.last),
        }

    def one_more(self, receipt: str) -> "TypedPapers":
        """After another paper."""
        return TypedPapers(
            self.questionnaire, self.day, self.number + 1, (*self.last, receipt)[-REMEMBERED:]
        )

    def one_less(self) -> "TypedPapers":
        """After the last one was taken back."""
        return TypedPapers(self.questionnaire, self.day, max(0, self.number - 1), self.last[:-1])
