"""What an edited running order does to the agenda: only what the file changed against its own export is taken over."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ...exchange.merge import MergedField
from ...lib.numbers import read_whole
from ...web.i18n import _, _l, use_language
from ..change_texts import moved_rows
from ..comparing import PlanNames
from ..kinds import StepKind
from ..placing import (
    Misplaced,
    add_strand,
    add_to_plan,
    move_in_plan,
    remove_from_plan,
    remove_strand,
)
from ..plan import PARKED, Plan, PlanPlace, PlanStep, PlanStrand
from .cells import CellReader, UnreadableCell, readable_columns
from .returned import ReturnedSheet, day_name
from .rows import FIELDS, PARKED_DAY, SheetRow, rows_by_id, rows_of_plan, sheet_row_name
from .sheet_edits import PLACE, Id, MergedSheet, RowSpot, SheetEdits

MISPLACED = _l("it cannot go there: a step that contains others must be directly in a day.")


def merge_returned_sheet(
    now: Plan,
    returned: ReturnedSheet,
    names: PlanNames,
    file_wins: Iterable[tuple[Id, str]] = (),
    out: Collection[Id] = (),
) -> MergedSheet:
    """The agenda with what the file changed. `file_wins` are clashes (row, field) in which the file's side is taken,

    `out` the rows no longer in the file that go here too. Cells are compared in the file's language.
    """
    return _Taker(now, returned, names, set(file_wins)).run(out)


class _Taker:
    def __init__(
        self, now: Plan, returned: ReturnedSheet, names: PlanNames, wins: set[tuple[Id, str]]
    ) -> None:
        self.reader, self.wins = CellReader(now, names), wins
        self.now, self.moved = now, list[SheetRow]()
        with use_language(returned.language):
            self.online = rows_by_id(rows_of_plan(now, names))
        self.base = rows_by_id(returned.base) or returned.base_of(self.online)
        self.edits = SheetEdits(returned, self.base, self.online)
        self.days = {day.on.isoformat(): day.id for day in now.days.values()}
        self.rows = self._numbered(returned.rows)
        self.file_spots = self._spots(self.rows, True)
        self.base_spots = self._spots(list(self.base.values()), False)
        self.ids: dict[Id, int] = {}
        """The numbers in the plan of new rows."""

    @property
    def plan(self) -> Plan:
        return self.reader.plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self.reader.plan = plan

    def run(self, out: Collection[Id]) -> MergedSheet:
        for row in self.rows:
            self._row(row)
        for spot in dict.fromkeys(self.file_spots.values()):
            self._order(spot)
        self._groups_stay()
        kept = rows_by_id(self.rows)
        missing = [row for id, row in self.base.items() if id in self.online and id not in kept]
        self._take_out([row for row in missing if row.id in out])
        for row in self.moved:
            self.edits.move(row, self.now, self.plan)
        return MergedSheet(self.plan, self.edits.problems, self.edits.compared(self.rows, missing))

    def _numbered(self, rows: Sequence[SheetRow]) -> list[SheetRow]:
        """The rows, each with a number of its own; twice the same or one nobody knows is a problem."""
        found: dict[Id, SheetRow] = {}
        for row in rows:
            id = row.id or f"new-{row.number}"
            if id in found:
                self.edits.problem(
                    row,
                    _(
                        "this row has the same number as row %(other)d. To copy a step, "
                        "clear the hidden column “%(column)s” of the copy.",
                        other=found[id].number,
                        column=FIELDS["id"],
                    ),
                )
            elif row.id and row.id not in self.base:
                self.edits.problem(
                    row,
                    _(
                        "its number is unknown; clear the hidden column “%(column)s” to add it as new.",
                        column=FIELDS["id"],
                    ),
                )
            else:
                found[id] = replace(row, id=id)
        return list(found.values())

    def _spots(self, rows: Sequence[SheetRow], told: bool) -> dict[Id, RowSpot]:
        """Where each row stands. With `told`, what cannot be is a problem."""
        found: dict[Id, RowSpot] = {}
        block: SheetRow | None = None
        group = ""
        for row in rows:
            if row.depth == 0:
                block, group = row, ""
                if told and row.get("day") not in {*self.days, PARKED_DAY}:
                    self.edits.problem(row, self._no_day(row.get("day")))
                found[row.id] = RowSpot(row.get("day"))
                continue
            sentence = self._stands(row, block, group)
            if sentence or block is None:
                if told:
                    self.edits.problem(row, sentence)
                continue
            if self.reader.is_group(row):
                group = row.id
            found[row.id] = RowSpot(block.get("day"), block.id, group if row.depth == 2 else "")
        return found

    def _no_day(self, on: str) -> str:
        if not on:
            return _("it is not on any day.")
        return _("%(day)s is not a day of the event.", day=day_name(on))

    def _stands(self, row: SheetRow, block: SheetRow | None, group: Id) -> str:
        """Why a row cannot stand where its arrows say; empty where it can."""
        if block is None:
            return _("it has an arrow, but there is no step above it to belong to.")
        if self.reader.is_group(row):
            return (
                ""
                if row.depth == 1
                else _("a parallel group belongs inside a step: it has one arrow.")
            )
        if row.depth == 2 and not group:
            return _("it has two arrows, but there is no parallel group above it.")
        own = self.base[row.id].get("day") if row.id in self.base else block.get("day")
        if row.get("day") not in (own, block.get("day")):
            return _(
                "it is inside “%(title)s”, which is on another day. Remove its arrow, or correct its day.",
                title=sheet_row_name(block),
            )
        return ""

    def _row(self, row: SheetRow) -> None:
        """Make a new row, or take over what the file changed in one that is there."""
        if row.id not in self.file_spots:
            return
        try:
            if row.id in self.base:
                self._change(row)
            elif self.reader.is_group(row):
                self._new_group(row)
            else:
                self._new(row)
        except UnreadableCell as error:
            self.edits.problem(row, str(error), error.column)
        except Misplaced:
            self.edits.problem(row, str(MISPLACED))

    def _change(self, row: SheetRow) -> None:
        base, online = self.base[row.id], self.online.get(row.id)
        if row.get("start") != base.get("start"):
            raise _start_is_calculated()
        changed = [name for name in readable_columns(FIELDS) if row.get(name) != base.get(name)]
        if online is None:
            self._gone(row, changed)
            return
        if "minutes" in changed and row.get("minutes") and not base.get("minutes"):
            raise UnreadableCell(
                _("it lasts as long as the steps inside; change the minutes of those steps."),
                "minutes",
            )
        before = self.plan
        self._write(row, changed)  # all of it can be read, also what a person decides against
        self.plan = before
        self._write(row, [name for name in changed if self._wins(row, base, online, name)])

    def _gone(self, row: SheetRow, changed: Sequence[str]) -> None:
        """A row that was removed here meanwhile; where the file's side is taken, it is made again."""
        names = list(changed)
        if self.file_spots[row.id] != self.base_spots.get(row.id):
            names.append(PLACE)
        if not names:
            return
        base = self.base[row.id]
        fields = (MergedField(name, base.get(name), None, row.get(name) or None) for name in names)
        self.edits.note(row, clashes=fields, gone=True)
        if {(row.id, name) for name in names} & self.wins:
            (self._new_group if self.reader.is_group(row) else self._new)(row)

    def _write(self, row: SheetRow, names: list[str]) -> None:
        """Put these cells into the step or group of the row."""
        key = int(row.id.removeprefix("G"))
        if not names:
            return
        if row.id.startswith("G"):
            strand = self.reader.strand(self.plan.strands[key], names, row)
            self.plan = self.plan.with_rows(strand)  # it may have got a room with it
        else:
            step = self.reader.step(self.plan.steps[key], names, row)
            self.plan = self.plan.with_rows(step)

    def _wins(self, row: SheetRow, base: SheetRow, online: SheetRow, name: str) -> bool:
        """Whether a changed cell is taken over; changed on both sides, a person decides."""
        ours, theirs = row.get(name), online.get(name)
        if theirs == ours:
            return False
        before = base.get(name) if base.number >= 0 else None
        one = MergedField(name, before, theirs, ours)
        if theirs == before:
            self.edits.note(row, [one])
            return True
        self.edits.note(row, clashes=[one])
        return (row.id, name) in self.wins

    def _new(self, row: SheetRow) -> None:
        place = self._place(self.file_spots[row.id])
        if row.get("start") and row.id not in self.base:
            raise _start_is_calculated()
        filled = [name for name in readable_columns(FIELDS) if row.get(name) or name == "kind"]
        holds = any(spot.block == row.id for spot in self.file_spots.values())
        if "minutes" not in filled and not holds:
            filled.append("minutes")
        step = PlanStep(self.plan.fresh("steps"), *place, kind=StepKind.PLENARY)
        step = self.reader.step(step, filled, row)
        self.plan = add_to_plan(self.plan, step)
        self._made(row, step.id)

    def _new_group(self, row: SheetRow) -> None:
        block = self._number(self.file_spots[row.id].block)
        if block is None:
            raise UnreadableCell(_("the step it belongs to no longer exists."))
        strand = PlanStrand(self.plan.fresh("strands"), block)
        strand = self.reader.strand(
            strand, [name for name in readable_columns(FIELDS) if row.get(name)], row
        )
        self.plan = add_strand(self.plan, strand)
        self._made(row, strand.id)

    def _made(self, row: SheetRow, key: int) -> None:
        """Remember the number of a row that was made."""
        self.ids[row.id] = key
        if row.id not in self.base:
            self.edits.new.append(row)

    def _number(self, id: Id) -> int | None:
        """The number in the plan of a row that is there."""
        if id in self.ids:
            return self.ids[id]
        key = read_whole(id.removeprefix("G")) or 0
        return (
            key if key in (self.plan.strands if id.startswith("G") else self.plan.steps) else None
        )

    def _place(self, spot: RowSpot) -> PlanPlace:
        """Raises Unread when the block or group is no longer there."""
        if not spot.block:
            return (
                PARKED
                if spot.day == PARKED_DAY
                else PlanPlace(self.days[spot.day])
                if spot.day in self.days
                else PARKED
            )
        block, group = self._number(spot.block), self._number(spot.group) if spot.group else None
        if block is None or (spot.group and group is None):
            raise UnreadableCell(_("the step it belongs to no longer exists."))
        return PlanPlace(block=block, strand=group)

    def _order(self, spot: RowSpot) -> None:
        """Put what was moved in the file, and what is new, below the row ahead of it; nothing else is touched."""
        here = [row for row in self.rows if self.file_spots.get(row.id) == spot]
        rows = [row for row in here if not self.reader.is_group(row)]
        stayed = [row.id for row in rows if self.base_spots.get(row.id) == spot]
        order = [id for id in self.base if id in stayed]
        numbers = {id: at for at, id in enumerate(order)}
        loose = moved_rows(
            [(numbers[id], "a") for id in order], [(numbers[id], "b") for id in stayed]
        )
        ahead: int | None = None
        for row in rows:
            key = self._number(row.id)
            if key is None:
                continue
            try:
                place = self._place(spot)
                if row.id not in numbers or numbers[row.id] in loose:
                    before, self.plan = self.plan, move_in_plan(self.plan, [key], place, ahead)
                    if row.id in self.online and self.plan != before:
                        self.moved.append(row)
                if self.plan.steps[key].place == place:
                    ahead = key
            except UnreadableCell as error:
                self.edits.problem(row, str(error), error.column)
            except Misplaced:
                self.edits.problem(row, str(MISPLACED))

    def _groups_stay(self) -> None:
        """Groups are not moved by way of Excel: say so instead of passing over it."""
        ids = [row.id for row in self.rows if row.id in self.base and row.id.startswith("G")]
        order = [id for id in self.base if id in ids]
        for row in self.rows:
            if row.id in order and (
                self.file_spots.get(row.id, RowSpot("")).block
                != self.base_spots.get(row.id, RowSpot("")).block
                or (
                    ids != order
                    and ids.index(row.id) != order.index(row.id)
                    and self._beside(row, ids, order)
                )
            ):
                self.edits.problem(
                    row, _("a parallel group cannot be moved in Excel; move it in the planner.")
                )

    def _beside(self, row: SheetRow, ids: Sequence[Id], order: Sequence[Id]) -> bool:
        """Whether the groups of its block stand in another order than they did."""
        block = self.base_spots[row.id].block
        mine: Mapping[Id, RowSpot] = self.base_spots
        return [id for id in ids if mine[id].block == block] != [
            id for id in order if mine[id].block == block
        ]

    def _take_out(self, rows: Sequence[SheetRow]) -> None:
        steps = [int(row.id) for row in rows if not row.id.startswith("G")]
        self.plan = remove_from_plan(self.plan, [key for key in steps if key in self.plan.steps])
        for row in rows:
            if row.id.startswith("G"):
                self.plan = remove_strand(self.plan, int(row.id[1:]))


def _start_is_calculated() -> UnreadableCell:
    return UnreadableCell(
        _(
            "the start is calculated. To fix it, write it under “%(column)s”.",
            column=FIELDS["pinned"],
        ),
        "start",
    )
