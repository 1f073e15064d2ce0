"""Which techniques suit, and that the best fit comes first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import Energy, Range, TechniqueFamily
from facilitate.techniques.technique_filter import (
    LITTLE,
    MaterialLimit,
    TechniqueFilter,
    TechniqueOrigin,
    filter_relaxations,
    filter_techniques,
    fits_filter,
    range_stretch,
    techniques_by_family,
)

ALL = list(shipped_techniques().values())
asked_for = st.builds(
    TechniqueFilter,
    query=st.sampled_from(["", "ide", "tryeze", "xyzzy"]),
    family=st.none() | st.sampled_from(TechniqueFamily),
    people=st.none() | st.integers(1, 1200),
    minutes=st.none() | st.integers(1, 400),
    energy=st.none() | st.sampled_from(Energy),
    bring=st.none() | st.sampled_from(MaterialLimit),
    whose=st.none() | st.sampled_from(TechniqueOrigin),
)
ranges = st.lists(st.integers(1, 2000), min_size=3, max_size=3).map(
    lambda numbers: Range(*sorted(numbers))
)


@given(ranges, st.integers(1, 2500))
def test_how_far_something_is_stretched(range_: Range, number: int) -> None:
    far = range_stretch(range_, number)
    assert (far is None) == (not range_.min <= number <= range_.max)
    assert far is None or 0 <= far <= 1
    assert range_stretch(range_, range_.best) == 0
    for end in (range_.min, range_.max):
        assert range_stretch(range_, end) == (0 if end == range_.best else 1)


@given(ranges, st.integers(1, 2000), st.integers(1, 2000))
def test_further_from_the_best_is_never_a_better_fit(range_: Range, one: int, other: int) -> None:
    near, far = sorted((one, other), key=lambda number: abs(number - range_.best))
    if (near - range_.best) * (far - range_.best) < 0:  # on either side nothing is compared
        return
    a, b = range_stretch(range_, near), range_stretch(range_, far)
    assert b is None or (a is not None and a <= b)


@given(asked_for)
def test_what_is_chosen_suits_and_nothing_else_does(asked: TechniqueFilter) -> None:
    hits = filter_techniques(asked, ALL, {"world-cafe"})
    words = set(
        filter_techniques(TechniqueFilter(asked.query), ALL)
        and [one.key for one in filter_techniques(TechniqueFilter(asked.query), ALL)]
    )
    assert {one.key for one in hits} == {
        one.key for one in ALL if one.key in words and fits_filter(asked, one, {"world-cafe"})
    }
    assert len({one.key for one in hits}) == len(hits)


@given(asked_for)
def test_the_best_fit_comes_first(asked: TechniqueFilter) -> None:
    asked = replace(asked, query="", people=None)
    if asked.minutes is None:
        return
    far = [range_stretch(one.minutes, asked.minutes) for one in filter_techniques(asked, ALL)]
    assert far == sorted(far, key=lambda one: -1.0 if one is None else one)


@given(asked_for, st.randoms())
def test_the_order_of_the_shelf_does_not_matter(asked: TechniqueFilter, random) -> None:
    mixed = list(ALL)
    random.shuffle(mixed)
    assert filter_techniques(asked, mixed) == filter_techniques(asked, ALL)


@given(asked_for)
def test_leaving_something_out_never_loses_anything(asked: TechniqueFilter) -> None:
    hits = {one.key for one in filter_techniques(asked, ALL)}
    for part in asked.parts:
        assert hits <= {one.key for one in filter_techniques(asked.without(part), ALL)}


@given(asked_for)
def test_what_may_be_left_out_really_helps(asked: TechniqueFilter) -> None:
    for part, count in filter_relaxations(asked, ALL):
        assert len(filter_techniques(asked.without(part), ALL)) == count > 0


def test_nothing_asked_is_everything_by_name() -> None:
    assert len(filter_techniques(TechniqueFilter(), ALL)) == len(ALL)
    assert [one.key for one in filter_techniques(TechniqueFilter(), ALL, language="sq")] != [
        one.key for one in filter_techniques(TechniqueFilter(), ALL)
    ]
    assert [
        family for family, _ones in techniques_by_family(filter_techniques(TechniqueFilter(), ALL))
    ] == list(TechniqueFamily)


def test_a_name_that_holds_the_words_comes_before_a_purpose() -> None:
    assert filter_techniques(TechniqueFilter("galeri"), ALL)[0].key == "gallery-walk"
    assert filter_techniques(TechniqueFilter("market"), ALL)[0].key == "market-place"
    assert filter_techniques(TechniqueFilter("çështje"), ALL) == filter_techniques(
        TechniqueFilter("ceshtje"), ALL
    )


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (TechniqueFilter(minutes=105, people=60), "world-cafe"),
        (TechniqueFilter(people=9, family=TechniqueFamily.DECIDE), "nominal-group"),
        (TechniqueFilter(bring=MaterialLimit.NOTHING), "energiser-count-to-twenty"),
    ],
)
def test_what_people_ask_for(asked: TechniqueFilter, first: str) -> None:
    assert filter_techniques(asked, ALL)[0].key == first


def test_little_to_bring_is_more_than_nothing() -> None:
    nothing = {
        one.key for one in filter_techniques(TechniqueFilter(bring=MaterialLimit.NOTHING), ALL)
    }
    little = {
        one.key for one in filter_techniques(TechniqueFilter(bring=MaterialLimit.LITTLE), ALL)
    }
    assert nothing < little
    assert max(len(shipped_techniques()[key].materials) for key in little) <= LITTLE


def test_whose_it_is() -> None:
    assert [
        one.key
        for one in filter_techniques(TechniqueFilter(whose=TechniqueOrigin.OWN), ALL, {"swot"})
    ] == ["swot"]
    assert (
        len(filter_techniques(TechniqueFilter(whose=TechniqueOrigin.SHIPPED), ALL, {"swot"}))
        == len(ALL) - 1
    )


def test_one_thing_alone_is_not_left_out() -> None:
    assert filter_relaxations(TechniqueFilter("xyzzy"), ALL) == []
    assert filter_relaxations(TechniqueFilter("xyzzy", minutes=30), ALL) == [
        ("query", len(filter_techniques(TechniqueFilter(minutes=30), ALL)))
    ]
