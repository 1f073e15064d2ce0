"""What redo would take, from the history of somebody's changes."""

import pytest

from facilitate.history.memory import ChangeDeed, find_redo

DO, UNDO, REDO = "edited", "undone", "redone"


@pytest.mark.parametrize(
    ("deeds", "back"),
    [
        ([], None),
        ([DO], None),
        ([DO, UNDO], 1),
        ([DO, UNDO, REDO], None),
        ([DO, UNDO, DO], None),
        ([DO, UNDO, DO, UNDO], 3),  # the first was given up when something new was done
        ([DO, DO, UNDO, UNDO], 1),
        ([DO, DO, UNDO, UNDO, REDO], 2),
        ([UNDO, REDO, DO], None),
    ],
)
def test_redo_takes_what_was_taken_back_last_and_not_given_up(
    deeds: list[str], back: int | None
) -> None:
    assert find_redo(ChangeDeed(number, did) for number, did in enumerate(deeds, 1)) == back


@pytest.mark.parametrize(
    ("deeds", "back"),
    [
        (
            [ChangeDeed(1, DO), ChangeDeed(2, DO, undone=False), ChangeDeed(3, UNDO, of=1)],
            1,
        ),  # an earlier one, chosen
        (
            [
                ChangeDeed(1, DO),
                ChangeDeed(2, DO),
                ChangeDeed(3, UNDO, of=1),
                ChangeDeed(4, UNDO, of=2),
            ],
            2,
        ),
        (
            [ChangeDeed(1, DO, undone=False), ChangeDeed(3, UNDO, of=1)],
            None,
        ),  # somebody else has done it again
        ([ChangeDeed(3, UNDO, of=2)], None),  # what somebody else had done
        ([ChangeDeed(1, DO), ChangeDeed(3, UNDO, of=1), ChangeDeed(5, UNDO, of=4)], 1),
        (
            [
                ChangeDeed(1, DO),
                ChangeDeed(2, DO),
                ChangeDeed(3, UNDO, of=1),
                ChangeDeed(4, REDO, of=1),
                ChangeDeed(5, UNDO, of=2),
            ],
            2,
        ),
    ],
)
def test_a_deed_says_which_change_it_took_back(deeds: list[ChangeDeed], back: int | None) -> None:
    assert find_redo(deeds) == back
