"""Where an agenda that comes back and the one that is kept say different things."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ...web.i18n import pick_wording
from ..plan import Plan
from .returned import SheetRowProblem
from .rows import FIELDS, SheetRow, sheet_row_name

Id = str
"""A row's number in the file, or `new-7` for the new row 7."""


class RowSpot(NamedTuple):
    """The list a row stands in, by the rows it hangs below: a day (`2027-03-18`, `parked`), a block, a group."""

    day: str
    block: Id = ""
    group: Id = ""


@dataclass(frozen=True)
class CellClash:
    """A cell that was changed in the file and in the planner: exported as `base`, now `online`, in the file `file`."""

    id: Id
    title: str
    name: str
    base: str
    online: str
    file: str

    @property
    def column(self) -> str:
        return str(FIELDS[self.name])


@dataclass
class MergedSheet:
    """What the file would make of the agenda: the plan, what is in the way, and what it leaves to a person to decide.

    `missing` are rows that were exported and are not in the file; `gone` those changed in the file that somebody has taken
    out of the planner meanwhile.
    """

    plan: Plan
    problems: list[SheetRowProblem] = field(default_factory=list)
    clashes: list[CellClash] = field(default_factory=list)
    missing: list[SheetRow] = field(default_factory=list)
    gone: list[SheetRow] = field(default_factory=list)


def row_titles(plan: Plan, rows: Iterable[SheetRow]) -> list[str]:
    """What rows are called now."""
    found = []
    for row in rows:
        key = int(row.id.removeprefix("G"))
        strand, step = plan.strands.get(key), plan.steps.get(key)
        if row.id.startswith("G"):
            found.append(pick_wording(strand.name) if strand else sheet_row_name(row))
        else:
            found.append(pick_wording(step.title) if step else sheet_row_name(row))
    return found
