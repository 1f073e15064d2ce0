"""People or organisations from a file: the file, its columns, what would change. For administrators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import has_request_context, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock
from ...accounts.doors import administrators_only
from ...exchange.conversation import FileConversation, Taken, serve_conversation
from ...exchange.form_fields import sent_again
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel, held_table, hold_table
from ...lib.tables import FileTable
from ...web.i18n import _, _l
from ...web.uploaded import read_upload
from ..blueprint import bp
from ..contacts.export_log import log_export
from ..contacts.sheet import (
    EVERYBODY,
    contacts_to_file,
    office_columns,
    office_rows,
    people_columns,
    people_rows,
)
from ..queries import find_organisations, find_people
from ..search import ListSearch
from . import preview
from .actions import apply_directory_import, wait_for_directory
from .forms import ListUploadForm, read_decisions
from .reading import read_list
from .step import ListImport
from .telling import directory_preview


@dataclass
class ListConversation(FileConversation[ListImport]):
    """A list of people or organisations for the directory.

    `decided`: answers to the questions of the preview, and `sector`: of new organisations, for who asks from elsewhere than a page.
    """

    decided: Mapping[str, str] = field(default_factory=dict)
    sector: int | None = None
    key, name = "directory", _l("People")
    first = "directory/importing/file.html"
    asks_columns = "directory/importing/columns.html"
    shows = "directory/importing/preview.html"
    layout = "layouts/base.html"
    title = _l("Import people or organisations")
    lead = _l(
        "Say what each column is. Before anything is saved, you see what is new, what changes "
        "and what may be a duplicate."
    )
    button = _l("Show the columns")
    stale = _l(
        "The directory has changed since you opened this page. Please check it again, then confirm."
    )
    page, pages = "directory.list_people", "directory.list_"

    def __post_init__(self) -> None:
        """They wait for who uploaded them; a command asks for none that wait."""
        self.ways = {}
        self.owner_id = getattr(current_user, "id", 0)

    def step_of(
        self, table: FileTable, sent: Mapping[str, Any], columns: Mapping[str, Any] | None
    ) -> ListImport:
        """The table as it is read."""
        return ListImport(table, sent, columns)

    def to_file(self, ending: str) -> bytes:
        people = people_rows(find_people(ListSearch(), size=EVERYBODY).rows)
        log_export(None, _("People"), len(people))
        return contacts_to_file(_("People"), people_columns(contacts=True), people, ending)

    def file_form(self) -> ListUploadForm:
        return ListUploadForm()

    def parcel_of(self, form: Any) -> Parcel:
        parcel = super().parcel_of(form)
        return hold_table(parcel, read_upload(read_list, parcel.content, parcel.name), {})

    def step_after(self, _parcel: Parcel) -> str:
        return "columns"

    def columns_of(self, parcel: Parcel) -> ListImport:
        table, kept = _unpacked(parcel)
        if not has_request_context():
            step = self.step_of(table, self.decided, None)
            step.form.sector.data = self.sector
            return step
        asked = request.form if request.method == "POST" else request.args
        return self.step_of(table, asked, kept if kept and not asked else None)

    def planned(self, parcel: Parcel, step: ListImport) -> Parcel:
        if parcel.month_first and "month_first" in step.form:
            step.form.month_first.data = True
        return hold_table(parcel, step.table, sent_again(step.form))

    def read(self, parcel: Parcel) -> ListImport:
        sent = request.form if has_request_context() else self.decided
        table, columns = _unpacked(parcel)
        return self.step_of(table, sent, columns)

    def preview_of(self, found: ListImport) -> Preview:
        return directory_preview(found)

    def wait(self) -> None:
        wait_for_directory()

    def take(
        self, found: ListImport, _chosen: PreviewChoice, _source: str, _by: int | None
    ) -> Taken | None:
        if not (found.outcome.new or found.outcome.changed):
            return None
        said = directory_preview(found).said
        apply_directory_import(found.outcome, found.plan, clock.today())
        return Taken(said)

    def home_after(self, found: ListImport) -> str:
        return self.home if found.plan.people else url_for("directory.list_organisations")

    def context(self) -> Mapping[str, Any]:
        return {
            "said_before": read_decisions(request.form),
            "questions_of": preview,
            "contacts": current_user.may_see_contacts,
        }


class OfficesConversation(ListConversation):
    """A list of organisations for the directory."""

    def to_file(self, ending: str) -> bytes:
        offices = office_rows(find_organisations(ListSearch(), EVERYBODY).rows)
        return contacts_to_file(_("Organisations"), office_columns(), offices, ending)


def _unpacked(parcel: Parcel) -> tuple[FileTable, MultiDict[str, str]]:
    if not parcel.plan:
        return read_upload(read_list, parcel.content, parcel.name), MultiDict()
    return held_table(parcel)


serve_conversation(
    bp, "/import", administrators_only, ListConversation, "list_", first="", columns=True
)
