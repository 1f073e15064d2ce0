"""Buttons that put rows in another order never lose one but the one that is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.rearranging import ACTS, is_button_pressed, rearrange_keys

KEYS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, KEYS),
        ({"rows-up": "b"}, ["b", "a", "c"]),
        ({"rows-down": "b"}, ["a", "c", "b"]),
        ({"rows-up": "c"}, ["a", "c", "b"]),
        ({"rows-down": "a"}, ["b", "a", "c"]),
        ({"rows-more": ""}, KEYS),
        ({"rows-up": "a"}, KEYS),
        ({"rows-down": "c"}, KEYS),
        ({"rows-drop": "b"}, ["a", "c"]),
        ({"rows-up": "x", "rows-drop": "y"}, KEYS),
        ({"other-up": "b"}, KEYS),
    ],
)
def test_one_place_up_or_down_or_out(typed: dict[str, str], expected: list[str]) -> None:
    assert rearrange_keys(typed, "rows", KEYS) == expected
    assert is_button_pressed(typed, "rows") == any(key.startswith("rows-") for key in typed)


@given(
    st.lists(st.text("abcdef", min_size=1), unique=True),
    st.sampled_from(ACTS),
    st.text("abcdef", min_size=1),
)
def test_nothing_is_lost(keys: list[str], act: str, key: str) -> None:
    found = rearrange_keys({f"rows-{act}": key}, "rows", keys)
    assert sorted(found) == sorted(one for one in keys if act != "drop" or one != key)
