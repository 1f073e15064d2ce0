"""The blueprint all pages about money are on, and what is done there to a row at a press."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, flash, request

from ..web.i18n import _
from . import labels
from .actions import move_row, remove_row, restore_row
from .models import Contribution, CostLine
from .queries import row_title

bp = Blueprint("budget", __name__)


Does = Mapping[str, Callable[[Any], Any]]
EITHER: Does = {
    "up": lambda row: move_row(row, -1),
    "down": lambda row: move_row(row, 1),
    "remove": remove_row,
    "back": restore_row,
}
"""What can be done with either."""


def act_on_row(row: CostLine | Contribution, does: Does, back: str) -> None:
    """Do what is posted as `what`, one of `does`; whoever takes the row out can put it back at the address `back`."""
    what = request.values.get("what", "")
    if what not in does:
        abort(422)
    does[what](row)
    if what == "remove":
        flash(_("“%(what)s” was removed.", what=row_title(row)), "undo:" + back)


__all__ = ["EITHER", "act_on_row", "bp", "labels"]
