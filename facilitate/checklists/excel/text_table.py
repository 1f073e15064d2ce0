"""The checklist as a table in text (.csv), for programs that read no Excel file; it comes back like the Excel file."""

import csv
import io
from collections.abc import Sequence

from ...exchange.merge import EXTRA, Record
from ...exchange.values import text_cell
from ...i18n import language
from ..columns import TASKS

QUOTED = ("=", "+", "-", "@", "'")
"""What a text begins with that a spreadsheet would run: it gets an apostrophe before it, taken away on the way back."""


def to_csv(slug: str, tasks: Sequence[Record], columns: Sequence[str]) -> bytes:
    """UTF-8 with its mark; commas, in Albanian semicolons, as the spreadsheets of each language expect; days as 2027-03-12.

    The version has the event's address beside it, so that a file does not come back to another event.
    """
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=";" if language() == "sq" else ",")
    names = [*TASKS.editable, *(EXTRA + name for name in columns)]
    headings = [name.removeprefix(EXTRA) if name.startswith(EXTRA) else TASKS[name].label for name in names]
    headings += [TASKS["code"].label, TASKS["version"].label]
    table.writerow(_safe(str(heading)) for heading in headings)
    for task in tasks:
        cells = [text_cell(TASKS.by_name.get(name), task.get(name)) for name in names]
        table.writerow([*map(_safe, cells), _safe(task.code), f"{task.version}@{slug}"])
    return file.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    return "'" + text if text.startswith(QUOTED) else text
