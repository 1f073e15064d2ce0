"""How far somebody is with confirming their own entry: whom to ask, whom to remind, who is silent."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..directory.models import CONFIRMED_FOR

OPEN_FOR = timedelta(days=90)
"""How long a link leads to the entry after it was made or sent last."""
PAUSE = timedelta(days=14)
"""How long nobody who is silent is written to again."""
MOST_LETTERS = 3
"""Letters with one link: the first and two reminders."""


class EntryStage(StrEnum):
    """Where somebody stands this year."""

    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    TO_ASK = "to_ask"
    TO_REMIND = "to_remind"
    ASKED = "asked"
    SILENT = "silent"


@dataclass(frozen=True, kw_only=True)
class AskedEntry:
    """When somebody confirmed their entry last, and how they were asked since."""

    confirmed_on: date | None = None
    made_on: date | None = None
    sent_on: date | None = None
    times: int = 0
    answered: bool = False

    @property
    def open_until(self) -> date | None:
        """The last day on which the link leads to the entry."""
        last = self.sent_on or self.made_on
        return last + OPEN_FOR if last else None

    def is_open(self, today: date) -> bool:
        """Whether the link leads to the entry."""
        return self.open_until is not None and today <= self.open_until

    def stage(self, today: date) -> EntryStage:
        """Once a year somebody is asked; only who is silent is reminded, not before two weeks and not more than twice."""
        if self.confirmed_on and self.confirmed_on > today - CONFIRMED_FOR:
            return EntryStage.CONFIRMED
        if self.made_on is None or self.sent_on is None or self.made_on <= today - CONFIRMED_FOR:
            return EntryStage.TO_ASK
        if self.answered:
            return EntryStage.ANSWERED
        if not self.is_open(today):
            return EntryStage.SILENT
        again = self.times < MOST_LETTERS and self.sent_on <= today - PAUSE
        return EntryStage.TO_REMIND if again else EntryStage.ASKED
