"""Counting who took part."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.counting.figures import (
    CountedGroup,
    PlaceOfOrigin,
    count_figures,
    place_of_origin,
)

SECTORS = ["central_government", "local_government", "civil_society"]
COUNTIES = ["tirane", "vlore"]


def group(
    sector="civil_society",
    county="vlore",
    place=PlaceOfOrigin.OUTSIDE,
    standing="coming",
    presents=False,
    people=1,
):
    return CountedGroup(sector, county, place, standing, presents, people)


def test_the_district_decides_and_a_county_stands_in_for_it() -> None:
    answers = [
        place_of_origin(district_is_capital=True, county_has_capital=True),
        place_of_origin(district_is_capital=False, county_has_capital=True),
        place_of_origin(district_is_capital=None, county_has_capital=False),
        place_of_origin(district_is_capital=None, county_has_capital=True),
        place_of_origin(district_is_capital=None, county_has_capital=None),
    ]
    assert answers == [
        PlaceOfOrigin.CAPITAL,
        PlaceOfOrigin.OUTSIDE,
        PlaceOfOrigin.OUTSIDE,
        PlaceOfOrigin.UNKNOWN,
        PlaceOfOrigin.UNKNOWN,
    ]


def test_before_the_event_those_who_are_coming_count() -> None:
    figures = count_figures(
        "a", [group(people=3), group(standing="invited", people=9)], SECTORS, COUNTIES
    )
    assert (figures.total, figures.standing) == (3, {"coming": 3, "invited": 9})


def test_afterwards_those_who_attended_count() -> None:
    figures = count_figures(
        "a", [group(people=3), group(standing="attended", people=2)], SECTORS, COUNTIES
    )
    assert figures.total == 2


def test_government_is_central_and_local_together() -> None:
    figures = count_figures(
        "a",
        [group("central_government", people=2), group("local_government", people=3), group()],
        SECTORS,
        COUNTIES,
    )
    assert (figures.government, figures.sectors) == (
        5,
        {"central_government": 2, "local_government": 3, "civil_society": 1},
    )


GROUPS = st.lists(
    st.builds(
        CountedGroup,
        sector=st.sampled_from(SECTORS),
        county=st.sampled_from([*COUNTIES, None]),
        place=st.sampled_from(list(PlaceOfOrigin)),
        standing=st.sampled_from(["invited", "coming", "declined", "attended"]),
        presents=st.booleans(),
        people=st.integers(1, 200),
    )
)


@given(GROUPS)
def test_every_part_adds_up_to_the_whole(groups: list[CountedGroup]) -> None:
    figures = count_figures("a", groups, SECTORS, COUNTIES)
    assert sum(figures.sectors.values()) == figures.total
    assert figures.outside_capital + figures.capital + figures.place_unknown == figures.total
    assert sum(figures.counties.values()) <= figures.total
    assert 0 <= figures.presenters <= figures.total
