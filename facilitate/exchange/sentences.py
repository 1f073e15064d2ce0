"""What is said about a table that comes back from Excel: why a file cannot be read, where something is, what would change."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from openpyxl.utils import get_column_letter

from ..lib.days import UnlikelyDay
from ..lib.reading_child import FileProblem
from ..lib.text import plain_text
from ..lib.uploads import Unreadable
from ..web.i18n import LANGUAGES, _, _l, _n, label_of, register_labels, use_language
from .columns import NO_NAME, ColumnKind, ExchangeColumn
from .headings import LONGEST_HEADING, MOST_ADDED, Headings, add_former_names, heading_key
from .merge import EXTRA, Comparison, ListProblem

register_labels(
    {
        Unreadable.EMPTY: _l("This file is empty."),
        Unreadable.TOO_LARGE: _l("This file is too large: 25 megabytes at most."),
        Unreadable.OLD_EXCEL: _l(
            "This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."
        ),
        Unreadable.ENCRYPTED: _l(
            "This file is protected by a password. Save it without one, then choose it again."
        ),
        Unreadable.WORD: _l("This is a Word file. Choose the table (.xlsx, .ods or .csv)."),
        Unreadable.OPEN_DOCUMENT: _l("This is an OpenDocument file, but not a table (.ods)."),
        Unreadable.PICTURE: _l("This is a picture. Choose the table (.xlsx, .ods or .csv)."),
        Unreadable.PDF: _l("This is a PDF. Choose the table (.xlsx, .ods or .csv)."),
        Unreadable.MACROS: _l(
            "This file contains macros. Save it as a workbook without macros (.xlsx)."
        ),
        Unreadable.OTHER: _l(
            "This is not a table: choose an Excel, OpenDocument or text file (.xlsx, .ods, .csv)."
        ),
        Unreadable.BOMB: _l(
            "Unpacked, this file is far larger than a table typed by people. It was not opened."
        ),
        Unreadable.DAMAGED: _l(
            "This file is damaged. Open it in Excel, save it again, then choose it again."
        ),
        Unreadable.TOO_LONG: _l(
            "This table is too long: 20,000 rows at most, and 1.5 million cells."
        ),
        Unreadable.NO_TABLE: _l("There is no table in this file."),
    }
)


def unread_reason(problem: FileProblem, no_table: str = "") -> str:
    """What is said of a file that cannot be read; `no_table`: where no table of that list is in it."""
    return no_table if no_table and problem.why is Unreadable.NO_TABLE else label_of(problem.why)


MOST_SHOWN = 200
"""Rows of one kind a preview shows; the others are counted."""


def keys_in_any_language(called: Mapping[Any, Any]) -> dict[str, Any]:
    """Keys by what they are called, in every language, without capitals, accents and punctuation."""
    found: dict[str, Any] = {}
    for code in LANGUAGES:
        with use_language(code):
            found.update({heading_key(str(name)): key for key, name in called.items()})
    return add_former_names(found)


def values_by_word(kind: Iterable[StrEnum]) -> dict[str, str]:
    """Fixed values by what they are called, in every language, without capitals and accents."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with use_language(code):
            found.update({plain_text(label_of(value)): value.value for value in kind})
    return found


def read_choice(column: ExchangeColumn, said: str) -> str:
    """The fixed value that a cell says, by its name in any language or as programs write it. Raises ValueError for another."""
    assert column.of is not None, column
    spoken = plain_text(said)
    return str(_values_of(column.of).get(spoken) or column.of(spoken.replace(" ", "_")))


@cache
def _values_of(kind: type[StrEnum]) -> dict[str, str]:
    return values_by_word(kind)


def heading_problems(headings: Headings, sheet: str) -> list[ListProblem]:
    """What has to be said about columns that are left out."""
    said = []
    for column, heading in headings.too_long:
        sentence = _(
            "This heading is too long: %(max)d characters at most. The column is left out.",
            max=LONGEST_HEADING,
        )
        said.append((f"{get_column_letter(column + 1)} “{heading[:30]}…”", sentence))
    for heading in headings.too_many:
        sentence = _("At most %(max)d columns can be added. This one is left out.", max=MOST_ADDED)
        said.append((heading, sentence))
    for column, cells in sorted(headings.blank.items()):
        sentence = _n(
            "This column has no heading: %(num)d cell is left out. Give it a heading, and it is kept.",
            "This column has no heading: %(num)d cells are left out. Give it a heading, and they are kept.",
            cells,
        )
        said.append((get_column_letter(column + 1), sentence))
    return [ListProblem(headings.number, column, sentence, sheet) for column, sentence in said]


def without_added(headings: Headings, sheet: str) -> list[ListProblem]:
    """Leave out the columns that were added to a list which takes none, and say so."""
    sentence = _("Columns cannot be added to this list. This one is left out.")
    headings.columns = {
        at: name for at, name in headings.columns.items() if not name.startswith(EXTRA)
    }
    return [ListProblem(headings.number, name, sentence, sheet) for name in headings.added]


def unreadable_said(column: ExchangeColumn, said: str, wrong: Exception) -> str:
    """Why a cell cannot be read as what its column holds."""
    typed = said[:60]
    if isinstance(wrong, UnlikelyDay):
        return _(
            "“%(typed)s” is before 2000 or after 2100: spreadsheets show that for an empty "
            "or broken date. Write it like 12.3.2027.",
            typed=typed,
        )
    if column.kind is ColumnKind.DAY:
        return _("“%(typed)s” is not a date. Write it like 12.3.2027.", typed=typed)
    if column.kind is ColumnKind.NUMBER:
        return _("“%(typed)s” is not a number.", typed=typed)
    if column.kind is ColumnKind.CHOICE:
        return _("“%(typed)s” is not one of the words in the list.", typed=typed)
    if column.is_name and said.startswith(NO_NAME):
        return _("A name cannot start with =, + or @.")
    return _("This text is too long: at most %(max)d characters.", max=column.limit)


def problem_place(problem: ListProblem) -> str:
    """Where something is: `Checklist, row 6, Due`."""
    row = _("row %(row)d", row=problem.number) if problem.number else ""
    return ", ".join(part for part in (problem.sheet, row, problem.column) if part)


def change_counts(tables: Iterable[Comparison]) -> str:
    """`3 new, 8 changed, 1 clashing; 70 unchanged, 2 missing.`"""
    rows = list(tables)
    return _(
        "%(new)d new, %(changed)d changed, %(clashing)d clashing; "
        "%(unchanged)d unchanged, %(missing)d missing.",
        **{
            name: sum(len(getattr(one, name)) for one in rows)
            for name in ("new", "changed", "clashing", "unchanged", "missing")
        },
    )
