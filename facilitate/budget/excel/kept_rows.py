"""A row of a budget as plain JSON: what is kept so that an import can be undone. Pure."""

from collections.abc import Mapping
from typing import Any

from ...data.row_cells import encode_value
from ..models import Contribution, CostLine, Rate
from .columns import BudgetTable

KINDS: Mapping[BudgetTable, Any] = {
    BudgetTable.COSTS: CostLine,
    BudgetTable.GIFTS: Contribution,
    BudgetTable.RATES: Rate,
}
NOT_KEPT = frozenset({"id", "event_id", "code", "position", "version"})
"""What a row is, where it stands, how often it was edited: none of it is changed by a workbook, or put back."""
CALLED = "called"
"""Beside the columns: what the giver is called in the directory, should it be gone from there."""


def row_as_json(row: CostLine | Contribution | Rate) -> dict[str, Any]:
    """Everything a workbook can change in a row."""
    table: Any = type(row).__table__
    columns = [one for one in table.columns if one.key not in NOT_KEPT]
    values = {one.key: encode_value(one, getattr(row, one.key)) for one in columns}
    if isinstance(row, Contribution) and row.organisation is not None:
        values[CALLED] = row.organisation.name
    return values


def is_same_state(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two states of a row are the same; what its giver is called is not the row's own."""
    if one is None or other is None:
        return one is other
    return {**one, CALLED: ""} == {**other, CALLED: ""}


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were changed, as they were before."""
    return {
        name: value for name, value in before.items() if name != CALLED and value != after.get(name)
    }
