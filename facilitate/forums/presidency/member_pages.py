"""The member's side, by link and without account: approve a work plan, say what one thinks of a position."""

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...release.models import TextSource
from ...web.i18n import _, refresh
from ...web.limits import is_within_limit
from ..actions import lock_forum
from ..blueprint import bp
from ..leaving import plan_texts, whose_forum
from ..links import member_link_behind
from ..members.sending import language_for_member
from ..models import Forum, MemberLink, MemberLinkPurpose, Presidency, WorkPlan
from . import plans
from .filing import file_plan
from .labels import approval_text, plan_money, plan_said, plan_title, term_days
from .plan_forms import ApproveForm
from .plans import PlanRecord, PlanWords, plan_record
from .round_release import is_out

BEHIND_A_LINK = "40/minute"
"""Posts with one link."""


def link_behind(token: str, purpose: MemberLinkPurpose) -> MemberLink:
    """The link of that token, whose member still belongs; the page speaks their language."""
    link = member_link_behind(token, purpose)
    if link is None or link.member.until is not None:
        abort(404)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = language_for_member(link.member)
        refresh()
    return link


def too_many_answers_message(token: str) -> str:
    """The sentence for somebody who sends much too often; empty otherwise."""
    return (
        ""
        if is_within_limit(BEHIND_A_LINK, "answer", token)
        else _("That was very quick. Please wait a minute, then send again.")
    )


def _found(link: MemberLink) -> PlanRecord:
    plan = db.session.get(WorkPlan, link.about_id)
    if plan is None:
        abort(404)
    term = db.session.get_one(Presidency, plan.presidency_id)
    return plan_record(db.session.get_one(Forum, term.forum_id), term, clock.today())


@bp.route("/w/<token>", methods=["GET", "POST"])
@public_page
def approve_plan(token: str) -> Any:
    """The work plan on one page, and two answers."""
    link = link_behind(token, MemberLinkPurpose.WORK_PLAN)
    form = ApproveForm()
    if not form.is_submitted():
        found = _found(link)
        return _plan_page(link, found, _fresh(link, found))
    lock_forum(db.session.get_one(Forum, link.member.forum_id))
    found = _found(link)
    if against := _against(token, found, str(form.edition.data)):
        assert found.plan is not None
        form.edition.raw_data, form.edition.data = None, str(found.plan.edition)
        return _plan_page(link, found, form, *against)
    if not form.validate():
        return _plan_page(link, found, form)
    plans.save_approval(
        found, link.member, form.name.data, form.reason.data, approves=form.answer.data == "yes"
    )
    now = _found(link)
    if now.approved and now.filed is None:
        file_plan(now)
    flash(
        _(
            "Thank you. Your answer is saved; you can change it here while others are still answering."
        )
    )
    db.session.commit()
    return redirect(url_for("forums.approve_plan", token=token))


def _fresh(link: MemberLink, found: PlanRecord) -> ApproveForm:
    """The form with what the member said of this edition, or with the name of whoever speaks for it."""
    said = found.said.get(link.member.organisation_id)
    person = link.member.person
    return ApproveForm(
        formdata=None,
        edition=str(found.plan.edition if found.plan else 1),
        reason=said.reason if said else "",
        name=said.name if said else (person.name if person else ""),
        answer=("yes" if said.approves else "no") if said else None,
    )


def _against(token: str, found: PlanRecord, edition: str) -> tuple[str, int] | None:
    """Why no answer can be taken now, and the status that says so."""
    if sentence := too_many_answers_message(token):
        return sentence, 429
    assert found.plan is not None
    if not found.open or not _words(found)[1]:
        return _(
            "Answers are not accepted at the moment. You can copy what you wrote from here."
        ), 409
    if edition != str(found.plan.edition):
        return _(
            "The text has changed since you opened this page. Please read it again, then send."
        ), 409
    return None


def _words(found: PlanRecord) -> tuple[PlanWords, bool]:
    """The plan in the words that two people have released; whether they have."""
    assert found.plan is not None
    own = plan_texts(found.plan, found.activities)
    cleared, out = is_out(whose_forum(found.forum), TextSource.WORK_PLAN, found.plan.id, own)
    return PlanWords(cleared, found.plan.id), out


def _plan_page(
    link: MemberLink, found: PlanRecord, form: ApproveForm, sentence: str = "", status: int = 0
) -> tuple[str, int]:
    told, out = _words(found)
    page = render_template(
        "forums/presidency/approve.html",
        told=told,
        out=out,
        link=link,
        found=found,
        form=form,
        sentence=sentence,
        lead=plan_said(found),
        title=plan_title(found),
        money=plan_money,
        term_days=term_days,
        said=found.said.get(link.member.organisation_id),
        answer_of=approval_text,
        names={row.id: row.organisation.name for row in found.board.members},
    )
    return page, status or form.status
