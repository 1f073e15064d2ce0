"""Planning a forum's year: days proposed and edited, what members say of them, the day chosen, mails."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db, get_or_404
from ...lib.workdays import holidays_of
from ...mail.outbox import can_mail
from ...participation.answering.calendar_files import (
    CalendarRepliesForm,
    SavedReplies,
    count_saved_replies,
)
from ...participation.answering.calendar_replies import DAY
from ...web.forms import FIRST_YEAR, LAST_YEAR
from ...web.i18n import _, _n, format_day, in_both_languages
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..links import links_to, make_links, member_link_address
from ..members.asking_pages import show_members_mailing
from ..models import Forum, ForumMember, MeetingProposal, MemberLinkPurpose
from ..removing import FORUM_ROWS
from . import planning
from .agreed_days import is_in_calendars, packed_answers
from .agreed_mailing import AgreedDayMailing
from .labels import needless_said, plan_said
from .mailing import DaysMailing
from .plan_forms import MOST_ROWS, SPARE, plan_form, proposal_form, wish_form
from .plans import (
    COUNTRY,
    YearDraft,
    all_proposals,
    count_ballots,
    days_of,
    draft_year,
    is_observer,
    proposals_of,
    voting_members,
    year_basis,
    year_of,
)
from .proposing import DaysWish

ANSWERING = timedelta(days=14)


def _year(today: date) -> int:
    """The year asked for; from December on the next one is planned."""
    year = _asked() or today.year + (today.month == 12)
    if not FIRST_YEAR <= year < LAST_YEAR:
        abort(404)
    return year


def _asked() -> int | None:
    return request.args.get("year", type=int)


def _drafted(
    forum: Forum,
    today: date,
    members: Sequence[ForumMember],
    rows: Sequence[MeetingProposal],
    wish: DaysWish,
) -> tuple[int, YearDraft]:
    """What the year asked for still needs; where none is asked for and nothing is to be done in it, the one after it."""
    year = _year(today)
    known = year_basis(forum, today, rows)
    found = draft_year(known, year, today=today, wish=wish, members=members, proposals=rows)
    busy = any(
        year_of(row) == year and max(days_of(row)) >= today and row.event_id is None for row in rows
    )
    if _asked() or found.meetings or busy:
        return year, found
    return year + 1, draft_year(
        known, year + 1, today=today, wish=wish, members=members, proposals=rows
    )


@bp.get("/forums/<slug>/plan")
@forum_readers
def show_year_plan(forum: Forum) -> Any:
    """The plan of a year: each meeting with its days, what members say, and the day agreed."""
    today, members, proposals = clock.today(), voting_members(forum.id), all_proposals(forum.id)
    year, drafted = _drafted(forum, today, members=members, rows=proposals, wish=DaysWish())
    rows = count_ballots([row for row in proposals if year_of(row) == year], members)
    return render_template(
        "forums/rhythm/plan.html",
        forum=forum,
        year=year,
        ballots=rows,
        deciding=[one for one in members if not is_observer(one)],
        observers=[one for one in members if is_observer(one)],
        sentence=plan_said(rows, year, today),
        needless="" if drafted.meetings else needless_said(drafted, year, today),
        open_to=lambda proposal: planning.is_open_to_votes(proposal, today),
        links={
            key: member_link_address(link)
            for key, link in links_to(forum, MemberLinkPurpose.DATES, year).items()
        }
        if g.keeps
        else {},
        mails=can_mail(),
        packed=packed_answers([row.proposal for row in rows]) if g.keeps else {},
    )


@bp.route("/forums/<slug>/plan/new", methods=["GET", "POST"])
@forum_keepers
def plan_year(forum: Forum) -> Any:
    """Propose days for the meetings a year still needs; edited as wished, then kept."""
    today = clock.today()
    members, wishes, proposals = (
        voting_members(forum.id),
        wish_form(request.args),
        all_proposals(forum.id),
    )
    hosts = [one for one in members if not is_observer(one)]
    year, drafted = _drafted(forum, today, members=members, rows=proposals, wish=wishes.wish())
    there = sum(year_of(row) == year for row in proposals)
    if request.method == "POST":
        rows = min(request.form.get("rows", 1, type=int), MOST_ROWS + SPARE)
        form, proposed = plan_form(max(rows, 1), hosts, today), None
        if form.validate_on_submit():
            if form.seen.data == str(len(proposals_of(forum.id, year))):
                kept = planning.save_proposals(forum, form.meetings(), form.closes_on.data, today)
                flash(
                    _n("%(num)d meeting is proposed.", "%(num)d meetings are proposed.", len(kept))
                )
                db.session.commit()
                return redirect(
                    url_for("forums.show_year_plan", slug=forum.slug, year=year_of(kept[0]))
                )
            form.form_errors = [
                _(
                    "Somebody has planned meetings for this year in the meantime. Please "
                    "check them, then save again."
                )
            ]
            form.seen.raw_data, form.seen.data = None, str(there)
    else:
        proposed = drafted
        form = _filled(proposed, hosts, today, there)
    return render_template(
        "forums/rhythm/plan_year.html",
        forum=forum,
        year=year,
        form=form,
        wishes=wishes,
        proposed=proposed,
        holidays=[
            (on, names)
            for on, names in sorted(holidays_of(COUNTRY, year).items())
            if on.weekday() < 5
        ],
        there=there,
        needless="" if drafted.meetings else needless_said(drafted, year, today),
    ), form.status


def _filled(proposed: YearDraft, hosts: Any, today: date, there: int) -> Any:
    """The form with the proposed days and hosts in it, and an empty row."""
    values: dict[str, Any] = {}
    for row, (meeting, host) in enumerate(
        zip(proposed.meetings, [*proposed.hosts, *[None] * 60], strict=False)
    ):
        values[f"host_{row}"] = host
        values |= {f"day_{row}_{number}": on for number, on in enumerate(meeting.days)}
    first = min((meeting.days[0] for meeting in proposed.meetings if meeting.days), default=None)
    closes = min(today + ANSWERING, first - timedelta(days=1)) if first else today + ANSWERING
    rows = len(proposed.meetings) + SPARE
    return plan_form(
        rows,
        hosts,
        today,
        formdata=None,
        rows=str(rows),
        seen=str(there),
        closes_on=closes,
        **values,
    )


def _proposal(forum: Forum, proposal_id: int) -> MeetingProposal:
    return get_or_404(
        MeetingProposal, MeetingProposal.id == proposal_id, MeetingProposal.forum_id == forum.id
    )


@bp.route("/forums/<slug>/proposals/<int:proposal_id>", methods=["GET", "POST"])
@forum_keepers
def edit_proposal(forum: Forum, proposal_id: int) -> Any:
    """Change the days, the host, or until when members answer. What was said of a day that stays, stays."""
    proposal, today = _proposal(forum, proposal_id), clock.today()
    if proposal.chosen is not None:
        raise Refused(_("The day is already agreed. Reopen it first, then change the days."))
    form = proposal_form(
        proposal, [one for one in voting_members(forum.id) if not is_observer(one)], today
    )
    if form.saves(proposal):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.show_year_plan", slug=forum.slug, year=year_of(proposal)))
    return render_template(
        "forums/rhythm/proposal.html", forum=forum, proposal=proposal, form=form
    ), form.status


@bp.post("/forums/<slug>/proposals/<int:proposal_id>/choose")
@forum_keepers
def choose_day(forum: Forum, proposal_id: int) -> Any:
    """Agree on a day; without one the agreed day is taken back."""
    proposal, typed = _proposal(forum, proposal_id), request.form.get("day", "")
    chosen = next((one for one in days_of(proposal) if one.isoformat() == typed), None)
    if typed and chosen is None:
        raise Refused(_("This day is no longer proposed. Please look again."))
    planning.choose_meeting_day(proposal, chosen)
    flash(
        _("%(day)s is agreed.", day=format_day(chosen, "full"))
        if chosen
        else _("The day is open again.")
    )
    stands = chosen is None and is_in_calendars(proposal)
    db.session.commit()
    if stands:
        return redirect(url_for("forums.tell_day", slug=forum.slug, proposal_id=proposal.id))
    return redirect(url_for("forums.show_year_plan", slug=forum.slug, year=year_of(proposal)))


@bp.post("/forums/<slug>/proposals/<int:proposal_id>/remove")
@forum_keepers
def remove_proposal(forum: Forum, proposal_id: int) -> Any:
    """A meeting of the plan goes, with what was said of its days."""
    proposal = _proposal(forum, proposal_id)
    year = year_of(proposal)
    if is_in_calendars(proposal):
        raise Refused(
            _("Members have this day in their calendars. Reopen the day and tell them first.")
        )
    name = in_both_languages(lambda: _("Meeting %(number)d", number=proposal.number))
    page = url_for("forums.show_year_plan", slug=forum.slug, year=year)
    said = _("Removed from the plan.")
    return FORUM_ROWS.remove_on_page(None, proposal, name, said=said, page=page)


@bp.route("/forums/<slug>/proposals/<int:proposal_id>/tell", methods=["GET", "POST"])
@forum_keepers
def tell_day(forum: Forum, proposal_id: int) -> Any:
    """Who would get a mail about the agreed day, or that it is open again, each with the entry for the calendar."""
    proposal = _proposal(forum, proposal_id)
    mailing = AgreedDayMailing(forum, proposal)
    return show_members_mailing(
        forum,
        mailing,
        url_for("forums.show_year_plan", slug=forum.slug, year=year_of(proposal)),
        f"{proposal.id}-day",
        more=lambda: {"title": _("Tell the members"), "asked": mailing.asked},
    )


@bp.route("/forums/<slug>/plan/answers", methods=["GET", "POST"])
@forum_keepers
def import_day_answers(forum: Forum) -> Any:
    """What calendars answered about agreed days, out of saved mails, where no mailbox is watched."""
    form, found = CalendarRepliesForm(), SavedReplies()
    if form.validate_on_submit():
        found = count_saved_replies(form, DAY, {row.id for row in all_proposals(forum.id)})
        db.session.commit()
    return render_template(
        "forums/rhythm/day_answers.html",
        forum=forum,
        form=form,
        found=found,
        back=url_for("forums.show_year_plan", slug=forum.slug, year=_year(clock.today())),
    ), form.status


@bp.route("/forums/<slug>/plan/send", methods=["GET", "POST"])
@forum_keepers
def send_days(forum: Forum) -> Any:
    """Who would get a mail, and what it says; sent, the mails go to the outbox."""
    today = clock.today()
    year = _year(today)
    back = url_for("forums.show_year_plan", slug=forum.slug, year=year)
    nobody = _("No meeting in %(year)d is open for voting.", year=year)
    mailing = DaysMailing(forum, year, today)
    return show_members_mailing(
        forum,
        mailing,
        back,
        f"{year}-days",
        more=lambda: {
            "title": _("Ask the members"),
            "lead": "" if mailing.closes_on else nobody,
            "asked": mailing.asked,
        },
    )


@bp.post("/forums/<slug>/plan/links")
@forum_keepers
def make_links_to_vote(forum: Forum) -> Any:
    """Make every member's link, to be copied where no mail reaches them."""
    year = _year(clock.today())
    make_links(voting_members(forum.id), MemberLinkPurpose.DATES, year)
    db.session.commit()
    return redirect(url_for("forums.show_year_plan", slug=forum.slug, year=year) + "#links")
