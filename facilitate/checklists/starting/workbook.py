"""The starting checklists: workbooks a facilitator edits in Excel, read cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ...events.models import Role
from ...i18n import _, label
from ...lib.text import Words
from ...lib.uploads import SheetProblem, Unreadable, rows_of, safe_open, text_of
from ...refused import Refused
from .. import labels  # noqa: F401  (the names of what can be wrong with a file)
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


def starting_tasks(path: Path) -> list[StartingTask]:
    """The tasks of a workbook, in its order.

    Raises Refused with one sentence for each broken cell: sheet, row, column.
    """
    try:
        book = safe_open(path.read_bytes())
        name = "Tasks" if "Tasks" in book.sheetnames else book.sheetnames[0]
        rows = list(rows_of(book[name]))
        book.close()
    except SheetProblem as problem:
        raise Refused(f"{path.name}: {label(problem.why)}") from problem
    sheet = _(
        "sheet %(name)s", name=name
    )  # outside the f-string: older Pythons would not find the message there
    where = f"{path.name}, {sheet}"
    if not rows:
        raise Refused(f"{where}: {label(Unreadable.EMPTY)}")
    columns = [(COLUMNS | MORE).get(text_of(cell), "") for cell in rows[0][1]]
    if lacking := [header for header, name in COLUMNS.items() if name not in columns]:
        raise Refused(
            _("%(where)s: these columns are missing: %(names)s.", where=where, names=", ".join(lacking))
        )
    reader = _Reader(where)
    tasks = [reader.task(number, dict(zip(columns, cells, strict=False))) for number, cells in rows[1:]]
    reader.tie(tasks)
    if reader.problems:
        raise Refused("\n".join(reader.problems))
    return tasks


class _Reader:
    """Turns rows into tasks and notes every cell that cannot be read."""

    def __init__(self, where: str) -> None:
        self.where, self.number = where, 0
        self.problems: list[str] = []
        self.codes: set[str] = set()
        self.cells: Mapping[str, Any] = {}

    def task(self, number: int, cells: Mapping[str, Any]) -> StartingTask:
        self.number, self.cells = number, cells
        roles = {role.value: role for role in Role}
        offset = self.read("number", _whole, 0) * self.one_of("direction", _DIRECTIONS)
        return StartingTask(
            code=self.code(),
            phase=self.one_of("phase", {phase.value: phase for phase in Phase}),
            title=self.words("title"),
            role=self.one_of("role", roles),
            who=self.words("who"),
            offset=offset,
            unit=self.one_of("unit", {unit.value: unit for unit in Unit}),
            anchor=self.one_of("anchor", _ANCHORS),
            benchmark=self.words("benchmark"),
            effort=self.read("effort", _hours, 0.0),
            after=text_of(cells.get("after")),
            milestone=self.one_of("milestone", _MILESTONES) if text_of(cells.get("milestone")) else None,
        )

    def tie(self, tasks: list[StartingTask]) -> None:
        """Every task that is counted from another names one that is there, and none waits for itself in a circle."""
        after = {task.code: task.after for task in tasks if task.anchor is Anchor.TASK}
        for self.number, task in enumerate(tasks, 2):
            way = [task.code]
            while (other := after.get(way[-1])) and other not in way:
                way.append(other)
            if task.anchor is Anchor.TASK and task.after not in self.codes:
                self.broken("after", _("“%(typed)s” is the code of no task.", typed=task.after))
            elif other == task.code:
                self.broken("after", _("these tasks wait for each other: %(codes)s.", codes=", ".join(way)))

    def broken(self, name: str, sentence: str) -> None:
        column = next(header for header, own in (COLUMNS | MORE).items() if own == name)
        self.problems.append(
            _("%(where)s, row %(row)d, column %(column)s: %(sentence)s",
              where=self.where, row=self.number, column=column, sentence=sentence)
        )  # fmt: skip

    def code(self) -> str:
        code = text_of(self.cells["code"])
        if not code or code in self.codes:
            self.broken("code", _("the code stands twice.") if code else _("the code is missing."))
        self.codes.add(code)
        return code

    def words(self, name: str) -> Words:
        words = Words(text_of(self.cells[f"{name}_en"]), text_of(self.cells[f"{name}_sq"]))
        for language, text in (("en", words.en), ("sq", words.sq)):
            if not text:
                self.broken(f"{name}_{language}", _("the text is missing."))
        return words

    def one_of(self, name: str, values: Mapping[str, T]) -> T:
        typed = text_of(self.cells[name]).lower()
        if typed not in values:
            self.broken(name, _("“%(typed)s” is none of: %(values)s.", typed=typed, values=", ".join(values)))
            return next(iter(values.values()))
        return values[typed]

    def read(self, name: str, how: Callable[[str], T], otherwise: T) -> T:
        typed = text_of(self.cells[name])
        try:
            return how(typed)
        except ValueError:
            self.broken(name, _("“%(typed)s” is no number that fits here.", typed=typed))
            return otherwise


def _whole(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 400:
        raise ValueError(text)
    return number


def _hours(text: str) -> float:
    return read_hours(text or "0")


def read_hours(text: str) -> float:
    """Hours of work, `1.5` or `1,5`, from 0 to 10,000. Raises ValueError."""
    hours = float(text.replace(",", "."))
    if not 0 <= hours <= 10_000:  # also refuses what is no number at all
        raise ValueError(text)
    return round(hours, 2)
