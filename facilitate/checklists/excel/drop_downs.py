"""What may be typed into the checklist's cells: drop-downs, and columns that are only looked at."""

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from ...exchange.exported import LISTS
from ...exchange.sheet_styles import HEADER
from ...lib.sheets import FilledSheet
from ...web.i18n import _, label_of
from ..models import Phase, TaskStatus
from .layout import ListHead, TaskTable

GUARDED = ("first_due_on", "slip"), ("code", "version")
"""Columns that nobody types into: those that are only looked at, and the hidden ones."""


def lists_of(head: ListHead) -> list[tuple[str, Sequence[str]]]:
    """The columns of the hidden sheet of lists: what each is for, and what it offers."""
    return [
        ("phase", [label_of(phase) for phase in Phase]),
        ("status", [label_of(status) for status in TaskStatus]),
        ("owner", head.people),
        ("who", head.jobs),
    ]


def add_drop_downs(page: Any, table: TaskTable, head: ListHead) -> None:
    """Drop-downs for phase, status, person and job; another person or job is asked about, not refused.

    The columns that are only looked at are guarded here too: a protected sheet could be neither sorted nor folded.
    """
    sentences = {
        "owner": _(
            "Nobody in the team has this name. When you import the file, you are asked who is meant."
        ),
        "who": _("This job does not exist yet. It is added when you import the file."),
    }
    for number, (name, values) in enumerate(lists_of(head)):
        if values:
            letter = "ABCD"[number]
            place = f"{LISTS}!${letter}$1:${letter}${len(values)}"
            strict = name not in sentences
            sentence = sentences.get(name) or _("Please choose from the list.")
            _add(
                page,
                table,
                names=[name],
                kind="list",
                formula=place,
                style="stop" if strict else "warning",
                sentence=sentence,
            )
    looked_at, hidden = GUARDED
    sentence = _("This column cannot be changed. To move a task, change its “Completion date”.")
    _add(
        page,
        table,
        names=looked_at,
        kind="custom",
        formula="FALSE",
        style="stop",
        sentence=sentence,
    )
    sentence = _("The planner uses this column to find the task again. Leave it as it is.")
    _add(page, table, names=hidden, kind="custom", formula="FALSE", style="stop", sentence=sentence)


def _add(
    page: Any,
    table: TaskTable,
    names: Sequence[str],
    kind: str,
    formula: str,
    style: str,
    sentence: str,
) -> None:
    choice = DataValidation(
        kind,  # type: ignore[arg-type]
        formula1=formula,
        allow_blank=True,
        errorStyle=style,  # type: ignore[arg-type]
        error=sentence,
    )
    choice.showErrorMessage, choice.errorTitle = True, _("Checklist")
    for name in names:
        choice.add(f"{table.letters[name]}{HEADER + 1}:{table.letters[name]}{table.last}")
    page.add_data_validation(choice)


def fill_lists(sheet: FilledSheet, head: ListHead) -> None:
    """The hidden sheet the drop-downs look at."""
    columns = [values for _name, values in lists_of(head)]
    for number in range(max(map(len, columns))):
        sheet.add([column[number] if number < len(column) else None for column in columns])
    sheet.worksheet.sheet_state = "hidden"
    sheet.lock()
