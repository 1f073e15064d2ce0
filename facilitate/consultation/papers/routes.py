"""Papers and tables: the form to print, papers typed in, answers brought in from a file in three steps."""

from datetime import date
from typing import Any

from flask import Response, flash, redirect, render_template, request, session, url_for

from ... import clock
from ...data.db import db
from ...directory.queries import all_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...exchange.sentences import unread_reason
from ...exchange.waiting import WaitingFiles
from ...lib.reading_child import FileProblem
from ...lib.tables import pack_table, read_table
from ...lib.text import make_slug
from ...release.checker import passage_finder
from ...release.importing import tell_of_lines
from ...release.texts import owner_of_event
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, _n, use_language
from ...web.limits import limiter
from ...web.uploaded import read_upload
from ..answering.actions import save_answer
from ..answering.forms import KnownRespondent, stakeholder_form
from ..answering.queries import county_places
from ..blueprint import ASKED, bp
from ..models import Origin, Questionnaire, QuestionnairePurpose
from ..purpose import purpose_name
from ..queries import choices_by_question, questionnaire_or_404, questions_in
from ..standing import consultation_standing
from . import actions, labels, preview, xlsform
from .answers_table import without_private
from .forms import AnswersUploadForm, TypedPaperForm, make_lenient
from .limesurvey import to_limesurvey
from .queries import on_paper, paper_of
from .step import AnswersImport, AnswersLook
from .typed import TypedPapers
from .word import paper_to_word

TYPED = "papers_typed"
"""Where the session keeps what was typed in today."""

WAITING = WaitingFiles("consultation")


@bp.get(f"{ASKED}/form.docx")
@needs(Can.SEE)
def export_paper_form(event: Event, purpose: str) -> Response:
    """The questionnaire to print, in the language asked for, else in the event's."""
    spoken = request.args.get("lang", "")
    code = spoken if spoken in LANGUAGES else event.language
    with use_language(code):
        paper = paper_of(event, questionnaire_or_404(event, purpose), code, clock.today_in(event))
        after = QuestionnairePurpose(purpose)
        name = make_slug(purpose_name(after) if after.is_after else _("questionnaire"))
    return send_download(paper_to_word(paper), f"{event.slug}-{name}-{code}.docx")


@bp.get(f"{ASKED}/form.xlsx")
@needs(Can.SEE)
def export_field_form(event: Event, purpose: str) -> Response:
    """The questionnaire as an XLSForm for tools that ask in the field, in both languages."""
    form = _asked(questionnaire_or_404(event, purpose))
    name = f"{event.slug}-{purpose or 'consultation'}".replace("-", "_")
    version = str(form.questionnaire.version)
    content = xlsform.to_xlsform(form, event.language, name, version)
    return send_download(content, f"{event.slug}-xlsform.xlsx")


@bp.get(f"{ASKED}/form.txt")
@needs(Can.SEE)
def export_limesurvey(event: Event, purpose: str) -> Response:
    """The questionnaire for LimeSurvey, in both languages."""
    content = to_limesurvey(_asked(questionnaire_or_404(event, purpose)), event.language)
    return send_download(content, f"{event.slug}-limesurvey.txt")


def _asked(questionnaire: Questionnaire) -> xlsform.FormContents:
    """What a form for another tool asks."""
    questions = questions_in(questionnaire, hidden=False)
    return xlsform.FormContents(
        questionnaire=questionnaire,
        questions=questions,
        choices={key: list(rows) for key, rows in choices_by_question(questions).items()},
        sectors=all_sectors(),
        places=county_places(),
    )


@bp.route(f"{ASKED}/enter", methods=["GET", "POST"])
@needs(Can.TYPE_ANSWERS)
def enter_paper(event: Event, purpose: str) -> Any:
    """Type a paper in, at any time: papers come late. Day and language stay for the next one."""
    questionnaire, today = questionnaire_or_404(event, purpose), clock.today_in(event)
    questions, kept = questions_in(questionnaire, hidden=False), request.args
    known = KnownRespondent(sector=kept.get("sector", type=int), place=kept.get("place", ""))
    form = stakeholder_form(
        questionnaire,
        questions,
        choices=choices_by_question(questions),
        sectors=all_sectors(),
        counties=county_places(),
        person=known,
    )
    paper = TypedPaperForm(
        today,
        data={
            "given_on": kept.get("day", today, type=date.fromisoformat),
            "language": kept.get("language", event.language),
            "stay": "stay" in kept,
        },
    )
    make_lenient(form)
    form["name" if questionnaire.named else "sector"].render_kw = {"autofocus": True}
    right = paper.validate_on_submit()
    if form.validate_on_submit() and right:
        _type_in(event, questionnaire, form, paper)
        db.session.commit()
        return redirect(url_for("consultation.enter_paper", slug=event.slug, **_stays(form, paper)))
    q, typed = questionnaire, TypedPapers.of(session.get(TYPED), questionnaire.id, today)
    now = consultation_standing(q.opens_on, q.closes_on, q.closed, today)
    page = render_template(
        "consultation/papers/enter.html",
        event=event,
        questionnaire=q,
        form=form,
        paper=paper,
        typed=typed,
        standing=now,
        on_paper=on_paper(q),
    )
    return page, max(form.status, paper.status)


