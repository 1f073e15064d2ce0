"""Geometry of pictures."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.shares import BarPiece, bar_length, stack_bar


def test_a_bar_is_cut_in_the_order_given() -> None:
    assert stack_bar({"a": 1, "b": 0, "c": 3}) == [
        BarPiece("a", 1, 0.0, 25.0),
        BarPiece("c", 3, 25.0, 75.0),
    ]


def test_the_longest_bar_fills_the_picture() -> None:
    assert [bar_length(n, 8) for n in (8, 2, 0)] == [100.0, 25.0, 0.0]
    assert bar_length(0, 0) == 0.0


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 500), max_size=12))
def test_pieces_of_a_bar_fill_it_without_gaps(counts: dict[str, int]) -> None:
    pieces = stack_bar(counts)
    assert [piece.key for piece in pieces] == [key for key, n in counts.items() if n]
    edge = 0.0
    for piece in pieces:
        assert abs(piece.x - edge) < 0.011
        edge = piece.x + piece.width
    assert not pieces or abs(edge - 100) < 0.011
