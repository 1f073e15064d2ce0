"""Who works in this planner and who may release: rooms below say under which condition an account is one of them."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

Condition = Callable[[Any], sa.ColumnElement[bool]]
_TEAMS: list[Condition] = []
_RELEASERS: list[Condition] = []


def makes_team(condition: Condition) -> Condition:
    """Mark a room's condition that an account (its number, or the column of it) works in this planner."""
    _TEAMS.append(condition)
    return condition


def makes_releaser(condition: Condition) -> Condition:
    """Mark a room's condition that an account may release what leaves the house."""
    _RELEASERS.append(condition)
    return condition


def works_here(user_id: Any, but: Condition | None = None) -> sa.ColumnElement[bool]:
    """The condition that an account works in any event or forum; `but`: by any other of the conditions."""
    asked = (condition(user_id) for condition in _TEAMS if condition is not but)
    return sa.or_(sa.false(), *asked)


def can_release(user_id: Any) -> sa.ColumnElement[bool]:
    """The condition that an account may release in any event or forum."""
    return sa.or_(sa.false(), *(condition(user_id) for condition in _RELEASERS))
