"""A list that is one table, whatever room it is of: what it holds now, in one language."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from ..lib.marks import Row
from ..lib.numbers import read_whole
from ..lib.uploads import text_of_cell
from ..web.i18n import _
from .columns import CODE, VERSION, ExchangeColumn, ExchangeTable
from .headings import Headings
from .merge import ListRecord, Value
from .sentences import read_choice, unreadable_said


class PartlyRead(ValueError):
    """What of a cell cannot be read, while `value` can: a new row takes that, one that is there stays."""

    def __init__(self, value: Value, told: str) -> None:
        super().__init__(told)
        self.value = value


@dataclass(frozen=True, kw_only=True)
class PlainList:
    """A list as it is now, in one language.

    `slug`: what it belongs to, empty of a list to be: all rows of a file are new to it; `title`: what its sheet is called,
    `facts` the line below. `records`: its rows by code.
    `needs`: columns that are never empty. `known_by`: the columns that tell which row is which where the codes are lost, the
    surest first; `a+b`: two of them together. `readers`: how a cell is read where the kind of its column does not say; a ValueError holds the sentence.
    `removes`: rows that a file left out may go here too.
    `check`: what is wrong between the rows of a file, by the number of a row and a column ("": the row): the cell is left out,
    and told unless its sentence is empty.
    """

    table: ExchangeTable
    slug: str
    language: str
    title: str
    facts: str
    records: Mapping[str, ListRecord]
    known_by: Sequence[str] = ("title",)
    needs: Sequence[str] = ()
    readers: Mapping[str, Callable[[str], Value]] = field(default_factory=dict)
    removes: bool = True
    check: Callable[[Sequence[ListRecord]], Mapping[tuple[int, str], str]] = lambda _rows: {}

    def state_of(self, record: ListRecord) -> str:
        """What stands in the hidden cell of a row: whether it has changed since, whose it is, in which language."""
        said = repr(sorted(record.values.items())).encode("utf-8", "replace")
        return f"{hashlib.sha256(said).hexdigest()[:10]}@{self.slug}@{self.language}"


class RowState(NamedTuple):
    """What the hidden cell of a row says: what it held when it left, what the list belongs to, its language."""

    mark: str
    slug: str
    language: str


def states_in(rows: Sequence[Row], headings: Headings) -> dict[str, RowState]:
    """What the hidden cells say, by code."""
    found = {}
    for _number, cells in rows:
        said = {
            name: text_of_cell(cells[at])
            for at, name in headings.columns.items()
            if at < len(cells)
        }
        mark, _at, rest = said.get("version", "").partition("@")
        slug, _at, language = rest.rpartition("@")
        if slug and said.get("code"):
            found[said["code"]] = RowState(mark, slug, language)
    return found


def unchanged_since(now: PlainList, states: Mapping[str, RowState]) -> dict[str, ListRecord]:
    """What was exported of the rows that have not changed since: what they are now. For a file that keeps no more than that."""
    return {
        code: record
        for code, record in now.records.items()
        if code in states and now.state_of(record).partition("@")[0] == states[code].mark
    }


def with_codes(table: ExchangeTable) -> ExchangeTable:
    """The list with the two hidden columns by which its rows find back."""
    return replace(table, columns=(*table.columns, CODE, VERSION))


def days_out_of_order(
    row: ListRecord, there: ListRecord | None, earlier: str, later: str
) -> list[str]:
    """The columns that would put the day `later` before `earlier`; of a row that is `there` those which the file changes."""
    said = {**(there.values if there else {}), **row.values}
    first, then = said.get(earlier), said.get(later)
    if not (isinstance(first, date) and isinstance(then, date) and then < first):
        return []
    if there is None:
        return [later]
    return [
        name
        for name in (earlier, later)
        if name in row.values and row.values[name] != there.values.get(name)
    ]


def read_optional(column: ExchangeColumn) -> Callable[[str], Value]:
    """A reader of one of a few fixed values, or of none."""

    def read(said: str) -> Value:
        try:
            return read_choice(column, said) if said else None
        except ValueError as wrong:
            raise ValueError(unreadable_said(column, said, wrong)) from None

    return read


def whole_number(least: int, most: int, empty: int | None = None) -> Callable[[str], Value]:
    """A reader of whole numbers between two; `empty`: what an empty cell is, where it may be."""

    def read(said: str) -> Value:
        if not said and empty is not None:
            return float(empty)
        number = read_whole(said, most)
        if number is None or number < least:
            raise ValueError(
                _("Enter a number from %(least)d to %(most)d.", least=least, most=most)
            )
        return float(number)

    return read
