"""A row of a budget as plain JSON, and back: what is kept so that an import can be undone. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ...db import Moment, WordsType
from ...lib.text import Words
from ..models import Contribution, CostLine, Rate
from .columns import Table

KINDS: Mapping[Table, Any] = {Table.COSTS: CostLine, Table.GIFTS: Contribution, Table.RATES: Rate}
NOT_KEPT = frozenset({"id", "event_id", "code", "position", "version"})
"""What a row is, where it stands, how often it was edited: none of it is changed by a workbook, or put back."""
CALLED = "called"
"""Beside the columns: what the giver is called in the directory, should it be gone from there."""


def as_json(row: CostLine | Contribution | Rate) -> dict[str, Any]:
    """Everything a workbook can change in a row."""
    names = [one.key for one in type(row).__mapper__.column_attrs if one.key not in NOT_KEPT]
    values = {name: _plain(getattr(row, name)) for name in names}
    if isinstance(row, Contribution) and row.organisation is not None:
        values[CALLED] = row.organisation.name
    return values


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two states of a row are the same; what its giver is called is not the row's own."""
    if one is None or other is None:
        return one is other
    return {**one, CALLED: ""} == {**other, CALLED: ""}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were changed, as they were before."""
    return {
        name: value for name, value in before.items() if name != CALLED and value != after.get(name)
    }


def read(kind: Any, name: str, value: Any) -> Any:
    """The value of a column from plain JSON."""
    type_ = kind.__table__.c[name].type
    if value is None:
        return None
    if isinstance(type_, WordsType):
        return Words(value["en"], value["sq"])
    if isinstance(type_, sa.Enum):
        return type_.enum_class(value)  # type: ignore[misc]
    if isinstance(type_, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(type_, sa.Date) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return {"en": value.en, "sq": value.sq}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return dict(value) if isinstance(value, dict) else value
