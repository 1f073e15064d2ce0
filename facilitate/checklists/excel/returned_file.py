"""The Excel file on its way back: whatever its order, its language and its habits of writing dates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...exchange.columns import ColumnKind
from ...exchange.exported import read_base_rows, values_in
from ...exchange.headings import HEADER_WITHIN, Headings, heading_key
from ...exchange.merge import EXTRA, ListProblem, ListRecord
from ...exchange.opened_files import Source, open_list
from ...exchange.remarks import comments_by_row, mark_problems, stray_comments
from ...exchange.renamed_columns import RestoredHeadings, restore_headings
from ...exchange.sentences import heading_problems
from ...exchange.values import text_cell
from ...lib.marks import Marks, Row
from ...lib.text import Words, plain_text
from ...lib.uploads import SheetProblem, Unreadable, read_text, text_of_cell
from ...web.i18n import LANGUAGES, _, use_language
from ..columns import TASKS
from ..models import Phase, TaskStatus
from .headings import field_of_heading, find_headings
from .reader import TaskReader
from .reading import ChecklistReading, column_named, named_cells, place_of_list
from .several_sheets import gather_sheets
from .sheet import MARK


@dataclass
class FileTasks(ChecklistReading):
    """What a file says: its tasks, what was exported (`base`), of which event, what cannot be read, what was understood.

    `sheet`: the name of the sheet that was read; `columns`: what staff added, in the file's order; `exported`: the columns
    they had added before the export. `ours`: it was exported here; `coded`: its tasks have codes; `like_ours`: they had some.
    """

    language: str = ""
    sheet: str = ""
    columns: list[str] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    ours: bool = False
    coded: bool = False
    like_ours: bool = False


@dataclass(frozen=True)
class KnownList:
    """What the planner knows of the event: names of its team and jobs, columns staff added, its first day, its

    language, what its tasks are called by code. `month_first`: what somebody said of the dates in the file.
    """

    people: Sequence[str] = ()
    jobs: Sequence[Words] = ()
    columns: Sequence[str] = ()
    near: date | None = None
    language: str = "en"
    titles: Mapping[str, Collection[str]] = field(default_factory=dict)
    month_first: bool | None = None

    def known(self, base: Mapping[str, ListRecord]) -> dict[str, Collection[str]]:
        """What each task is called here and was called when it was exported, by its code."""
        exported = {code: {record.title} for code, record in base.items()}
        return {
            code: {*self.titles.get(code, ()), *exported.get(code, ())}
            for code in (*self.titles, *exported)
        }

    def jobs_in(self, language: str) -> dict[str, str]:
        """What the jobs are called in a language, by any of their names without accents."""
        found: dict[str, str] = {}
        for name in self.jobs:
            for text in (name.to(language), name.en, name.sq):
                if text:
                    found.setdefault(plain_text(read_text(text)), read_text(name.to(language)))
        return found


def read_checklist_file(
    content: bytes, people: Sequence[str], expected: KnownList | None = None, name: str = ""
) -> FileTasks:
    """Read an edited file. `people` are the names an owner may have.

    Columns are found by their name in any language, in any order; others are kept as columns that staff added. A cell that
    cannot be read is a problem, and its field is not in the values. Raises a FileProblem when nothing can be read.
    """
    source = open_list(content, name)
    expected = expected or KnownList(people)
    returned = FileTasks()
    if source.base is not None:
        _read_base(source.base, returned)
    sheets = [(title, list(rows)) for title, rows in source.sheets]
    for title, rows in sorted(
        sheets, key=lambda one: not _names_a_task(one[1], expected, returned)
    ):
        restored = _restored(rows, returned, expected)
        if _read_table(title, restored.rows, returned=returned, expected=expected, source=source):
            returned.told += restored.told(title)
            _others(source, title, returned, expected)
            return returned
    raise SheetProblem(Unreadable.NO_TABLE)


def _names_a_task(rows: Sequence[Row], expected: KnownList, returned: FileTasks) -> bool:
    """Whether headings that are known stand at the top of a sheet."""
    return any(
        find_headings(cells, expected.columns, returned.exported) is not None
        for number, cells in rows[:HEADER_WITHIN]
        if number <= HEADER_WITHIN
    )


def _restored(rows: Sequence[Row], returned: FileTasks, expected: KnownList) -> RestoredHeadings:
    """The rows of a file of ours with the headings it left with."""
    if not returned.base:
        return RestoredHeadings(rows)
    with use_language(returned.language if returned.language in LANGUAGES else expected.language):
        labels = {column.name: str(column.label) for column in TASKS.columns}
        labels |= {EXTRA + name: name for name in returned.exported}
        texts = {
            code: {
                "code": code,
                **{
                    name: text_cell(TASKS.by_name.get(name), value)
                    for name, value in {**record.values, **record.looked_at}.items()
                },
            }
            for code, record in returned.base.items()
        }
    added = {heading_key(name): EXTRA + name for name in (*expected.columns, *returned.exported)}
    return restore_headings(
        rows, texts, labels, lambda key: field_of_heading(key) or added.get(key)
    )


def _read_base(rows: Iterable[tuple[int, tuple[Any, ...]]], returned: FileTasks) -> None:
    """The exported values, and the columns that staff had added."""
    found = read_base_rows(rows, MARK, _exported_row)
    if found is None:
        return
    returned.slug, returned.language, returned.ours = found.slug, found.language, True
    returned.base = {record.code: record for record in found.rows}
    names = {name: None for record in returned.base.values() for name in record.values}
    returned.exported = [name.removeprefix(EXTRA) for name in names if name.startswith(EXTRA)]


def _exported_row(cells: Sequence[Any]) -> ListRecord:
    values = _exported(values_in(cells[2:]))
    shown = _looked_at(values)
    return ListRecord(text_of_cell(cells[0]), values, int(cells[1]), looked_at=shown)


def _exported(values: Any) -> dict[str, Any]:
    """The exported values of a task. Raises ValueError for what no export wrote.

    Files from before there were statuses say done by its day alone.
    """
    plain_ones = isinstance(values, dict) and not any(
        isinstance(one, dict | list) for one in values.values()
    )
    if not plain_ones or values["phase"] not in set(Phase):
        raise ValueError(values)
    for name in TASKS.of_kind(ColumnKind.DAY):
        if TASKS[name].changes and name in values:
            values[name] = date.fromisoformat(values[name]) if values[name] else None
    if values.setdefault(
        "status", TaskStatus.DONE if values["done_on"] else TaskStatus.OPEN
    ) not in set(TaskStatus):
        raise ValueError(values)
    values["status"] = str(values["status"])
    return values


def _looked_at(values: dict[str, Any]) -> dict[str, Any]:
    """What the sheet showed besides, taken out of the exported values; files from before do not say it."""
    shown = {name: values.pop(name) for name in TASKS.looked_at if name in values}
    return {
        name: date.fromisoformat(value) if TASKS[name].kind is ColumnKind.DAY and value else value
        for name, value in shown.items()
    }


def _read_table(
    title: str,
    rows: Iterable[tuple[int, tuple[Any, ...]]],
    returned: FileTasks,
    expected: KnownList,
    source: Source,
) -> bool:
    """Read the first table whose header names a task; False when the sheet has none."""
    rows = iter(rows)
    for number, row in rows:
        if number > HEADER_WITHIN:
            return False
        headings = find_headings(row, expected.columns, returned.exported)
        if headings is not None:
            headings.number = number
            _read_rows(
                title,
                headings,
                rows=list(rows),
                returned=returned,
                expected=expected,
                source=source,
            )
            return True
    return False


def _read_rows(
    title: str,
    headings: Headings,
    rows: Sequence[Row],
    returned: FileTasks,
    expected: KnownList,
    source: Source,
) -> None:
    """Read the rows below a header."""
    reader = _reader(title, headings, returned=returned, expected=expected, source=source)
    known = {
        **{at: name for at, name in headings.passed.items() if name in TASKS.by_name},
        **headings.columns,
    }
    returned.place = place_of_list(title, headings.number, known)
    returned.like_ours = reader.recognise(rows, headings.columns, expected.known(returned.base))
    reader.find_orders(rows, headings.columns, expected.month_first)
    for number, cells in rows:
        headings.look(cells)
        reader.row(number, named_cells(cells, headings.columns))
        reader.look_at(named_cells(cells, headings.passed))
    _tell_columns(headings, returned, title)
    _tell_marks(source.marks.get(title) or Marks(), headings, reader, title)


def _tell_marks(marks: Marks, headings: Headings, reader: TaskReader, title: str) -> None:
    """What stands beside the cells, as far as it is no note of a task."""
    rows = {record.number for record in reader.reading.rows}
    place = next(column for column, name in headings.columns.items() if name == "title")
    told = mark_problems(marks, place, rows, title) + stray_comments(
        reader.comments, rows, headings.number + 1, title
    )
    reader.reading.told += told


def _reader(
    title: str, headings: Headings, returned: FileTasks, expected: KnownList, source: Source
) -> TaskReader:
    names = set(headings.columns.values())
    returned.sheet, returned.columns = title, headings.added
    returned.coded = "code" in names
    returned.ours = returned.ours or {"code", "version"} <= names
    jobs = expected.jobs_in(returned.language or expected.language)
    reader = TaskReader(
        reading=returned,
        sheet=title,
        people=expected.people,
        jobs=jobs,
        near=expected.near,
        epoch=source.epoch,
    )
    reader.quoted = source.text and returned.ours
    reader.comments = comments_by_row(source.marks.get(title) or Marks())
    return reader


def _tell_columns(headings: Headings, returned: FileTasks, title: str) -> None:
    """What has to be said about columns as a whole."""
    returned.problems += heading_problems(headings, title)
    known = {name for record in returned.base.values() for name in record.values}
    for name in TASKS.editable:
        if name in known and name not in headings.columns.values():
            sentence = _("This column is no longer in the file; what is saved stays.")
            returned.told.append(ListProblem(0, str(TASKS[name].label), sentence, title))


def _others(source: Source, read: str, returned: FileTasks, expected: KnownList) -> None:
    """Other sheets that have tasks too, by their codes: those of single people, or a copy somebody made."""
    for title, rows in source.sheets:
        if title == read:
            continue
        other = FileTasks(base=returned.base, language=returned.language)
        if (
            not _read_table(title, rows, returned=other, expected=expected, source=source)
            or not other.coded
        ):
            continue
        if not returned.base:
            sentence = _(
                "This sheet has a list of tasks too. Only the sheet “%(sheet)s” was read.",
                sheet=read,
            )
            returned.told.append(ListProblem(0, "", sentence, title))
            continue
        both = gather_sheets(returned.base, returned.rows, other.rows)
        returned.rows = both.rows
        sentence = _(
            "This was also changed on the sheet “%(sheet)s”, but differently. The change on "
            "that sheet counts.",
            sheet=read,
        )
        for record, name in both.twice:
            returned.told.append(ListProblem(record.number, column_named(name), sentence, title))
        returned.problems += [problem for problem in other.problems if problem.number]
