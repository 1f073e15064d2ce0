"""A file of ours whose headings nobody knows any more: which column is which is told by what stands below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import has_app_context

from ..lib.marks import Row
from ..lib.uploads import SheetProblem, Unreadable, text_of_cell
from ..web.i18n import LANGUAGES, _, current_language, use_language
from .columns import ExchangeTable
from .exported import Exported
from .headings import (
    HEADER_WITHIN,
    Headings,
    columns_by_phrase,
    heading_key,
    heading_text,
    read_headings,
)
from .marking_up import ANSWER
from .merge import ListProblem
from .opened_files import Source
from .sentences import keys_in_any_language
from .values import text_cell

FEWEST = 3
"""Cells that a row of headings has at least."""
Texts = Mapping[str, Mapping[str, str]]
"""By the code of a record, what each of its columns said in the file, as text; its code among them."""


@dataclass(frozen=True)
class RestoredHeadings:
    """The rows with the headings they had when they left.

    `renamed`: what stood there, and what it is read as; `lost`: there was no row of headings.
    """

    rows: Sequence[Row]
    header: int = 0
    renamed: Sequence[tuple[str, str]] = ()
    lost: bool = False

    def told(self, sheet: str) -> list[ListProblem]:
        """What is said about it."""
        if self.lost:
            sentence = _("The row of headings is missing. Columns are read by what they contain.")
            return [ListProblem(self.header, "", sentence, sheet)]
        return [
            ListProblem(self.header, typed[:60], _renamed_said(typed[:60], name), sheet)
            for typed, name in self.renamed
        ]


def _renamed_said(typed: str, name: str) -> str:
    if not typed:
        return _(
            "This column has no heading. Because of what it contains, it is read as “%(name)s”.",
            name=name,
        )
    return _(
        "There is no column “%(typed)s” here. Because of what it contains, it is read as “%(name)s”.",
        typed=typed,
        name=name,
    )


def restore_headings(
    rows: Sequence[Row],
    texts: Texts,
    labels: Mapping[str, str],
    field_of: Callable[[str], Any],
    code: str = "code",
) -> RestoredHeadings:
    """Write the headings over columns that have others now, or none; the rows as they are where nothing has to be.

    `texts`: what was exported; `labels`: by name, in their order, what the columns were called when they left; `field_of`: the
    name of a column by the key of its heading, None for one that nobody knows; `code`: the column by which rows find back.
    """
    first, codes = _find_codes(rows, texts)
    if first is None:
        return RestoredHeadings(rows)
    above = [one for one in rows[:first] if one[0] <= HEADER_WITHIN]
    named = {number: _fields_in(cells, field_of) for number, cells in above}
    nothing: Row = (rows[first][0] - 1, ())
    header, cells = max(
        above, key=lambda row: (len(named[row[0]]), _filled(row[1])), default=nothing
    )
    lost = _filled(cells) < FEWEST
    if lost:
        header, cells = nothing
    known, order = named.get(header, {}), list(labels)
    found = _by_content(rows[first:], codes, texts, known=known, order=order)
    if not known and order.index(code) == codes:  # the others stand where they stood
        free = [name for name in order if name not in found.values()]
        found = {order.index(name): name for name in free} | found
    if not found:
        return RestoredHeadings(rows)
    wide = [*cells, *[None] * (max(found) + 1 - len(cells))]
    typed = {column: heading_text(wide[column]) for column in sorted(found)}
    for column, name in found.items():
        wide[column] = labels[name]
    renamed = [
        (typed[column], labels[found[column]])
        for column in typed
        if found[column] not in (code, "version")
    ]
    others = [row for row in rows if row[0] != header]
    return RestoredHeadings(
        sorted([*others, (header, tuple(wide))], key=lambda row: row[0]), header, renamed, lost
    )


def _fields_in(cells: Sequence[Any], field_of: Callable[[str], Any]) -> dict[int, Any]:
    """The columns whose headings are known."""
    keys = {column: heading_key(heading_text(cell)) for column, cell in enumerate(cells)}
    named = {column: field_of(key) for column, key in keys.items() if key}
    return {column: name for column, name in named.items() if name}


def _filled(cells: Sequence[Any]) -> int:
    return sum(text_of_cell(cell) != "" for cell in cells)


def _find_codes(rows: Sequence[Row], texts: Texts) -> tuple[int | None, int]:
    """The place of the first row with a code, None where there is none, and the column of the codes."""
    found: dict[int, dict[str, int]] = {}
    for place, (_number, cells) in enumerate(rows):
        for column, cell in enumerate(cells):
            said = text_of_cell(cell)
            if said in texts:
                found.setdefault(column, {}).setdefault(said, place)
    column = max(found, key=lambda one: len(found[one]), default=0)
    return min(found.get(column, {}).values(), default=None), column


def _by_content(
    rows: Sequence[Row],
    codes: int,
    texts: Texts,
    *,
    known: Mapping[int, Any],
    order: Sequence[str],
) -> dict[int, str]:
    """Columns without a known heading by the fields that say the same in at least half of their rows, the surest first."""
    counts: dict[tuple[int, str], int] = {}
    filled: dict[str, int] = {}
    for _number, cells in rows:
        said = texts.get(text_of_cell(cells[codes]) if codes < len(cells) else "", {})
        for name, text in said.items():
            if not text:
                continue
            filled[name] = filled.get(name, 0) + 1
            for column, cell in enumerate(cells):
                if column not in known and text_of_cell(cell) == text:
                    counts[column, name] = counts.get((column, name), 0) + 1
    free = {name for name in order if name not in known.values()}
    found: dict[int, str] = {}
    for column, name in sorted(
        counts, key=lambda pair: (-counts[pair], pair[0], order.index(pair[1]))
    ):
        if column in found or name not in free or 2 * counts[column, name] < filled[name]:
            continue
        found[column] = name
        free.remove(name)
    return found


def find_plain_table(
    source: Source, table: ExchangeTable, exported: Exported | None
) -> tuple[str, RestoredHeadings, Headings]:
    """The first sheet with the list: its name, its rows, its headings. In a file of ours they may be called anything."""
    for title, rows in source.sheets:
        found = RestoredHeadings(list(rows))
        if exported is not None:
            found = _restored(found.rows, table, exported)
        if headings := _headings_in(found.rows, table, exported is not None):
            return title, found, headings
    raise SheetProblem(Unreadable.NO_TABLE)


def _restored(rows: Sequence[Row], table: ExchangeTable, exported: Exported) -> RestoredHeadings:
    """The rows with the headings they were exported with."""
    fields, looked_at = _called(table, has_app_context())
    phrases = columns_by_phrase(table)
    with use_language(exported.language if exported.language in LANGUAGES else current_language()):
        texts = {
            code: {
                "code": code,
                **{
                    name: text_cell(table[name], value)
                    for name, value in {**record.values, **record.looked_at}.items()
                },
            }
            for code, record in exported.records.items()
        }
        labels = {column.name: str(column.label) for column in table.columns}
    return restore_headings(
        rows, texts, labels, lambda key: fields.get(key) or looked_at.get(key) or phrases.get(key)
    )


def _headings_in(rows: Sequence[Row], table: ExchangeTable, surely: bool) -> Headings | None:
    """The row of headings, by the column of the title; `surely`: the file is ours, and other words are known too (as where `others`)."""
    fields, looked_at = _called(table, has_app_context())
    for number, cells in rows:
        if number > HEADER_WITHIN:
            break
        for also in (None, columns_by_phrase(table)) if surely or table.others else (None,):
            found = read_headings(
                cells, fields, looked_at=looked_at, needs=(table.found_by,), also=also
            )
            if found is not None:
                found.number = number
                return found
    return None


@cache
def _called(table: ExchangeTable, _translated: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields, and columns that are passed over, by what they are called in any language."""
    return keys_in_any_language(table.read), keys_in_any_language(
        {**table.looked_at, "answer": ANSWER}
    )
