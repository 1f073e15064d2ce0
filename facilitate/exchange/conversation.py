"""The pages on which an edited file comes back, whatever list it is: the file, what would change, the same file marked."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
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
    """What was taken over, in words; `undo`: gives the address that undoes it, `then`: what follows once it is kept."""

    said: str
    undo: Callable[[], str] | None = None
    then: Callable[[], None] = lambda: None


class ColumnsStep(Protocol):
    """What the columns of a file may be, between the file and its preview: the form that asks, and the status of its page.

    `meanings`: each column with what it is taken for (empty: nothing), `lacks`: what is missing in them, in a sentence.
    """

    @property
    def form(self) -> PlannerForm: ...
    @property
    def status(self) -> int: ...
    @property
    def meanings(self) -> Iterable[tuple[str, str]]: ...
    @property
    def lacks(self) -> str: ...


class FileConversation(ABC, Generic[Found]):
    """One list that leaves and comes back: its file, where need be what its columns are, what would change, what became of it.

    `key`: of the files that wait; `first`, `asks_columns`, `shows`: the templates of its pages, `title`, `lead`, `asks`, `button`:
    what the first says, `stale`: what is said where somebody was faster. `page`: the endpoint of the list's own page, called
    `name`; `pages`: what the names of the others begin with, `ways`: what their addresses hold; files wait for `owner_id`.
    """

    key: ClassVar[str]
    first: ClassVar[str] = "exchange/file.html"
    asks_columns: ClassVar[str] = ""
    shows: ClassVar[str] = "exchange/preview.html"
    title: ClassVar[Any] = _l("Import from Excel")
    lead: ClassVar[Any] = _l(
        "You see every change before it is applied. Nothing is deleted unless you say so, and "
        "no change made here in the meantime is lost."
    )
    asks: ClassVar[Any] = _l(
        "The file you got here, with your changes: Excel (.xlsx), OpenDocument (.ods) or text (.csv)."
    )
    button: ClassVar[Any] = _l("Show the changes")
    stale: ClassVar[Any] = _l(
        "Somebody changed this list while you were reading. Please check again."
    )
    layout: ClassVar[str] = "layouts/event.html"
    owner_id: int
    page: str
    pages: str
    ways: Mapping[str, Any]
    name: Any

    @abstractmethod
    def to_file(self, ending: str) -> bytes:
        """The list as it is, as a file of that kind."""

    @abstractmethod
    def read(self, parcel: Parcel) -> Found:
        """What the file says, compared with what is here. Raises Refused or a FileProblem."""

    @abstractmethod
    def preview_of(self, found: Found) -> Preview:
        """What `read` found, as the preview that people see."""

    @abstractmethod
    def take(
        self, found: Found, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        """Take over what the file says; None where nothing was changed. `source`: the name of the file, `by`: whose account."""

    def answer_about(self, found: Found, chosen: PreviewChoice) -> FileAnswer:
        """What is written into the file."""
        return self.preview_of(found).answer(chosen)

    def file_form(self) -> Any:
        """What is asked first."""
        form = BringBackForm()
        form.file.description = self.asks
        return form

    def parcel_of(self, form: Any) -> Parcel:
        """What was sent, as it waits. Raises Refused or a FileProblem."""
        file = form.file.data
        if not file:
            raise Refused(_("Please choose a file."))
        return Parcel(bare_file_name(file.filename or ""), file.read())

    def step_after(self, _parcel: Parcel) -> str:
        """The page that a new file leads to; a list from elsewhere may have one before the preview."""
        return "confirm"

    def columns_of(self, _parcel: Parcel) -> ColumnsStep | None:
        """What the columns of the file may be; None where that is known."""
        return None

    def planned(self, parcel: Parcel, step: Any) -> Parcel:
        """The file with what was said of its columns."""
        raise NotImplementedError

    def wait(self) -> None:
        """Whoever takes over the same list at the same time waits from here on."""

    def after_commit(self, _found: Found) -> None:
        """What is said on the page besides, once it is kept."""

    def home_after(self, _found: Found) -> str:
        """The page one is on once it is kept."""
        return self.home

    def context(self) -> Mapping[str, Any]:
        """What the pages need besides."""
        return {}

    @property
    def home(self) -> str:
        """The address of the list's own page."""
        return url_for(self.page, **self.ways)

    def url(self, step: str, **more: Any) -> str:
        """The address of one of its pages."""
        return url_for(f"{self.pages}{step}", **self.ways, **more)

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
        form = self.file_form()
        if form.validate_on_submit():
            try:
                parcel = self.parcel_of(form)
                return redirect(self.start(parcel))
            except (Refused, FileProblem) as problem:
                said = self.why_unread(problem) if isinstance(problem, FileProblem) else problem
                field = form.file if form.file.data or "text" not in form else form.text
                field.errors = [str(said)]
        return self._show(self.first, form.status, form=form)

    def start(self, parcel: Parcel) -> str:
        """Let a new file wait; gives the address of the page it leads to. Raises Refused or a FileProblem."""
        step = self.step_after(parcel)
        if step == "confirm":
            self.read(parcel)
        return self.url(step, token=self.waiting.keep(self.owner_id, parcel.packed()))

    def why_unread(self, problem: FileProblem) -> str:
        """What is said of a file that cannot be read."""
        return unread_reason(problem)

    def ask_for_columns(self, token: str) -> Any:
        """For a list from elsewhere, second step: what each column is."""
        parcel = self.parcel(token)
        step = self.columns_of(parcel)
        if step is not None and not step.form.validate_on_submit():
            return self._show(
                self.asks_columns,
                step.status,
                step=step,
                form=step.form,
                token=token,
                parcel=parcel,
            )
        if step is not None:
            self.waiting.keep(self.owner_id, self.planned(parcel, step).packed(), token)
        return redirect(self.url("confirm", token=token))

    def confirm(self, token: str) -> Any:
        """Last step: everything that would change; sent, it is taken over as one change. `look`: it is only looked at again."""
        parcel, status = self.parcel(token), 200
        if "order" in request.form:
            said = replace(parcel, month_first=request.form["order"] == "month")
            self.waiting.keep(self.owner_id, said.packed(), token)
            return redirect(self.url("confirm", token=token))
        said_yes = request.method == "POST" and "look" not in request.form
        if said_yes:
            self.wait()
        found = self.read(parcel)
        preview = self.preview_of(found)
        if said_yes:
            stale = preview.blocked or request.form.get("fingerprint") != preview.fingerprint
            status = 409 if stale else 422 if self.lacks_word(found) else 0
        if not status:
            return self._take_over(found, preview, parcel=parcel, token=token)
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

    def lacks_word(self, _found: Found) -> bool:
        """Whether somebody has to say more than yes, and has not."""
        return False

    def _take_over(self, found: Found, preview: Preview, parcel: Parcel, token: str) -> Any:
        """Take over what was chosen, and offer to undo it."""
        chosen = preview.chosen(request.form, request.form.getlist)
        # as it is before it is written; what was pasted, or is not kept, is not given back
        answer = self.answer_about(found, chosen) if parcel.content else None
        taken = self.take(found, chosen, parcel.name, current_user.id)
        if taken is None:
            flash(_("Nothing was changed."))
        else:
            flash(taken.said, f"undo:{taken.undo()}" if taken.undo else "message")
        if taken is not None and answer is not None:
            keep_marked_file(
                self.answered,
                self.owner_id,
                parcel=parcel,
                answer=answer,
                address=lambda kept: self.url("answered_file", token=kept),
            )
        db.session.commit()
        self.waiting.drop(self.owner_id, token)
        if taken is not None:
            taken.then()
        self.after_commit(found)
        return redirect(self.home_after(found))

    def send_marked(self, token: str) -> Response:
        """The file that waits, and in it what would be taken over as it was chosen until now, what not and why."""
        parcel = self.parcel(token)
        if not parcel.content:  # it was pasted
            abort(404)
        found = self.read(parcel)
        chosen = self.preview_of(found).chosen(request.form, request.form.getlist)
        return send_marked_file(parcel, self.answer_about(found, chosen))

    def send_answer(self, token: str) -> Response:
        """The file that was taken over, and in it what became of each row; for a day."""
        return send_kept_answer(self.answered, self.owner_id, token)

    def cancel(self, token: str) -> Any:
        """Throw the file away."""
        self.waiting.drop(self.owner_id, token)
        flash(_("Nothing was changed."))
        return redirect(self.home)

    def parcel(self, token: str) -> Parcel:
        """The file that waits; 404 where none does."""
        return unpack_parcel(self.waiting.find_or_404(self.owner_id, token))

    def _show(self, template: str, status: int, **more: Any) -> Any:
        return render_template(template, talk=self, status=status, **self.context(), **more), status


