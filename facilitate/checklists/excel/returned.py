"""The Excel file on its way back: whatever its order, its language and its habits of writing dates."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ...bringing_back import problems_of
from ...i18n import _
from ...lib.tables import read_table
from ...lib.text import Words, plain
from ...lib.uploads import Book, SheetProblem, Unreadable, read_book, read_text, text_of
from ...lib.workbooks.headings import HEADER_WITHIN, Headings
from ...lib.workbooks.merge import EXTRA, Problem, Record
from ...uploaded import read_upload
from ..labels import EDITABLE, FIELDS
from ..models import Phase, Status
from .headings import header_of
from .reader import Reader, Reading, column_name
from .sheet import BASE, LISTS
from .together import gathered

ZIPPED = (b"PK", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"RIFF")
"""What a file begins with that is no text."""
TEXTS = ("", ".csv", ".tsv", ".txt", ".tab")
"""How the name of a table in text may end."""


@dataclass
class Returned(Reading):
    """What a file says: its tasks, what was exported (`base`), of which event, what cannot be read, what was understood.

    `sheet`: the name of the sheet that was read; `columns`: what staff added, in the file's order; `exported`: the columns
    they had added before the export. `ours`: it was exported here; `coded`: its tasks have codes.
    """

    language: str = ""
    sheet: str = ""
    columns: list[str] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    ours: bool = False
    coded: bool = False


@dataclass(frozen=True)
class Expected:
    """What the planner knows of the event: names of its team and jobs, columns staff added, its first day, its language."""

    people: Sequence[str] = ()
    jobs: Sequence[Words] = ()
    columns: Sequence[str] = ()
    near: date | None = None
    language: str = "en"

    def jobs_in(self, language: str) -> dict[str, str]:
        """What the jobs are called in a language, by any of their names without accents."""
        found: dict[str, str] = {}
        for name in self.jobs:
            for text in (name.to(language), name.en, name.sq):
                if text:
                    found.setdefault(plain(read_text(text)), read_text(name.to(language)))
        return found


@dataclass(frozen=True)
class Source:
    """The sheets of an opened file, each with its rows as they are read; text files are one sheet."""

    sheets: Sequence[tuple[str, Iterable[tuple[int, tuple[Any, ...]]]]]
    base: Iterable[tuple[int, tuple[Any, ...]]] | None = None
    epoch: datetime = WINDOWS_EPOCH
    text: bool = False


def opened(content: bytes, name: str = "") -> Source:
    """The file, an Excel file or a table as text. Raises a FileProblem."""
    if not content or content.startswith(ZIPPED):
        return _of_workbook(read_upload(read_book, content))
    if PurePath(name).suffix.lower() not in TEXTS:
        raise SheetProblem(Unreadable.OTHER)
    table = read_upload(read_table, content, name)
    return Source([(table.sheet, table.rows)], text=True)


def _of_workbook(book: Book) -> Source:
    sheets = [(one.title, one.rows()) for one in book.sheets if one.title not in (BASE, LISTS)]
    base = book.sheet(BASE)
    return Source(sheets, base.rows() if base else None, book.epoch)


def from_sheet(
    content: bytes, people: Sequence[str], expected: Expected | None = None, name: str = ""
) -> Returned:
    """Read an edited file. `people` are the names an owner may have.

    Columns are found by their name in any language, in any order; others are kept as columns that staff added. A cell that
    cannot be read is a problem, and its field is not in the values. Raises a FileProblem when nothing can be read.
    """
    source = opened(content, name)
    expected = expected or Expected(people)
    returned = Returned()
    if source.base is not None:
        _read_base(source.base, returned)
    for title, rows in source.sheets:
        if _read_table(title, rows, returned, expected, source):
            _others(source, title, returned, expected)
            return returned
    raise SheetProblem(Unreadable.NO_TABLE)


def _read_base(rows: Iterable[tuple[int, tuple[Any, ...]]], returned: Returned) -> None:
    """The exported values; a base that somebody has damaged counts as far as it can be read."""
    for number, (_row, cells) in enumerate(rows):
        if number == 0:
            if cells[0] != "facilitate":
                return
            returned.slug, returned.language, returned.ours = text_of(cells[1]), text_of(cells[2]), True
            continue
        try:
            values = _exported("".join(part for part in cells[2:] if isinstance(part, str)))
            returned.base[text_of(cells[0])] = Record(text_of(cells[0]), values, int(cells[1]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            continue
    names = {name: None for record in returned.base.values() for name in record.values}
    returned.exported = [name.removeprefix(EXTRA) for name in names if name.startswith(EXTRA)]


def _exported(text: str) -> dict[str, Any]:
    """The exported values of a task. Raises ValueError for what no export wrote.

    Files from before there were statuses say done by its day alone.
    """
    values: dict[str, Any] = json.loads(text)
    plain_ones = isinstance(values, dict) and not any(isinstance(one, dict | list) for one in values.values())
    if not plain_ones or values["phase"] not in set(Phase):
        raise ValueError(text[:100])
    for name in ("due_on", "done_on"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    if values.setdefault("status", Status.DONE if values["done_on"] else Status.OPEN) not in set(Status):
        raise ValueError(text[:100])
    values["status"] = str(values["status"])
    return values


def _read_table(
    title: str,
    rows: Iterable[tuple[int, tuple[Any, ...]]],
    returned: Returned,
    expected: Expected,
    source: Source,
) -> bool:
    """Read the first table whose header names a task; False when the sheet has none."""
    headings: Headings | None = None
    reader: Reader | None = None
    for number, row in rows:
        if headings is not None and reader is not None:
            headings.look(row)
            reader.row(
                number, {name: row[column] for column, name in headings.columns.items() if column < len(row)}
            )
        elif number > HEADER_WITHIN:
            return False
        elif (headings := header_of(row, expected.columns, returned.exported)) is not None:
            headings.number = number
            reader = _reader(title, headings, returned, expected, source)
    if headings is None:
        return False
    _tell_columns(headings, returned, title)
    return True


def _reader(title: str, headings: Headings, returned: Returned, expected: Expected, source: Source) -> Reader:
    names = set(headings.columns.values())
    returned.sheet, returned.columns = title, headings.added
    returned.coded = "code" in names
    returned.ours = returned.ours or {"code", "version"} <= names
    jobs = expected.jobs_in(returned.language or expected.language)
    reader = Reader(returned, title, expected.people, jobs, expected.near, source.epoch)
    reader.quoted = source.text and returned.ours
    return reader


def _tell_columns(headings: Headings, returned: Returned, title: str) -> None:
    """What has to be said about columns as a whole."""
    returned.problems += problems_of(headings, title)
    known = {name for record in returned.base.values() for name in record.values}
    for name in EDITABLE:
        if name in known and name not in headings.columns.values():
            sentence = _("This column is no longer in the file; what is saved stays.")
            returned.told.append(Problem(0, str(FIELDS[name]), sentence, title))


def _others(source: Source, read: str, returned: Returned, expected: Expected) -> None:
    """Other sheets that have tasks too, by their codes: those of single people, or a copy somebody made."""
    for title, rows in source.sheets:
        if title == read:
            continue
        other = Returned(base=returned.base, language=returned.language)
        if not _read_table(title, rows, other, expected, source) or not other.coded:
            continue
        if not returned.base:
            sentence = _(
                "This sheet has a list of tasks too. Only the sheet “%(sheet)s” was read.", sheet=read
            )
            returned.told.append(Problem(0, "", sentence, title))
            continue
        both = gathered(returned.base, returned.rows, other.rows)
        returned.rows = both.rows
        sentence = _(
            "This was changed on the sheet “%(sheet)s” too, differently. That one counts.", sheet=read
        )
        for record, name in both.twice:
            returned.told.append(Problem(record.number, column_name(name), sentence, title))
        returned.problems += [problem for problem in other.problems if problem.number]
