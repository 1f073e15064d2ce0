"""Merging and splitting themes as rules: nothing is lost, and taking back gives exactly what was."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.reading.merging import (
    Coded,
    merge_additions,
    passages_with_both,
    split_returns,
)
from facilitate.consultation.reading.undoing import DoneChange, blocking_change

ONE = st.builds(
    Coded,
    st.integers(1, 8),
    st.integers(1, 4),
    st.sampled_from(["for", "against"]),
    st.none() | st.integers(1, 3),
)
# A passage has a theme once.
CODINGS = st.lists(ONE, max_size=20).map(
    lambda rows: set({(row.passage, row.theme): row for row in rows}.values())
)


def on(codings: set[Coded], theme: int) -> set[int]:
    return {row.passage for row in codings if row.theme == theme}


@given(CODINGS)
def test_a_merge_keeps_everything_and_can_be_taken_back(codings: set[Coded]) -> None:
    added = merge_additions(codings, 1, 2)
    after = codings | added
    assert on(after, 2) == on(codings, 1) | on(codings, 2)
    assert codings <= after
    assert len({(row.passage, row.theme) for row in after}) == len(after)
    assert after - added == codings


@given(CODINGS)
def test_merging_twice_adds_nothing(codings: set[Coded]) -> None:
    after = codings | merge_additions(codings, 1, 2)
    assert merge_additions(after, 1, 2) == set()
    assert passages_with_both(after, 1, 2) == on(codings, 1)


@given(CODINGS)
def test_stance_and_coder_go_along(codings: set[Coded]) -> None:
    for row in merge_additions(codings, 1, 2):
        assert row._replace(theme=1) in codings


@given(CODINGS, st.sets(st.integers(1, 8)))
def test_a_split_comes_home(codings: set[Coded], chosen: set[int]) -> None:
    codings = {row for row in codings if row.theme != 9}
    moved = {row for row in codings if row.theme == 1 and row.passage in chosen}
    after = codings - moved | {row._replace(theme=9) for row in moved}
    home = after | split_returns(after, 1, 9)
    assert {row for row in home if row.theme != 9} == codings


def done(*rows: tuple[set[int], bool]) -> list[DoneChange]:
    return [
        DoneChange(number, frozenset(themes), undone)
        for number, (themes, undone) in enumerate(rows, 1)
    ]


def test_what_a_later_change_touched_cannot_be_taken_back() -> None:
    rows = done(({1, 2}, False), ({3}, False), ({2, 4}, False), ({4}, True))
    assert [blocking_change(rows, number) for number in (1, 2, 3)] == [3, None, None]


CHANGES = st.lists(
    st.tuples(st.sets(st.integers(1, 4), min_size=1, max_size=2), st.booleans()),
    min_size=1,
    max_size=8,
)


@given(CHANGES, st.data())
def test_the_way_back_always_ends(changes: list[tuple[set[int], bool]], data) -> None:
    rows = done(*changes)
    wanted = data.draw(st.sampled_from([row.id for row in rows]))
    steps = 0
    while (first := blocking_change(rows, wanted)) is not None:
        assert first > wanted
        while (deeper := blocking_change(rows, first)) is not None:
            first = deeper
        rows = [row._replace(undone=True) if row.id == first else row for row in rows]
        steps += 1
        assert steps <= len(rows)
