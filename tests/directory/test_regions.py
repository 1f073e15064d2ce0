"""Groups of counties: everybody's place is in one, two districts go with another group than their county."""

import pytest

from facilitate.data.content import PACKAGE, read_toml
from facilitate.directory.regions import all_regions, region_of

COUNTIES = {
    one["key"]: [part["key"] for part in one["districts"]]
    for one in read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
}


def test_the_groups_are_those_of_the_regional_collaboration() -> None:
    assert {
        one.name.en: (one.name.sq, sorted(one.counties), sorted(one.districts))
        for one in all_regions()
    } == {
        "North": ("Veri", ["diber", "kukes", "lezhe", "shkoder"], []),
        "Centre": ("Qendër", ["durres", "elbasan", "tirane"], []),
        "East": ("Lindje", ["korce"], ["permet", "skrapar"]),
        "South": ("Jug", ["berat", "fier", "gjirokaster", "vlore"], []),
    }


def test_every_county_is_in_exactly_one_group() -> None:
    assert sorted(key for one in all_regions() for key in one.counties) == sorted(COUNTIES)


@pytest.mark.parametrize(
    ("county", "district", "region"),
    [
        ("gjirokaster", "permet", "east"),
        ("gjirokaster", "tepelene", "south"),
        ("gjirokaster", None, "south"),
        ("berat", "skrapar", "east"),
        ("berat", "kucove", "south"),
        ("tirane", "kavaje", "centre"),
        (None, None, None),
    ],
)
def test_the_district_decides_where_it_is_an_exception(
    county: str | None, district: str | None, region: str | None
) -> None:
    assert region_of(county, district) == region


def test_every_district_is_in_one_group() -> None:
    found = [
        region_of(county, district) for county, parts in COUNTIES.items() for district in parts
    ]
    assert (len(found), found.count("east"), found.count(None)) == (36, 6, 0)
