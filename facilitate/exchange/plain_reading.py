"""A list that is one table, on its way back: what a file says of it, compared three ways with what it is now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..lib.days import DateOrder, typed_day
from ..lib.marks import Marks, Row
from ..lib.numbers import read_number
from ..lib.uploads import text_of_cell
from ..web.i18n import LANGUAGES, _
from ..web.refused import Refused
from .columns import NO_NAME, ColumnKind, ExchangeColumn
from .exported import read_base
from .headings import Headings
from .likeness import RecognisedRows, recognise_rows
from .marking_up import ListPlace
from .merge import Comparison, ListProblem, ListRecord, Value, compare_lists
from .opened_files import Source, open_list, unquote_cell
from .plain_lists import PartlyRead, PlainList, states_in, unchanged_since
from .remarks import (
    comments_by_row,
    find_date_orders,
    mark_problems,
    stray_comments,
    struck_without_status,
    unkept_comments,
)
from .renamed_columns import find_plain_table
from .sentences import (
    heading_problems,
    read_choice,
    unreadable_said,
    without_added,
)
from .values import text_cell

LONGEST_CODE = 40
UNREAD: Any = object()
"""Stands for what a cell holds when it cannot be read."""


@dataclass
class ReadPlainList:
    """What a file says, beside what the list holds: its rows compared, what cannot be taken, how it was understood."""

    now: PlainList
    found: Comparison
    place: ListPlace
    problems: list[ListProblem]
    told: list[ListProblem]


def read_plain_list(
    content: bytes, name: str, now: Callable[[str], PlainList], language: str
) -> ReadPlainList:
    """What an edited file says of the list that `now` gives in a language; its own, where the file says none.

    Raises a FileProblem where nothing can be read, Refused where the file belongs to something else.
    """
    return compare_source(open_list(content, name), now, language)


def compare_source(
    source: Source, now: Callable[[str], PlainList], language: str, *, from_nothing: bool = False
) -> ReadPlainList:
    """What an edited file that is open says of the list that `now` gives.

    `from_nothing`: no list was exported for it: what is empty here is filled, and an empty cell says nothing.
    """
    table = now(language).table
    exported = read_base(source.base, table) if source.base is not None else None
    title, restored, headings = find_plain_table(source, table, exported)
    kept = restored.rows
    states = states_in(kept, headings)
    said = exported.slug if exported else next((one.slug for one in states.values()), "")
    spoken = exported.language if exported else next((one.language for one in states.values()), "")
    here = now(spoken if spoken in LANGUAGES else language)
    if said and here.slug and said != here.slug:
        raise Refused(_("This file was exported from somewhere else: %(slug)s.", slug=said))
    exported = exported if here.slug else None
    base = dict(exported.records) if exported else unchanged_since(here, states)
    if from_nothing:
        empty: dict[str, Value] = dict.fromkeys(table.editable, "")
        base = {code: replace(one, values=empty) for code, one in here.records.items()}
    reader = _PlainListReader(here, title, headings, base=base, source=source)
    reader.told += restored.told(title)
    reader.read(kept)
    rows_read = reader.checked()
    records = here.records
    if from_nothing:  # what such a file does not speak of is not missing in it
        records = {one.code: records[one.code] for one in rows_read if one.code in records}
        base = {code: base[code] for code in records}
    found = compare_lists(base, rows_read, records, whole=exported is not None)
    return ReadPlainList(
        now=here,
        found=found,
        place=reader.place,
        problems=reader.problems,
        told=reader.told,
    )


class _PlainListReader:
    """Turns rows into records and notes what cannot be read."""

    def __init__(
        self,
        now: PlainList,
        sheet: str,
        headings: Headings,
        base: Mapping[str, ListRecord],
        source: Source,
    ) -> None:
        self.now, self.sheet, self.headings, self.base, self.source = (
            now,
            sheet,
            headings,
            base,
            source,
        )
        self.problems: list[ListProblem] = []
        self.told: list[ListProblem] = []
        self.rows: list[ListRecord] = []
        self.missing: set[str] = set()
        self.marks = source.marks.get(sheet) or Marks()
        self.orders: dict[str, DateOrder] = {}
        called = {**headings.passed, **headings.columns}
        self.place = ListPlace(
            sheet,
            headings.number,
            {
                str(now.table[name].label): at
                for at, name in called.items()
                if name in now.table.by_name
            },
        )

    def read(self, rows: Sequence[Row]) -> None:
        """All rows below the headings, and what stands beside them."""
        below = [(number, cells) for number, cells in rows if number > self.headings.number]
        self._find_orders(below)
        recognised = self._recognise(below)
        self.told += recognised.told(self.sheet)
        for number, cells in below:
            self.headings.look(cells)
            self._row(number, cells, recognised.codes.get(number, ""))
        for name in self.now.needs:
            if name in self.missing:
                said = _("This column is missing; new rows are left out.")
                self._problem(self.headings.number, name, said)
        self.problems += without_added(self.headings, self.sheet)
        self.problems += heading_problems(self.headings, self.sheet)
        numbers = {record.number for record in self.rows}
        comments = comments_by_row(self.marks)
        first = min(self.headings.columns)
        struck = "" if "status" in self.now.table.by_name else struck_without_status()
        self.told += mark_problems(self.marks, first, numbers, self.sheet, struck=struck)
        self.problems += unkept_comments(comments, numbers, self.sheet)
        self.problems += stray_comments(comments, numbers, self.headings.number + 1, self.sheet)

    def _find_orders(self, rows: Sequence[Row]) -> None:
        """In which order each column writes its days."""
        names = {
            place: name
            for place, name in self.headings.columns.items()
            if name in self.now.table.of_kind(ColumnKind.DAY)
        }
        orders, told = find_date_orders(
            rows,
            {place: str(self.now.table[name].label) for place, name in names.items()},
            self.source.month_first,
            self.sheet,
        )
        self.orders = {names[place]: order for place, order in orders.items()}
        self.told += told

    def checked(self) -> list[ListRecord]:
        """The rows without the cells that do not go together with others; new ones that lack something then are left out."""
        wrong = self.now.check(self.rows)
        for (number, name), sentence in wrong.items():
            if sentence:
                self._problem(number, name, sentence)
        return [
            replace(
                row,
                values={
                    name: value
                    for name, value in row.values.items()
                    if (row.number, name) not in wrong
                },
            )
            for row in self.rows
            if (row.number, "") not in wrong
        ]

    def _recognise(self, rows: Sequence[Row]) -> RecognisedRows:
        """The rows without codes, by what they say in one column after the other."""
        cells = {number: self._named(row) for number, row in rows}
        codes = {number: text_of_cell(one.get("code")) for number, one in cells.items()}
        coded = {code for code in codes.values() if code in self.now.records or code in self.base}
        open_rows = {
            number
            for number, one in cells.items()
            if not codes[number] and any(text_of_cell(cell) for cell in one.values())
        }
        found = RecognisedRows(new=len(open_rows))
        for name in self.now.known_by:
            wanted = {
                number: " ".join(self._told(one, cells[number].get(one)) for one in name.split("+"))
                for number in sorted(open_rows)
            }
            known = {code: self._called(code, name) for code in (*self.now.records, *self.base)}
            more = recognise_rows(wanted, {*coded, *found.codes.values()}, known)
            found = RecognisedRows(
                {**found.codes, **more.codes},
                not coded and (found.ours or more.ours),
                found.new - len(more.codes),
            )
            open_rows -= set(more.codes)
        return found

    def _told(self, name: str, cell: Any) -> str:
        """What a cell says as `_called` says it: a day in one way, however it was written."""
        if self.now.table[name].kind is ColumnKind.DAY:
            try:
                return text_cell(self.now.table[name], self._day(name, cell))
            except (ValueError, OverflowError):
                return text_of_cell(cell)
        return text_of_cell(cell)

    def _called(self, code: str, names: str) -> set[str]:
        """What the columns say of a row, now and when it was exported, as a text."""
        table = self.now.table
        return {
            " ".join(
                text_cell(table[name], record.values.get(name, record.looked_at.get(name)))
                for name in names.split("+")
            )
            for record in (self.now.records.get(code), self.base.get(code))
            if record is not None
        }

    def _named(self, cells: Sequence[Any]) -> dict[str, Any]:
        """The cells by the names of their columns, those that are only looked at too."""
        columns = {**self.headings.passed, **self.headings.columns}
        read = {name: cells[at] for at, name in columns.items() if at < len(cells)}
        return (
            {name: unquote_cell(cell) for name, cell in read.items()} if self.source.text else read
        )

    def _row(self, number: int, cells: Sequence[Any], recognised: str) -> None:
        table, named = self.now.table, self._named(cells)
        code = text_of_cell(named.get("code"))[:LONGEST_CODE] or recognised
        there = self.base.get(code) or self.now.records.get(code)
        typed = [name for name in table.editable if text_of_cell(named.get(name))]
        if not code and not typed:
            if any(text_of_cell(named.get(name)) for name in table.looked_at):
                said = _("These columns cannot be changed; the row is left out.")
                self._problem(number, "", said)
            return
        values, unread = {}, set()
        for name in table.editable:
            if name not in named or (there is None and name not in typed):
                continue
            value = self._value(number, name, text_of_cell(named[name]), named[name], there)
            if value is UNREAD:
                unread.add(name)
            else:
                values[name] = value
        for name in table.looked_at:
            shown = there.looked_at.get(name) if there else None
            cell = text_of_cell(named.get(name))
            if there and cell and cell != text_cell(table[name], shown):
                self._problem(
                    number,
                    name,
                    _("This column cannot be changed; what was typed into it is left out."),
                )
        lacking = [
            name
            for name in self.now.needs
            if values.get(name) in ("", None) and (name in values or not there)
        ]
        for name in lacking:
            values.pop(name, None)
            if name not in self.headings.columns.values():
                self.missing.add(name)
            elif name not in unread:
                self._problem(
                    number,
                    name,
                    _("This cannot be empty; the old text stays.")
                    if there
                    else _("This cannot be empty; the row is left out."),
                )
        if there or not lacking:
            self.rows.append(ListRecord(code, values, number=number))
        elif unread.issuperset(lacking):
            self._problem(number, "", _("The row is left out."))

    def _value(
        self, number: int, name: str, said: str, cell: Any, there: ListRecord | None
    ) -> Value:
        """The value of a cell; UNREAD, and told, where it cannot be read."""
        column = self.now.table[name]
        if there is not None and said == text_cell(column, there.values.get(name)):
            return there.values.get(name)  # as it stands here, however that came to be
        try:
            if name in self.now.readers:
                return self.now.readers[name](said)
            return self._plain(column, said, cell)
        except PartlyRead as partly:
            self._problem(number, name, str(partly))
            return UNREAD if there else partly.value  # nobody who is there goes by a slip
        except (ValueError, OverflowError) as wrong:
            told = (
                wrong.args[0] if name in self.now.readers else unreadable_said(column, said, wrong)
            )
            self._problem(number, name, told)
            return UNREAD

    def _plain(self, column: ExchangeColumn, said: str, cell: Any) -> Value:
        """A cell read as the kind of its column is."""
        if column.kind is ColumnKind.DAY:
            return self._day(column.name, cell)
        if column.kind is ColumnKind.NUMBER:
            return read_number(said or "0")
        if column.of is not None:
            return read_choice(column, said)
        if len(said) > column.limit or (column.is_name and said.startswith(NO_NAME)):
            raise ValueError(said)
        return said

    def _day(self, name: str, cell: Any) -> date | None:
        return typed_day(cell, None, self.source.epoch, self.orders.get(name, DateOrder.DAY_FIRST))

    def _problem(self, number: int, name: str, sentence: str) -> None:
        label = str(self.now.table[name].label) if name else ""
        self.problems.append(ListProblem(number, label, sentence, self.sheet))
