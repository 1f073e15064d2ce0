"""What rose and fell from one half-year to the next, over the counties that tell both. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_CHANGE, LEAST_SHARE = 5, 0.15
"""How many more or fewer, and which share of what was there, is worth a sentence."""
Totals = Mapping[tuple[int, int], Mapping[str, int | None]]
"""What is told, by forum and half-year: totals by the number of the indicator, None where it may not be told."""


@dataclass(frozen=True)
class LineChange:
    """A line's sum over the same forums in two half-years. `of`: how many forums tell both."""

    line: int
    was: int
    now: int
    of: int

    @property
    def by(self) -> int:
        """How many more, below 0 fewer."""
        return self.now - self.was

    @property
    def is_large(self) -> bool:
        """Whether it is worth a sentence."""
        return abs(self.by) >= max(LEAST_CHANGE, LEAST_SHARE * self.was)


def line_change(line: int, totals: Totals, forums: Iterable[int], period: int) -> LineChange | None:
    """The change of one line since the half-year before; None where no forum tells both. Two lines are never compared."""
    key = str(line)
    both = [
        (before, now)
        for one in forums
        for before in [totals.get((one, period - 1), {}).get(key)]
        for now in [totals.get((one, period), {}).get(key)]
        if before is not None and now is not None
    ]
    if not both:
        return None
    return LineChange(
        line, sum(one for one, _now in both), sum(now for _one, now in both), len(both)
    )


def large_changes(
    changes: Iterable[LineChange], most: int
) -> tuple[list[LineChange], list[LineChange]]:
    """What rose and what fell most, the largest share first."""
    large = sorted(
        (one for one in changes if one.is_large), key=lambda one: -abs(one.by) / max(one.was, 1)
    )
    rose, fell = ([one for one in large if (one.by > 0) is up][:most] for up in (True, False))
    return rose, fell


@dataclass(frozen=True)
class ForumSeries:
    """A forum's totals of one line over half-years: a number, None where it may not be told; `missing`: nobody told one."""

    forum: int
    numbers: Sequence[int | None]
    missing: Sequence[bool]

    @property
    def runs(self) -> list[list[tuple[int, int]]]:
        """The numbers that follow one another, as (place, number): a line is drawn through each run and never over a gap."""
        runs: list[list[tuple[int, int]]] = [[]]
        for place, number in enumerate(self.numbers):
            if number is None:
                runs.append([])
            else:
                runs[-1].append((place, number))
        return [run for run in runs if run]


def forum_series(line: int, totals: Totals, forum: int, periods: Sequence[int]) -> ForumSeries:
    """One forum's numbers of a line in these half-years."""
    told = [totals.get((forum, period), {}) for period in periods]
    key = str(line)
    return ForumSeries(forum, [one.get(key) for one in told], [key not in one for one in told])
