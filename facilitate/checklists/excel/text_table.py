"""The checklist as a table in text (.csv), for programs that read no Excel file; it comes back like the Excel file."""

from collections.abc import Sequence

from ...exchange.merge import EXTRA, ListRecord
from ...exchange.values import text_cell
from ...lib import text_tables
from ...web.i18n import current_language
from ..columns import TASKS


def render_checklist_csv(slug: str, tasks: Sequence[ListRecord], columns: Sequence[str]) -> bytes:
    """UTF-8 with its mark; commas, in Albanian semicolons, as the spreadsheets of each language expect; days as 2027-03-12.

    The version has the event's address beside it, so that a file does not come back to another event.
    """
    names = [*TASKS.editable, *(EXTRA + name for name in columns)]
    headings = [
        name.removeprefix(EXTRA) if name.startswith(EXTRA) else TASKS[name].label for name in names
    ]
    headings += [TASKS["code"].label, TASKS["version"].label]
    rows = [
        [
            *(text_cell(TASKS.by_name.get(name), task.get(name)) for name in names),
            task.code,
            f"{task.version}@{slug}",
        ]
        for task in tasks
    ]
    return text_tables.rows_to_csv(
        [[str(heading) for heading in headings], *rows],
        text_tables.usual_delimiter(current_language()),
    )
