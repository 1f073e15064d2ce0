"""The starting checklists: workbooks a facilitator edits in Excel, read cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from openpyxl.utils import get_column_letter

from ...events.models import Role
from ...lib.books import UploadedBook, read_book
from ...lib.numbers import read_number, read_whole
from ...lib.reading_child import FileProblem
from ...lib.text import Words
from ...lib.uploads import Unreadable, text_of_cell
from ...web.i18n import _, label_of
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..columns import TASKS
from ..models import Anchor, Milestone, Phase, Unit

COLUMNS = {
    "Code": "code",
    "Phase": "phase",
    "Task (English)": "title_en",
    "Detyra (shqip)": "title_sq",
    "Role": "role",
    "Who (English)": "who_en",
    "Kush (shqip)": "who_sq",
    "Number": "number",
    "Unit": "unit",
    "Direction": "direction",
    "Relative to": "anchor",
    "Benchmark (English)": "benchmark_en",
    "Treguesi krahasimor (shqip)": "benchmark_sq",
    "Effort (hours)": "effort",
}
MORE = {"After task": "after", "Milestone": "milestone"}
"""Columns a workbook may lack: the code of the task a date is counted from, and which rule looks at the date."""
_DIRECTIONS = {"before": -1, "after": 1}
_ANCHORS = {"first day": Anchor.FIRST_DAY, "last day": Anchor.LAST_DAY, "task": Anchor.TASK}
_MILESTONES = {one.value: one for one in Milestone}
LONGEST_CODE, MOST_AWAY = 30, 400
T = TypeVar("T")


@dataclass(frozen=True)
class StartingTask:
    """One task of a starting checklist; `offset` units before (negative) or after the anchor, which may be the task `after`."""

    code: str
    phase: Phase
    title: Words
    role: Role
    who: Words
    offset: int
    unit: Unit
    anchor: Anchor
    benchmark: Words
    effort: float
    after: str = ""
    milestone: Milestone | None = None


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with one cell: the number of its row, the heading and the letter of its column, and a sentence."""

    row: int
    column: str
    letter: str
    sentence: str


@dataclass(frozen=True)
class WorkbookReading:
    """A workbook that was read: the name of its sheet, its tasks in their order, and every cell that is wrong."""

    sheet: str
    tasks: Sequence[StartingTask] = ()
    problems: Sequence[CellProblem] = ()


MOST_TASKS = 2_000
"""Tasks a starting list may have."""