class EventConversation(FileConversation[Found]):
    """The list of an event, at whose pages and under whose number it waits."""

    def __init__(self, event: Any) -> None:
        self.event, self.owner_id, self.ways = event, event.id, {"slug": event.slug}

    def context(self) -> Mapping[str, Any]:
        return {"event": self.event}


def serve_conversation(
    bp: Blueprint,
    rule: str,
    door: Callable[[Callable[..., Any]], Callable[..., Any]],
    of: Callable[..., FileConversation[Any]],
    name: str = "",
    *,
    first: str = "/bring-back",
    columns: bool = False,
    marks: bool = True,
) -> None:
    """The pages of a list that comes back, below the address of its own page, all behind one door.

    `of`: the conversation, from what the door and the address give; `name` stands before the names of the pages. `first`: the
    end of the first one's address; `columns`: files may come from elsewhere; `marks`: the file is given back with what became of it.
    """

    def serve(path: str, step: str, act: Callable[..., Any], *methods: str) -> None:
        def view(**ways: Any) -> Any:
            token = {"token": ways.pop("token")} if "token" in ways else {}
            return getattr(of(**ways), act.__name__)(**token)

        view.__name__, view.__doc__, view.__module__ = f"{name}{step}", act.__doc__, bp.import_name
        limited = limiter.limit("30/minute", methods=["POST"])(view) if act is ask else view
        bp.add_url_rule(f"{rule}{path}", view.__name__, door(limited), methods=list(methods))

    ask, back = FileConversation.ask_for_file, f"{first}/<token>"
    serve(first, "bring_back", ask, "GET", "POST")
    if columns:
        serve(f"{back}/columns", "columns", FileConversation.ask_for_columns, "GET", "POST")
    serve(back, "confirm", FileConversation.confirm, "GET", "POST")
    if marks:
        serve(f"{back}/marked.xlsx", "marked_file", FileConversation.send_marked, "GET", "POST")
        serve("/answers/<token>.xlsx", "answered_file", FileConversation.send_answer, "GET")
    serve(f"{back}/cancel", "cancel", FileConversation.cancel, "POST")
