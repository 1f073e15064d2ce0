"""The mix that is wanted: shares, and how many more reach them when adding makes the whole larger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.counting.figures import place_of_origin
from facilitate.participation.inviting.mix import (
    COMING,
    ON_THE_LIST,
    InviteeGroup,
    InviteeOrigin,
    TargetCounties,
    TargetShare,
    TargetWish,
    measure_target,
)
from facilitate.participation.models import Standing, TargetKind


def reached(have: int, total: int, least: int) -> bool:
    """Counted in whole numbers, another way round than the rule."""
    return total > 0 and have / total * 100 >= least - 1e-9


def test_adding_people_raises_the_whole_too() -> None:
    share = TargetShare(38, 110, 0, 40)
    assert (share.met, share.more, share.instead) == (False, 10, 6)
    assert (38 + 10) / (110 + 10) == 0.4
    assert (
        TargetShare(0, 0, 0, 40).more,
        TargetShare(3, 4, 0, 100).more,
        TargetShare(4, 4, 0, 100).more,
    ) == (
        1,
        None,
        0,
    )


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 99))
def test_so_many_more_reach_it_and_one_fewer_do_not(have: int, others: int, least: int) -> None:
    share = TargetShare(have, have + others, 0, least)
    more = share.more
    assert more is not None
    assert reached(have + more, share.total + more, least)
    assert more == 0 or not reached(have + more - 1, share.total + more - 1, least)
    assert share.met == reached(have, share.total, least) == (more == 0)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 100))
def test_so_many_instead_reach_it_and_one_fewer_do_not(have: int, others: int, least: int) -> None:
    share = TargetShare(have, have + others, 0, least)
    if share.total:
        assert reached(have + share.instead, share.total, least)
        assert share.instead <= others
        assert share.instead == 0 or not reached(have + share.instead - 1, share.total, least)


def group(standing: Standing = Standing.LISTED, people: int = 1, **more: object) -> InviteeGroup:
    facts = {
        "sector": "civil_society",
        "county": "kukes",
        "place": InviteeOrigin.OUTSIDE,
        "gender": "",
        **more,
    }
    return InviteeGroup(standing=standing, people=people, **facts)


def test_who_declined_is_not_on_the_list_any_more() -> None:
    wish = TargetWish(TargetKind.SECTOR, ("local_government", "central_government"), 50)
    groups = [
        group(Standing.COMING, 3, sector="local_government"),
        group(Standing.LISTED, 1, sector="central_government"),
        group(Standing.INVITED, 4),
        group(Standing.DECLINED, 9, sector="local_government"),
        group(Standing.REPLACED, 9, sector="local_government"),
    ]
    assert measure_target(wish, groups, [], ON_THE_LIST) == TargetShare(4, 8, 0, 50)
    assert measure_target(wish, groups, [], COMING) == TargetShare(3, 3, 0, 50)


def test_what_nobody_knows_is_told_and_not_counted() -> None:
    groups = [
        group(people=2),
        group(people=1, place=InviteeOrigin.CAPITAL),
        group(people=3, place=InviteeOrigin.UNKNOWN),
    ]
    assert measure_target(
        TargetWish(TargetKind.OUTSIDE, (), 50), groups, [], ON_THE_LIST
    ) == TargetShare(2, 3, 3, 50)
    groups = [group(people=2, gender="woman"), group(people=1, gender="man"), group(people=5)]
    assert measure_target(
        TargetWish(TargetKind.GENDER, ("woman",), 50), groups, [], ON_THE_LIST
    ) == TargetShare(2, 3, 5, 50)


def test_every_county_is_looked_at_also_those_nobody_comes_from() -> None:
    groups = [group(people=2), group(people=1, county="vlore"), group(people=7, county="")]
    wish = TargetWish(TargetKind.EVERY_COUNTY, (), 2)
    found = measure_target(wish, groups, ["diber", "kukes", "vlore"], ON_THE_LIST)
    assert found == TargetCounties({"diber": 0, "vlore": 1}, 3, 2)
    assert (found.met, found.enough, found.more) == (False, 1, 3)


@given(
    st.lists(st.tuples(st.sampled_from(list(Standing)), st.sampled_from("abc"), st.integers(0, 9)))
)
def test_shares_of_all_sectors_together_are_everybody(
    rows: list[tuple[Standing, str, int]],
) -> None:
    groups = [group(standing, people, sector=sector) for standing, sector, people in rows]
    shares = [
        measure_target(TargetWish(TargetKind.SECTOR, (key,), 1), groups, [], ON_THE_LIST)
        for key in "abc"
    ]
    assert sum(share.have for share in shares) == shares[0].total
    everybody = measure_target(
        TargetWish(TargetKind.SECTOR, ("a", "b", "c"), 100), groups, [], ON_THE_LIST
    )
    assert everybody.have == everybody.total


@pytest.mark.parametrize("district", [True, False, None])
@pytest.mark.parametrize("county", [True, False, None])
def test_the_capital_is_where_the_figures_say_it_is(
    district: bool | None, county: bool | None
) -> None:
    assert InviteeOrigin.of(district, county).value == place_of_origin(district, county).value
