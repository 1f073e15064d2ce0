"""Where things stand in the Excel file: its columns, the ranges its formulas look at, the colours of phases and states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import get_column_letter, quote_sheetname

from ...exchange.merge import EXTRA, ListRecord
from ...exchange.sheet_styles import HEADER
from ...web.i18n import _, format_day, label_of
from ..columns import TASKS
from ..models import OPEN_STATES, Phase, TaskStatus

SPARE = 200
"""Rows below the last task in which drop-downs, colours and counts already work."""
LATE, LATE_FILL, SOON, SOON_FILL, BLOCKED, BLOCKED_FILL = (
    "B3261E",
    "FDE8E6",
    "7D5400",
    "FFF4D6",
    "6B3A86",
    "F1E7F6",
)
TINTS = {
    Phase.DESIGN: "E3EEF6",
    Phase.CONTENT: "EFE7F4",
    Phase.LOGISTICS: "FBEBDD",
    Phase.INVITATIONS: "E0EFED",
    Phase.LAST_WEEK: "FFF1D0",
    Phase.FOLLOW_UP: "E9EFDF",
}
EARLIEST = date(1901, 1, 1)
"""Before any day that a file knows."""
CLOSED = tuple(status for status in TaskStatus if status not in OPEN_STATES)


COLUMNS = tuple(TASKS.by_name)
"""The columns of the sheet in their order; those that staff added follow."""


@dataclass(frozen=True)
class ListHead:
    """What the file says about its event. `people` and `jobs` fill the drop-downs."""

    slug: str
    title: str
    town: str
    first_day: date
    last_day: date
    printed: date
    people: Sequence[str] = ()
    jobs: Sequence[str] = ()
    made_on: date = EARLIEST
    """When the event was made: what was over before then, nobody has missed."""

    @property
    def printed_on(self) -> str:
        """The day of the export in words."""
        return format_day(self.printed, "dated")


@dataclass(frozen=True)
class TaskTable:
    """The table of tasks: the sheet it stands on, its columns, the last row that formulas look at."""

    sheet: str
    columns: tuple[str, ...]
    last: int
    letters: dict[str, str] = field(default_factory=dict)
    made_on: date = EARLIEST

    def rows(self, name: str) -> str:
        """A column from the first task to the last, for formulas on the same sheet."""
        letter = self.letters[name]
        return f"${letter}${HEADER + 1}:${letter}${self.last}"

    def header(self, name: str) -> str:
        """The cell of a column's name, for formulas on other sheets."""
        return f"{quote_sheetname(self.sheet)}!${self.letters[name]}${HEADER}"

    def far(self, name: str) -> str:
        """The range of a column, for formulas on other sheets."""
        return f"{quote_sheetname(self.sheet)}!{self.rows(name)}"


def task_table(sheet: str, tasks: Sequence[ListRecord], made_on: date = EARLIEST) -> TaskTable:
    """The table of these tasks, with the columns that staff added."""
    extra = dict.fromkeys(name for task in tasks for name in task.values if name.startswith(EXTRA))
    columns = (*COLUMNS, *extra)
    letters = {name: get_column_letter(number) for number, name in enumerate(columns, 1)}
    phases = len({task.values["phase"] for task in tasks})
    last = HEADER + max(len(tasks) + phases, 1) + SPARE
    return TaskTable(sheet, columns, last=last, letters=letters, made_on=made_on)


def row_places(tasks: Sequence[ListRecord]) -> list[int]:
    """How many rows below the header each task stands: every phase has a line of its own above its tasks."""
    found, lines, before = [], 0, None
    for number, task in enumerate(tasks, 1):
        lines += task.values["phase"] != before
        before = task.values["phase"]
        found.append(number + lines)
    return found


def column_heading(name: str) -> str:
    """What a column is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else str(TASKS[name].label)


def quoted_text(text: str) -> str:
    """A text within a formula."""
    return '"' + text.replace('"', '""') + '"'


def as_formula(sentence: str, formulas: Mapping[str, str]) -> str:
    """A translated sentence as a formula (without =): each mark in it becomes what a formula gives."""
    made = quoted_text(sentence)
    for mark, formula in formulas.items():
        made = made.replace(mark, f'"&{formula}&"')
    return made.removeprefix('""&').removesuffix('&""') or quoted_text("")


def day_value(day: date) -> str:
    """A day within a formula."""
    return f"DATE({day.year},{day.month},{day.day})"


def is_missed_day(cell: str, made_on: date) -> str:
    """Whether a cell holds a day that has passed since the event was made, as conditions of a formula."""
    return f"ISNUMBER({cell}),{cell}<TODAY(),{cell}>={day_value(made_on)}"


def is_soon_day(cell: str, days: int) -> str:
    """Whether a cell holds a day that comes within so many days, as conditions of a formula."""
    return f"ISNUMBER({cell}),{cell}>=TODAY(),{cell}<=TODAY()+{days}"


def status_word(status: TaskStatus) -> str:
    """The word for a status within a formula."""
    return quoted_text(label_of(status))


def is_closed(cell: str) -> str:
    """Whether a cell says that a task is done or not needed, as a formula."""
    return f"OR({','.join(f'{cell}={status_word(status)}' for status in CLOSED)})"


def as_of(head: ListHead) -> str:
    """`as of 25 November 2026`."""
    return _("as of %(day)s", day=head.printed_on)
