"""Rows in an order of their own: the place after the last, a row one place further."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ..data.db import Keyed, db


def after_last(position: Any, condition: sa.ColumnElement[bool]) -> int:
    """The position after the last."""
    return (db.session.scalar(sa.select(sa.func.max(position)).where(condition)) or 0) + 1


def move_row(rows: Sequence[Any], row: Keyed, up: bool) -> list[Any]:
    """The rows with this one a place further; at the end it stays."""
    order = list(rows)
    at = order.index(row)
    to = max(0, at - 1) if up else min(len(order) - 1, at + 1)
    order.insert(to, order.pop(at))
    return order
