"""The running order in Excel: out, and back with a preview."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for

from ... import clock
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...lib.text import make_slug
from ...web.downloads import open_table, send_download, send_table
from ...web.i18n import _, _l, _n, use_language
from ...web.refused import Refused
from ..actions import plan_to_change, write_plan
from ..blueprint import bp
from ..history import AgendaAct
from ..queries import plan_of, revision_of
from ..typed_lines import prepare_typed_steps
from . import sheet_exchange
from .sheet_exchange import ReadAgenda, agenda_sheet_preview, merge_agenda_file


@bp.get("/events/<slug>/agenda.csv", defaults={"ending": "csv"})
@bp.get("/events/<slug>/agenda.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/agenda.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE)
def download_running_order(event: Event, ending: str) -> Any:
    """The running order as a table."""
    code = asked_language(event)
    with use_language(code):
        name = f"{event.slug}-{make_slug(_('Agenda'))}-{code}-{clock.today_in(event):%Y-%m-%d}"
    if ending == "csv":
        return send_download(sheet_exchange.running_order_to_csv(event, code), f"{name}.csv")
    return send_table(sheet_exchange.export_running_order(event, code), name, ending)


class AgendaConversation(EventConversation[ReadAgenda]):
    """An edited running order; `arriving.import_pages` takes it in, as it does anybody's agenda."""

    key, name = "agenda", _l("Agenda")
    shows = "agenda/publishing/bring_back_confirm.html"
    stale = _l("Somebody changed the agenda while you were reading. Please check again.")
    page, pages = "agenda.show_agenda", "agenda.sheet_"
    locks = False
    """Whether nobody else changes the agenda once the file has been read."""

    def ask_for_file(self) -> Any:
        """Where anybody's agenda comes in; what was sent comes along."""
        here = url_for("agenda.import_agenda", slug=self.event.slug)
        return redirect(here, 307 if request.method == "POST" else 302)

    def to_file(self, ending: str) -> bytes:
        if ending == "csv":
            return sheet_exchange.running_order_to_csv(self.event, self.event.language)
        content = sheet_exchange.export_running_order(self.event, self.event.language)
        return open_table(content) if ending == "ods" else content

    def wait(self) -> None:
        self.locks = True

    def read(self, parcel: Parcel) -> ReadAgenda:
        returned = sheet_exchange.read_returned_sheet(self.event, parcel.content, parcel.name)
        now = plan_to_change(self.event) if self.locks else plan_of(self.event)
        return merge_agenda_file(
            now,
            returned,
            names=sheet_exchange.names_in_sheet(self.event),
            expected=self.event.expected,
        )

    def preview_of(self, found: ReadAgenda) -> Preview:
        return agenda_sheet_preview(found)

    def take(
        self, found: ReadAgenda, chosen: PreviewChoice, _source: str, by: int | None
    ) -> Taken | None:
        final = merge_agenda_file(
            found.now,
            found.returned,
            names=found.names,
            file_wins={(code, name) for _key, code, name in chosen.clashes},
            out={code for _key, code in chosen.out},
            expected=self.event.expected,
        )
        if more := final.merged.problems[len(found.merged.problems) :]:
            raise Refused(f"{more[0].sentence} {_('Nothing was changed.')}")
        count = len(final.differences)
        if not count:
            return None
        plan = final.merged.plan
        written = write_plan(self.event, found.now, plan, AgendaAct.IMPORTED, by=by, count=count)
        laid = {written.steps.get(key, key): typed for key, typed in final.laid.items()}
        prepare_typed_steps(self.event, laid, written.change)
        said = _n(
            "%(num)d change from Excel was applied.",
            "%(num)d changes from Excel were applied.",
            count,
        )
        return Taken(said, lambda: url_for("agenda.undo_change", slug=self.event.slug))

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "revision": revision_of(self.event)}


serve_conversation(
    bp, "/events/<slug>/agenda", needs(Can.EDIT_AGENDA), AgendaConversation, "sheet_"
)
