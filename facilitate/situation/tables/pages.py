"""The pages of the technical table, for the keepers of a forum: nothing on them has left the county yet."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...exchange.plain_pages import serve_plain_list
from ...forums.doors import forum_keepers
from ...forums.links import make_links, member_link_address
from ...forums.members.asking_pages import show_members_mailing
from ...forums.members.sending import language_for_member
from ...forums.models import Forum, ForumMember, MemberLinkPurpose
from ...lib.text import clean_text
from ...mail.outbox import can_mail
from ...web.i18n import _, format_day, join_names
from ...web.refused import Refused
from .. import approval
from ..blueprint import FORUM, bp
from ..models import SituationIndicator
from ..period import of_period, period_key, period_name
from ..queries import review_of
from .mailing import ApprovalMailing, PartsMailing, reminder_days
from .queries import TechnicalTable, technical_table
from .wording import finding_said, question_said, review_said, table_said, uncounted_said
from .year_list import conversation_of_years


@bp.get(f"{FORUM}/<period>/table")
@forum_keepers
def show_table(forum: Forum, period: int) -> Any:
    """Who sent, what does not fit, what was asked back, how far the approval is."""
    found = technical_table(forum, period)
    return render_template(
        "situation/table.html",
        forum=forum,
        found=found,
        sentence=table_said(found.sent, len(found.offices), found.findings),
        review=_review_said(found),
        finding_said=finding_said,
        question_said=question_said,
        language_for_member=language_for_member,
        uncounted_said=uncounted_said,
        shown_questions=_shown_questions,
        links={key: member_link_address(link) for key, link in found.links.items()},
        mails=can_mail(),
        reminded=_reminded_said(found) if can_mail() else "",
    )


def _reminded_said(found: TechnicalTable) -> str:
    """When those who were asked by mail are reminded; empty where nobody is."""
    days = [day for day in reminder_days(found.period) if day > clock.today()]
    asked = any(link.sent_on for link in found.links.values())
    closed = found.forum.ended_on or (found.review and found.review.sent_on)
    if not days or not asked or closed or found.sent == len(found.offices):
        return ""
    return _(
        "Offices that were asked by e-mail and have not sent their numbers yet are reminded by e-mail: %(days)s.",
        days=join_names([format_day(day, "dated") for day in days]),
    )


def _shown_questions(found: TechnicalTable) -> set[int]:
    """The questions that stand beside a finding."""
    shown = (found.open_question(one) for one in found.findings)
    return {one.id for one in shown if one}


def _review_said(found: TechnicalTable) -> str:
    voting = found.voting
    missing = [one.organisation.name for one in voting.missing] if voting else []
    return review_said(found.review, len(voting.counted) if voting else 0, missing)


def _back(forum: Forum, period: int, anchor: str | None = None) -> Any:
    return redirect(
        url_for("situation.show_table", slug=forum.slug, period=period_key(period), _anchor=anchor)
    )


@bp.route(f"{FORUM}/<period>/ask", methods=["GET", "POST"])
@forum_keepers
def ask_parts(forum: Forum, period: int) -> Any:
    """Offices are asked for their numbers: a mail, or letters to hand over."""
    mailing = PartsMailing(forum, period)
    back = url_for("situation.show_table", slug=forum.slug, period=period_key(period))
    return show_members_mailing(
        forum,
        mailing,
        back,
        f"situation-{period_key(period)}",
        more=lambda: {"title": _("Ask the offices for their numbers"), "asked": mailing.asked},
    )


@bp.post(f"{FORUM}/<period>/links")
@forum_keepers
def make_part_links(forum: Forum, period: int) -> Any:
    """A link for every office, to be copied."""
    make_links(
        [one.member for one in technical_table(forum, period).offices],
        MemberLinkPurpose.SITUATION,
        period,
    )
    db.session.commit()
    return _back(forum, period, "offices")


@bp.post(f"{FORUM}/<period>/question")
@forum_keepers
def ask_back(forum: Forum, period: int) -> Any:
    """Ask an office about a number; it reads the question at its link."""
    member = get_or_404(
        ForumMember,
        ForumMember.id == request.form.get("member", 0, type=int),
        ForumMember.forum_id == forum.id,
    )
    line = get_or_404(
        SituationIndicator,
        SituationIndicator.id == request.form.get("line", 0, type=int),
        SituationIndicator.kind == forum.kind,
    )
    text = clean_text(request.form.get("text", ""))[: approval.LONGEST]
    if not text:
        raise Refused(_("Please write what is asked."))
    approval.ask_back(forum, member, line, period, text=text, by=current_user.id)
    make_links([member], MemberLinkPurpose.SITUATION, period)
    flash(
        _(
            "%(office)s sees the question at its link. Send it the link again if it should know at once.",
            office=member.organisation.name,
        )
    )
    db.session.commit()
    return _back(forum, period, "look")


@bp.route(f"{FORUM}/<period>/approval", methods=["GET", "POST"])
@forum_keepers
def ask_approval(forum: Forum, period: int) -> Any:
    """Members are asked to approve: a mail, or letters to hand over."""
    mailing = ApprovalMailing(forum, period)
    back = url_for("situation.show_table", slug=forum.slug, period=period_key(period))
    return show_members_mailing(
        forum,
        mailing,
        back,
        f"approval-{period_key(period)}",
        more=lambda: {
            "title": _("Ask the members to approve: %(period)s", period=period_name(period)),
            "asked": mailing.asked,
        },
    )


@bp.post(f"{FORUM}/<period>/approval/<do>")
@forum_keepers
def decide_approval(forum: Forum, period: int, do: str) -> Any:
    """Say that all approved on paper or at a meeting, or reopen the numbers to be corrected."""
    if do == "together":
        approval.approve_together(forum, period)
        flash(_("The numbers for the %(period)s are approved.", period=of_period(period)))
    else:
        review = review_of(forum, period)
        if review is None:
            raise Refused(_("These numbers are open already."))
        approval.reopen_period(review)
        flash(
            _(
                "The offices can correct their numbers again. Then the members are asked to approve again."
            )
        )
    db.session.commit()
    return _back(forum, period, "approval")


serve_plain_list(
    bp,
    f"{FORUM}/years",
    "years_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_years,
)
