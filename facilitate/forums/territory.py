"""From districts to words: whole counties by their own name, a county without a few, single districts.

Forums are made of counties with exceptions at district level (the four regional groups of the published kit).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TerritoryPart:
    """A county with the districts of it, by name and in the order they are to be read."""

    county: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Territory:
    """Counties that belong wholly, counties without some districts, and single districts of other counties.

    `everything` says that no district of the country is missing.
    """

    whole: list[str] = field(default_factory=list)
    without: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    everything: bool = False


def describe_territory(
    counties: Sequence[TerritoryPart], chosen: Collection[tuple[str, str]]
) -> Territory:
    """Put the chosen (county, district) pairs into as few words as possible.

    A county is named with what is missing where more of its districts belong than do not.
    """
    found = Territory(everything=bool(counties) and _size(counties) == len(set(chosen)))
    for part in counties:
        inside = tuple(name for name in part.districts if (part.county, name) in chosen)
        missing = tuple(name for name in part.districts if (part.county, name) not in chosen)
        if inside and not missing:
            found.whole.append(part.county)
        elif len(inside) > len(missing):
            found.without.append((part.county, missing))
        else:
            found.districts.extend(inside)
    return found


def _size(counties: Sequence[TerritoryPart]) -> int:
    return sum(len(part.districts) for part in counties)
