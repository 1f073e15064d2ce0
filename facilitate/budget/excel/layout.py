"""Where things stand in the workbook of a budget, and what it says about its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import quote_sheetname

from ...exchange.merge import ListRecord
from ...exchange.sheet_styles import HEADER, facts_line
from ...web.i18n import _, format_day
from ..sums import Budget
from .columns import BudgetTable

AMOUNT = "#,##0.00"


@dataclass(frozen=True)
class BudgetHead:
    """What the workbook says about its event."""

    slug: str
    title: str
    printed: date
    budget: Budget

    @property
    def facts(self) -> str:
        """The line below the title of each sheet."""
        day_ = _("as of %(day)s", day=format_day(self.printed, "dated"))
        return facts_line(_("sums in %(own)s", own=self.budget.currency), day_)


Tables = Mapping[BudgetTable, Sequence[ListRecord]]


@dataclass(frozen=True)
class SheetPlace:
    """Where a table stands: its sheet, its columns, the last row that formulas look at."""

    sheet: str
    columns: tuple[str, ...]
    last: int
    letters: Mapping[str, str] = field(default_factory=dict)

    def cell(self, name: str, row: int) -> str:
        """A cell on the same sheet."""
        return f"${self.letters[name]}{row}"

    def far(self, name: str) -> str:
        """A column from the first row to the last, for formulas on any sheet."""
        letter = self.letters[name]
        return f"{quote_sheetname(self.sheet)}!${letter}${HEADER + 1}:${letter}${self.last}"
