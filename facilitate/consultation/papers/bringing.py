"""An uploaded table on its way to answers: the file, its headings, its columns, what the event asks."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...lib.tables import FileTable
from .columns import HIDDEN, Column, Header, Holds, Row, below_header, columns_of, header_of
from .guessing import guess
from .matching import Asked, Lists
from .plan import Plan, Read, Reading
from .rows import read_rows


@dataclass(frozen=True)
class Bringing:
    """A table read under headings that were found or chosen; `key` makes its receipts, `old_keys` made them before."""

    table: FileTable
    header: Header
    asked: Sequence[Asked]
    lists: Lists
    named: bool
    key: bytes
    old_keys: Sequence[bytes] = ()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return columns_of(self.table.rows, self.header, self.named)

    @property
    def answers(self) -> list[Row]:
        """The rows below the headings."""
        return below_header(self.table.rows, self.header)

    @property
    def guess(self) -> tuple[str, ...]:
        """What each column probably is."""
        return guess(self.columns, self.asked, self.named)

    def read(self, plan: Plan, today: date) -> Reading:
        """What the rows say under a plan."""
        return read_rows(
            self.answers,
            plan,
            asked=self.asked,
            lists=self.lists,
            today=today,
            key=self.key,
            old_keys=self.old_keys,
        )


def without_private(table: FileTable, named: bool) -> FileTable:
    """The table without what stands in columns that say who or from where: it is not even kept while it waits."""
    header = header_of(table.rows)
    private = {
        place
        for place, column in enumerate(columns_of(table.rows, header, named))
        if column.holds is Holds.PRIVATE
    }
    below = {number for number, _cells in below_header(table.rows, header)}
    rows = [
        (
            number,
            tuple(
                HIDDEN if cell is not None and place in private else cell
                for place, cell in enumerate(cells)
            ),
        )
        if number in below
        else (number, cells)
        for number, cells in table.rows
    ]
    return FileTable(table.sheet, table.width, rows)


def fingerprint(new: Sequence[Read]) -> str:
    """Changes when what would be kept changes: by another decision, or because somebody else brought rows in."""
    return hashlib.sha256(repr(new).encode("utf-8", "replace")).hexdigest()[:16]
