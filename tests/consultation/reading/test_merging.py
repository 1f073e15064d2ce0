"""Merging themes as a rule: nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.reading.changes import Coded, merge_additions, passages_with_both

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
