"""The sheet that tells how the Excel file comes back, what may be changed in it, and what its colours mean."""

from typing import Any

from ...exchange.look import ACCENT, DARK, FACTS, FAINT, TITLE, facts
from ...i18n import _, _l, label
from ...lib.sheets import Sheet, Style
from ..models import Status
from .layout import BLOCKED, BLOCKED_FILL, LATE, LATE_FILL, SOON, SOON_FILL, Head, as_of

STEPS = (
    _l(
        "Work in the sheet “Checklist” as you like, online or not, and save the file as it is, an Excel file (.xlsx), or as OpenDocument (.ods)."
    ),
    _l("In the planner, open the checklist of this event and choose “Import from Excel”."),
    _l(
        "Read what would change, row by row: what is new, what is changed, what is no longer in the file."
    ),
    _l(
        "Where somebody changed the same thing in the planner meanwhile, you see both and pick one."
    ),
    _l("Confirm. Everything is taken over at once, and can be undone at once."),
)
ALLOWED = (
    _l("Texts, dates, persons, jobs, hours, status, notes: change what you like."),
    _l(
        "Rows: sort, filter, move, hide. For a new task, add a row with at least a task and a date."
    ),
    _l(
        "Columns: move, hide, make wider. A column you add is kept with its heading, and comes out again."
    ),
    _l("Dates: 12.3.2027, 12/03/2027, 12 March 2027 and 12 mars 2027 are all understood."),
    _l(
        "Status: choose a word from the list. An empty “Done on” becomes the day on which the file comes back."
    ),
    _l("A row you take out is not deleted in the planner; you are asked about it."),
)
REMEMBERED = (
    _l("Hidden columns and sheets hold what was exported, so that nothing done meanwhile is lost."),
    _l(
        "“First planned” and “Slip” are only looked at: the first plan never changes, the slip is reckoned from it."
    ),
    _l(
        "The sheet “Overview” goes on counting while you work. Nothing is typed there; no password is set."
    ),
    _l("The same file brought back twice changes nothing the second time."),
)


def fill_guide(sheet: Sheet, head: Head) -> None:
    """Steps with numbers, what may be changed, what is remembered, what the colours mean."""
    page: Any = sheet.worksheet
    sheet.widths([6, 100])
    sheet.add([_("How to bring this file back")], sheet.look(TITLE))
    sheet.add([facts(head.title, as_of(head))], sheet.look(FACTS))
    number, text = sheet.look(Style(bold=True, colour=ACCENT, size=11)), sheet.look(Style(size=11))
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
        ("12.3.", LATE, LATE_FILL, _("A date in red: late.")),
        ("12.3.", SOON, SOON_FILL, _("A date in amber: due within a week.")),
        ("Abc", BLOCKED, BLOCKED_FILL, _("Violet: blocked, by what stands beside it.")),
        (
            "Abc",
            FAINT,
            "",
            _(
                "Grey: %(done)s. Struck out: %(not_needed)s.",
                done=label(Status.DONE),
                not_needed=label(Status.NOT_NEEDED),
            ),
        ),
    ):
        sheet.add(
            [sample, meaning],
            [sheet.look(Style(bold=bool(fill), colour=ink, fill=fill)), text],
        )
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = FAINT
    sheet.paper(
        facts(head.title, as_of(head)),
        pages=_("Page %(page)s of %(pages)s", page="&P", pages="&N"),
        tall=True,
    )


def _title(sheet: Sheet, title: str) -> None:
    sheet.add([])
    sheet.add([title], sheet.look(Style(bold=True, size=12, colour=DARK, wrap=False)))
