"""The budget to Excel, and back."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import FileConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_table
from ...web.i18n import _, _l, _n
from ..blueprint import bp
from . import actions, import_undo
from .preview import budget_preview


@bp.get("/events/<slug>/budget.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/budget.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE_BUDGET)
def export_budget(event: Event, ending: str) -> Any:
    name = f"{slug_of(_('Budget'))}-{event.slug}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(actions.budget_workbook(event), name, ending)


class BudgetConversation(FileConversation[actions.BudgetChanges]):
    """An edited workbook of an event's budget."""

    key = "budgets"
    first = "budget/excel/bring_back.html"
    asks = _l("The file you got here, with your changes, as Excel (.xlsx) or OpenDocument (.ods).")

    def __init__(self, event: Event) -> None:
        self.event, self.owner_id, self.name = event, event.id, _("Budget")
        self.home = url_for("budget.show_budget", slug=event.slug)

    def url(self, step: str, **more: Any) -> str:
        return url_for(f"budget.{step}", slug=self.event.slug, **more)

    def read(self, parcel: Parcel) -> actions.BudgetChanges:
        return actions.compare_budget_file(self.event, parcel.content)

    def preview_of(self, found: actions.BudgetChanges) -> Preview:
        return budget_preview(found)

    def take(
        self, found: actions.BudgetChanges, chosen: PreviewChoice, source: str
    ) -> Taken | None:
        made = actions.apply_budget_import(
            self.event, found, chosen, by=current_user.id, source=source
        )
        if made is None:
            return None
        said = _n(
            "%(num)d row has changed or is new.",
            "%(num)d rows have changed or are new.",
            len(made.rows),
        )
        return Taken(said, lambda: self.url("undo_import", import_id=made.id))

    def context(self) -> Mapping[str, Any]:
        return {"event": self.event, "last": import_undo.last_budget_import(self.event)}


serve_conversation(bp, "/events/<slug>/budget", needs(Can.EDIT_BUDGET), BudgetConversation)


@bp.post("/events/<slug>/budget/bring-back/undo/<int:import_id>")
@needs(Can.EDIT_BUDGET)
def undo_import(event: Event, import_id: int) -> ResponseReturnValue:
    """Undo what a workbook changed, as a whole; twice clicked is once undone."""
    made = import_undo.undo_last_import(event, import_id)
    flash(_("The changes from “%(file)s” were undone.", file=made.source))
    db.session.commit()
    return redirect(url_for("budget.show_budget", slug=event.slug))
