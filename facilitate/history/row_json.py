"""A row of any table as plain JSON, and back: what is kept of it so that it can be as it was. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..data.db import Moment, WordsType
from ..lib.text import Words


def column_to_json(value: Any) -> Any:
    """The value of a column as plain JSON."""
    if isinstance(value, Words):
        return {"en": value.en, "sq": value.sq}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return dict(value) if isinstance(value, dict) else value


def column_from_json(column: sa.Column[Any], value: Any) -> Any:
    """The value of that column from plain JSON."""
    type_ = column.type
    if value is None:
        return None
    if isinstance(type_, WordsType):
        return Words(value["en"], value["sq"])
    if isinstance(type_, sa.Enum):
        return type_.enum_class(value)  # type: ignore[misc]
    if isinstance(type_, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(type_, sa.Date) else value


def row_from_json(table: sa.Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row, for the columns that the table still has."""
    return {
        name: column_from_json(table.c[name], value)
        for name, value in kept.items()
        if name in table.c
    }
