"""Groups of counties: which one a place belongs to, with districts that go with another group than their county."""

from dataclasses import dataclass
from functools import cache

from ..data.content import PACKAGE, read_toml, words_from_toml
from ..lib.text import Words


@dataclass(frozen=True)
class Region:
    """A group of counties; `districts` are in it although their county is not."""

    key: str
    name: Words
    counties: frozenset[str]
    districts: frozenset[str]


@cache
def all_regions() -> tuple[Region, ...]:
    """The groups as `regions.toml` says, in its order."""
    rows = read_toml(PACKAGE / "directory" / "regions.toml")["regions"]
    return tuple(
        Region(
            row["key"],
            words_from_toml(row),
            frozenset(row["counties"]),
            frozenset(row.get("districts", ())),
        )
        for row in rows
    )


@cache
def region_of(county: str | None, district: str | None) -> str | None:
    """The key of the group of a place: its district's where that is an exception, else its county's.

    Of whom only the county is known, the county decides; None where no place is known.
    """
    for one in all_regions():
        if district in one.districts:
            return one.key
    return next((one.key for one in all_regions() if county in one.counties), None)
