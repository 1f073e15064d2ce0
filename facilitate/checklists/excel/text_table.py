"""The checklist as a table in text (.csv), for programs that read no Excel file; it comes back like the Excel file."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from ...i18n import label, language
from ...lib.workbooks.merge import EXTRA, Record, Value
from ..labels import FIELDS
from ..models import Phase, Status

QUOTED = ("=", "+", "-", "@", "'")
"""What a text begins with that a spreadsheet would run: it gets an apostrophe before it, taken away on the way back."""


def to_csv(slug: str, tasks: Sequence[Record], columns: Sequence[str]) -> bytes:
    """UTF-8 with its mark; commas, in Albanian semicolons, as the spreadsheets of each language expect; days as 2027-03-12.

    The version has the event's address beside it, so that a file does not come back to another event.
    """
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=";" if language() == "sq" else ",")
    names = [name for name in FIELDS if name not in ("code", "version")]
    names += [EXTRA + name for name in columns]
    headings = [name.removeprefix(EXTRA) if name.startswith(EXTRA) else str(FIELDS[name]) for name in names]
    table.writerow(_safe(text) for text in [*headings, str(FIELDS["code"]), str(FIELDS["version"])])
    for task in tasks:
        cells = [_text(name, task.get(name)) for name in names]
        table.writerow([*map(_safe, cells), _safe(task.code), f"{task.version}@{slug}"])
    return file.getvalue().encode("utf-8-sig")


def _text(name: str, value: Value) -> str:
    if name == "phase":
        return label(Phase(str(value)))
    if name == "status":
        return label(Status(str(value)))
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _safe(text: str) -> str:
    return "'" + text if text.startswith(QUOTED) else text
