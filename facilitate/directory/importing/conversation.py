"""The pages on which a list of people comes in, whoever asks for it: the file, its columns, what would change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...exchange.answers import keep_marked_file, send_kept_answer, send_marked_file
from ...exchange.marking_up import FileAnswer
from ...exchange.sentences import unread_reason
from ...exchange.waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel
from ...lib import tables
from ...lib.reading_child import FileProblem
from ...web.i18n import _
from ...web.uploaded import read_upload
from . import labels, preview
from .forms import ListUploadForm, read_decisions
from .reading import read_list
from .step import ListImport
from .telling import directory_answer, shown_value


@dataclass(frozen=True)
class ImportConversation:
    """`page`: the endpoint of its first page, whose name the others begin with; `ways`: what their addresses hold.

    `step_of`: what a table is read as; `stamp` changes when anything does that it is compared with. `context`: what the pages
    need besides; files wait for `owner_id`.
    """

    page: str
    ways: Mapping[str, Any]
    owner_id: int
    waiting: WaitingFiles
    answered: WaitingFiles
    back: str
    step_of: Callable[[tables.FileTable, Mapping[str, Any]], ListImport]
    stamp: Callable[[], str]
    answer_of: Callable[[Any], FileAnswer] = directory_answer
    layout: str = "layouts/base.html"
    folder: str = "directory/importing"
    context: Mapping[str, Any] | None = None

    def url(self, step: str = "", **ways: Any) -> str:
        """The address of one of its pages."""
        return url_for(f"{self.page}_{step}" if step else self.page, **self.ways, **ways)

    def ask_for_file(self) -> Any:
        """The first page; a file that can be read goes on to its columns."""
        form = ListUploadForm()
        if form.validate_on_submit():
            content = form.file.data.read() if form.file.data else b""
            try:
                name = bare_file_name(form.file.data.filename or "") if form.file.data else ""
                table = read_upload(read_list, content, name)
                parcel = Parcel(name, content, tables.pack_table(table).decode())
                token = self.waiting.keep(self.owner_id, parcel.packed())
                return redirect(self.url("columns", token=token))
            except FileProblem as problem:
                form.file.errors = [
                    unread_reason(problem) if form.file.data else _("Please choose a file.")
                ]
        return self._show("directory/importing/file.html", form.status, form=form)

    def ask_for_columns(self, token: str) -> Any:
        """The second page; sent, the third."""
        step = self.step(token)
        if "again" in request.form or not step.form.validate_on_submit():
            return self.columns_page(step, token)
        return self.preview_page(step, token)

    def page_before(self, step: ListImport, token: str) -> Any:
        """The page to go back to before anything is kept, where the columns are not right or something has changed meanwhile."""
        if not step.form.validate_on_submit():
            return self.columns_page(step, token)
        if request.form.get("stamp") != self.stamp():
            return self.preview_page(step, token, 409)
        return None

    def columns_page(self, step: ListImport, token: str) -> Any:
        """What each column is."""
        status = max(step.form.status, step.headings.status)
        return self._show("directory/importing/columns.html", status, step=step, token=token)

    def preview_page(self, step: ListImport, token: str, status: int = 200) -> Any:
        """What would change."""
        return self._show(
            f"{self.folder}/preview.html",
            status,
            step=step,
            outcome=step.outcome,
            said=read_decisions(request.form),
            token=token,
            stamp=self.stamp(),
            labels=labels,
            preview=preview,
            shown=shown_value,
            contacts=current_user.may_see_contacts,
        )

    def send_marked(self, token: str) -> Any:
        """The file that waits, and in it what would be taken over as it was decided until now, what not and why."""
        step = self.step(token)
        if not step.form.validate_on_submit():
            return self.columns_page(step, token)
        return send_marked_file(self._parcel(token), self.answer_of(step))

    def keep_answer(self, step: ListImport, token: str) -> str:
        """Keep the file with its answer, before the commit: without room for it nothing is kept; gives its name."""
        parcel = self._parcel(token)
        keep_marked_file(
            self.answered,
            self.owner_id,
            parcel=parcel,
            answer=self.answer_of(step),
            address=lambda kept: self.url("answer", token=kept),
        )
        return parcel.name

    def send_answer(self, token: str) -> Response:
        """The file that was taken over, and in it what became of each row; for a day."""
        return send_kept_answer(self.answered, self.owner_id, token)

    def cancel(self, token: str) -> Any:
        """Throw the file away."""
        self.drop(token)
        flash(_("Nothing was kept, and the file was discarded."))
        return redirect(self.url())

    def drop(self, token: str) -> None:
        """The file is not needed any more."""
        self.waiting.drop(self.owner_id, token)

    def step(self, token: str) -> ListImport:
        """The table that waits, read as it was sent; 404 where none does."""
        table = tables.unpack_table(self._parcel(token).plan.encode())
        return self.step_of(table, request.form if request.method == "POST" else request.args)

    def _parcel(self, token: str) -> Parcel:
        return unpack_parcel(self.waiting.find_or_404(self.owner_id, token))

    def _show(self, template: str, status: int, **more: Any) -> Any:
        return render_template(
            template, talk=self, status=status, **(self.context or {}), **more
        ), status
