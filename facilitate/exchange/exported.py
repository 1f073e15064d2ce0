"""What a workbook says it held when it left: a hidden sheet, on it a row a record with all its values as JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from openpyxl import Workbook

from ..lib.marks import Row
from ..lib.sheets import FilledSheet
from ..lib.uploads import text_of_cell
from ..web.i18n import current_language
from .columns import ColumnKind, ExchangeTable
from .merge import ListRecord

Found = TypeVar("Found")
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


class BaseRows(NamedTuple, Generic[Found]):
    """The sheet of one mark: what the list belongs to, its language, and what was read of its rows."""

    slug: str
    language: str
    rows: list[Found]


def read_base_rows(
    rows: Iterable[Row], mark: str, read: Callable[[Sequence[Any]], Found]
) -> BaseRows[Found] | None:
    """What stands on the sheet, each row as `read` understands its cells; None where it has another mark.

    What somebody has damaged counts as far as it can be read: `read` may raise, then its row is left out.
    """
    head, *found = [cells for _number, cells in rows] or [()]
    if len(head) < 3 or head[0] != mark:
        return None
    good = []
    for cells in found:
        with suppress(
            ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError
        ):
            good.append(read(cells))
    return BaseRows(text_of_cell(head[1]), text_of_cell(head[2]), good)


def read_base(rows: Iterable[Row], table: ExchangeTable) -> Exported | None:
    """What was exported of that list; None where the sheet is none of its own."""

    def read(cells: Sequence[Any]) -> ListRecord:
        values, code = _read_values(table, values_in(cells[1:])), text_of_cell(cells[0])
        shown = {one: values.pop(one) for one in table.looked_at if one in values}
        return ListRecord(code, values, looked_at=shown)

    found = read_base_rows(rows, mark_of(table), read)
    return found and Exported(found.slug, found.language, {row.code: row for row in found.rows})


def _read_values(table: ExchangeTable, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the columns the list still has, each as it is compared."""
    return {
        name: date.fromisoformat(value) if table[name].kind is ColumnKind.DAY and value else value
        for name, value in values.items()
        if name in table.by_name and not isinstance(value, dict | list)
    }
