"""Year beside year and forum beside forum as a Word file: counts alone, so nothing in it waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..lib.document_tables import TableLook
from ..notes.models import ActionStatus
from ..web.i18n import _, current_language, pick_wording
from .comparison import ChangeComparison, ChangeRow
from .word import TEXT, begin_paper

ROWS = TableLook(
    "Guide Table", (3.2, 2.4, 2.0, 1.8, 1.8, 1.6, 2.0, 1.6), (TEXT, *("Table Number",) * 7)
)


@dataclass(frozen=True)
class ComparisonPaper:
    """What its cover says, in one language."""

    language: str
    when: str
    lead: str


def row_heads() -> list[str]:
    """What is counted of each year and each forum."""
    return [
        _("Events"),
        _("Decisions"),
        _("Carried out"),
        _("Still open"),
        _("Dropped"),
        _("Indicators"),
        _("On target"),
    ]


def row_numbers(row: ChangeRow) -> list[int]:
    """The numbers below these headings."""
    states = (ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED)
    actions = [row.actions.get(one, 0) for one in states]
    return [row.events, row.decisions, *actions, row.indicators, row.reached]


def comparison_lead() -> str:
    """What the page and the paper tell."""
    return _(
        "What the events you work in decided and promised, what became of it, and how many indicators are on target."
    )


def render_comparison(found: ChangeComparison, made_on: date) -> bytes:
    """The bytes of a .docx, in the language spoken now."""
    years = [str(one.name) for one in found.years]
    when = f"{years[-1]}–{years[0]}" if len(years) > 1 else "".join(years)
    title = _("Year beside year, forum beside forum")
    paper = ComparisonPaper(current_language(), when, comparison_lead())
    file = begin_paper(paper, _("A year in one document"), title, made_on)
    for heading, what, rows in (
        (_("Year beside year"), _("Year"), found.years),
        (_("Forum beside forum"), _("Forum"), found.forums),
    ):
        if rows:
            file.add(heading, "Heading 2")
            file.table(ROWS, _cells(rows), [what, *row_heads()], heading)
    return file.save()


def _cells(rows: Sequence[ChangeRow]) -> list[list[str]]:
    return [
        [
            one.name if isinstance(one.name, str) else pick_wording(one.name),
            *(str(number or "–") for number in row_numbers(one)),
        ]
        for one in rows
    ]
