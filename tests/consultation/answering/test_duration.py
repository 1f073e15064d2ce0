"""How long it takes: a minute for an open question, twenty seconds for another, rounded up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.questionnaire import answering_minutes


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        ([], 1),
        ([False], 1),
        ([True], 1),
        ([True, False], 2),
        ([True, True], 2),
        ([False] * 3, 1),
        ([False] * 4, 2),
        ([True, True, False, False, False], 3),
        ([True, True, False, False, False, False], 4),
    ],
)
def test_minutes(opens: list[bool], expected: int) -> None:
    assert answering_minutes(opens) == expected


@given(st.lists(st.booleans()))
def test_never_promises_too_little_nor_a_minute_too_much(opens: list[bool]) -> None:
    seconds = sum(60 if is_open else 20 for is_open in opens)
    assert seconds <= 60 * answering_minutes(opens) < max(seconds, 1) + 60
