"""Who comes, in figures that expose nobody."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.guides.guide import GuideGuests
from facilitate.guides.queries import guests_in
from facilitate.participation.counting.figures import CountedGroup, PlaceOfOrigin

NAMES = {"civil": "Civil society", "police": "Police"}


def group(
    sector: str, people: int, place: PlaceOfOrigin = PlaceOfOrigin.CAPITAL, standing: str = "coming"
) -> CountedGroup:
    return CountedGroup(sector, "tirane", place, standing, False, people)


def test_those_who_come_are_told_by_sector_and_all_who_were_invited_are_counted() -> None:
    groups = [
        group("civil", 5),
        group("police", 4, PlaceOfOrigin.OUTSIDE),
        group("police", 7, standing="declined"),
    ]
    found = guests_in(groups, NAMES)
    assert found == GuideGuests(16, 9, [("Civil society", 5), ("Police", 4)], counties=1, outside=4)


def test_one_person_alone_is_told_apart_neither_by_sector_nor_by_place() -> None:
    found = guests_in([group("civil", 8), group("police", 1, PlaceOfOrigin.OUTSIDE)], NAMES)
    assert found == GuideGuests(9, 9, [], counties=1, outside=0)


def test_the_one_from_the_capital_cannot_be_worked_out() -> None:
    assert (
        guests_in([group("civil", 8, PlaceOfOrigin.OUTSIDE), group("civil", 1)], NAMES).outside == 0
    )


def test_the_one_whose_sector_is_not_known_cannot_be_worked_out() -> None:
    assert guests_in([group("civil", 8), group("", 1)], NAMES).sectors == []


PEOPLE = st.lists(
    st.builds(
        group,
        st.sampled_from(["civil", "police", ""]),
        st.integers(1, 9),
        st.sampled_from(list(PlaceOfOrigin)),
    )
)


@given(PEOPLE)
def test_what_is_not_told_is_nobody_or_a_group_of_three_and_more(
    groups: list[CountedGroup],
) -> None:
    found = guests_in(groups, NAMES)
    told = [number for _name, number in found.sectors]
    assert all(number > 2 for number in told)
    assert found.coming - sum(told) not in (1, 2) or not told
    assert found.outside == 0 or (found.outside > 2 and found.coming - found.outside not in (1, 2))