def starting_tasks(path: Path) -> list[StartingTask]:
    """The tasks of a shipped workbook, in its order. Read once; a file that was changed is read anew.

    Raises Refused with one sentence for each broken cell: sheet, row, column.
    """
    stat = path.stat()
    return list(_shipped(path, stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=16)
def _shipped(path: Path, _changed: int, _size: int) -> tuple[StartingTask, ...]:
    try:
        reading = read_workbook(read_book(path.read_bytes()), path.name)
    except FileProblem as problem:
        raise Refused(f"{path.name}: {label_of(problem.why)}") from problem
    where = _where(path.name, reading.sheet)
    if reading.problems:
        raise Refused("\n".join(problem_sentence(problem, where) for problem in reading.problems))
    return tuple(reading.tasks)


def _where(name: str, sheet: str) -> str:
    said = _(
        "sheet %(name)s", name=sheet
    )  # no message stands in an f-string: older Pythons would not find it there
    return f"{name}, {said}"


def problem_sentence(problem: CellProblem, where: str) -> str:
    """The sentence with the place it is about."""
    return _(
        "%(where)s, row %(row)d, column %(column)s: %(sentence)s",
        where=where,
        row=problem.row,
        column=problem.column,
        sentence=problem.sentence,
    )


def read_upload_of_tasks(content: bytes, name: str) -> WorkbookReading:
    """An uploaded list in the format of the shipped ones; one language will do. Raises Refused like `read_workbook`."""
    try:
        return read_workbook(read_upload(read_book, content), name, own=True)
    except FileProblem as problem:
        raise Refused(f"{name}: {label_of(problem.why)}") from problem


def read_workbook(book: UploadedBook, name: str, own: bool = False) -> WorkbookReading:
    """A workbook in the format of the shipped ones. `own`: one of the two languages will do, and only the task must be named.

    Raises Refused where it is no such workbook at all (no rows, columns missing), SheetProblem where it breaks off.
    """
    first = book.sheet("Tasks") or book.sheets[0]
    sheet, rows = first.title, list(first.rows())
    where = _where(name, sheet)
    if not rows:
        raise Refused(f"{where}: {label_of(Unreadable.EMPTY)}")
    columns = [(COLUMNS | MORE).get(text_of_cell(cell), "") for cell in rows[0][1]]
    if lacking := [header for header, own_name in COLUMNS.items() if own_name not in columns]:
        raise Refused(
            _(
                "%(where)s: these columns are missing: %(names)s.",
                where=where,
                names=", ".join(lacking),
            )
        )
    if own and len(rows) == 1:
        raise Refused(_("%(where)s: it has no tasks.", where=where))
    if len(rows) > MOST_TASKS + 1:
        raise Refused(_("%(where)s: at most %(most)d tasks.", where=where, most=MOST_TASKS))
    reader = _StartingListReader(columns, own)
    tasks = [
        reader.task(number, dict(zip(columns, cells, strict=False))) for number, cells in rows[1:]
    ]
    reader.tie(tasks, [number for number, _cells in rows[1:]])
    return WorkbookReading(sheet, tasks, sorted(reader.problems, key=lambda problem: problem.row))


class _StartingListReader:
    """Turns rows into tasks and notes every cell that cannot be read."""

    def __init__(self, columns: Sequence[str], own: bool) -> None:
        self.columns, self.own, self.number = columns, own, 0
        self.problems: list[CellProblem] = []
        self.codes: set[str] = set()
        self.cells: Mapping[str, Any] = {}

    def task(self, number: int, cells: Mapping[str, Any]) -> StartingTask:
        self.number, self.cells = number, cells
        roles = {role.value: role for role in Role}
        offset = self.read("number", _whole, 0, _("a whole number from 0 to 400")) * self.one_of(
            "direction", _DIRECTIONS
        )
        return StartingTask(
            code=self.code(),
            phase=self.one_of("phase", {phase.value: phase for phase in Phase}),
            title=self.words("title", needed=True),
            role=self.one_of("role", roles),
            who=self.words("who"),
            offset=offset,
            unit=self.one_of("unit", {unit.value: unit for unit in Unit}),
            anchor=self.one_of("anchor", _ANCHORS),
            benchmark=self.words("benchmark"),
            effort=self.read("effort", _hours, 0.0, _("hours, from 0 to 10,000")),
            after=text_of_cell(cells.get("after")),
            milestone=self.one_of("milestone", _MILESTONES)
            if text_of_cell(cells.get("milestone"))
            else None,
        )

    def tie(self, tasks: Sequence[StartingTask], numbers: Sequence[int]) -> None:
        """Every task that is counted from another names one that is there, and none waits for itself in a circle.

        `numbers`: the rows the tasks stand in.
        """
        after = {task.code: task.after for task in tasks if task.anchor is Anchor.TASK}
        for self.number, task in zip(numbers, tasks, strict=True):
            way = [task.code]
            while (other := after.get(way[-1])) and other not in way:
                way.append(other)
            if task.anchor is Anchor.TASK and not task.after:
                self.broken("after", _("the code of the task it is counted from is missing."))
            elif task.anchor is Anchor.TASK and task.after not in self.codes:
                self.broken(
                    "after", _("“%(typed)s” is not the code of any task.", typed=task.after)
                )
            elif task.after and task.anchor is not Anchor.TASK:
                self.broken("after", _("there is a code, but “Relative to” does not say “task”."))
            elif other == task.code:
                self.broken(
                    "after", _("these tasks wait for each other: %(codes)s.", codes=", ".join(way))
                )

    def broken(self, name: str, sentence: str) -> None:
        header = next(header for header, own in (COLUMNS | MORE).items() if own == name)
        at = self.columns.index(name) + 1 if name in self.columns else len(self.columns)
        self.problems.append(CellProblem(self.number, header, get_column_letter(at), sentence))

    def code(self) -> str:
        code = text_of_cell(self.cells["code"])
        if not code or code in self.codes:
            self.broken("code", _("the code appears twice.") if code else _("the code is missing."))
        elif len(code) > LONGEST_CODE:
            self.broken(
                "code", _("this is too long: at most %(most)d characters.", most=LONGEST_CODE)
            )
        self.codes.add(code)
        return code

    def words(self, name: str, needed: bool = False) -> Words:
        words = Words(
            text_of_cell(self.cells[f"{name}_en"]), text_of_cell(self.cells[f"{name}_sq"])
        )
        if self.own and needed and not words:
            self.broken(f"{name}_en", _("the text is missing, in both languages."))
        for language, text in (("en", words.en), ("sq", words.sq)):
            if not text and not self.own:
                self.broken(f"{name}_{language}", _("the text is missing."))
            elif len(text) > (most := TASKS[name].limit):
                self.broken(
                    f"{name}_{language}",
                    _("this is too long: at most %(most)d characters.", most=most),
                )
        return words

    def one_of(self, name: str, values: Mapping[str, T]) -> T:
        typed = text_of_cell(self.cells[name]).lower()
        if typed not in values:
            allowed = ", ".join(values)
            if typed:
                self.broken(
                    name, _("“%(typed)s” is not one of: %(values)s.", typed=typed, values=allowed)
                )
            else:
                self.broken(name, _("this cell is empty; it may be: %(values)s.", values=allowed))
            return next(iter(values.values()))
        return values[typed]

    def read(self, name: str, how: Callable[[str], T], otherwise: T, allowed: str) -> T:
        typed = text_of_cell(self.cells[name])
        try:
            return how(typed)
        except ValueError:
            no_number = _("“%(typed)s” is not a valid number here.", typed=typed)
            self.broken(name, f"{no_number} {_may_be(allowed)}")
            return otherwise


def _may_be(allowed: str) -> str:
    return _("Allowed: %(values)s.", values=allowed)


def _whole(text: str) -> int:
    number = read_whole(text, MOST_AWAY)
    if number is None:
        raise ValueError(text)
    return number


def _hours(text: str) -> float:
    return read_number(text or "0")
