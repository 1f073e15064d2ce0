"""Counting who took part: by sector, capital and outside, county, and who presented.

Every number is a number of people of one event. Whoever is marked as having attended counts; before anybody
is, those who are coming do. Categories and the shares to reproduce: the published resource kit, whose
43 % government of 2006 is central and local government together (51 of 119), whose 37 % of 2008 is local
government alone (40 of 108).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

GOVERNMENT = ("central_government", "local_government")


class Place(StrEnum):
    """Where somebody came from, seen from the capital."""

    OUTSIDE = "outside"
    CAPITAL = "capital"
    UNKNOWN = "unknown"


def place_of(district_is_capital: bool | None, county_has_capital: bool | None) -> Place:
    """The district decides; without one (None), a county that is not the capital's is outside.

    The capital's own county without a district stays unknown: not all of it is the capital.
    """
    if district_is_capital is not None:
        return Place.CAPITAL if district_is_capital else Place.OUTSIDE
    return Place.OUTSIDE if county_has_capital is False else Place.UNKNOWN


@dataclass(frozen=True)
class Group:
    """People of one event who are alike in everything that is counted; `standing` is the key of theirs."""

    sector: str
    county: str | None
    place: Place
    standing: str
    presents: bool
    people: int


@dataclass(frozen=True)
class EventFigures:
    """The figures of one event (its slug). Sectors and counties hold every key, in the order of tables.

    All but `standing` are of the `total` who are counted; `standing` is of everybody who was invited.
    """

    event: str
    total: int
    sectors: dict[str, int]
    counties: dict[str, int]
    outside_capital: int
    capital: int
    place_unknown: int
    presenters: int
    standing: dict[str, int]

    @property
    def government(self) -> int:
        """Central and local government together."""
        return sum(self.sectors.get(key, 0) for key in GOVERNMENT)

    @property
    def no_county(self) -> int:
        """Whose county is not known."""
        return self.total - sum(self.counties.values())

    @property
    def places(self) -> dict[str, int]:
        """Outside the capital, in the capital, not known."""
        return {
            Place.OUTSIDE: self.outside_capital,
            Place.CAPITAL: self.capital,
            Place.UNKNOWN: self.place_unknown,
        }

    @property
    def came(self) -> bool:
        """Whether those who attended are counted, no longer those who are coming."""
        return self.standing.get("attended", 0) > 0


def count(
    event: str, groups: Iterable[Group], sectors: Sequence[str], counties: Sequence[str]
) -> EventFigures:
    """The figures of one event from its groups, in whatever order they come.

    `sectors` and `counties` are the keys to show, also where nobody falls under them.
    """
    groups = list(groups)
    standing: dict[str, int] = {}
    for group in groups:
        standing[group.standing] = standing.get(group.standing, 0) + group.people
    counted = "attended" if standing.get("attended") else "coming"
    there = [group for group in groups if group.standing == counted]

    def people(fits: Callable[[Group], bool]) -> int:
        return sum(group.people for group in there if fits(group))

    return EventFigures(
        event=event,
        total=people(lambda _group: True),
        sectors=_by(sectors, there, lambda group: group.sector),
        counties=_by(counties, there, lambda group: group.county),
        outside_capital=people(lambda group: group.place is Place.OUTSIDE),
        capital=people(lambda group: group.place is Place.CAPITAL),
        place_unknown=people(lambda group: group.place is Place.UNKNOWN),
        presenters=people(lambda group: group.presents),
        standing=standing,
    )


def _by(
    keys: Sequence[str], groups: Iterable[Group], key_of: Callable[[Group], str | None]
) -> dict[str, int]:
    """People per key; every key is there."""
    counts = dict.fromkeys(keys, 0)
    for group in groups:
        if (key := key_of(group)) is not None:
            counts[key] = counts.get(key, 0) + group.people
    return counts


def share(n: int, total: int) -> float:
    """`n` of `total` as a share between 0 and 1; of nobody it is 0."""
    return n / total if total else 0.0


class Block(StrEnum):
    """The parts of the table, in its order."""

    TOTAL = "total"
    SECTOR = "sector"
    PLACE = "place"
    COUNTY = "county"
    PART = "part"


@dataclass(frozen=True)
class Line:
    """A line of the table: how many at each event, in the order of the events."""

    block: Block
    key: str
    counts: tuple[int, ...]


def lines(figures: Sequence[EventFigures]) -> list[Line]:
    """Every line of the table. Lines for what is not known are there only where somebody falls into them."""
    found = [_line(figures, Block.TOTAL, "total", lambda one: one.total)]
    found += _lines(figures, Block.SECTOR, lambda one: one.sectors)
    found.append(_line(figures, Block.SECTOR, "government", lambda one: one.government))
    found += [
        line
        for line in _lines(figures, Block.PLACE, lambda one: one.places)
        if line.key != Place.UNKNOWN or any(line.counts)
    ]
    found += _lines(figures, Block.COUNTY, lambda one: one.counties)
    nowhere = _line(figures, Block.COUNTY, "no_county", lambda one: one.no_county)
    found += [nowhere] if any(nowhere.counts) else []
    found.append(_line(figures, Block.PART, "presenters", lambda one: one.presenters))
    return found


def _lines(
    figures: Sequence[EventFigures], block: Block, counts_of: Callable[[EventFigures], Mapping[str, int]]
) -> list[Line]:
    keys = list(counts_of(figures[0])) if figures else []
    return [Line(block, str(key), tuple(counts_of(one).get(key, 0) for one in figures)) for key in keys]


def _line(figures: Sequence[EventFigures], block: Block, key: str, of: Callable[[EventFigures], int]) -> Line:
    return Line(block, key, tuple(of(one) for one in figures))
