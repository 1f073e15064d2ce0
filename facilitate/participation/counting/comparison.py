"""Events side by side: their figures as a table with names, and the measures of its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ...directory.models import County, Sector
from ...events.models import Event
from ...lib.svg import Piece, length, stack
from .figures import Block, EventFigures, Line


@dataclass(frozen=True)
class Bar:
    """The two stacked bars of an event: its people by sector, and by capital and outside."""

    event: Event
    figures: EventFigures
    sectors: list[Piece]
    places: list[Piece]


@dataclass(frozen=True)
class Comparison:
    """Events with their figures in the same order, and the lines of the table with their names.

    `sectors` and `counties` are all there are, by key, in the order of tables.
    """

    events: Sequence[Event]
    figures: list[EventFigures]
    lines: list[tuple[str, Line]]
    sectors: dict[str, Sector]
    counties: dict[str, County]

    @property
    def pairs(self) -> list[tuple[Event, EventFigures]]:
        """Each event with its figures."""
        return list(zip(self.events, self.figures, strict=True))

    @property
    def recent(self) -> list[tuple[Event, EventFigures]]:
        """The latest event that has anybody to count, and the one before it: latest first."""
        return [(event, figures) for event, figures in self.pairs if figures.total][-2:][::-1]

    @property
    def bars(self) -> list[Bar]:
        """The stacked bars, one pair an event."""
        return [
            Bar(event, figures, stack(figures.sectors), stack(figures.places))
            for event, figures in self.pairs
        ]

    @property
    def county_bars(self) -> list[tuple[str, list[tuple[int, float]]]]:
        """For each county its name and, of the recent events, how many people and how long the bar is (percent)."""
        counts = [figures.counties for _event, figures in self.recent]
        most = max((number for one in counts for number in one.values()), default=0)
        return [
            (county.name, [(one[key], length(one[key], most)) for one in counts])
            for key, county in self.counties.items()
        ]

    @property
    def blocks(self) -> list[tuple[Block, list[tuple[str, Line]]]]:
        """The lines of the table, part by part."""
        return [(block, list(group)) for block, group in groupby(self.lines, key=lambda pair: pair[1].block)]

    def has(self, sector: str) -> bool:
        """Whether anybody of the sector is counted anywhere."""
        return any(figures.sectors.get(sector) for figures in self.figures)
