"""What members say of the days they were asked about. Observers are shown apart and never counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SUITS, IF_NEED_BE, DOES_NOT = 2, 1, 0
ANSWERS = (SUITS, IF_NEED_BE, DOES_NOT)


@dataclass(frozen=True)
class DayCount:
    """One day: how many it suits, suits if need be, does not suit, and who said nothing."""

    day: date
    suits: int
    if_need_be: int
    does_not: int
    silent: int

    @property
    def can(self) -> int:
        """How many could come."""
        return self.suits + self.if_need_be


def tally_days(
    days: Sequence[date], votes: Mapping[tuple[int, date], int], members: Sequence[int]
) -> list[DayCount]:
    """Count each day over these members; give only those who decide. `votes`: by member and day."""
    found = []
    for day in days:
        said = [votes.get((member, day)) for member in members]
        found.append(
            DayCount(
                day=day,
                suits=said.count(SUITS),
                if_need_be=said.count(IF_NEED_BE),
                does_not=said.count(DOES_NOT),
                silent=said.count(None),
            )
        )
    return found


def best_day(counts: Sequence[DayCount]) -> date | None:
    """The day most could come on, then the one that suits most, then the earliest; None while nobody could on any."""
    ranked = sorted(counts, key=lambda one: (-one.can, -one.suits, one.day))
    return ranked[0].day if ranked and ranked[0].can else None
