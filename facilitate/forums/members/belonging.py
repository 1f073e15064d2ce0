"""Who belongs to a forum follows from where an office is; and which offices should be there and are not, county by county."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ...directory.models import OfficeKind

ALIKE = {OfficeKind.SHELTER: OfficeKind.NGO}
"""Kinds of organisations that count as another one: a shelter is an NGO."""
LOCAL = frozenset({OfficeKind.MUNICIPALITY, OfficeKind.NGO})
"""Kinds that every district has; the others sit in the county's town."""


@dataclass(frozen=True)
class MemberOffice:
    """An organisation as far as belonging goes."""

    id: int
    kind: OfficeKind
    county: int | None
    district: int | None


@dataclass(frozen=True)
class TerritoryCounty:
    """A county of a territory: which of its districts are in it, and whether that is all of them."""

    county: int
    districts: frozenset[int]
    whole: bool
    most: bool = True
    """Whether more than half of its districts are in it: only then the county's own offices should belong."""


@dataclass(frozen=True)
class OfficeGap:
    """A kind of office that no member of a county is of; `outside` are those of the directory, if there are any."""

    kind: OfficeKind
    outside: tuple[int, ...]

    @property
    def unknown(self) -> bool:
        """The directory has no such office in the county."""
        return not self.outside


def territory_counties(
    districts: Iterable[tuple[int, int]], chosen: Collection[int]
) -> list[TerritoryCounty]:
    """The counties of a territory, in the order of the (district, county) pairs of the whole country."""
    by_county: dict[int, list[int]] = {}
    for district, county in districts:
        by_county.setdefault(county, []).append(district)
    return [
        TerritoryCounty(
            county, frozenset(inside), len(inside) == len(having), 2 * len(inside) > len(having)
        )
        for county, having in by_county.items()
        if (inside := [one for one in having if one in chosen])
    ]


def county_of_office(
    office: MemberOffice, territory: Sequence[TerritoryCounty]
) -> TerritoryCounty | None:
    """Where in the territory an office is. One without a district belongs where its whole county does."""
    for area in territory:
        if office.district in area.districts:
            return area
        if office.district is None and office.county == area.county and area.whole:
            return area
    return None


def office_gaps(
    kinds: Sequence[OfficeKind],
    territory: Sequence[TerritoryCounty],
    offices: Iterable[MemberOffice],
    members: Collection[int],
) -> list[tuple[TerritoryCounty, list[OfficeGap]]]:
    """For every county of the territory the kinds of offices that should belong and do not.

    Of a county that belongs with a few districts only, its town's offices belong elsewhere: they are not missed.
    """
    there: dict[tuple[int, OfficeKind], list[int]] = {}
    for office in offices:
        area = county_of_office(office, territory)
        if area is not None:
            there.setdefault((area.county, ALIKE.get(office.kind, office.kind)), []).append(
                office.id
            )
    found = []
    for area in territory:
        missing = []
        for kind in kinds if area.most else [one for one in kinds if one in LOCAL]:
            known = there.get((area.county, kind), [])
            if not any(one in members for one in known):
                missing.append(OfficeGap(kind, tuple(known)))
        found.append((area, missing))
    return found
