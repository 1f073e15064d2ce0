"""What a workbook says it held when it left: a hidden sheet, on it a row a record with all its values as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook

from ..lib.marks import Row
from ..lib.sheets import FilledSheet
from ..lib.uploads import text_of_cell
from ..web.i18n import current_language
from .columns import ColumnKind, ExchangeTable
from .merge import ListRecord

BASE, LISTS = "_base", "_lists"
"""Hidden sheets of a workbook: what it held, and the words its cells may hold. No list is read from them."""
CHUNK = 16_000
"""Characters of the values in one cell: half of what it holds, for escapes make them longer."""


def add_base(
    book: Workbook,
    mark: str,
    slug: str,
    rows: Iterable[tuple[Sequence[Any], Mapping[str, Any]]],
    *more: Any,
) -> None:
    """The sheet: which list it is, what it belongs to, its language, and `more`; then a row of a record's own cells and its values."""
    sheet = FilledSheet(book.create_sheet(BASE))
    sheet.add([mark, slug, current_language(), *more])
    for cells, values in rows:
        sheet.add([*cells, *_chunks(values)])
    sheet.worksheet.sheet_state = "veryHidden"
    sheet.lock()


def _chunks(values: Mapping[str, Any]) -> Iterator[str]:
    text = json.dumps(values, ensure_ascii=False, default=str, separators=(",", ":"))
    for start in range(0, len(text), CHUNK):
        yield text[start : start + CHUNK]


def values_in(cells: Sequence[Any]) -> Any:
    """The values that stand in these cells. Raises ValueError or RecursionError for what no export wrote."""
    return json.loads("".join(part for part in cells if isinstance(part, str)))


@dataclass(frozen=True)
class Exported:
    """What a file says it held: which list it belongs to, in which language, its rows by code."""

    slug: str
    language: str
    records: Mapping[str, ListRecord]


def mark_of(table: ExchangeTable) -> str:
    """What the first cell of the sheet says of a list."""
    return f"facilitate-{table.name}"


def read_base(rows: Iterable[Row], table: ExchangeTable) -> Exported | None:
    """What was exported of that list; None where the sheet is none of its own.

    What somebody has damaged counts as far as it can be read.
    """
    found = [cells for _number, cells in rows]
    if not found or len(found[0]) < 3 or found[0][0] != mark_of(table):
        return None
    records = {}
    for code, *cells in found[1:]:
        try:
            values = _read_values(table, values_in(cells))
        except (ValueError, TypeError, AttributeError, RecursionError):
            continue
        shown = {one: values.pop(one) for one in table.looked_at if one in values}
        records[text_of_cell(code)] = ListRecord(text_of_cell(code), values, looked_at=shown)
    return Exported(text_of_cell(found[0][1]), text_of_cell(found[0][2]), records)


def _read_values(table: ExchangeTable, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the columns the list still has, each as it is compared."""
    return {
        name: date.fromisoformat(value) if table[name].kind is ColumnKind.DAY and value else value
        for name, value in values.items()
        if name in table.by_name and not isinstance(value, dict | list)
    }
