"""Rows put in another order, and which language was left behind: rules that hold whatever is typed."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.plan import ScriptPart
from facilitate.guides.rewriting.languages import (
    follows_usual,
    is_left_behind,
    language_left_behind,
)
from facilitate.lib.rearranging import rearrange_rows
from facilitate.lib.text import Words

acts = st.builds("{}-{}".format, st.sampled_from(["add", "up", "down", "drop"]), st.integers(0, 9))


@given(st.lists(st.integers(1, 99), max_size=6), acts)
def test_no_row_is_lost_but_the_one_taken_out(rows: list[int], act: str) -> None:
    made, number = rearrange_rows(rows, act, 0, 6)
    assert number is not None
    assert 0 <= number <= len(made) <= 6
    what, place = act.split("-")
    if what == "drop" and 1 <= int(place) <= len(rows):
        assert made == [*rows[: int(place) - 1], *rows[int(place) :]]
    else:
        assert sorted(one for one in made if one) == sorted(rows)
        assert len(made) == len(rows) + (what == "add" and int(place) <= len(rows) < 6)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.data())
def test_up_takes_back_what_down_did(rows: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(rows) - 1))
    moved, number = rearrange_rows(rows, f"down-{place}", 0, 6)
    assert number == place + 1
    assert rearrange_rows(moved, f"up-{number}", 0, 6) == (rows, place)


def test_what_is_no_button_of_ours() -> None:
    for act in ("", "up", "up--1", "burn-1", "up-99999"):
        assert rearrange_rows([1, 2], act, 0, 6) == ([1, 2], None)


def test_a_language_is_behind_only_while_the_other_one_is_new() -> None:
    old, cases = Words("Welcome", "Mirë se erdhët"), []
    for own in (
        old,
        Words("Hello", "Mirë se erdhët"),
        Words("Welcome", "Tungjatjeta"),
        Words("Hello", ""),
        Words("Hello", "Tungjatjeta"),
    ):
        cases.append(
            (
                is_left_behind(own, [old], "sq"),
                is_left_behind(own, [old], "en"),
                language_left_behind(old, own),
            )
        )
    assert cases == [
        (False, False, ""),
        (True, False, "sq"),
        (False, True, "en"),
        (False, False, ""),
        (False, False, ""),
    ]


def test_lines_that_only_moved_are_not_behind() -> None:
    one, two = ScriptPart(5, say=Words("One", "Një")), ScriptPart(5, say=Words("Two", "Dy"))
    assert language_left_behind((one, two), (two, one)) == ""
    assert language_left_behind((one, two), (two, ScriptPart(5, say=Words("First", "Një")))) == "sq"


def test_what_only_repeats_the_usual_follows_it() -> None:
    usual = Words("Stay", "Rrini")
    assert [
        follows_usual(one, usual)
        for one in (usual, Words(), Words("Stay"), Words("", "Rrini"), Words("Go", "Rrini"))
    ] == [
        True,
        True,
        True,
        True,
        False,
    ]
    lines = (ScriptPart(5, say=usual),)
    assert [follows_usual(one, lines) for one in (lines, (), (ScriptPart(6, say=usual),))] == [
        True,
        True,
        False,
    ]
