"""What a question offers: what is wrong with its choices, said one thing at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.asking.offered import LONGEST, MOST, Offered, Problem, problem
from facilitate.lib.text import Words

SHELTER, SCHOOL = Offered(1, Words("Shelter", "Strehëz")), Offered(2, Words("School", "Shkollë"))


@pytest.mark.parametrize(
    ("offered", "kept", "wrong"),
    [
        ([SHELTER, SCHOOL], [], None),
        ([SHELTER, SCHOOL], [1, 2], None),
        ([SHELTER], [], Problem.TOO_FEW),
        ([SHELTER, Offered(2, Words("School"), hidden=True)], [], Problem.TOO_FEW),
        ([SHELTER, SCHOOL], [3], Problem.EMPTIED),
        ([SHELTER, Offered(None, Words("shelter"))], [], Problem.TWICE),
        ([SHELTER, Offered(None, Words("", "STREHEZ"))], [], Problem.TWICE),
        ([SHELTER, SCHOOL, Offered(3, Words("Shelter"), hidden=True)], [], None),
        ([SHELTER, Offered(None, Words("x" * (LONGEST + 1)))], [], Problem.TOO_LONG),
        ([Offered(None, Words(str(number))) for number in range(MOST + 1)], [], Problem.TOO_MANY),
    ],
)
def test_what_is_wrong(offered: list[Offered], kept: list[int], wrong: Problem | None) -> None:
    assert problem(offered, kept) == wrong


@given(
    st.lists(
        st.builds(
            Offered,
            st.none(),
            st.builds(Words, st.text(max_size=5), st.text(max_size=5)),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_what_is_right_offers_two_that_differ(offered: list[Offered]) -> None:
    if problem(offered) is None:
        shown = [one for one in offered if not one.hidden]
        assert len(shown) >= 2
        assert len({one.text.en for one in shown if one.text.en}) == len(
            [one for one in shown if one.text.en]
        )


def test_a_hidden_choice_reads_in_brackets() -> None:
    assert [str(SHELTER), str(Offered(None, Words("Late"), True))] == [
        "Shelter / Strehëz",
        "(Late)",
    ]
