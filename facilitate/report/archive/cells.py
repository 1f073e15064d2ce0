"""A cell of a table as plain JSON, and back: what is read is checked, for an archive may come from anywhere. Pure."""

import json
import math
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from ...data.db import Moment, WordsType
from ...lib.numbers import HIGHEST
from ...lib.text import Words, without_control
from ...participation.models import ParticipantRole, PartsType

FIRST_YEAR, LAST_YEAR = 1900, 2200
LARGEST = 2**63 - 1
"""The largest number of cents a column holds."""


def cell_from_json(column: sa.Column[Any], value: Any) -> Any:
    """The value of that column out of JSON. Raises ValueError or TypeError for what the column cannot hold."""
    if value is None:
        if not column.nullable and not isinstance(column.type, sa.JSON):
            raise ValueError("empty")
        return None
    return _read(column.type, value)


def _read(kind: Any, value: Any) -> Any:  # noqa: PLR0911 - one line a type
    if isinstance(kind, WordsType):
        if not isinstance(value, dict) or set(value) - {"en", "sq"}:
            raise ValueError(value)
        return Words(checked_text(value.get("en", "")), checked_text(value.get("sq", "")))
    if isinstance(kind, PartsType):
        return tuple(ParticipantRole(one) for one in value)
    if isinstance(kind, Moment):
        moment = datetime.fromisoformat(checked_text(value))
        if moment.tzinfo is None:
            raise ValueError(value)
        _checked_year(moment)
        return moment.astimezone(UTC)
    if isinstance(kind, sa.Enum):
        return kind.enum_class(value)  # type: ignore[misc]
    if isinstance(kind, sa.Date):
        return _checked_year(date.fromisoformat(checked_text(value)))
    if isinstance(kind, sa.Boolean):
        if not isinstance(value, bool):
            raise ValueError(value)
        return value
    if isinstance(kind, sa.Integer):
        return checked_whole(value, LARGEST if isinstance(kind, sa.BigInteger) else HIGHEST)
    if isinstance(kind, sa.Float):
        if isinstance(value, bool) or not math.isfinite(value):
            raise ValueError(value)
        return float(value)
    if isinstance(kind, sa.JSON):
        return checked_json(value)
    found = checked_text(value)
    if isinstance(kind, sa.String) and kind.length and len(found) > kind.length:
        raise ValueError(value)
    return found


def _checked_year(day: date) -> date:
    """A day from which others can be counted: the calendar ends with the year 9999."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day


def checked_text(value: Any) -> str:
    """A text that both databases can keep, and that every file can hold that is made of it."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    value.encode()  # half a character has no bytes
    return without_control(value)


def checked_whole(value: Any, most: int = HIGHEST) -> int:
    """A whole number that a column can keep; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int) or not -most <= value <= most:
        raise ValueError(value)
    return value


def checked_json(value: Any) -> Any:
    """JSON whose texts a database can keep."""
    if "\\u0000" in (written := json.dumps(value)):
        raise ValueError(value)
    json.dumps(json.loads(written), ensure_ascii=False).encode()
    return value