def _type_in(event: Event, questionnaire: Questionnaire, form: Any, paper: TypedPaperForm) -> None:
    """Keep a paper; the same form sent twice is one answer."""
    receipt, day = form.receipt.data, paper.given_on.data
    if save_answer(
        questionnaire, receipt, form.sent, day, language=paper.language.data, origin=Origin.PAPER
    ):
        typed = TypedPapers.of(session.get(TYPED), questionnaire.id, paper.today).one_more(receipt)
        session[TYPED] = typed.kept
        undo = url_for("consultation.undo_entered_paper", slug=event.slug, number=typed.number)
        flash(_("Saved. Here is an empty form for the next paper."), f"undo:{undo}")


def _stays(form: Any, paper: TypedPaperForm) -> dict[str, Any]:
    """What the next paper begins with, as parts of an address."""
    stays = {"day": paper.given_on.data.isoformat(), "language": paper.language.data}
    if paper.stay.data:
        stays |= {"stay": "1", "sector": form.sector.data, "place": form.place.data or None}
    return stays


@bp.post(f"{ASKED}/enter/undo/<int:number>")
@needs(Can.TYPE_ANSWERS)
def undo_entered_paper(event: Event, purpose: str, number: int) -> Any:
    """Take back the last paper this person typed in; `number` says which, so that two clicks take back one."""
    questionnaire = questionnaire_or_404(event, purpose)
    typed = TypedPapers.of(session.get(TYPED), questionnaire.id, clock.today_in(event))
    if (
        typed.number == number
        and typed.last
        and actions.remove_typed_answer(questionnaire, typed.last[-1])
    ):
        session[TYPED] = typed.one_less().kept
        flash(_("The last paper was undone."))
    db.session.commit()
    return redirect(url_for("consultation.enter_paper", slug=event.slug))


@bp.route("/events/<slug>/consultation/bring-in", methods=["GET", "POST"])
@needs(Can.TYPE_ANSWERS)
@limiter.limit("30/minute", methods=["POST"])
def import_answers(event: Event) -> Any:
    """First step: the file."""
    form, questionnaire = AnswersUploadForm(), questionnaire_or_404(event)
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            table = read_upload(
                read_table, content, form.file.data.filename if form.file.data else ""
            )
            kept = pack_table(without_private(table, questionnaire.named))
            token = WAITING.keep(event.id, kept)
            return redirect(
                url_for("consultation.choose_answer_columns", slug=event.slug, token=token)
            )
        except FileProblem as problem:
            form.file.errors = [
                unread_reason(problem) if form.file.data else _("Please choose a file.")
            ]
    page = render_template(
        "consultation/papers/bring_in.html", event=event, questionnaire=questionnaire, form=form
    )
    return page, form.status


@bp.route("/events/<slug>/consultation/bring-in/<token>", methods=["GET", "POST"])
@needs(Can.TYPE_ANSWERS)
def choose_answer_columns(event: Event, token: str) -> Any:
    """Second step: what each column is; sent, the third: what would be kept."""
    step = _step(event, token)
    if "again" in request.form or not step.form.validate_on_submit():
        return _columns_page(step, token)
    return _preview_page(step, step.look(request.form), token)


@bp.post("/events/<slug>/consultation/bring-in/<token>/confirm")
@needs(Can.TYPE_ANSWERS)
def confirm_answers(event: Event, token: str) -> Any:
    """Last step: everything that was shown is kept, or nothing."""
    step = _step(event, token)
    if not step.form.validate_on_submit():
        return _columns_page(step, token)
    look = step.look(request.form)
    if request.form.get("fingerprint") != look.mark:
        return _preview_page(step, look, token, 409)
    new = actions.import_answers(event, step.questionnaire, look.reading)
    flash(_n("%(num)d answer was imported.", "%(num)d answers were imported.", len(new)))
    find = passage_finder(owner_of_event(event))
    db.session.commit()
    address = url_for("consultation.list_answers", slug=event.slug) if may(Can.READ_ANSWERS) else ""
    tell_of_lines(find, [text for row in new for text in row.sent.texts.values()], address)
    WAITING.drop(event.id, token)
    return redirect(url_for("consultation.show_consultation", slug=event.slug))


@bp.post("/events/<slug>/consultation/bring-in/<token>/cancel")
@needs(Can.TYPE_ANSWERS)
def cancel_answers(event: Event, token: str) -> Any:
    """Throw the file away."""
    WAITING.drop(event.id, token)
    flash(_("Nothing was kept, and the file was discarded."))
    return redirect(url_for("consultation.import_answers", slug=event.slug))


def _step(event: Event, token: str) -> AnswersImport:
    content = WAITING.find_or_404(event.id, token)
    return AnswersImport(event, content, request.form if request.method == "POST" else request.args)


def _columns_page(step: AnswersImport, token: str) -> Any:
    page = render_template(
        "consultation/papers/columns.html", event=step.event, step=step, token=token
    )
    return page, max(step.form.status, step.headings.status)


def _preview_page(step: AnswersImport, look: AnswersLook, token: str, status: int = 200) -> Any:
    shown = {"step": step, "look": look, "token": token, "status": status}
    page = render_template(
        "consultation/papers/preview.html",
        event=step.event,
        preview=preview,
        labels=labels,
        **shown,
    )
    return page, status
