"""Rows of a form put in another order by buttons: added, taken out, moved up and down."""

import re
from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")
_ACT = re.compile(r"(add|up|down|drop)-(\d{1,4})")


def rearrange_rows(
    rows: Sequence[Row], act: str, blank: Row, most: int
) -> tuple[list[Row], int | None]:
    """The rows after a button was pressed, and the number of the row to look at now (from 1).

    `act`: `up-3`, `down-3`, `drop-3`, `add-3` (a blank one below the third, `add-0` as the first). What cannot be done
    leaves the rows as they are; None as a number: that is no button of ours.
    """
    found = _ACT.fullmatch(act)
    if found is None:
        return list(rows), None
    what, number, made = found[1], int(found[2]), list(rows)
    if what == "add":
        if number > len(made) or len(made) >= most:
            return made, min(number, len(made))
        made.insert(number, blank)
        return made, number + 1
    if not 1 <= number <= len(made):
        return made, len(made)
    row = made.pop(number - 1)
    if what == "drop":
        return made, min(number, len(made))
    place = max(0, number - 2) if what == "up" else min(len(made), number)
    made.insert(place, row)
    return made, place + 1
