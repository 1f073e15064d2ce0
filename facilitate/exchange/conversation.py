"""The pages on which an edited file comes back, whatever list it is: the file, what would change, the same file marked."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask_wtf.file import FileField

from ..data.db import db
from ..lib.reading_child import FileProblem
from ..web.forms import PlannerForm
from ..web.i18n import _, _l
from ..web.limits import limiter
from ..web.refused import Refused
from .answers import keep_marked_file, send_kept_answer, send_marked_file
from .marking_up import FileAnswer
from .preview import MOST_SHOWN, Preview, PreviewChoice, problem_place
from .sentences import unread_reason
from .waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel

Found = TypeVar("Found")


class BringBackForm(PlannerForm):
    """An edited file."""

    file = FileField(_l("The edited file"))


@dataclass(frozen=True)
class Taken:
    """What was taken over, in words; `undo`: gives the address that undoes it."""

    said: str
    undo: Callable[[], str] | None = None


class FileConversation(ABC, Generic[Found]):
    """One list that comes back. `key`: of the files that wait; `first`, `shows`: the templates of both pages, `asks`: which files.

    `home`: the list's page, `name`: what it is called; `owner_id`: for whom the files wait.
    """

    key: ClassVar[str]
    first: ClassVar[str] = "exchange/file.html"
    shows: ClassVar[str] = "exchange/preview.html"
    asks: ClassVar[Any] = _l(
        "The file you got here, with your changes: Excel (.xlsx), OpenDocument (.ods) or text (.csv)."
    )
    layout: ClassVar[str] = "layouts/event.html"
    owner_id: int
    home: str
    name: str

    @abstractmethod
    def url(self, step: str, **more: Any) -> str:
        """The address of one of its pages."""

    @abstractmethod
    def read(self, parcel: Parcel) -> Found:
        """What the file says, compared with what is here. Raises Refused or a FileProblem."""

    @abstractmethod
    def preview_of(self, found: Found) -> Preview:
        """The same as people see it."""

    def answer_about(self, found: Found, chosen: PreviewChoice | None = None) -> FileAnswer:
        """What is written into the file; `chosen`: once it is taken over."""
        return self.preview_of(found).answer(chosen or PreviewChoice())

    @abstractmethod
    def take(self, found: Found, chosen: PreviewChoice, source: str) -> Taken | None:
        """Take over what the file says; None where nothing was changed. `source`: the name of the file."""

    def step_after(self, _parcel: Parcel) -> str:
        """The page that a new file leads to; a list from elsewhere may have one before the preview."""
        return "confirm"

    def after_commit(self, _found: Found) -> None:
        """What follows once it is kept."""

    def context(self) -> Mapping[str, Any]:
        """What the pages need besides."""
        return {}

    @property
    def waiting(self) -> WaitingFiles:
        """Where its files wait until somebody says yes."""
        return WaitingFiles(self.key)

    @property
    def answered(self) -> WaitingFiles:
        """Where they are for a day afterwards, marked."""
        return WaitingFiles(f"{self.key}-answers")

    def ask_for_file(self) -> Any:
        """First step: the file."""
        form = BringBackForm()
        form.file.description = self.asks
        if form.validate_on_submit():
            file = form.file.data
            content = file.read() if file else b""
            parcel = Parcel(bare_file_name(file.filename or "") if file else "", content)
            try:
                step = self.step_after(parcel)
                if step == "confirm":
                    self.read(parcel)
                return redirect(self.url(step, token=self.keep(parcel)))
            except (Refused, FileProblem) as problem:
                said = (
                    self.why_unread(problem) if isinstance(problem, FileProblem) else str(problem)
                )
                form.file.errors = [said if file else _("Please choose a file.")]
        return self._show(self.first, form.status, form=form)

    def why_unread(self, problem: FileProblem) -> str:
        """What is said of a file that cannot be read."""
        return unread_reason(problem)

    def confirm(self, token: str) -> Any:
        """Last step: everything that would change; sent, it is taken over as one change."""
        parcel = self.parcel(token)
        found = self.read(parcel)
        preview = self.preview_of(found)
        if request.method == "POST" and request.form.get("fingerprint") == preview.fingerprint:
            return self._take_over(found, preview, parcel=parcel, token=token)
        status = 409 if request.method == "POST" else 200
        return self._show(
            self.shows,
            status,
            preview=preview,
            found=found,
            parcel=parcel,
            token=token,
            place=problem_place,
            most=MOST_SHOWN,
        )

    def _take_over(self, found: Found, preview: Preview, parcel: Parcel, token: str) -> Any:
        """Take over what was chosen, and offer to undo it."""
        chosen = preview.chosen(request.form, request.form.getlist)
        taken = self.take(found, chosen, parcel.name)
        if taken is None:
            flash(_("Nothing was changed."))
        else:
            flash(taken.said, f"undo:{taken.undo()}" if taken.undo else "message")
            keep_marked_file(
                self.answered,
                self.owner_id,
                parcel=parcel,
                answer=self.answer_about(found, chosen),
                address=lambda kept: self.url("answered_file", token=kept),
            )
        db.session.commit()
        self.waiting.drop(self.owner_id, token)
        self.after_commit(found)
        return redirect(self.home)

    def send_marked(self, token: str) -> Response:
        """The file that waits, and in it what would be taken over, what not and why."""
        parcel = self.parcel(token)
        return send_marked_file(parcel, self.answer_about(self.read(parcel)))

    def send_answer(self, token: str) -> Response:
        """The file that was taken over, and in it what became of each row; for a day."""
        return send_kept_answer(self.answered, self.owner_id, token)

    def cancel(self, token: str) -> Any:
        """Throw the file away."""
        self.waiting.drop(self.owner_id, token)
        flash(_("Nothing was changed."))
        return redirect(self.home)

    def keep(self, parcel: Parcel) -> str:
        """Let a file wait; gives its token."""
        return self.waiting.keep(self.owner_id, parcel.packed())

    def parcel(self, token: str) -> Parcel:
        """The file that waits; 404 where none does."""
        return unpack_parcel(self.waiting.find_or_404(self.owner_id, token))

    def _show(self, template: str, status: int, **more: Any) -> Any:
        return render_template(template, talk=self, status=status, **self.context(), **more), status


def serve_conversation(
    bp: Blueprint,
    rule: str,
    door: Callable[[Callable[..., Any]], Callable[..., Any]],
    of: Callable[..., FileConversation[Any]],
    name: str = "",
) -> None:
    """The pages of a list that comes back, below the address of its own page, all behind one door.

    `of`: the conversation, from what the door and the address give; `name` stands before the names of the pages.
    """

    def serve(path: str, step: str, act: Callable[..., Any], *methods: str) -> None:
        def view(**ways: Any) -> Any:
            token = {"token": ways.pop("token")} if "token" in ways else {}
            return act(of(**ways), **token)

        view.__name__, view.__doc__, view.__module__ = f"{name}{step}", act.__doc__, bp.import_name
        limited = limiter.limit("30/minute", methods=["POST"])(view) if act is first else view
        bp.add_url_rule(f"{rule}/{path}", view.__name__, door(limited), methods=list(methods))

    first, back = FileConversation.ask_for_file, "bring-back/<token>"
    serve("bring-back", "bring_back", first, "GET", "POST")
    serve(back, "confirm", FileConversation.confirm, "GET", "POST")
    serve(f"{back}/marked.xlsx", "marked_file", FileConversation.send_marked, "GET")
    serve("answers/<token>.xlsx", "answered_file", FileConversation.send_answer, "GET")
    serve(f"{back}/cancel", "cancel", FileConversation.cancel, "POST")
