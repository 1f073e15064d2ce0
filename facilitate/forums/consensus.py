"""Whether all approve, and whether there is consensus. Observers are heard; they never count.

Those count who belonged on the day a text was sent round and still do: whoever joins later changes no answer that was given.
An organisation has one voice, whoever speaks for it; its latest word counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .models import Stand


@dataclass(frozen=True)
class MembershipDays:
    """One row of the members: an organisation belongs from one day to another, as an observer or not."""

    organisation: int
    observer: bool = False
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it belongs on that day."""
        return (self.since or day) <= day <= (self.until or day)


def counted_members(rows: Collection[MembershipDays], sent_on: date | None, day: date) -> set[int]:
    """The organisations whose word counts on that day for something sent round then (None: not yet)."""
    now = {row.organisation for row in rows if row.on(day) and not row.observer}
    asked = {
        row.organisation for row in rows if row.on(min(sent_on or day, day)) and not row.observer
    }
    return now & asked


def is_approved_by_all(counted: Collection[int], said: Mapping[int, bool]) -> bool:
    """Whether every one of those who count approves; nobody at all approves nothing."""
    return bool(counted) and all(said.get(one, False) for one in counted)


class ReviewOutcome(StrEnum):
    """What a review has come to."""

    CONSENSUS = "consensus"
    TOO_FEW = "too_few"
    DISSENT = "dissent"


@dataclass(frozen=True)
class ReviewTally:
    """What those who count said of a position."""

    counted: int
    stands: tuple[Stand, ...]

    @property
    def answered(self) -> int:
        """How many said something."""
        return len(self.stands)

    @property
    def quorum(self) -> int:
        """How many have to answer: more than half."""
        return self.counted // 2 + 1

    @property
    def against(self) -> int:
        """How many dissent or want a change."""
        return sum(one in (Stand.DISSENTS, Stand.CHANGE) for one in self.stands)

    @property
    def outcome(self) -> ReviewOutcome:
        """Consensus: enough have answered, and nobody dissents or wants a change."""
        if self.answered < self.quorum:
            return ReviewOutcome.TOO_FEW
        return ReviewOutcome.DISSENT if self.against else ReviewOutcome.CONSENSUS


def tally_review(counted: Collection[int], said: Iterable[tuple[int, Stand]]) -> ReviewTally:
    """Count what organisations said, one word each; that of others is left out."""
    latest = dict(said)
    return ReviewTally(len(counted), tuple(latest[one] for one in sorted(counted) if one in latest))
