"""What redo would take, from the history of somebody's changes."""

import pytest

from facilitate.history.memory import Deed, to_redo

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
    assert to_redo(Deed(number, did) for number, did in enumerate(deeds, 1)) == back


@pytest.mark.parametrize(
    ("deeds", "back"),
    [
        (
            [Deed(1, DO), Deed(2, DO, undone=False), Deed(3, UNDO, of=1)],
            1,
        ),  # an earlier one, chosen
        ([Deed(1, DO), Deed(2, DO), Deed(3, UNDO, of=1), Deed(4, UNDO, of=2)], 2),
        ([Deed(1, DO, undone=False), Deed(3, UNDO, of=1)], None),  # somebody else has done it again
        ([Deed(3, UNDO, of=2)], None),  # what somebody else had done
        ([Deed(1, DO), Deed(3, UNDO, of=1), Deed(5, UNDO, of=4)], 1),
        (
            [
                Deed(1, DO),
                Deed(2, DO),
                Deed(3, UNDO, of=1),
                Deed(4, REDO, of=1),
                Deed(5, UNDO, of=2),
            ],
            2,
        ),
    ],
)
def test_a_deed_says_which_change_it_took_back(deeds: list[Deed], back: int | None) -> None:
    assert to_redo(deeds) == back
