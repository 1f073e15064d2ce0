"""Papers and tables: the form to print, papers typed in, answers brought in from a file in three steps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, session, url_for

from ... import clock
from ...data.db import db
from ...directory.queries import all_sectors
from ...events.access import Can, may, needs
from ...events.actions import wait_for_event_lock
from ...events.asked_language import asked_language
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.form_fields import sent_again
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel, held_table, hold_table
from ...lib.qr_codes import picture_address, qr_pictures
from ...lib.text import make_slug
from ...release.texts import owner_of_event, passage_finder
from ...release.wording import tell_of_lines
from ...web.addresses import full_address
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, _l, _n, use_language
from ..answering.actions import save_answer
from ..answering.forms import KnownRespondent, stakeholder_form
from ..answering.own_code import new_answer_codes
from ..answering.queries import county_places, sent_with
from ..blueprint import ASKED, ASKED_AFTER, HOME, bp
from ..models import Origin, Questionnaire, QuestionnairePurpose
from ..queries import choices_by_question, questionnaire_or_404, questions_in
from ..questionnaire import consultation_standing, purpose_name
from . import actions, labels, preview, xlsform
from .forms import AnswersOrKoboForm, AnswersUploadForm, TypedPaperForm, make_lenient
from .limesurvey import to_limesurvey
from .queries import on_paper, paper_of
from .step import AnswersImport
from .typed import TypedPapers
from .unattended import answers_table, fetched_answers
from .word import paper_to_word

TYPED = "papers_typed"
"""Where the session keeps what was typed in today."""
SLIPS = 24
"""Slips printed at once: three pages."""


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


@bp.get("/events/<slug>/consultation/codes")
@needs(Can.TYPE_ANSWERS)
def print_answer_codes(event: Event) -> Any:
    """Slips for who answers on paper: half goes with the form, half is kept to look up what became of it."""
    questionnaire = questionnaire_or_404(event)
    page = full_address("report.show_own_answer", token=questionnaire.token)
    codes = new_answer_codes(questionnaire.id, SLIPS)
    drawn = qr_pictures([f"{page}#{code}" for code in codes])
    with use_language(asked_language(event)):
        return render_template(
            "consultation/papers/print_codes.html",
            event=event,
            questionnaire=questionnaire,
            page=page,
            slips=zip(codes, map(picture_address, drawn), strict=True),
        )


@bp.get(f"{ASKED}/form.xlsx")
@needs(Can.SEE)
def export_field_form(event: Event, purpose: str) -> Response:
    """The questionnaire as an XLSForm for tools that ask in the field, in both languages."""
    form = _asked(questionnaire_or_404(event, purpose))
    name = f"{event.slug}-{purpose}".replace("-", "_")
    version = str(form.questionnaire.version)
    content = xlsform.to_xlsform(form, event.language, name, version)
    return send_download(content, f"{_stem(event, purpose)}-xlsform.xlsx", as_is=True)


@bp.get(f"{ASKED}/form.txt")
@needs(Can.SEE)
def export_limesurvey(event: Event, purpose: str) -> Response:
    """The questionnaire for LimeSurvey, in both languages."""
    content = to_limesurvey(_asked(questionnaire_or_404(event, purpose)), event.language)
    return send_download(content, f"{_stem(event, purpose)}-limesurvey.txt")


def _stem(event: Event, purpose: str) -> str:
    """What files of the consultation are called after: the event; others say what they ask, too."""
    asks_first = purpose == QuestionnairePurpose.CONSULTATION
    return event.slug if asks_first else f"{event.slug}-{purpose}"


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
        questionnaire,
        data={
            "given_on": kept.get("day", today, type=date.fromisoformat),
            "language": kept.get("language", event.language),
            "stay": "stay" in kept,
        },
    )
    make_lenient(form)
    form["name" if questionnaire.named else "sector"].render_kw = {"autofocus": True}
    right = paper.validate_on_submit()
    if form.validate_on_submit() and right and _type_in(event, questionnaire, form, paper):
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


def _type_in(event: Event, questionnaire: Questionnaire, form: Any, paper: TypedPaperForm) -> bool:
    """Keep a paper; the same form sent twice is one answer. Says no where another paper came with the same slip."""
    receipt, day = paper.receipt or form.receipt.data, paper.given_on.data
    if save_answer(
        questionnaire, receipt, form.sent, day, language=paper.language.data, origin=Origin.PAPER
    ):
        typed = TypedPapers.of(session.get(TYPED), questionnaire.id, paper.today).one_more(receipt)
        session[TYPED] = typed.kept
        undo = url_for("consultation.undo_entered_paper", slug=event.slug, number=typed.number)
        flash(_("Saved. Here is an empty form for the next paper."), f"undo:{undo}")
    elif paper.receipt and sent_with(receipt) != form.sent:
        paper.code.errors = [_("A paper form with this code has already been typed in.")]
        return False
    return True


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


class AnswersConversation(EventConversation[AnswersImport]):
    """The pages on which answers come in that were collected elsewhere.

    Only their table waits, without what says who or from where: the file itself is not kept, and no row of it is given back.
    """

    key, name = "consultation", _l("Consultation")
    first = "consultation/papers/bring_in.html"
    asks_columns = "consultation/papers/columns.html"
    shows = "consultation/papers/preview.html"
    title = _l("Import answers collected elsewhere")
    lead = _l(
        "Export them from your survey tool as one table. You say what each column is, and see "
        "what would be saved before it is."
    )
    button = _l("Show the columns")
    stale = _l(
        "What would be kept has changed since you looked. Please check it again, then confirm."
    )
    pages = "consultation.answers_"

    def __init__(
        self, event: Event, purpose: str = QuestionnairePurpose.CONSULTATION.value
    ) -> None:
        super().__init__(event)
        self.questionnaire = questionnaire_or_404(event, purpose)
        self.page = HOME[self.questionnaire.purpose]

    def file_form(self) -> AnswersUploadForm:
        kobo = current_app.extensions["settings"].kobo
        return AnswersOrKoboForm() if kobo else AnswersUploadForm()

    def parcel_of(self, form: Any) -> Parcel:
        if "token" in form and not form.file.data and form.text.data:
            table = fetched_answers(self.questionnaire, form.text.data, form.token.data or "")
        else:
            sent = super().parcel_of(form)
            table = answers_table(self.questionnaire, sent.content, sent.name)
        return hold_table(Parcel("", b""), table, {})

    def step_after(self, _parcel: Parcel) -> str:
        return "columns"

    def columns_of(self, parcel: Parcel) -> AnswersImport:
        table, said = held_table(parcel)
        asked = request.form if request.method == "POST" else request.args
        return AnswersImport(self.questionnaire, table, asked, said if said and not asked else None)

    def planned(self, parcel: Parcel, step: AnswersImport) -> Parcel:
        return hold_table(parcel, step.bringing.table, sent_again(step.form))

    def wait(self) -> None:
        wait_for_event_lock(self.event)

    def read(self, parcel: Parcel) -> AnswersImport:
        table, said = held_table(parcel)
        return AnswersImport(self.questionnaire, table, request.form, said or None)

    def preview_of(self, found: AnswersImport) -> Preview:
        new, read = len(found.new), found.reading
        return Preview(
            (),
            labels.answer_problems(read.problems),
            (),
            besides=found.new,
            also_does=bool(new),
            said=labels.answers_lead(new, len(read.rows) - new, read.left_out),
            blocked=bool(found.lacks),
        )

    def take(
        self, found: AnswersImport, _chosen: PreviewChoice, _source: str, _by: int | None
    ) -> Taken | None:
        new = actions.import_answers(found.questionnaire, found.new)
        said = _n("%(num)d answer was imported.", "%(num)d answers were imported.", len(new))
        find = passage_finder(owner_of_event(self.event))
        texts = [text for row in new for text in row.sent.texts.values()]
        may_read = may(Can.READ_ANSWERS) and not self.questionnaire.purpose.is_after
        address = url_for("consultation.list_answers", slug=self.event.slug) if may_read else ""
        return Taken(said, then=lambda: tell_of_lines(find, texts, address)) if new else None

    def to_file(self, ending: str) -> bytes:
        raise NotImplementedError

    def context(self) -> Mapping[str, Any]:
        return {
            **super().context(),
            "questionnaire": self.questionnaire,
            "first_rows": preview.FIRST_ROWS,
        }


serve_conversation(
    bp,
    "/events/<slug>/consultation",
    needs(Can.TYPE_ANSWERS),
    AnswersConversation,
    "answers_",
    first="/bring-in",
    columns=True,
    marks=False,
)


class EvaluationAnswersConversation(AnswersConversation):
    """The pages on which answers to an evaluation come in, right after the event or months later."""

    name, pages = _l("Evaluation"), "consultation.evaluation_answers_"


serve_conversation(
    bp,
    ASKED_AFTER,
    needs(Can.TYPE_ANSWERS),
    EvaluationAnswersConversation,
    "evaluation_answers_",
    first="/bring-in",
    columns=True,
    marks=False,
)
