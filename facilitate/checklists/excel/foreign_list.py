"""A checklist nobody exported from here: looked at first, then read under the columns somebody chose."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter

from ...exchange.columns import ColumnKind
from ...exchange.headings import HEADER_WITHIN, LONGEST_HEADING, MOST_ADDED, heading_text
from ...exchange.merge import EXTRA, ListProblem, Value
from ...exchange.opened_files import open_list
from ...exchange.remarks import comments_by_row, mark_problems, stray_comments
from ...lib.days import DateOrder, find_column_order
from ...lib.marks import Marks, Row
from ...lib.text import plain_text
from ...lib.uploads import MOST_COLUMNS, SheetProblem, Unreadable, added_cell_text, text_of_cell
from ...web.i18n import _, label_of
from ..columns import TASKS
from ..models import Phase
from .headings import find_headings, guess_fields, guess_phase, heading_likeness
from .reader import TaskReader
from .reading import ChecklistReading, named_cells, place_of_list
from .returned_file import FileTasks, KnownList

SHOWN = 5
"""First rows that are shown below the headings."""
KEPT = "extra"
"""Stands for a column that is kept as it is."""
LAST_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ListPlan:
    """How a list is read: the number of its sheet (from 0), the row of its headings (0: none), what each column is.

    `fields`: by column, a field, `extra` or nothing. `day`: when a task is due where no day stands. `month_first`: the month stands
    before the day, in dates where both can be meant.
    """

    sheet: int = 0
    header: int = 1
    fields: tuple[str, ...] = ()
    day: date | None = None
    month_first: bool = False

    def to_json(self) -> str:
        """As text that `list_plan` reads back."""
        return json.dumps(asdict(self), default=str)


def list_plan(text: str) -> ListPlan:
    """The plan that was made this text."""
    kept = json.loads(text)
    day = date.fromisoformat(kept["day"]) if kept["day"] else None
    return ListPlan(
        sheet=kept["sheet"],
        header=kept["header"],
        fields=tuple(kept["fields"]),
        day=day,
        month_first=kept.get("month_first", False),
    )


@dataclass(frozen=True)
class ListLook:
    """The first rows of a list: its sheets by name, headings and rows as text, and how it would probably be read.

    `ours`: it was exported here, and its columns need no choosing. `either`: in a column of dates, day or month can stand first.
    """

    sheets: tuple[str, ...]
    plan: ListPlan
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    ours: bool = False
    either: bool = False


def look_at_list(
    content: bytes,
    name: str,
    people: Collection[str],
    sheet: int | None = None,
    header: int | None = None,
) -> ListLook:
    """Look at a file. Without a word, the sheet and the row are those that read most like headings.

    Raises a FileProblem.
    """
    source = open_list(content, name)
    tops = [list(islice(rows, HEADER_WITHIN + SHOWN)) for _title, rows in source.sheets]
    titles = tuple(title for title, _rows in source.sheets)
    if not any(tops):
        raise SheetProblem(Unreadable.EMPTY)
    if source.base is not None or any(_is_ours(cells) for top in tops for _number, cells in top):
        return ListLook(titles, ListPlan(), ours=True)
    if sheet is None or not 0 <= sheet < len(tops):
        sheet = max(range(len(tops)), key=lambda one: (_best(tops[one])[0], bool(tops[one])))
    top = tops[sheet]
    if header is None:
        header = _best(top)[1]
    width = max((_reach(cells) for _number, cells in top), default=0)
    below = [cells[:width] for number, cells in top if number > header][:SHOWN]
    headings = next((cells[:width] for number, cells in top if number == header), (None,) * width)
    fields = guess_fields(headings, below, people)
    names = tuple(_called(cell, column) for column, cell in enumerate(headings))
    return ListLook(
        titles,
        ListPlan(sheet, header, tuple(fields)),
        names,
        tuple(tuple(added_cell_text(cell) for cell in cells) for cells in below),
        either=_is_either(source.sheets[sheet][1], header, fields),
    )


def _is_either(rows: Iterable[Row], header: int, fields: Sequence[str]) -> bool:
    """Whether a column of dates can be read with the day or with the month first."""
    below = [cells for number, cells in rows if number > header]
    days = [column for column, name in enumerate(fields) if name in TASKS.of_kind(ColumnKind.DAY)]
    return any(
        find_column_order(cells[column] for cells in below if column < len(cells))
        is DateOrder.EITHER
        for column in days
    )


def _is_ours(cells: Sequence[Any]) -> bool:
    headings = (
        find_headings(cells, (), ()) if any(isinstance(cell, str) for cell in cells) else None
    )
    return headings is not None and {"code", "version"} <= set(headings.columns.values())


def _best(top: Sequence[tuple[int, Sequence[Any]]]) -> tuple[int, int]:
    """How much the row reads like headings that does so most, and its number; the first row where none does."""
    rows = [(heading_likeness(cells), -number) for number, cells in top[:HEADER_WITHIN]]
    best, number = max(rows, default=(0, -1))
    return (best, -number) if best else (0, -rows[0][1] if rows else 1)


def _reach(cells: Sequence[Any]) -> int:
    return next(
        (place for place in range(len(cells), 0, -1) if cells[place - 1] not in (None, "")), 0
    )


def _called(cell: Any, column: int) -> str:
    return heading_text(cell)[:LONGEST_HEADING].strip() or _(
        "Column %(letter)s", letter=get_column_letter(column + 1)
    )


def read_foreign_list(content: bytes, name: str, plan: ListPlan, expected: KnownList) -> FileTasks:
    """Read a list under these columns; every row is a new task, or one that was brought in before. Raises a FileProblem."""
    source = open_list(content, name)
    if not 0 <= plan.sheet < len(source.sheets):
        raise SheetProblem(Unreadable.NO_TABLE)
    title, rows = source.sheets[plan.sheet]
    returned = FileTasks(sheet=title)
    reader = ForeignListReader(returned, title, expected, source.epoch)
    reader.usual_day = plan.day
    marks = source.marks.get(title) or Marks()
    reader.comments = comments_by_row(marks)
    columns: dict[int, str] = {}
    below = list(rows)
    for number, cells in below:
        if number == plan.header or (plan.header == 0 and not columns):
            headings = cells if number == plan.header else (None,) * MOST_COLUMNS
            columns = _columns(
                plan, headings, known=expected.columns, returned=returned, title=title
            )
            returned.columns = [
                name.removeprefix(EXTRA) for name in columns.values() if name.startswith(EXTRA)
            ]
            tasks = [row for row in below if row[0] > plan.header]
            returned.like_ours = reader.recognise(tasks, columns, expected.known({}))
            reader.find_orders(tasks, columns, plan.month_first)
            returned.place = place_of_list(title, plan.header, columns)
        if number > plan.header and columns:
            reader.row(number, named_cells(cells, columns))
    read = {record.number for record in returned.rows}
    place = next((column for column, name in columns.items() if name == "title"), 0)
    returned.told += mark_problems(marks, place, read, title)
    returned.told += stray_comments(reader.comments, read, plan.header + 1, title)
    return returned


def _columns(
    plan: ListPlan, headings: Sequence[Any], known: Sequence[str], returned: FileTasks, title: str
) -> dict[int, str]:
    """Field names by column; added columns by their headings, called as they are called here already."""
    here = {plain_text(name): name for name in known}
    found: dict[int, str] = {}
    added = 0
    for column, field in enumerate(plan.fields):
        if field != KEPT:
            found |= {column: field} if field else {}
            continue
        heading = _called(headings[column] if column < len(headings) else None, column)
        name, number = EXTRA + here.get(plain_text(heading), heading), 2
        while name in found.values():
            name, number = f"{EXTRA}{heading} ({number})", number + 1
        added += 1
        if added > MOST_ADDED:
            sentence = _(
                "At most %(max)d columns can be added. This one is left out.", max=MOST_ADDED
            )
            returned.problems.append(ListProblem(0, heading, sentence, title))
        else:
            found[column] = name
    return found


class ForeignListReader(TaskReader):
    """Reads lists with words of their own: what a word probably means is said, once for each."""

    def __init__(
        self, reading: ChecklistReading, sheet: str, expected: KnownList, epoch: Any
    ) -> None:
        jobs = expected.jobs_in(expected.language)
        super().__init__(reading, sheet, expected.people, jobs, expected.near, epoch)
        self.said: set[str] = set()
        self.heading = ""
        """The phase of the rows below a line that is nothing but the name of one."""

    def row(self, number: int, cells: Mapping[str, Any]) -> None:
        """A task, or a line that heads the tasks below."""
        typed = [name for name, cell in cells.items() if text_of_cell(cell)]
        if typed in (["title"], ["phase"]):
            title = text_of_cell(cells[typed[0]])
            if (phase := self.phases.get(plain_text(title)) or guess_phase(title)) and len(
                title
            ) < LONGEST_HEADING:
                self.number, self.heading = number, phase
                if typed == ["phase"] or title.isupper() or plain_text(title) in self.phases:
                    self._say("title", title, phase)
                    return
                self.heading = ""
        super().row(number, cells)

    def _values(self, cells: Mapping[str, Any]) -> dict[str, Value]:
        values = super()._values(cells)
        if not values.get("phase") and self.number in self.recognised:
            values.pop("phase", None)
        elif not values.get("phase"):
            values["phase"] = self.heading or self._by_date(values.get("due_on") or self.usual_day)
        return values

    def _by_date(self, day: Any) -> str:
        """The phase of a task of which nothing but its day is known."""
        if not isinstance(day, date) or self.near is None or day < self.near - LAST_WEEK:
            return Phase.DESIGN.value
        return Phase.LAST_WEEK.value if day <= self.near else Phase.FOLLOW_UP.value

    def _phase(self, cell: Any) -> str:
        text = text_of_cell(cell)
        if plain_text(text) in self.phases:
            return self.phases[plain_text(text)]
        phase = guess_phase(text)
        if text and phase:
            self._say("phase", text, phase)
        elif text and text not in self.said:
            self.said.add(text)
            self.tell(
                "phase",
                _(
                    "“%(typed)s” is not one of our phases: the date of the task sets the phase.",
                    typed=text[:60],
                ),
            )
        return phase.value if phase else ""

    def _say(self, name: str, text: str, phase: str) -> None:
        if text not in self.said:
            self.said.add(text)
            sentence = _(
                "“%(typed)s” is read as the phase “%(phase)s”.",
                typed=text[:60],
                phase=label_of(Phase(phase)),
            )
            self.tell(name, sentence)
