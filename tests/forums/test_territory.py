"""From districts to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.data.content import PACKAGE, read_toml
from facilitate.forums.territory import Territory, TerritoryPart, describe_territory

ALBANIA = [
    TerritoryPart(county["name"], tuple(district["name"] for district in county["districts"]))
    for county in read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
]
PAIRS = [(part.county, name) for part in ALBANIA for name in part.districts]


def chosen(
    *counties: str, but: tuple[str, ...] = (), and_: tuple[tuple[str, str], ...] = ()
) -> set[tuple[str, str]]:
    return {pair for pair in PAIRS if pair[0] in counties and pair[1] not in but} | set(and_)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (
            chosen("Shkodër", "Kukës", "Lezhë", "Dibër"),
            Territory(["Dibër", "Kukës", "Lezhë", "Shkodër"]),
        ),
        (
            chosen("Korçë", and_=(("Gjirokastër", "Përmet"), ("Berat", "Skrapar"))),
            Territory(["Korçë"], districts=["Skrapar", "Përmet"]),
        ),
        (
            chosen("Vlorë", "Gjirokastër", "Berat", "Fier", but=("Përmet", "Skrapar")),
            Territory(["Fier", "Vlorë"], [("Berat", ("Skrapar",)), ("Gjirokastër", ("Përmet",))]),
        ),
        (set(), Territory()),
    ],
)
def test_the_four_regions_of_the_kit(pairs: set[tuple[str, str]], words: Territory) -> None:
    assert describe_territory(ALBANIA, pairs) == words


def test_every_district_is_the_whole_country() -> None:
    assert describe_territory(ALBANIA, PAIRS).everything


@given(st.sets(st.sampled_from(PAIRS)))
def test_the_words_say_exactly_the_districts(pairs: set[tuple[str, str]]) -> None:
    words = describe_territory(ALBANIA, pairs)
    by_name = {part.county: part.districts for part in ALBANIA}
    said = {(county, name) for county in words.whole for name in by_name[county]}
    said |= {
        (county, name)
        for county, missing in words.without
        for name in by_name[county]
        if name not in missing
    }
    named = {county for county, _missing in words.without} | set(words.whole)
    said |= {pair for pair in pairs if pair[1] in words.districts and pair[0] not in named}
    assert said == pairs
    assert len(words.districts) == len(pairs) - len([pair for pair in pairs if pair[0] in named])
