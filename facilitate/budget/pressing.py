"""What is done to a row of a budget at a press, cost line and contribution alike."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, request

from ..web.i18n import _
from .actions import move, put_back, remove
from .models import Contribution, CostLine
from .queries import title_of

Does = Mapping[str, Callable[[Any], Any]]
EITHER: Does = {
    "up": lambda row: move(row, -1),
    "down": lambda row: move(row, 1),
    "remove": remove,
    "back": put_back,
}
"""What can be done with either."""


def press(row: CostLine | Contribution, does: Does, back: str) -> None:
    """Do what is posted as `what`, one of `does`; whoever takes the row out can put it back at the address `back`."""
    what = request.values.get("what", "")
    if what not in does:
        abort(422)
    does[what](row)
    if what == "remove":
        flash(_("“%(what)s” was removed.", what=title_of(row)), "undo:" + back)
