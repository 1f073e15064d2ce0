"""Rows that lost their codes are found by what they say; none is found twice, and a list of others stays one."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.exchange.likeness import recognise_rows

KNOWN = {
    "C1": {"Book the hall", "Rezervo sallën"},
    "C2": {"Invite the speakers", "Fto folësit"},
    "C3": {"Order the flowers", "Porosit lulet"},
    "C4": {"Print the badges", ""},
}


def test_the_same_words_in_either_language_without_accents() -> None:
    found = recognise_rows({4: "book the HALL", 5: "Fto folesit", 6: "Something new"}, (), KNOWN)
    assert found.codes == {4: "C1", 5: "C2"}
    assert (found.ours, found.new) == (True, 1)


def test_nearly_the_same_only_where_the_list_is_ours() -> None:
    ours = {1: "Book the hall", 2: "Invite the speakers", 3: "Order the flower"}
    assert recognise_rows(ours, (), KNOWN).codes == {1: "C1", 2: "C2", 3: "C3"}
    other = {1: "Order the flower", 2: "Hire a bus", 3: "Cook"}
    assert recognise_rows(other, (), KNOWN).codes == {}


def test_what_other_rows_have_by_their_code_is_not_given_again() -> None:
    assert recognise_rows({9: "Book the hall"}, {"C1", "C2"}, KNOWN).codes == {}
    assert recognise_rows({9: "Book the hall"}, {"C2"}, KNOWN).codes == {9: "C1"}


def test_two_that_say_the_same_are_two() -> None:
    twice = {"A": {"Call"}, "B": {"Call"}}
    assert recognise_rows({1: "Call", 2: "call", 3: "Call"}, (), twice).codes == {1: "A", 2: "B"}


def test_what_is_said(app: Flask) -> None:
    with app.app_context():
        said = recognise_rows({4: "Book the hall", 5: "Fto folësit", 6: "New"}, (), KNOWN).told(
            "List"
        )
        assert [one.sentence for one in said] == [
            "This looks like your own list without its codes: 2 matched, 1 new."
        ]
        (one,) = recognise_rows({9: "Book the hall"}, {"C2"}, KNOWN).told("List")
        assert one.sentence == "Row 9 is the same as an existing one and counts as that one."


@given(
    st.dictionaries(st.integers(1, 50), st.text(max_size=5)),
    st.dictionaries(st.text(min_size=1), st.sets(st.text(max_size=5))),
)
def test_no_code_is_given_twice(titles: dict[int, str], known: dict[str, set[str]]) -> None:
    found = recognise_rows(titles, (), known).codes
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(titles)
