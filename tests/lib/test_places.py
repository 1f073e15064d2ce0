"""Rows in an order people change: whatever is asked, each row keeps exactly one place from 1 to the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.rearranging import new_place, place_row

ASKED = st.one_of(
    st.sampled_from(["up", "down", "", "0", "x", "-3", "²", "٣", "1e9"]),
    st.integers(0, 10**30).map(str),
    st.text(),
)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("up", 2),
        ("down", 4),
        ("1", 1),
        ("5", 5),
        ("9", 5),
        ("0", 1),
        ("", 3),
        ("x", 3),
        ("-1", 3),
        ("٣", 3),
    ],
)
def test_the_third_of_five_is_asked_elsewhere(asked: str, place: int) -> None:
    assert new_place(asked, 3, 5) == place


@given(st.integers(1, 40), st.data(), ASKED)
def test_any_move_in_any_order_gives_each_row_one_place(
    count: int, data: st.DataObject, asked: str
) -> None:
    rows = data.draw(st.permutations(range(count)))
    row = data.draw(st.sampled_from(rows))
    place = new_place(asked, rows.index(row) + 1, count)
    after = place_row(rows, row, place)
    assert 1 <= place <= count
    assert sorted(after) == list(range(count))
    assert after.index(row) + 1 == place
    assert [one for one in after if one != row] == [one for one in rows if one != row]


@given(st.integers(1, 40), st.data())
def test_up_and_down_again_changes_nothing(count: int, data: st.DataObject) -> None:
    row = data.draw(st.integers(1, count - 1)) if count > 1 else 0
    rows = list(range(count))
    up = place_row(rows, row, new_place("up", row + 1, count))
    assert place_row(up, row, new_place("down", up.index(row) + 1, count)) == rows or row == 0
