"""Counting who took part."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.counting.figures import Block, Group, Place, count, lines, place_of, share

SECTORS = ["central_government", "local_government", "civil_society"]
COUNTIES = ["tirane", "vlore"]


def group(
    sector="civil_society", county="vlore", place=Place.OUTSIDE, standing="coming", presents=False, people=1
):
    return Group(sector, county, place, standing, presents, people)


def test_the_district_decides_and_a_county_stands_in_for_it() -> None:
    answers = [
        place_of(district_is_capital=True, county_has_capital=True),
        place_of(district_is_capital=False, county_has_capital=True),
        place_of(district_is_capital=None, county_has_capital=False),
        place_of(district_is_capital=None, county_has_capital=True),
        place_of(district_is_capital=None, county_has_capital=None),
    ]
    assert answers == [Place.CAPITAL, Place.OUTSIDE, Place.OUTSIDE, Place.UNKNOWN, Place.UNKNOWN]


def test_before_the_event_those_who_are_coming_count() -> None:
    figures = count("a", [group(people=3), group(standing="invited", people=9)], SECTORS, COUNTIES)
    assert (figures.total, figures.came, figures.standing) == (3, False, {"coming": 3, "invited": 9})


def test_afterwards_those_who_attended_count() -> None:
    figures = count("a", [group(people=3), group(standing="attended", people=2)], SECTORS, COUNTIES)
    assert (figures.total, figures.came) == (2, True)


def test_government_is_central_and_local_together() -> None:
    figures = count(
        "a",
        [group("central_government", people=2), group("local_government", people=3), group()],
        SECTORS,
        COUNTIES,
    )
    assert (figures.government, figures.sectors) == (
        5,
        {"central_government": 2, "local_government": 3, "civil_society": 1},
    )


def test_a_line_for_what_is_not_known_is_there_when_needed() -> None:
    known = count("a", [group()], SECTORS, COUNTIES)
    unknown = count("b", [group(county=None, place=Place.UNKNOWN)], SECTORS, COUNTIES)
    assert [line.key for line in lines([known]) if line.key in ("unknown", "no_county")] == []
    assert [
        (line.key, line.counts) for line in lines([known, unknown]) if line.key in ("unknown", "no_county")
    ] == [
        ("unknown", (0, 1)),
        ("no_county", (0, 1)),
    ]


def test_nobody_has_no_share() -> None:
    assert (share(0, 0), share(1, 4), lines([])[0].counts) == (0.0, 0.25, ())


GROUPS = st.lists(
    st.builds(
        Group,
        sector=st.sampled_from(SECTORS),
        county=st.sampled_from([*COUNTIES, None]),
        place=st.sampled_from(list(Place)),
        standing=st.sampled_from(["invited", "coming", "declined", "attended"]),
        presents=st.booleans(),
        people=st.integers(1, 200),
    )
)


@given(GROUPS)
def test_every_part_adds_up_to_the_whole(groups: list[Group]) -> None:
    figures = count("a", groups, SECTORS, COUNTIES)
    assert sum(figures.sectors.values()) == figures.total
    assert sum(figures.places.values()) == figures.total
    assert sum(figures.counties.values()) + figures.no_county == figures.total
    assert 0 <= figures.presenters <= figures.total
    by_block = {block: [line for line in lines([figures]) if line.block is block] for block in Block}
    assert sum(line.counts[0] for line in by_block[Block.COUNTY]) == figures.total
    assert sum(line.counts[0] for line in by_block[Block.PLACE]) == figures.total
