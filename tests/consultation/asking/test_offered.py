"""What a question offers: what is wrong with its choices, said one thing at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.asking.offered import (
    LONGEST,
    MOST,
    ChoicesProblem,
    OfferedChoice,
    choices_problem,
)
from facilitate.lib.text import Words

SHELTER, SCHOOL = (
    OfferedChoice(1, Words("Shelter", "Strehëz")),
    OfferedChoice(2, Words("School", "Shkollë")),
)


@pytest.mark.parametrize(
    ("offered", "kept", "wrong"),
    [
        ([SHELTER, SCHOOL], [], None),
        ([SHELTER, SCHOOL], [1, 2], None),
        ([SHELTER], [], ChoicesProblem.TOO_FEW),
        ([SHELTER, OfferedChoice(2, Words("School"), hidden=True)], [], ChoicesProblem.TOO_FEW),
        ([SHELTER, SCHOOL], [3], ChoicesProblem.EMPTIED),
        ([SHELTER, OfferedChoice(None, Words("shelter"))], [], ChoicesProblem.TWICE),
        ([SHELTER, OfferedChoice(None, Words("", "STREHEZ"))], [], ChoicesProblem.TWICE),
        ([SHELTER, SCHOOL, OfferedChoice(3, Words("Shelter"), hidden=True)], [], None),
        ([SHELTER, OfferedChoice(None, Words("x" * (LONGEST + 1)))], [], ChoicesProblem.TOO_LONG),
        (
            [OfferedChoice(None, Words(str(number))) for number in range(MOST + 1)],
            [],
            ChoicesProblem.TOO_MANY,
        ),
    ],
)
def test_what_is_wrong(
    offered: list[OfferedChoice], kept: list[int], wrong: ChoicesProblem | None
) -> None:
    assert choices_problem(offered, kept) == wrong


@given(
    st.lists(
        st.builds(
            OfferedChoice,
            st.none(),
            st.builds(Words, st.text(max_size=5), st.text(max_size=5)),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_what_is_right_offers_two_that_differ(offered: list[OfferedChoice]) -> None:
    if choices_problem(offered) is None:
        shown = [one for one in offered if not one.hidden]
        assert len(shown) >= 2
        assert len({one.text.en for one in shown if one.text.en}) == len(
            [one for one in shown if one.text.en]
        )


def test_a_hidden_choice_reads_in_brackets() -> None:
    assert [str(SHELTER), str(OfferedChoice(None, Words("Late"), True))] == [
        "Shelter / Strehëz",
        "(Late)",
    ]
