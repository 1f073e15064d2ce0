"""The workbook on its way back: which sheet is which table, in any order and either language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from flask import has_app_context

from ...exchange.exported import BASE, LISTS, read_base_rows, values_in
from ...exchange.headings import HEADER_WITHIN, Headings, heading_key, read_headings
from ...exchange.marking_up import ANSWER, ListPlace
from ...exchange.merge import EXTRA, ListProblem, ListRecord
from ...exchange.remarks import (
    comments_by_row,
    find_date_orders,
    mark_problems,
    stray_comments,
    struck_without_status,
)
from ...exchange.renamed_columns import RestoredHeadings, restore_headings
from ...exchange.sentences import heading_problems, keys_in_any_language, without_added
from ...lib.books import UploadedBook, UploadedSheet
from ...lib.money import RATE, convert_cents, multiply_price
from ...lib.uploads import SheetProblem, Unreadable, text_of_cell
from ...web.i18n import LANGUAGES, _, _l, current_language, label_of, use_language
from .cells import WORDS, BudgetRowReader, BudgetSheetReading, codes_by_title
from .columns import DAYS, HIDDEN, MONEY, OF, BudgetTable
from .sheet import MARK

Rows = Sequence[tuple[int, tuple[Any, ...]]]


@dataclass
class ReturnedBudget:
    """What a file says: of which event, in which language, and each table with what was exported."""

    slug: str = ""
    language: str = ""
    tables: dict[BudgetTable, BudgetSheetReading] = field(
        default_factory=lambda: {table: BudgetSheetReading() for table in BudgetTable}
    )
    ours: bool = False

    @property
    def problems(self) -> list[ListProblem]:
        """What cannot be taken, table by table."""
        return [one for read in self.tables.values() for one in read.problems]

    @property
    def told(self) -> list[ListProblem]:
        """How something was understood."""
        return [one for read in self.tables.values() for one in read.told]


@dataclass(frozen=True)
class ExpectedBudget:
    """What the planner knows of the event: the currency of the sums, the cost lines that are there, columns that were added.

    `month_first`: what somebody said of the dates in the file.
    """

    own: str = "EUR"
    near: date | None = None
    lines: Sequence[ListRecord] = ()
    added: Mapping[BudgetTable, Sequence[str]] = field(default_factory=dict)
    month_first: bool | None = None


def read_budget_book(book: UploadedBook, expected: ExpectedBudget) -> ReturnedBudget:
    """What an edited workbook says. Raises SheetProblem when it holds no table of a budget."""
    returned = ReturnedBudget()
    if base := book.sheet(BASE):
        _read_base(list(base.rows()), returned)
    found: dict[BudgetTable, tuple[UploadedSheet, Rows, int, Headings]] = {}
    for sheet in book.sheets:
        if sheet.title in (BASE, LISTS):
            continue
        restored = _restored(list(sheet.rows()), returned, expected)
        rows = restored.rows
        table, at, headings = _which(rows, returned, expected)
        if table is not None and table not in found:
            returned.tables[table].told += restored.told(sheet.title)
        if table is not None and headings is not None and table not in found:
            found[table] = sheet, rows, at, headings
    if not found:
        raise SheetProblem(Unreadable.NO_TABLE)
    for table in (BudgetTable.RATES, BudgetTable.COSTS, BudgetTable.GIFTS):
        if table in found:
            _read_table(table, *found[table], returned, expected, book.epoch)
    return returned


def _restored(rows: Rows, returned: ReturnedBudget, expected: ExpectedBudget) -> RestoredHeadings:
    """The rows of a sheet of ours with the headings they left with."""
    known_as = _which(rows, returned, expected)[0]
    for table, columns in OF.items():
        if table is BudgetTable.RATES and known_as not in (None, table):
            continue  # a rate is found by its currency, which stands in the other tables too
        base = returned.tables[table].base
        before = {
            heading_key(name): name
            for name in (*expected.added.get(table, ()), *_extras(base.values()))
        }
        fields, looked_at = _called(table, has_app_context())
        known = {**columns.phrases(), **before, **looked_at, **fields}
        with use_language(
            returned.language if returned.language in LANGUAGES else current_language()
        ):
            texts = {code: _texts(table, record) for code, record in base.items()}
            labels = {name: columns.name(name) for name in columns.order}
            labels |= {EXTRA + name: name for name in _extras(base.values())}
        code = "currency" if table is BudgetTable.RATES else "code"
        found = restore_headings(rows, texts, labels, known.get, code)
        if found.header:
            return found
    return RestoredHeadings(rows)


def _texts(table: BudgetTable, record: ListRecord) -> dict[str, str]:
    """What a row said in its file, as text."""
    code = {} if table is BudgetTable.RATES else {"code": record.code}
    return code | {
        name: text_of_cell(
            value / 100
            if name in MONEY and isinstance(value, int)
            else label_of(WORDS[name](value))
            if name in WORDS and value
            else value
        )
        for name, value in record.values.items()
    }


def _which(
    rows: Rows, returned: ReturnedBudget, expected: ExpectedBudget
) -> tuple[BudgetTable | None, int, Headings | None]:
    """Which table a sheet is, by the row of headings that fits most: the place of that row, and the headings."""
    best: tuple[int, BudgetTable | None, int, Headings | None] = (0, None, 0, None)
    for at, (number, cells) in enumerate(rows):
        if number > HEADER_WITHIN:
            break
        for table, columns in OF.items():
            exported = _extras(returned.tables[table].base.values())
            before = [*expected.added.get(table, ()), *exported]
            found = read_headings(
                cells,
                *_called(table, has_app_context()),
                needs=columns.needs,
                before=before,
                also=columns.phrases() if returned.ours else None,
            )
            fits = len(set(found.columns.values()) & set(columns.fields)) if found else 0
            if found is not None and fits > best[0]:
                found.number = number
                best = fits, table, at, found
    return best[1:]


@cache
def _called(table: BudgetTable, _translated: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """A table's fields, and columns that are passed over, by what they are called: asked for each row at the top of a sheet.

    Outside the planner there are no translations, and what is found there is not kept for it.
    """
    return keys_in_any_language(OF[table].fields), keys_in_any_language(
        {**OF[table].looked_at, "answer": ANSWER}
    )


def _extras(records: Iterable[ListRecord]) -> list[str]:
    names = {name: None for record in records for name in record.values if name.startswith(EXTRA)}
    return [name.removeprefix(EXTRA) for name in names]


def _read_table(
    table: BudgetTable,
    sheet: UploadedSheet,
    rows: Rows,
    at: int,
    headings: Headings,
    returned: ReturnedBudget,
    expected: ExpectedBudget,
    epoch: Any,
) -> None:
    read, title = returned.tables[table], sheet.title
    read.there = True
    if table is BudgetTable.RATES:
        read.problems += without_added(headings, title)
    called = {
        name.removeprefix(EXTRA) if name.startswith(EXTRA) else OF[table].name(name): column
        for column, name in headings.columns.items()
    }
    read.place = ListPlace(title, headings.number, called)
    lines = (
        codes_by_title([*returned.tables[BudgetTable.COSTS].rows, *expected.lines])
        if table is BudgetTable.GIFTS
        else None
    )
    reader = BudgetRowReader(
        table=table, read=read, own=expected.own, near=expected.near, epoch=epoch, lines=lines
    )
    reader.comments = comments_by_row(sheet.marks)
    days = {column: name for name, column in called.items() if headings.columns[column] in DAYS}
    orders, told = find_date_orders(rows[at + 1 :], days, expected.month_first, title)
    reader.orders = {headings.columns[column]: order for column, order in orders.items()}
    read.told += told
    for number, row in rows[at + 1 :]:
        headings.look(row)
        cells = {
            name: row[column] for column, name in headings.columns.items() if column < len(row)
        }
        reader.row(number, cells)
        passed = {name: row[at] for at, name in headings.passed.items() if at < len(row)}
        _look_at_amounts(reader, passed, returned.tables[BudgetTable.RATES])
    read.problems += heading_problems(headings, title)
    _tell_marks(sheet, table, reader, headings)


@cache
def _without_rate(_translated: bool) -> Collection[str]:
    """What stands in any language where a currency has no rate."""
    return keys_in_any_language({"worth": _l("no rate")})


def _look_at_amounts(
    reader: BudgetRowReader, cells: Mapping[str, Any], rates: BudgetSheetReading
) -> None:
    """Say where the row just read has another amount than its quantity, price and rate make.

    A program may not have counted anew: what they made when the file left will do.
    """
    if reader.before is None:
        return
    last = reader.read.rows[-1:]
    now = last[0].values if last and last[0].number == reader.number else {}
    before: Mapping[str, Any] = reader.before.values
    states = (before, {**before, **now})
    amounts = {
        multiply_price(one.get("quantity") or 0, one.get("unit_cents") or 0) for one in states
    }
    currencies = {one.get("currency") for one in states}
    known: Iterable[Mapping[str, Any]] = (one.values for one in (*rates.base.values(), *rates.rows))
    worths = {one.get("worth") or 0 for one in known if one.get("currency") in currencies}
    if reader.own in currencies:
        worths.add(RATE)
    made = dict.fromkeys(("planned", "value"), amounts)
    made["own"] = {convert_cents(cents, worth) for cents in amounts for worth in worths}
    for name, right in made.items():
        cell = cells.get(name)
        said = text_of_cell(cell)
        if said[:1] in ("", "#") or (
            name == "own" and heading_key(said) in _without_rate(has_app_context())
        ):
            continue
        if not (isinstance(cell, int | float) and round(cell * 100) in right):
            sentence = _("This column cannot be changed; what was typed into it is left out.")
            reader.problem(name, sentence)


def _tell_marks(
    sheet: UploadedSheet, table: BudgetTable, reader: BudgetRowReader, headings: Headings
) -> None:
    """What stands beside the cells, as far as it is no note of a row."""
    numbers = {record.number for record in reader.read.rows}
    place = next(column for column, name in headings.columns.items() if name == OF[table].needs[0])
    noted = numbers if "note" in OF[table].fields else set()
    told = [
        *mark_problems(
            sheet.marks,
            place,
            numbers,
            sheet.title,
            struck="" if "pledge" in OF[table].fields else struck_without_status(),
        ),
        *stray_comments(reader.comments, noted, headings.number + 1, sheet.title),
    ]
    reader.read.told += told


def _read_base(rows: Rows, returned: ReturnedBudget) -> None:
    """The exported values."""
    found = read_base_rows(rows, MARK, _exported_row)
    if found is None:
        return
    returned.slug, returned.language, returned.ours = found.slug, found.language, True
    for table, record in found.rows:
        returned.tables[table].base[record.code] = record


def _exported_row(cells: Sequence[Any]) -> tuple[BudgetTable, ListRecord]:
    table = BudgetTable(text_of_cell(cells[0]))
    values = _exported(table, values_in(cells[3:]))
    return table, ListRecord(text_of_cell(cells[1]), values, int(cells[2]))


def _exported(table: BudgetTable, values: Any) -> dict[str, Any]:
    """The exported values of a row. Raises ValueError for what no export wrote."""
    if not isinstance(values, dict) or any(isinstance(one, dict | list) for one in values.values()):
        raise ValueError(values)
    wanted = set(OF[table].fields) - set(HIDDEN)
    if {name for name in values if not name.startswith(EXTRA)} != wanted:
        raise ValueError(values)
    for name in DAYS:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return values
