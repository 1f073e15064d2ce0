"""Annexes of the report: presentations and papers, uploaded, described, let out with the report or kept."""

import io
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, send_file, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError

from ... import clock
from ...agenda.queries import outline_of
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...forums.rhythm.filing import Unfiled
from ...lib.reading_child import FileProblem
from ...lib.text import Words
from ...web.forms import PickField, TextField, VersionedForm
from ...web.i18n import _, _l, label_of, pick_wording
from ...web.limits import limiter
from ..blueprint import bp
from ..models import Attachment
from .annexes import ACCEPT, ANNEX_REMOVALS, ROOM, keep_annex


class AnnexForm(VersionedForm):
    """A presentation or paper: what it is called, who gave it, in which session, and whether it may go out."""

    title = TextField(_l("Title"), required=True)
    speaker = TextField(
        _l("Speaker"), description=_l("Who presented or wrote it; can be left empty.")
    )
    step_id = PickField(_l("Session"))
    public = BooleanField(
        _l("May go out with the report"),
        description=_l(
            "Tick this only once its author has agreed. It goes out with the next release."
        ),
    )


class NewAnnexForm(AnnexForm):
    """A new annex: what it is called and the like, and its file."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, Word, PowerPoint, Excel, OpenDocument, JPG or PNG, 24 MB at most, without macros."
        ),
        render_kw={"accept": ACCEPT},
    )

    def validate_file(self, field: Any) -> None:
        """Something has to be chosen."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Please choose a file."))

    @property
    def content(self) -> bytes:
        """The file, and one byte more than may be: so that too large a one is known."""
        with self.file.data.stream as stream:
            return bytes(stream.read(ROOM.packed + 1))


def annex_form(steps: Sequence[tuple[int, str]], row: Attachment | None = None) -> AnnexForm:
    """The form with the sessions of the programme; without a row a new annex with its file."""
    form = NewAnnexForm() if row is None else AnnexForm(obj=row)
    form.step_id.choices = []
    form.step_id.offer([_Session(*one) for one in steps], lambda one: one.title, _("no session"))
    return form


class _Session:
    def __init__(self, key: int, title: str) -> None:
        self.id, self.title = key, title


@bp.get("/events/<slug>/report/annexes")
@needs(Can.SEE)
def show_annexes(event: Event) -> Any:
    """All annexes, those that may go out and those that stay."""
    rows = db.session.scalars(
        sa.select(Attachment)
        .where(Attachment.event_id == event.id)
        .order_by(Attachment.title, Attachment.id)
    ).all()
    return render_template(
        "report/papers/annexes.html",
        event=event,
        rows=rows,
        steps=dict(_steps(event)) if rows else {},
    )


@bp.route("/events/<slug>/report/annexes/new", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
@limiter.limit("60/minute")
def add_annex(event: Event) -> Any:
    """Upload a presentation or a paper."""
    form = annex_form(_steps(event))
    if isinstance(form, NewAnnexForm) and form.validate_on_submit() and _taken(event, form):
        flash(_("“%(title)s” was added.", title=form.title.data))
        db.session.commit()
        return redirect(url_for("report.show_annexes", slug=event.slug))
    return render_template(
        "report/papers/annex.html", event=event, form=form, row=None
    ), form.status


@bp.route("/events/<slug>/report/annexes/<int:annex_id>", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def edit_annex(event: Event, annex_id: int) -> Any:
    """What an annex is called, and whether it may go out."""
    row = _annex(event, annex_id)
    form = annex_form(_steps(event), row)
    if form.saves(row):
        flash(_("“%(title)s” was saved.", title=row.title))
        db.session.commit()
        return redirect(url_for("report.show_annexes", slug=event.slug))
    return render_template("report/papers/annex.html", event=event, form=form, row=row), form.status


@bp.get("/events/<slug>/report/annexes/<int:annex_id>/file")
@needs(Can.SEE)
def export_annex(event: Event, annex_id: int) -> Response:
    """The file, for the team."""
    return send_annex(_annex(event, annex_id))


@bp.post("/events/<slug>/report/annexes/<int:annex_id>/remove")
@needs(Can.WRITE_REPORT)
def remove_annex(event: Event, annex_id: int) -> Any:
    row = _annex(event, annex_id)
    title, page = row.title, url_for("report.show_annexes", slug=event.slug)
    change = ANNEX_REMOVALS.remove(event, row, Words(title), current_user.id)
    flash(_("“%(name)s” was removed.", name=title), ANNEX_REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)


def send_annex(row: Attachment) -> Response:
    """An annex, always as a download; nothing in it runs here."""
    answer = send_file(
        io.BytesIO(row.content),
        mimetype=row.media_type,
        as_attachment=True,
        download_name=row.file_name,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _taken(event: Event, form: NewAnnexForm) -> bool:
    """Whether the file could be kept; otherwise the form says why."""
    try:
        row = keep_annex(
            event, form.file.data.filename, content=form.content, by=current_user.id, at=clock.now()
        )
    except FileProblem as problem:
        form.file.errors = [_refusal(problem.why)]
        return False
    row.title, row.speaker = form.title.data, form.speaker.data
    row.step_id, row.public = form.step_id.data, form.public.data
    db.session.flush()
    return True


def _refusal(why: StrEnum) -> str:
    said: dict[StrEnum, str] = {
        Unfiled.TOO_LARGE: _("The file is too large: at most 24 MB."),
        Unfiled.OLD_WORD: _("This is an old Office file. Save it as .docx, .pptx, .xlsx or PDF."),
        Unfiled.OTHER: _("Please choose a PDF, an Office or OpenDocument file, a JPG or a PNG."),
    }
    return said.get(why) or label_of(why)


def _steps(event: Event) -> Sequence[tuple[int, str]]:
    """The sessions of the programme in their order: number and title."""
    plan = outline_of(event)
    return [
        (step.id, pick_wording(step.title))
        for day in plan.in_order
        for timed in plan.timed(day.id)
        if not (step := plan.steps[timed.id]).internal
    ]


def _annex(event: Event, annex_id: int) -> Attachment:
    return get_or_404(Attachment, Attachment.id == annex_id, Attachment.event_id == event.id)
