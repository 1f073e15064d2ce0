"""Which techniques suit, and that the best fit comes first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.techniques.choosing import (
    LITTLE,
    Asked,
    Bring,
    Whose,
    by_family,
    chosen,
    relaxed,
    stretch,
    suits,
)
from facilitate.techniques.shelf import shipped
from facilitate.techniques.technique import Energy, Family, Range

ALL = list(shipped().values())
asked_for = st.builds(
    Asked,
    query=st.sampled_from(["", "ide", "tryeze", "xyzzy"]),
    family=st.none() | st.sampled_from(Family),
    people=st.none() | st.integers(1, 1200),
    minutes=st.none() | st.integers(1, 400),
    energy=st.none() | st.sampled_from(Energy),
    bring=st.none() | st.sampled_from(Bring),
    whose=st.none() | st.sampled_from(Whose),
)
ranges = st.lists(st.integers(1, 2000), min_size=3, max_size=3).map(
    lambda numbers: Range(*sorted(numbers))
)


@given(ranges, st.integers(1, 2500))
def test_how_far_something_is_stretched(range_: Range, number: int) -> None:
    far = stretch(range_, number)
    assert (far is None) == (not range_.min <= number <= range_.max)
    assert far is None or 0 <= far <= 1
    assert stretch(range_, range_.best) == 0
    for end in (range_.min, range_.max):
        assert stretch(range_, end) == (0 if end == range_.best else 1)


@given(ranges, st.integers(1, 2000), st.integers(1, 2000))
def test_further_from_the_best_is_never_a_better_fit(range_: Range, one: int, other: int) -> None:
    near, far = sorted((one, other), key=lambda number: abs(number - range_.best))
    if (near - range_.best) * (far - range_.best) < 0:  # on either side nothing is compared
        return
    a, b = stretch(range_, near), stretch(range_, far)
    assert b is None or (a is not None and a <= b)


@given(asked_for)
def test_what_is_chosen_suits_and_nothing_else_does(asked: Asked) -> None:
    hits = chosen(asked, ALL, {"world-cafe"})
    words = set(
        chosen(Asked(asked.query), ALL) and [one.key for one in chosen(Asked(asked.query), ALL)]
    )
    assert {one.key for one in hits} == {
        one.key for one in ALL if one.key in words and suits(asked, one, {"world-cafe"})
    }
    assert len({one.key for one in hits}) == len(hits)


@given(asked_for)
def test_the_best_fit_comes_first(asked: Asked) -> None:
    asked = replace(asked, query="", people=None)
    if asked.minutes is None:
        return
    far = [stretch(one.minutes, asked.minutes) for one in chosen(asked, ALL)]
    assert far == sorted(far, key=lambda one: -1.0 if one is None else one)


@given(asked_for, st.randoms())
def test_the_order_of_the_shelf_does_not_matter(asked: Asked, random) -> None:
    mixed = list(ALL)
    random.shuffle(mixed)
    assert chosen(asked, mixed) == chosen(asked, ALL)


@given(asked_for)
def test_leaving_something_out_never_loses_anything(asked: Asked) -> None:
    hits = {one.key for one in chosen(asked, ALL)}
    for part in asked.parts:
        assert hits <= {one.key for one in chosen(asked.without(part), ALL)}


@given(asked_for)
def test_what_may_be_left_out_really_helps(asked: Asked) -> None:
    for part, count in relaxed(asked, ALL):
        assert len(chosen(asked.without(part), ALL)) == count > 0


def test_nothing_asked_is_everything_by_name() -> None:
    assert len(chosen(Asked(), ALL)) == len(ALL)
    assert [one.key for one in chosen(Asked(), ALL, language="sq")] != [
        one.key for one in chosen(Asked(), ALL)
    ]
    assert [family for family, _ones in by_family(chosen(Asked(), ALL))] == list(Family)


def test_a_name_that_holds_the_words_comes_before_a_purpose() -> None:
    assert chosen(Asked("galeri"), ALL)[0].key == "gallery-walk"
    assert chosen(Asked("market"), ALL)[0].key == "market-place"
    assert chosen(Asked("çështje"), ALL) == chosen(Asked("ceshtje"), ALL)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (Asked(minutes=105, people=60), "world-cafe"),
        (Asked(people=9, family=Family.DECIDE), "nominal-group"),
        (Asked(bring=Bring.NOTHING), "energiser-count-to-twenty"),
    ],
)
def test_what_people_ask_for(asked: Asked, first: str) -> None:
    assert chosen(asked, ALL)[0].key == first


def test_little_to_bring_is_more_than_nothing() -> None:
    nothing = {one.key for one in chosen(Asked(bring=Bring.NOTHING), ALL)}
    little = {one.key for one in chosen(Asked(bring=Bring.LITTLE), ALL)}
    assert nothing < little
    assert max(len(shipped()[key].materials) for key in little) <= LITTLE


def test_whose_it_is() -> None:
    assert [one.key for one in chosen(Asked(whose=Whose.OWN), ALL, {"swot"})] == ["swot"]
    assert len(chosen(Asked(whose=Whose.SHIPPED), ALL, {"swot"})) == len(ALL) - 1


def test_one_thing_alone_is_not_left_out() -> None:
    assert relaxed(Asked("xyzzy"), ALL) == []
    assert relaxed(Asked("xyzzy", minutes=30), ALL) == [
        ("query", len(chosen(Asked(minutes=30), ALL)))
    ]
