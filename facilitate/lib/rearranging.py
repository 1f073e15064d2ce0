"""Rows that people put in another order: where one is asked to go, and the order that makes, in a list and in a form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

Row = TypeVar("Row")


def new_place(asked: str, place: int, last: int) -> int:
    """The place, from 1 to `last`, of a row that is at `place` and is asked to go `up`, `down` or to a number.

    Beyond the ends it stops at the end; anything else leaves it where it is.
    """
    wanted = {"up": place - 1, "down": place + 1}.get(asked, place)
    if asked.isascii() and asked.isdigit():
        wanted = int(asked[:9])
    return min(max(wanted, 1), last)


def place_row(rows: Sequence[Row], row: Row, place: int) -> list[Row]:
    """The rows in their order, with this one at that place (1 is the first)."""
    order = list(rows)
    order.insert(place - 1, order.pop(order.index(row)))
    return order


def move_by_one(rows: Sequence[Row], row: Row, by: int) -> list[Row]:
    """The rows in their order, with this one a place up (`by` -1) or down (1); at the end it stays."""
    return place_row(rows, row, min(max(rows.index(row) + by, 0), len(rows) - 1) + 1)


ACTS = ("up", "down", "drop", "more")
"""What a button of the field may ask: `NAME-up` and the like, with the key of the row."""


def rearrange_keys(typed: Mapping[str, Any], name: str, keys: Sequence[str]) -> list[str]:
    """The keys of the rows in the order asked for by what was sent, without the row that was dropped."""
    found = list(keys)
    for act, step in (("up", -1), ("down", 1)):
        key = typed.get(f"{name}-{act}")
        if key in found:
            at = found.index(key)
            found.insert(max(0, at + step), found.pop(at))
    drop = typed.get(f"{name}-drop")
    return [key for key in found if key != drop]


def is_button_pressed(typed: Mapping[str, Any], name: str) -> bool:
    """Whether a button of the field was pressed, so that nothing is to be saved yet."""
    return any(f"{name}-{act}" in typed for act in ACTS)


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
