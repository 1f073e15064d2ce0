"""The member's side: which days suit, by link and without account, on a phone; all proposals of a year on one page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db, hold_row
from ...lib.ics import to_ics
from ...web.addresses import full_address
from ...web.downloads import send_download
from ...web.i18n import _, format_day, pick_wording, refresh
from ...web.limits import is_within_limit, limiter
from ..blueprint import bp
from ..links import member_link_behind
from ..members.sending import language_for_member
from ..models import Forum, MemberLink, MemberLinkPurpose
from . import planning
from .agreed_days import agreed_entries, mailed_days
from .plans import ANSWERS, Ballot, count_ballots, proposals_of

BEHIND_A_LINK = "40/minute"
"""Posts with one link."""


@dataclass(frozen=True)
class VoteVisit:
    """A member at their link: whose it is, and the meetings of the year."""

    link: MemberLink
    forum: Forum
    ballots: list[Ballot]
    today: date

    @property
    def open(self) -> list[Ballot]:
        """The meetings whose day is still to be agreed."""
        return [one for one in self.ballots if planning.is_open_to_votes(one.proposal, self.today)]

    def said(self, ballot: Ballot, on: date) -> int | None:
        """What this member says of a day: as typed now, else as kept."""
        typed = request.form.get(f"d-{ballot.proposal.id}-{on.isoformat()}", "")
        return int(typed) if typed in map(str, ANSWERS) else ballot.said[self.link.member_id][on]


def _visit(token: str) -> VoteVisit:
    link, today = member_link_behind(token, MemberLinkPurpose.DATES), clock.today()
    if link is None or (link.member.until is not None and link.member.until < today):
        abort(404)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = language_for_member(link.member)
        refresh()
    forum = db.session.get_one(Forum, link.member.forum_id)
    hold_row(forum)
    return VoteVisit(
        link, forum, count_ballots(proposals_of(forum.id, link.about_id), [link.member]), today
    )


def _page(visit: VoteVisit, sentence: str = "", status: int = 200) -> Any:
    until = min((one.proposal.closes_on for one in visit.open), default=None)
    return render_template(
        "forums/rhythm/vote.html",
        visit=visit,
        forum=visit.forum,
        sentence=sentence,
        until=until,
        year=visit.link.about_id,
        open_ids={one.proposal.id for one in visit.open},
        calendar=_calendar_address(visit),
    ), status


def _calendar_address(visit: VoteVisit) -> str:
    """Where calendars subscribe to the days that are agreed; empty as long as none is."""
    if not any(one.proposal.chosen for one in visit.ballots):
        return ""
    here = full_address("forums.send_agreed_days", **(request.view_args or {}))
    return "webcal://" + here.partition("://")[2]


@bp.route("/v/<token>", methods=["GET", "POST"])
@public_page
def vote_on_days(token: str) -> Any:
    """Say of each day whether it suits; changed as often as wished until it closes."""
    if request.method == "POST" and not is_within_limit(BEHIND_A_LINK, "days", token):
        return _page(
            _visit(token), _("That was very quick. Please wait a minute, then send again."), 429
        )
    visit = _visit(token)
    if request.method == "GET":
        return _page(visit)
    answers, late, wrong = _answers(visit)
    if wrong:
        return _page(
            visit,
            _(
                "The proposed days have changed in the meantime. Please check them again, then send."
            ),
            409,
        )
    if late:
        return _page(
            visit,
            _(
                "Voting for these days has closed; nothing was changed. Please tell the "
                "person who plans the meetings."
            ),
            409,
        )
    if not answers:
        return _page(visit, _("Please answer for at least one day."), 422)
    planning.save_votes(visit.link.member, answers)
    flash(
        _(
            "Thank you. Your answers are saved; you can change them here until %(day)s.",
            day=format_day(min(one.proposal.closes_on for one in visit.open), "long"),
        )
    )
    db.session.commit()
    return redirect(url_for("forums.vote_on_days", token=token))


@bp.get("/v/<token>/days.ics")
@public_page
@limiter.limit("60/minute")
def send_agreed_days(token: str) -> Response:
    """The days that are agreed, for a member's calendar: kept once, or subscribed to, so that a day that is agreed later comes too.

    A day the member was sent by mail stands in the calendar already, and would stand there twice.
    """
    visit = _visit(token)
    mailed = mailed_days(visit.link.member)
    calendar = to_ics(
        pick_wording(visit.forum.name),
        agreed_entries(
            visit.forum, [one.proposal for one in visit.ballots if one.proposal.id not in mailed]
        ),
        stamp=clock.now(),
        refresh=timedelta(hours=6),
    )
    return send_download(calendar, f"{visit.forum.slug}.ics", attach=False)


def _answers(visit: VoteVisit) -> tuple[dict[tuple[int, date], int], bool, bool]:
    """What was sent for open days; whether something came too late; whether something is not proposed (any more)."""
    known = {
        f"d-{one.proposal.id}-{on.isoformat()}": (one, on)
        for one in visit.ballots
        for on in one.days
    }
    sent = {name: value for name, value in request.form.items() if name.startswith("d-")}
    if any(name not in known or value not in map(str, ANSWERS) for name, value in sent.items()):
        return {}, False, True
    found, late = {}, False
    for name, value in sent.items():
        ballot, on = known[name]
        if ballot in visit.open:
            found[ballot.proposal.id, on] = int(value)
        else:
            late = True
    return found, late, False
