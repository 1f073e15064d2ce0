"""Importing anybody's agenda: pasted or as a file, a preview in which everything can be put right, one change."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel
from ...lib.reading_child import FileProblem
from ...web.forms import LongTextField, PlannerForm
from ...web.i18n import _, _l, _n
from ...web.limits import limiter
from ...web.refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..publishing import sheet_exchange, sheet_pages
from ..queries import plan_of, revision_of
from . import actions
from .arrival_texts import file_problem_text
from .choosing import columns_chosen, read_corrections
from .preview import ArrivalPreview

WAITING = WaitingFiles("arriving")
PASTED = "pasted.txt"
MOST_PASTED = 200_000
"""Characters of a pasted text: some eighty pages."""


class ImportForm(PlannerForm):
    """An agenda, pasted or as a file."""

    text = LongTextField(
        _l("Paste the agenda"),
        description=_l(
            "From Word, Excel, a web page or an e-mail: a line or row for each step, with its time."
        ),
        limit=MOST_PASTED,
        render_kw={"data-paste-table": True},
    )
    file = FileField(
        _l("Or choose its file"),
        description=_l(
            "Word, Excel, OpenDocument, a table in text, text, Markdown, a web page, a calendar (.ics), schedule.xml or schedule.json, SessionLab, Indico."
        ),
    )


@bp.route("/events/<slug>/agenda/import", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
@limiter.limit("30/minute", methods=["POST"])
def import_agenda(event: Event) -> Any:
    """First what it is: pasted, or a file."""
    form = ImportForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        name = bare_file_name(form.file.data.filename or "") if content else PASTED
        content = content or (form.text.data or "").encode()
        try:
            return redirect(_next(event, name, content))
        except (FileProblem, Refused) as problem:
            said = file_problem_text(problem) if isinstance(problem, FileProblem) else str(problem)
            (form.text if name == PASTED else form.file).errors = [said]
    return render_template("agenda/arriving/import.html", event=event, form=form), form.status


def _next(event: Event, name: str, content: bytes) -> str:
    """Where one sees what a file would do: our own running order goes its exact way back, anything else into the preview."""
    if sheet_exchange.is_own(event, content, name):
        return sheet_pages.AgendaConversation(event).start(Parcel(name, content))
    actions.understand_file(event, content)
    token = WAITING.keep(event.id, Parcel(name, content).packed())
    return url_for("agenda.confirm_agenda_import", slug=event.slug, token=token)


@bp.route("/events/<slug>/agenda/import/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def confirm_agenda_import(event: Event, token: str) -> Any:
    """Then what was understood, doubtful things first; posted, it is put into the agenda as it was put right."""
    parcel, posted = unpack_parcel(WAITING.find_or_404(event.id, token)), request.method == "POST"
    columns = columns_chosen(request.values)
    try:
        arrived = actions.understand_again(event, parcel.content, columns or None)
    except FileProblem as problem:
        if not columns:
            raise Refused(file_problem_text(problem)) from problem
        flash(file_problem_text(problem), "problem")
        return redirect(url_for("agenda.confirm_agenda_import", slug=event.slug, token=token))
    plan = agenda.plan_to_change(event) if posted else plan_of(event)
    put = read_corrections(request.form, arrived)
    shown = ArrivalPreview(
        event=event, plan=plan, arrived=arrived, form=request.form, put=put, columns=columns
    )
    stale = posted and request.form.get("revision") != str(revision_of(event))
    if posted and not stale and not shown.put.wrong:
        _written, count = actions.apply_arrived(
            event, plan, shown.corrected, shown.wanted, current_user.id
        )
        _say(event, count, shown.replaced_text())
        db.session.commit()
        WAITING.drop(event.id, token)
        return redirect(url_for("agenda.show_agenda", slug=event.slug, day=shown.first_day))
    return render_template(
        "agenda/arriving/preview.html",
        event=event,
        token=token,
        shown=shown,
        name=parcel.name,
        pasted=parcel.name == PASTED,
        revision=revision_of(event),
        stale=stale,
    ), 409 if stale else 422 if shown.put.wrong else 200


def _say(event: Event, count: int, replaced: str) -> None:
    if not count:
        flash(_("Everything in it is already in the agenda. Nothing was changed."))
        return
    text = _n("%(num)d step was imported.", "%(num)d steps were imported.", count)
    flash(f"{text} {replaced}".strip(), f"undo:{url_for('agenda.undo_change', slug=event.slug)}")


@bp.post("/events/<slug>/agenda/import/<token>/cancel")
@needs(Can.EDIT_AGENDA)
def cancel_agenda_import(event: Event, token: str) -> Any:
    """Leave everything as it is."""
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("agenda.show_agenda", slug=event.slug))
