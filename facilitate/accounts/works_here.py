"""Who works in this planner: rooms below say under which condition an account is one of a team."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

Condition = Callable[[Any], sa.ColumnElement[bool]]
_TEAMS: list[Condition] = []


def makes_team(condition: Condition) -> Condition:
    """Mark a room's condition that an account (its number, or the column of it) works in this planner."""
    _TEAMS.append(condition)
    return condition


def works_here(user_id: Any) -> sa.ColumnElement[bool]:
    """The condition that an account works in any event or forum."""
    return sa.or_(sa.false(), *(condition(user_id) for condition in _TEAMS))
