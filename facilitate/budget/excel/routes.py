"""The budget to Excel, and back."""

from collections.abc import Mapping
from typing import Any

from ... import clock
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...lib.text import make_slug as slug_of
from ...web.downloads import open_table, send_table
from ...web.i18n import _, _l, _n, use_language
from ...web.refused import Refused
from ..blueprint import bp
from . import actions
from .preview import budget_preview


@bp.get("/events/<slug>/budget.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/budget.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE_BUDGET)
def export_budget(event: Event, ending: str) -> Any:
    with use_language(event.language):
        name = f"{slug_of(_('Budget'))}-{event.slug}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(actions.budget_workbook(event), name, ending)


class BudgetConversation(EventConversation[actions.BudgetChanges]):
    """An edited workbook of an event's budget."""

    key, name = "budgets", _l("Budget")
    asks = _l("The file you got here, with your changes, as Excel (.xlsx) or OpenDocument (.ods).")

    page, pages = "budget.show_budget", "budget."

    def to_file(self, ending: str) -> bytes:
        if ending == "csv":
            raise Refused(_("The budget is several tables: choose Excel or OpenDocument."))
        content = actions.budget_workbook(self.event)
        return open_table(content) if ending == "ods" else content

    def read(self, parcel: Parcel) -> actions.BudgetChanges:
        return actions.compare_budget_file(self.event, parcel.content, parcel.month_first)

    def preview_of(self, found: actions.BudgetChanges) -> Preview:
        return budget_preview(found)

    def take(
        self, found: actions.BudgetChanges, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        made = actions.apply_budget_import(self.event, found, chosen, by=by, source=source)
        if made is None:
            return None
        said = _n(
            "%(num)d row has changed or is new.",
            "%(num)d rows have changed or are new.",
            made.count,
        )
        return Taken(said, lambda: actions.IMPORTS.way_back(self.event, made, self.home))

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), **actions.IMPORTS.page_context(self.event, self.home)}


serve_conversation(bp, "/events/<slug>/budget", needs(Can.EDIT_BUDGET), BudgetConversation)
