"""Every district in exactly one group of a division: what is missing, what is double, what a move does."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.data.content import PACKAGE, read_toml
from facilitate.forums.divisions import Division, districts_left, districts_taken, divide_districts

COUNTIES = {
    county["key"]: [f"{county['key']}/{district['key']}" for district in county["districts"]]
    for county in read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
}
DISTRICTS = [district for districts in COUNTIES.values() for district in districts]
PERMET, SKRAPAR = "gjirokaster/permet", "berat/skrapar"


def of(*counties: str) -> list[str]:
    return [district for county in counties for district in COUNTIES[county]]


FOUR = {
    "North": of("shkoder", "kukes", "lezhe", "diber"),
    "Centre": of("durres", "tirane", "elbasan"),
    "East": [*of("korce"), PERMET, SKRAPAR],
    "South": districts_left(of("vlore", "gjirokaster", "berat", "fier"), [PERMET, SKRAPAR]),
}
"""The four groups of the published kit."""


def test_the_four_groups_divide_the_country() -> None:
    found = divide_districts(DISTRICTS, FOUR)
    assert found.whole
    assert [len(FOUR[name]) for name in FOUR] == [12, 8, 6, 10]
    assert (found.group(PERMET), found.group(SKRAPAR)) == ("East", "East")
    assert (found.group("gjirokaster/tepelene"), found.group("berat/kucove")) == ("South", "South")


def test_a_district_in_none_and_a_district_twice() -> None:
    found = divide_districts(
        DISTRICTS, FOUR | {"South": [*districts_left(FOUR["South"], ["fier/fier"]), PERMET]}
    )
    assert (found.whole, found.missing) == (False, ("fier/fier",))
    assert found.double == ((PERMET, ("East", "South")),)
    assert (found.group("fier/fier"), found.group(PERMET)) == (None, "East")


def test_no_groups_leave_everything_open() -> None:
    assert divide_districts(DISTRICTS, {}) == Division(
        dict.fromkeys(DISTRICTS, ()), tuple(DISTRICTS)
    )


def test_what_others_have_is_named_by_group() -> None:
    assert districts_taken(["fier/fier", PERMET, "x"], FOUR) == {
        "East": [PERMET],
        "South": ["fier/fier"],
    }
    assert districts_taken(["x"], FOUR) == {}


groups = st.dictionaries(st.sampled_from("ABCDE"), st.sets(st.sampled_from(DISTRICTS)), max_size=5)


@given(groups)
def test_each_district_is_missing_single_or_double(having: dict[str, set[str]]) -> None:
    found = divide_districts(DISTRICTS, having)
    times = {one: sum(one in group for group in having.values()) for one in DISTRICTS}
    assert found.missing == tuple(one for one in DISTRICTS if times[one] == 0)
    assert [one for one, _groups in found.double] == [one for one in DISTRICTS if times[one] > 1]
    assert found.whole == (set(times.values()) == {1})


@given(groups, st.sets(st.sampled_from(DISTRICTS)))
def test_who_takes_districts_over_leaves_none_double(
    having: dict[str, set[str]], chosen: set[str]
) -> None:
    after = {name: set(districts_left(group, chosen)) for name, group in having.items()} | {
        "new": chosen
    }
    assert (
        districts_taken(chosen, {name: group for name, group in after.items() if name != "new"})
        == {}
    )
    before = {one for one, _groups in divide_districts(DISTRICTS, having).double}
    assert {one for one, _groups in divide_districts(DISTRICTS, after).double} == before - chosen
