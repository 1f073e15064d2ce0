"""The stakeholder's side: answer on a phone, without account and without JavaScript; thanks."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_limiter.util import get_remote_address
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db, read_first, then_write
from ...directory.queries import all_sectors
from ...events.models import Event
from ...lib.sealing import secret_mark
from ...run.jobs import enqueue_job
from ...web.addresses import full_address
from ...web.i18n import LANGUAGES, _, current_language, refresh
from ...web.limits import is_within_limit
from ...web.signing import is_signed, sign_text
from ..blueprint import bp
from ..links import open_link_behind, personal_link_behind
from ..models import Invitation, Questionnaire, QuestionnairePurpose
from ..queries import choices_by_question, questions_in
from ..questionnaire import ConsultationStanding, consultation_standing
from .actions import mark_answered, save_answer, save_draft, send_personal_answer
from .forms import StakeholderForm, known_respondent, stakeholder_form
from .own_code import answer_code, kept_receipt
from .queries import county_places, personal_draft, sent_with

LAST_SENT = "last_sent"
"""Where the browser keeps a mark of what was sent last at an open link."""
OWN_CODE = "own_code"
"""Where the browser keeps the code of an answer from sending it until it was shown once: in no address, so in no log."""
BURST = "10/second"
"""Posts from one address, right or wrong. People do not press that fast, not even a room full of them."""
ANSWERS = "120/minute"
"""Complete answers from one address: a conference of 120 behind one router may answer in the same minute."""
BEHIND_A_LINK = "40/minute"
"""Posts with one personal link: a draft is saved every few seconds while somebody types. Counted by link, so
that an office where forty people type at once keeps nobody waiting."""
COUNTS = "posts with a link"
"""For what the counter knows a link by its mark: whoever reads Redis does not see whose."""


@dataclass(frozen=True)
class AnswerVisit:
    """Somebody at one of the links, and what they see there. `invitation` is None at the open link.

    `used`: an answer has come with the link. In an anonymous consultation it opens like any other: otherwise whoever
    comes by it would learn who has answered.
    """

    questionnaire: Questionnaire
    event: Event
    form: StakeholderForm
    invitation: Invitation | None = None
    drafted: bool = False
    replaced: bool = False

    @property
    def used(self) -> bool:
        return self.questionnaire.named and self.invitation is not None and self.invitation.answered

    @property
    def standing(self) -> ConsultationStanding:
        q = self.questionnaire
        return consultation_standing(q.opens_on, q.closes_on, q.closed, clock.today_in(self.event))

    def page(self, name: str, status: int = 200, **more: Any) -> Any:
        """A page of this visit."""
        about = {
            name: getattr(self, name)
            for name in ("questionnaire", "event", "form", "invitation", "drafted")
        }
        template = f"consultation/answering/{name}.html"
        return render_template(template, standing=self.standing, **about, **more), status

    def again(self, sentence: str, status: int) -> Any:
        """The form once more with everything typed, and why."""
        self.form.form_errors = [sentence]
        return self.page("answer", status)


def _at_open_link(token: str) -> AnswerVisit | None:
    found = open_link_behind(token)
    if found is None:
        return None
    questions = questions_in(found[0])
    return AnswerVisit(
        *found,
        stakeholder_form(
            found[0],
            questions,
            choices=choices_by_question(questions),
            sectors=all_sectors(),
            counties=county_places(),
        ),
    )


def _at_personal_link(token: str) -> AnswerVisit | None:
    found = personal_link_behind(token)
    if found is None:
        return None
    invitation, questionnaire, event, replaced = found
    if (
        "language" not in session
        and not current_user.is_authenticated
        and invitation.language in LANGUAGES
    ):
        session["language"] = invitation.language
        refresh()
    questions, counties = questions_in(questionnaire), county_places()
    draft: MultiDict[str, str] | None = personal_draft(token) if request.method == "GET" else None
    person = known_respondent(invitation, counties) if questionnaire.named else None
    form = stakeholder_form(
        questionnaire,
        questions,
        choices=choices_by_question(questions),
        sectors=all_sectors(),
        counties=counties,
        person=person,
        typed=draft,
    )
    return AnswerVisit(
        questionnaire=questionnaire,
        event=event,
        form=form,
        invitation=invitation,
        drafted=draft is not None,
        replaced=replaced,
    )


def _switched() -> bool:
    """Whether the button for the other language was pressed; from here on that language is spoken."""
    code = request.form.get("switch")
    if code not in LANGUAGES:
        return False
    session["language"] = code
    refresh()
    return True


def _crowded(*limits: tuple[str, str]) -> bool:
    return not all(is_within_limit(limit, "answering", who) for limit, who in limits)


def _too_many(visit: AnswerVisit) -> Any:
    return visit.again(
        _(
            "Too many answers are coming from your network right now. Please wait a minute, "
            "then press “Send” again."
        ),
        429,
    )


def _not_yet_right(visit: AnswerVisit) -> Any:
    """The form once more where something in it is not right yet, or where a machine seems to have filled it in."""
    if not visit.form.validate():
        return visit.page("answer", 422)
    if (
        visit.form.website.data
    ):  # perhaps a browser filled it in by itself: a person presses once more
        return visit.again(_("Please press “Send” once more."), 422)
    return None


def _thanks(visit: AnswerVisit, receipt: str = "") -> Any:
    """Thanks; the code that belongs to the receipt is shown there once, and is nowhere else."""
    if receipt and visit.questionnaire.purpose is QuestionnairePurpose.CONSULTATION:
        session[OWN_CODE] = answer_code(visit.questionnaire.id, receipt)
    once = True if visit.invitation and not visit.questionnaire.named else None
    return redirect(url_for("consultation.show_thanks", token=visit.questionnaire.token, once=once))


@bp.route("/a/<token>", methods=["GET", "POST"])
@public_page
def answer_open_link(token: str) -> Any:
    read_first()
    switched, visit = _switched(), _at_open_link(token)
    if visit is None:
        abort(404)
    if visit.standing is not ConsultationStanding.OPEN:
        return visit.page("not_open", 409 if request.method == "POST" else 200)
    if request.method == "GET":
        return visit.page("answer")
    if _crowded((BURST, get_remote_address())):
        return _too_many(visit)
    if switched:
        return visit.page("answer")
    if page := _not_yet_right(visit):
        return page
    if _crowded((ANSWERS, get_remote_address())):
        return _too_many(visit)
    receipt, sent = visit.form.receipt.data or "", visit.form.sent
    said = _said(visit)
    if sent.texts and is_signed(said, session.get(LAST_SENT, "")):
        return _thanks(
            visit
        )  # back, and sent once more: the browser had put the old text into a new form
    then_write()
    today, kept = clock.today_in(visit.event), kept_receipt(receipt)
    if not save_answer(visit.questionnaire, kept, sent, today, language=current_language()):
        return _sent_before(visit)
    db.session.commit()
    session[LAST_SENT] = sign_text(said)
    return _thanks(visit, receipt)


def _said(visit: AnswerVisit) -> str:
    """What was sent. Its signature stays in the browser and leads to no answer: it tells when the same is sent again."""
    what = repr((visit.questionnaire.id, visit.form.sent))
    return f"sent:{what}".encode("utf-8", "replace").decode()


def _sent_before(visit: AnswerVisit) -> Any:
    """This very form has arrived already: thanks for a double click; what was changed since is shown back."""
    receipt = visit.form.receipt.data or ""
    if sent_with(kept_receipt(receipt)) == visit.form.sent:
        return _thanks(visit, receipt)
    return visit.page("used", 409)


@bp.route("/i/<token>", methods=["GET", "POST"])
@public_page
def answer_own_link(token: str) -> Any:
    """As the open link; besides, it keeps a draft until the answer is sent, and one answer counts."""
    read_first()
    switched, visit = _switched(), _at_personal_link(token)
    if visit is None or visit.invitation is None:
        abort(404)
    if visit.replaced:
        return visit.page("replaced", 410)
    if request.method == "GET" and visit.used:
        return visit.page("used")
    if visit.standing is not ConsultationStanding.OPEN and not visit.used:
        return visit.page("not_open", 409 if request.method == "POST" else 200)
    if request.method == "GET":
        return visit.page("answer")
    if _crowded((BEHIND_A_LINK, secret_mark(token, COUNTS))):
        return _too_many(visit)
    if switched or "later" in request.form:
        return _later(visit, token, switched)
    if not visit.used and (page := _not_yet_right(visit)):
        return page
    visit.form.validate()
    receipt, today = visit.form.receipt.data or "", clock.today_in(visit.event)
    then_write()
    about = (
        visit.invitation,
        visit.questionnaire,
        receipt,
        visit.form.sent,
        today,
        current_language(),
    )
    new, receipt = send_personal_answer(token, *about)
    if not new and visit.questionnaire.named:
        return _sent_before(visit)
    db.session.commit()
    enqueue_job(mark_answered, visit.questionnaire.id)
    return _thanks(visit, receipt)


def _again(visit: AnswerVisit | None, sentence: str, status: int) -> Any:
    """What was typed once more, after something broke (see `web/error_pages.py`)."""
    return visit and visit.again(sentence, status)


answer_open_link.again = lambda why, status, token: _again(_at_open_link(token), why, status)  # type: ignore[attr-defined]
answer_own_link.again = lambda why, status, token: _again(_at_personal_link(token), why, status)  # type: ignore[attr-defined]


def _later(visit: AnswerVisit, token: str, switched: bool) -> Any:
    """Keep the draft; by the button, with the language, or quietly while somebody types (204)."""
    assert visit.invitation
    if not visit.form.fits():
        return visit.page("answer", 422)
    if visit.used:
        return visit.page("used", 409)
    then_write()
    receipt = kept_receipt(visit.form.receipt.data or "")
    save_draft(token, visit.questionnaire, receipt, visit.form.draft)
    db.session.commit()
    if request.headers.get("X-Requested-With"):
        return "", 204
    if switched:
        return visit.page("answer")
    flash(_("Your draft is saved. Open your link again whenever you like, on any device."))
    return redirect(url_for("consultation.answer_own_link", token=token))


@bp.get("/a/<token>/thanks")
@public_page
def show_thanks(token: str) -> Any:
    """Shows nothing of what was sent: phones are lent, and pages are reloaded. The answer's code is shown once."""
    found = open_link_behind(token)
    if found is None:
        abort(404)
    questionnaire, event = found
    return render_template(
        "consultation/answering/thanks.html",
        event=event,
        questionnaire=questionnaire,
        once="once" in request.args,
        code=session.pop(OWN_CODE, ""),
        own_page=full_address("report.show_own_answer", token=token),
    )
