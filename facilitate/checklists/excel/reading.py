"""What has been read of a list of tasks so far, and its cells by the names of their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...exchange.marking_up import ListPlace
from ...exchange.merge import EXTRA, ListProblem, ListRecord
from ..columns import TASKS


@dataclass
class ChecklistReading:
    """What has been read: tasks, what was exported and of which event, what is wrong, what was understood, names nobody

    knows with the rows they stand in; `place`: where in the file the list stands.
    """

    rows: list[ListRecord] = field(default_factory=list)
    base: dict[str, ListRecord] = field(default_factory=dict)
    problems: list[ListProblem] = field(default_factory=list)
    told: list[ListProblem] = field(default_factory=list)
    slug: str = ""
    unknown: dict[str, list[int]] = field(default_factory=dict)
    place: ListPlace = ListPlace()


def named_cells(cells: Sequence[Any], columns: Mapping[int, str]) -> dict[str, Any]:
    """The cells of a row by the names of their columns."""
    return {name: cells[column] for column, name in columns.items() if column < len(cells)}


def place_of_list(sheet: str, header: int, columns: Mapping[int, str]) -> ListPlace:
    """Where a list stands whose columns are these fields."""
    return ListPlace(
        sheet, header, {column_named(name): column for column, name in columns.items()}
    )


def column_named(name: str) -> str:
    """What a column is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else str(TASKS[name].label)
