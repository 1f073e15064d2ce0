"""The lines a budget may begin with, and how many of each follow from people and days. Quantities in hundredths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...data.content import words_from_toml
from ...lib.text import Words
from ..models import Category

HUNDREDTHS = 100


@dataclass(frozen=True)
class EventSize:
    """How large an event is: `outside` are participants who come from elsewhere and stay overnight."""

    days: int
    participants: int
    outside: int
    facilitators: int

    def of(self, per: str) -> int:
        """How many there are of what a line counts. Raises KeyError for what nothing counts."""
        return {
            "once": 1,
            "day": self.days,
            "participant": self.participants,
            "participant_day": self.participants * self.days,
            "night": self.outside * max(self.days - 1, 1),
            "facilitator": self.facilitators,
        }[per]


@dataclass(frozen=True)
class UsualLine:
    """A line to begin with; it has no price."""

    category: Category
    title: Words
    unit: Words
    quantity: int


def usual_lines(table: Mapping[str, Any], kind: str, size: EventSize) -> Sequence[UsualLine]:
    """The lines for that kind of event, as many of each as its size says."""
    return [
        UsualLine(
            Category(row["category"]),
            words_from_toml(row, "title"),
            words_from_toml(row, "unit"),
            size.of(row["per"]) * int(row.get("times", 1)) * HUNDREDTHS,
        )
        for row in table.get(kind, [])
    ]
