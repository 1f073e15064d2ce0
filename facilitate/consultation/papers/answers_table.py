"""An uploaded table on its way to answers: the file, its headings, its columns, what the event asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...lib.tables import FileTable
from .columns import (
    AnswerColumn,
    ColumnHolds,
    Row,
    TableHeader,
    answer_columns,
    below_header,
    find_answers_header,
)
from .guessing import guess_purposes
from .matching import AskedQuestion, SurveyLists
from .plan import AnswersPlan, AnswersReading
from .private_columns import HIDDEN
from .rows import read_answer_rows


@dataclass(frozen=True)
class AnswersTable:
    """A table read under headings that were found or chosen; `key` makes its receipts, `old_keys` made them before."""

    table: FileTable
    header: TableHeader
    asked: Sequence[AskedQuestion]
    lists: SurveyLists
    named: bool
    key: bytes
    old_keys: Sequence[bytes] = ()

    @cached_property
    def columns(self) -> list[AnswerColumn]:
        """The columns of the table."""
        return answer_columns(self.table.rows, self.header, self.named)

    @property
    def answers(self) -> list[Row]:
        """The rows below the headings."""
        return below_header(self.table.rows, self.header)

    @property
    def guess(self) -> tuple[str, ...]:
        """What each column probably is."""
        return guess_purposes(self.columns, self.asked, self.named)

    def read(self, plan: AnswersPlan, today: date) -> AnswersReading:
        """What the rows say under a plan."""
        return read_answer_rows(
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
    header = find_answers_header(table.rows)
    private = {
        place
        for place, column in enumerate(answer_columns(table.rows, header, named))
        if column.holds is ColumnHolds.PRIVATE
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
