"""Counting who took part in short: by sector, capital and outside, county, and who presented.

Every number is a number of people of one event. Whoever attended counts; as long as nobody has, those who are coming
do. Categories and the shares to reproduce: the published resource kit, whose
43 % government of 2006 is central and local government together (51 of 119), whose 37 % of 2008 is local
government alone (40 of 108).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

GOVERNMENT = ("central_government", "local_government")


class PlaceOfOrigin(StrEnum):
    """Where somebody came from, seen from the capital."""

    OUTSIDE = "outside"
    CAPITAL = "capital"
    UNKNOWN = "unknown"


def place_of_origin(
    district_is_capital: bool | None, county_has_capital: bool | None
) -> PlaceOfOrigin:
    """The district decides; without one (None), a county that is not the capital's is outside.

    The capital's own county without a district stays unknown: not all of it is the capital.
    """
    if district_is_capital is not None:
        return PlaceOfOrigin.CAPITAL if district_is_capital else PlaceOfOrigin.OUTSIDE
    return PlaceOfOrigin.OUTSIDE if county_has_capital is False else PlaceOfOrigin.UNKNOWN


@dataclass(frozen=True)
class CountedGroup:
    """People of one event who are alike in everything that is counted; `standing` is the key of theirs."""

    sector: str
    county: str | None
    place: PlaceOfOrigin
    standing: str
    presents: bool
    people: int


@dataclass(frozen=True)
class EventFigures:
    """The figures of one event (its slug), or of several added up (`event` is None then).

    `total` are attendances, `people` are different people: the same number for one event, which counts nobody twice.
    Sectors and counties hold every key, in the order of tables. All but `standing` are of the `total` who are
    counted; `standing` is of everybody who was invited.
    """

    event: str | None
    total: int
    people: int
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


def count_figures(
    event: str, groups: Iterable[CountedGroup], sectors: Sequence[str], counties: Sequence[str]
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

    def people(fits: Callable[[CountedGroup], bool]) -> int:
        return sum(group.people for group in there if fits(group))

    total = people(lambda _group: True)
    return EventFigures(
        event=event,
        total=total,
        people=total,
        sectors=_by(sectors, there, lambda group: group.sector),
        counties=_by(counties, there, lambda group: group.county),
        outside_capital=people(lambda group: group.place is PlaceOfOrigin.OUTSIDE),
        capital=people(lambda group: group.place is PlaceOfOrigin.CAPITAL),
        place_unknown=people(lambda group: group.place is PlaceOfOrigin.UNKNOWN),
        presenters=people(lambda group: group.presents),
        standing=standing,
    )


def add_up_figures(figures: Sequence[EventFigures], people: int) -> EventFigures:
    """Several events' figures as one: attendances added up, and how many different `people` they were."""

    def added(name: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for one in figures:
            for key, number in getattr(one, name).items():
                counts[key] = counts.get(key, 0) + number
        return counts

    return EventFigures(
        event=None,
        total=sum(one.total for one in figures),
        people=people,
        sectors=added("sectors"),
        counties=added("counties"),
        outside_capital=sum(one.outside_capital for one in figures),
        capital=sum(one.capital for one in figures),
        place_unknown=sum(one.place_unknown for one in figures),
        presenters=sum(one.presenters for one in figures),
        standing=added("standing"),
    )


def _by(
    keys: Sequence[str],
    groups: Iterable[CountedGroup],
    key_of: Callable[[CountedGroup], str | None],
) -> dict[str, int]:
    """People per key; every key is there."""
    counts = dict.fromkeys(keys, 0)
    for group in groups:
        if (key := key_of(group)) is not None:
            counts[key] = counts.get(key, 0) + group.people
    return counts
