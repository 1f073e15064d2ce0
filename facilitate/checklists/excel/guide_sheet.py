"""The sheet that tells how the Excel file comes back, what may be changed in it, and what its colours mean."""

from typing import Any

from ...exchange.sheet_styles import ACCENT, DARK, FACTS, FAINT, TITLE, facts_line
from ...lib.sheets import CellStyle, FilledSheet
from ...web.i18n import _, _l, label_of
from ..models import TaskStatus
from .layout import BLOCKED, BLOCKED_FILL, LATE, LATE_FILL, SOON, SOON_FILL, ListHead, as_of

STEPS = (
    _l(
        "Work in the sheet “Checklist” as you like, online or offline, and save the file as "
        "Excel (.xlsx) or OpenDocument (.ods)."
    ),
    _l("In the planner, open the checklist of this event and choose “Import from Excel”."),
    _l(
        "Read what would change, row by row: what is new, what is changed, what is no longer in the file."
    ),
    _l(
        "If somebody changed the same thing in the planner in the meantime, you see both and "
        "choose one."
    ),
    _l("Confirm. All changes are applied together, and can be undone together."),
)
ALLOWED = (
    _l("Texts, dates, persons, jobs, hours, status, notes: change what you like."),
    _l(
        "Rows: sort, filter, move, hide. For a new task, add a row with at least a task and a date."
    ),
    _l(
        "Columns: move, hide or widen them. A column you add is kept with its heading, and "
        "is in the next export."
    ),
    _l("Dates: 12.3.2027, 12/03/2027, 12 March 2027 and 12 mars 2027 are all understood."),
    _l(
        "Status: choose a word from the list. An empty “Done on” becomes the day you import "
        "the file."
    ),
    _l("A row you remove is not deleted in the planner; you are asked first."),
)
REMEMBERED = (
    _l(
        "Hidden columns and sheets keep what was exported, so that no change made in the "
        "meantime is lost."
    ),
    _l(
        "“First planned” and “Days early/late” cannot be changed: the first plan stays, and "
        "the days are calculated from it."
    ),
    _l(
        "The sheet “Overview” keeps counting while you work. Do not type there; there is no "
        "password."
    ),
    _l("Importing the same file twice changes nothing the second time."),
)


def fill_guide(sheet: FilledSheet, head: ListHead) -> None:
    """Steps with numbers, what may be changed, what is remembered, what the colours mean."""
    page: Any = sheet.worksheet
    sheet.widths([6, 100])
    sheet.add([_("How to import this file")], sheet.look(TITLE))
    sheet.add([facts_line(head.title, as_of(head))], sheet.look(FACTS))
    number, text = (
        sheet.look(CellStyle(bold=True, colour=ACCENT, size=11)),
        sheet.look(CellStyle(size=11)),
    )
    for title, lines, numbered in (
        (_("Five steps"), STEPS, True),
        (_("What you may change"), ALLOWED, False),
        (_("What the file remembers"), REMEMBERED, False),
    ):
        _title(sheet, title)
        for at, line in enumerate(lines, 1):
            sheet.add([f"{at}." if numbered else "•", str(line)], [number, text])
    _title(sheet, _("What the colours mean"))
    for sample, ink, fill, meaning in (
        (
            "12.3.",
            LATE,
            LATE_FILL,
            _("A date in red: open, and its day has passed since the event was created."),
        ),
        ("12.3.", SOON, SOON_FILL, _("A date in amber: due within a week.")),
        ("Abc", BLOCKED, BLOCKED_FILL, _("Violet: blocked; the reason is next to it.")),
        (
            "Abc",
            FAINT,
            "",
            _(
                "Grey: %(done)s. Struck out: %(not_needed)s.",
                done=label_of(TaskStatus.DONE),
                not_needed=label_of(TaskStatus.NOT_NEEDED),
            ),
        ),
    ):
        sheet.add(
            [sample, meaning],
            [sheet.look(CellStyle(bold=bool(fill), colour=ink, fill=fill)), text],
        )
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = FAINT
    sheet.paper(
        facts_line(head.title, as_of(head)),
        pages=_("Page %(page)s of %(pages)s", page="&P", pages="&N"),
        tall=True,
    )


def _title(sheet: FilledSheet, title: str) -> None:
    sheet.add([])
    sheet.add([title], sheet.look(CellStyle(bold=True, size=12, colour=DARK, wrap=False)))
