"""What several people's scores of one factor come to: their spread, the median, the change against the year before.

The median of an even number of scores is the middle of the two in the middle, 2.5 where they are 2 and 3: no score is
made up, and nobody's is rounded away. A change is told only where both years have scores.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from .scales import LEVELS


@dataclass(frozen=True)
class FactorScore:
    """What one person thinks of one factor in one year."""

    factor: str
    year: int
    score: int


@dataclass(frozen=True)
class MedianChange:
    """The median of the year before and that of this year."""

    before: float
    after: float

    @property
    def direction(self) -> int:
        """1: rose, -1: fell, 0: as it was."""
        return (self.after > self.before) - (self.after < self.before)


@dataclass(frozen=True)
class FactorYear:
    """A factor in one year: how many people chose each of the four levels."""

    year: int
    spread: tuple[int, ...]

    @property
    def people(self) -> int:
        """How many assessed it."""
        return sum(self.spread)

    @property
    def median(self) -> float | None:
        """The middle of the scores; None where nobody assessed it."""
        scores = [
            level for level, number in zip(LEVELS, self.spread, strict=True) for _ in range(number)
        ]
        return float(median(scores)) if scores else None


@dataclass(frozen=True)
class FactorRow:
    """A factor over the years, oldest first; the last is the year that is looked at."""

    factor: str
    years: tuple[FactorYear, ...]

    @property
    def now(self) -> FactorYear:
        """The year that is looked at."""
        return self.years[-1]

    @property
    def change(self) -> MedianChange | None:
        """Against the year before; None where one of the two has no scores."""
        if len(self.years) < 2:
            return None
        before, after = self.years[-2].median, self.now.median
        return None if before is None or after is None else MedianChange(before, after)


def factor_profile(
    factors: Sequence[str], scores: Iterable[FactorScore], years: Sequence[int]
) -> list[FactorRow]:
    """Every factor in its order over these years; scores of other factors and years do not count."""
    counts = {(factor, year): [0] * len(LEVELS) for factor in factors for year in years}
    for one in scores:
        if (one.factor, one.year) in counts:
            counts[one.factor, one.year][one.score - 1] += 1
    return [
        FactorRow(factor, tuple(FactorYear(year, tuple(counts[factor, year])) for year in years))
        for factor in factors
    ]


def strongest_and_weakest(rows: Iterable[FactorRow]) -> tuple[list[str], list[str]]:
    """The factors with the highest and with the lowest median; nothing where all assessed ones are alike."""
    known = [(row.factor, row.now.median) for row in rows if row.now.median is not None]
    values = {value for _factor, value in known}
    if len(values) < 2:
        return [], []
    top, low = max(values), min(values)
    return [name for name, value in known if value == top], [
        name for name, value in known if value == low
    ]
