"""Inviting several people at once: ticked in the directory, or from a list that is looked at before it counts."""

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...db import db
from ...directory.queries import counties, sectors
from ...directory.search import asked as asked_for
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.sentences import why_unread
from ...exchange.waiting import WaitingFiles
from ...i18n import _
from ...lib.reading_child import FileProblem
from ...lib.tables import read_table
from ...lib.uploads import text_of
from ...limits import limiter
from ...uploaded import read_upload
from ..blueprint import ASKED, bp
from ..models import Purpose, Questionnaire
from ..queries import asked
from . import actions, wording
from .came import came_of
from .forms import ListForm, PickForm
from .listed import MOST, read, rows_of_text
from .queries import Sought, earlier_events, offered, organisations_with_people, taken_addresses

WAITING = WaitingFiles("invitations")


def _sought() -> Sought:
    return Sought(
        **vars(asked_for(request.args)),
        organisation=request.args.get("organisation", type=int),
        earlier=request.args.get("earlier", type=int),
    )


@bp.route(f"{ASKED}/invitations/people", methods=["GET", "POST"])
@needs(Can.INVITE)
def invite_people(event: Event, purpose: str) -> Any:
    questionnaire, form, sought, earlier = asked(event, purpose), PickForm(), _sought(), earlier_events(event)
    if sought.earlier not in {row.id for row in earlier}:
        sought = Sought(**{**vars(sought), "earlier": None})
    if form.validate_on_submit():
        everybody = form.everybody.data
        people = (
            offered(questionnaire, sought, everybody=True).rows
            if everybody
            else actions.people_of(form.people.data)
        )
        new = actions.invite_people(event, questionnaire, people)
        flash(wording.now_invited(new))
        db.session.commit()
        return redirect(url_for("consultation.invitations", slug=event.slug))
    return render_template(
        "consultation/inviting/people.html",
        event=event,
        form=form,
        asked=sought,
        found=offered(questionnaire, sought),
        sectors=sectors(),
        counties=counties(),
        organisations=organisations_with_people(),
        earlier=earlier,
    ), form.status


@bp.post("/events/<slug>/evaluation/invitations/came")
@needs(Can.INVITE)
def invite_came(event: Event) -> Any:
    """Everybody who came and has an address; pressed again, those who were added since."""
    questionnaire = asked(event, Purpose.EVALUATION)
    new = actions.invite_who_came(event, questionnaire)
    sentence = wording.cannot_be_reached(came_of(questionnaire))
    flash(f"{wording.now_invited(new)} {sentence}".strip())
    db.session.commit()
    return redirect(url_for("consultation.invitations", slug=event.slug, purpose=Purpose.EVALUATION.value))


@bp.route(f"{ASKED}/invitations/list", methods=["GET", "POST"])
@needs(Can.INVITE)
@limiter.limit("30/minute", methods=["POST"])
def invite_list(event: Event, purpose: str) -> Any:
    asked(event, purpose)
    form = ListForm()
    if form.validate_on_submit():
        rows, sentence, field = _rows(form)
        if not sentence:
            content = json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
            upload = WAITING.keep(event.id, content)
            return redirect(url_for("consultation.invite_confirm", slug=event.slug, upload=upload))
        field.errors = [sentence]
    return render_template("consultation/inviting/list.html", event=event, form=form), form.status


def _rows(form: ListForm) -> tuple[list[Any], str, Any]:
    """The rows of the file, else of the text; or what is wrong with them, and the field it is said at."""
    if not form.file.data:
        rows, sentence, field = rows_of_text(form.text.data), "", form.text
    else:
        rows, sentence, field = [], "", form.file
        try:
            table = read_upload(read_table, form.file.data.read(), form.file.data.filename or "")
            rows = [(number, [text_of(cell) for cell in cells]) for number, cells in table.rows]
        except FileProblem as problem:
            sentence = why_unread(problem)
    if not sentence and len(rows) > MOST:
        sentence = _("This list is too long: at most %(max)d rows at a time.", max=MOST)
    elif not sentence and not any("@" in cell for _number, cells in rows for cell in cells):
        sentence = _("There is no e-mail address in this list.")
    return rows, sentence, field


@bp.route(f"{ASKED}/invitations/list/<upload>", methods=["GET", "POST"])
@needs(Can.INVITE)
def invite_confirm(event: Event, purpose: str, upload: str) -> Any:
    questionnaire, content = asked(event, purpose), WAITING.find_or_404(event.id, upload)
    listed = read(json.loads(content))
    preview = wording.sorted_out(listed, taken_addresses(questionnaire))
    status, sentence = 200, ""
    if request.method == "POST":
        if request.form.get("fingerprint") != preview.fingerprint:
            status, sentence = (
                409,
                _("Somebody invited people while you were reading. Please look once more."),
            )
        elif preview.left_out and "leave_out" not in request.form:
            status, sentence = 422, _("Some rows cannot be taken. Tick below that they may be left out.")
        else:
            return _take(event, questionnaire, upload, preview)
    return render_template(
        "consultation/inviting/confirm.html",
        event=event,
        upload=upload,
        preview=preview,
        wording=wording,
        sentence=sentence,
    ), status


def _take(event: Event, questionnaire: Questionnaire, upload: str, preview: wording.Preview) -> Any:
    new = actions.invite_listed(event, questionnaire, preview.new)
    flash(wording.now_invited(new))
    db.session.commit()
    WAITING.drop(event.id, upload)
    return redirect(url_for("consultation.invitations", slug=event.slug))


@bp.post(f"{ASKED}/invitations/list/<upload>/cancel")
@needs(Can.INVITE)
def invite_cancel(event: Event, purpose: str, upload: str) -> Any:
    WAITING.drop(event.id, upload)
    flash(_("Nothing was changed."))
    return redirect(url_for("consultation.invitations", slug=event.slug))
