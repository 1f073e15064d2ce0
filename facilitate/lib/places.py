"""Rows in an order people change: where a row is asked to go, and the order that makes."""

from collections.abc import Sequence
from typing import TypeVar

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
