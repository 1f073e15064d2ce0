"""A starting list as a workbook in the format of the shipped ones, which serves as the form it is written into."""

import io
import re
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl import load_workbook

from ...lib.sheets import safe_text, workbook_bytes
from ..models import Anchor
from .workbook import COLUMNS, MORE, StartingTask

_ANCHORS = {Anchor.FIRST_DAY: "first day", Anchor.LAST_DAY: "last day", Anchor.TASK: "task"}
_CODE_ROW, _NEXT_FREE = 3, re.compile(r"; (the next free one is|kodi i parë i lirë është) \w+")
"""Where the shipped `Read me` says which code comes next."""
_RUNS = ("=", "+", "-", "@", "'")


def to_workbook(shipped: bytes, tasks: Sequence[StartingTask], title: str) -> bytes:
    """These tasks in place of those of the shipped workbook; its look, its drop-downs and its `Read me` stay."""
    book = load_workbook(io.BytesIO(shipped))
    sheet: Any = book["Tasks"]
    looks = [copy(sheet.cell(2, column)._style) for column in range(1, sheet.max_column + 1)]
    names = [(COLUMNS | MORE).get(str(cell.value), "") for cell in sheet[1]]
    sheet.delete_rows(2, sheet.max_row)
    for number, task in enumerate(tasks, 2):
        values = _cells(task)
        for column, (name, look) in enumerate(zip(names, looks, strict=True), 1):
            cell, value = sheet.cell(number, column), values.get(name, "")
            cell._style = copy(look)
            if isinstance(value, str) and value:
                cell.value, cell.data_type = safe_text(value), "s"
                if value.startswith(_RUNS):
                    cell.quotePrefix = True
            elif value != "":
                cell.value = value
    sheet.auto_filter.ref = f"A1:{sheet.cell(1, len(names)).column_letter}{len(tasks) + 1}"
    guide: Any = book["Read me"]
    guide.delete_rows(guide.max_row)  # what the shipped list assumes
    for cell in guide[_CODE_ROW]:
        cell.value = _NEXT_FREE.sub("", str(cell.value))
    book.properties.title = title
    return workbook_bytes(book)


def _cells(task: StartingTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "phase": task.phase.value,
        "title_en": task.title.en,
        "title_sq": task.title.sq,
        "role": task.role.value,
        "who_en": task.who.en,
        "who_sq": task.who.sq,
        "number": abs(task.offset),
        "unit": task.unit.value,
        "direction": "before" if task.offset < 0 else "after",
        "anchor": _ANCHORS[task.anchor],
        "benchmark_en": task.benchmark.en,
        "benchmark_sq": task.benchmark.sq,
        "effort": task.effort,
        "after": task.after,
        "milestone": task.milestone.value if task.milestone else "",
    }
