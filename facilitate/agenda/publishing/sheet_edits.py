"""What an edited running order changes, row by row, and what is in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...exchange.merge import Comparison, ListProblem, ListRecord, MergedField, RowEdit
from ...web.i18n import _, pick_wording
from ..plan import Plan
from .returned import ReturnedSheet, day_name
from .rows import FIELDS, PARKED_DAY, SheetRow, sheet_row_name

PLACE = "place"
"""What a row that was moved has changed."""


Id = str
"""A row's number in the file, or `new-7` for the new row 7."""


class RowSpot(NamedTuple):
    """The list a row stands in, by the rows it hangs below: a day (`2027-03-18`, `parked`), a block, a group."""

    day: str
    block: Id = ""
    group: Id = ""


@dataclass(frozen=True)
class MergedSheet:
    """What the file would make of the agenda: the plan, what is in the way, and its rows compared with those of the planner.

    A row that was changed in the file and removed here meanwhile is `gone`: it stays out unless a person decides otherwise.
    """

    plan: Plan
    problems: list[ListProblem]
    found: Comparison


class SheetEdits:
    """Gathers what is found out about the rows of a file. `base`: as they were exported, `online`: as they are here."""

    def __init__(
        self,
        returned: ReturnedSheet,
        base: Mapping[str, SheetRow],
        online: Mapping[str, SheetRow],
    ) -> None:
        self.sheet, self.problems = returned.place.sheet, list(returned.problems)
        self.base, self.online = base, online
        self.new: list[SheetRow] = []
        self.by_id: dict[str, RowEdit] = {}

    def problem(self, row: SheetRow, sentence: str, column: str = "") -> None:
        """Remember what is in the way; a row tells it once. `column`: the name of the one it stands in."""
        if all(one.number != row.number for one in self.problems):
            label = str(FIELDS[column]) if column else ""
            self.problems.append(ListProblem(row.number, label, sentence, self.sheet))

    def note(
        self,
        row: SheetRow,
        changes: Iterable[MergedField] = (),
        clashes: Iterable[MergedField] = (),
        gone: bool = False,
    ) -> None:
        """Remember what the file changes in a row."""
        edit = self.by_id.get(row.id)
        if edit is None:
            named = self.online.get(row.id, row)
            edit = RowEdit(_as_record(row), sheet_row_name(named), gone=gone)
        self.by_id[row.id] = replace(
            edit, changes=(*edit.changes, *changes), clashes=(*edit.clashes, *clashes)
        )

    def move(self, row: SheetRow, before: Plan, after: Plan) -> None:
        """Remember where a row was, and where it is in the file."""
        key = int(row.id)
        self.note(
            row, [MergedField(PLACE, None, _place_name(before, key), _place_name(after, key))]
        )

    def compared(self, rows: Iterable[SheetRow], missing: Iterable[SheetRow]) -> Comparison:
        """The rows of the file, kind by kind; those that cannot be taken are told instead."""
        wrong, edits = {one.number for one in self.problems}, tuple(self.by_id.values())
        touched = {*self.by_id, *(row.id for row in self.new)}
        return Comparison(
            new=tuple(map(_as_record, self.new)),
            changed=tuple(edit for edit in edits if not edit.clashes),
            clashing=tuple(edit for edit in edits if edit.clashes),
            unchanged=tuple(
                _as_record(row) for row in rows if row.id not in touched and row.number not in wrong
            ),
            missing=tuple(_as_record(self.online[row.id]) for row in missing),
        )


def _as_record(row: SheetRow) -> ListRecord:
    return ListRecord(row.id, {**row.cells, "title": sheet_row_name(row)}, number=row.number)


def _place_name(plan: Plan, key: int) -> str:
    """Where a step stands, in words."""
    place = plan.steps[key].place
    there = [step.id for step in plan.at(place)]
    ahead = plan.steps[there[there.index(key) - 1]] if there[0] != key else None
    day = plan.days.get(place.day or 0)
    where = day_name(day.on.isoformat() if day else PARKED_DAY)
    if place.block is not None:
        where = pick_wording(plan.steps[place.block].title)
    if ahead is None:
        return _("%(place)s, first", place=where)
    return _("%(place)s, after “%(title)s”", place=where, title=pick_wording(ahead.title))
