"""What redo would take, from the history of somebody's changes."""

import pytest

from facilitate.lib.cells import given_back

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
def test_redo_takes_what_was_taken_back_last_and_not_given_up(deeds: list[str], back: int | None) -> None:
    assert given_back(enumerate(deeds, 1)) == back
