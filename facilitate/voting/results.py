"""What a vote has come to: options with their numbers, by phone and on paper, in the order in which they are shown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..lib.suppression import LEAST
from ..lib.text import Words
from .models import StepVote, VoteKind


@dataclass(frozen=True)
class OptionCount:
    """An option with its dots, points or people. `withheld`: a word that is kept off the wall."""

    id: int
    text: Words
    phones: int
    papers: int
    withheld: bool = False

    @property
    def total(self) -> int:
        return self.phones + self.papers


@dataclass(frozen=True)
class VoteResult:
    """Everything a vote has come to. `phones`, `slips`: how many voted; `held_back`: words nobody has decided about."""

    vote: StepVote
    rows: Sequence[OptionCount]
    phones: int
    slips: int
    held_back: int = 0

    @property
    def voters(self) -> int:
        return self.phones + self.slips

    @property
    def most(self) -> int:
        """The longest bar, at least 1."""
        return max([1, *(row.total for row in self.rows)])

    @property
    def is_small(self) -> bool:
        """Whether so few voted that the numbers would point to people."""
        return self.voters < LEAST


def sorted_counts(kind: VoteKind, rows: Sequence[OptionCount]) -> list[OptionCount]:
    """Degrees as they are, all else by number, the highest first; words that nobody stands by any more are left out."""
    if kind is VoteKind.GRADIENTS:
        return list(rows)
    told = [row for row in rows if row.total] if kind is VoteKind.WORD else rows
    return sorted(told, key=lambda row: -row.total)  # the same number: as they were typed
