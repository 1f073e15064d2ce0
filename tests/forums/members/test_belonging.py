"""Who belongs follows from the district; which offices should be there and are not, county by county."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.directory.models import OfficeKind
from facilitate.forums.members.belonging import (
    MemberOffice,
    OfficeGap,
    TerritoryCounty,
    county_of_office,
    office_gaps,
    territory_counties,
)

PLACES = [(1, 10), (2, 10), (3, 20), (4, 20), (5, 20)]
"""Districts and their counties: 1 and 2 of county 10; 3, 4 and 5 of county 20."""
EAST = territory_counties(PLACES, {1, 2, 4})


def test_counties_are_whole_or_not() -> None:
    assert [
        TerritoryCounty(10, frozenset({1, 2}), True),
        TerritoryCounty(20, frozenset({4}), False, False),
    ] == EAST
    assert territory_counties(PLACES, set()) == []


def test_the_district_decides_and_the_county_where_there_is_none() -> None:
    def where(county: int | None, district: int | None) -> int | None:
        area = county_of_office(MemberOffice(1, OfficeKind.POLICE, county, district), EAST)
        return area.county if area else None

    assert [
        where(10, 1),
        where(10, None),
        where(20, 4),
        where(20, 3),
        where(20, None),
        where(None, None),
    ] == [10, 10, 20, None, None, None]


def test_gaps_tell_what_is_outside_and_what_nobody_knows() -> None:
    offices = [
        MemberOffice(1, OfficeKind.POLICE, 10, 1),
        MemberOffice(2, OfficeKind.HEALTH, 10, None),
        MemberOffice(3, OfficeKind.SHELTER, 10, 2),
        MemberOffice(4, OfficeKind.POLICE, 20, 4),
        MemberOffice(5, OfficeKind.HEALTH, 20, 3),
    ]
    kinds = [OfficeKind.POLICE, OfficeKind.HEALTH, OfficeKind.NGO]
    assert office_gaps(kinds, EAST, offices, {1, 3}) == [
        (EAST[0], [OfficeGap(OfficeKind.HEALTH, (2,))]),
        (EAST[1], [OfficeGap(OfficeKind.NGO, ())]),
    ]
    most = territory_counties(PLACES, {3, 4})
    assert office_gaps(kinds, most, offices, {1, 3}) == [
        (
            most[0],
            [
                OfficeGap(OfficeKind.POLICE, (4,)),
                OfficeGap(OfficeKind.HEALTH, (5,)),
                OfficeGap(OfficeKind.NGO, ()),
            ],
        )
    ]
    assert OfficeGap(OfficeKind.HEALTH, ()).unknown


offices_of = st.lists(
    st.builds(
        MemberOffice,
        st.integers(1, 50),
        st.sampled_from([OfficeKind.POLICE, OfficeKind.NGO, OfficeKind.SHELTER, OfficeKind.HEALTH]),
        st.sampled_from([10, 20, None]),
        st.sampled_from([1, 2, 3, 4, 5, None]),
    ),
    unique_by=lambda one: one.id,
)


@given(offices_of, st.sets(st.integers(1, 50)), st.sets(st.sampled_from([1, 2, 3, 4, 5])))
def test_taking_in_everybody_outside_leaves_only_what_nobody_knows(
    offices: list[MemberOffice], members: set[int], chosen: set[int]
) -> None:
    territory = territory_counties(PLACES, chosen)
    kinds = [OfficeKind.POLICE, OfficeKind.NGO, OfficeKind.HEALTH]
    outside = {
        key
        for _area, found in office_gaps(kinds, territory, offices, members)
        for gap in found
        for key in gap.outside
    }
    after = office_gaps(kinds, territory, offices, members | outside)
    assert all(gap.unknown for _area, found in after for gap in found)
    assert not outside & members
