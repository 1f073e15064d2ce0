"""The office's own page: what it is asked, by link and without account, on a phone; the same as Excel."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db, hold_row
from ...exchange.list_files import render_list_file
from ...exchange.merge import ListProblem
from ...exchange.preview import MOST_SHOWN, problem_place
from ...exchange.sentences import unread_reason
from ...exchange.waiting import bare_file_name
from ...forums.models import Forum, MemberLink, MemberLinkPurpose
from ...forums.presidency.member_pages import link_behind, too_many_answers_message
from ...lib.reading_child import FileProblem
from ...lib.text import clean_text, make_slug
from ...web.downloads import send_download
from ...web.i18n import _, _n, current_language
from ...web.refused import Refused
from .. import approval
from ..actions import send_part
from ..blueprint import bp
from ..period import FIRST_YEAR, LAST_YEAR, period_key, year_of
from .boxes import CountBoxes
from .count_list import counts_now, numbers_in
from .part import TypedCounts, raw_counts, read_counts, read_report_day
from .queries import OfficePart, member_vote, office_part

LONGEST_NAME = 200


def _part(token: str) -> tuple[MemberLink, OfficePart]:
    link = link_behind(token, MemberLinkPurpose.SITUATION)
    if not FIRST_YEAR <= year_of(link.about_id) <= LAST_YEAR:
        abort(404)
    hold_row(db.session.get_one(Forum, link.member.forum_id))
    return link, office_part(link.member, link.about_id)


@bp.route("/s/<token>", methods=["GET", "POST"])
@public_page
def fill_in_part(token: str) -> Any:
    """Fill in what the office is asked, or send it again; once everybody has, approve the whole."""
    if request.method == "GET":
        link, found = _part(token)
        return _page(link, found, raw_counts(found.asked, found.latest))
    sentence = too_many_answers_message(token)
    link, found = _part(token)
    if sentence:
        return _page(link, found, request.form, sentence=sentence, status=429)
    name = clean_text(request.form.get("name", ""))[:LONGEST_NAME]
    typed = read_counts(found.asked, request.form)
    reported_on = _reported(typed)
    if not name:
        typed.wrong["name"] = _("Please write who sends this.")
    if not found.open and found.waits and not name:
        return _page(link, found, request.form, typed=typed, status=422)
    if not found.open and approval.answer_questions(found.questions, request.form, name):
        flash(_("Thank you. Your answer is saved; the approved numbers stay as they are."))
        db.session.commit()
        return redirect(url_for("situation.fill_in_part", token=token))
    if not found.open:
        sentence = _(
            "These numbers have been approved; nothing was changed. Ask the secretariat to reopen them."
        )
        return _page(link, found, request.form, typed=typed, sentence=sentence, status=409)
    if request.form.get("seen", "") != _seen(found):
        sentence = _(
            "Your office has sent other numbers in the meantime (%(name)s). Please compare, then send again.",
            name=found.latest.name if found.latest else "–",
        )
        return _page(link, found, request.form, typed=typed, sentence=sentence, status=409)
    if not typed.is_right:
        return _page(link, found, request.form, typed=typed, status=422)
    send_part(
        found.forum, link.member, found.period, typed.counts, name=name, reported_on=reported_on
    )
    approval.answer_questions(found.questions, request.form, name)
    flash(
        _("Thank you. Your numbers were sent; you can correct them here until they are approved.")
        if typed.counts
        else _(
            "Sent without a number: your office appears as having none. If there was nothing to count, please write 0 here."
        )
    )
    db.session.commit()
    return redirect(url_for("situation.fill_in_part", token=token))


def _reported(typed: TypedCounts) -> date | None:
    try:
        return read_report_day(clean_text(request.form.get("reported_on", "")), clock.today())
    except ValueError:
        typed.wrong["reported_on"] = _("Choose a day that is not in the future.")
        return None


def _seen(found: OfficePart) -> str:
    return str(len(found.sendings))


def _page(
    link: MemberLink,
    found: OfficePart,
    raw: Mapping[str, str],
    *,
    typed: TypedCounts | None = None,
    sentence: str = "",
    note: str = "",
    problems: Sequence[ListProblem] = (),
    status: int = 200,
) -> tuple[str, int]:
    latest, person = found.latest, link.member.person
    named = latest.name if latest else person.name if person else ""
    day = latest.reported_on.isoformat() if latest and latest.reported_on else ""
    page = render_template(
        "situation/part.html",
        link=link,
        part=found,
        raw=raw,
        typed=typed or TypedCounts(),
        boxes=CountBoxes(found, raw, typed or TypedCounts()),
        sentence=sentence,
        note=note,
        problems=problems,
        place=problem_place,
        most=MOST_SHOWN,
        seen=_seen(found),
        name=raw.get("name", named),
        reported_on=raw.get("reported_on", day),
        vote=member_vote(found, link.member),
    )
    return page, status


@bp.get("/s/<token>/counts.<any(xlsx, ods, csv):ending>")
@public_page
def export_part(token: str, ending: str) -> Any:
    """The office's own part as a file."""
    _link, found = _part(token)
    name = f"{make_slug(found.member.organisation.name)}-{period_key(found.period)}.{ending}"
    return send_download(render_list_file(counts_now(found, current_language()), ending), name)


@bp.post("/s/<token>/counts")
@public_page
def import_part(token: str) -> Any:
    """A file that came back: its numbers stand in the form, and nothing is sent before somebody has looked at them."""
    sentence = too_many_answers_message(token)
    link, found = _part(token)
    kept = raw_counts(found.asked, found.latest)
    file = request.files.get("file")
    if sentence or file is None or not file.filename:
        return _page(
            link,
            found,
            kept,
            sentence=sentence or _("Please choose a file."),
            status=429 if sentence else 422,
        )
    content, name = file.stream.read(), bare_file_name(file.filename)
    try:
        numbers = numbers_in(content, name, lambda: _part(token)[1])
    except (Refused, FileProblem) as problem:
        link, found = _part(token)
        no_table = _(
            "This is not the file of this page: its columns “Number” and “Code” are missing."
        )
        sentence = (
            str(problem) if isinstance(problem, Refused) else unread_reason(problem, no_table)
        )
        return _page(link, found, kept, sentence=sentence, status=422)
    link, found = _part(token)
    note = _n(
        "%(num)d number was read from the file. Check it below, then send.",
        "%(num)d numbers were read from the file. Check them below, then send.",
        numbers.filled,
    )
    if numbers.passed:
        note += " " + _n(
            "%(num)d row is not for your office and was left out.",
            "%(num)d rows are not for your office and were left out.",
            numbers.passed,
        )
    typed = read_counts(found.asked, numbers.raw)
    return _page(link, found, numbers.raw, typed=typed, note=note, problems=numbers.problems)


@bp.post("/s/<token>/vote")
@public_page
def vote_by_link(token: str) -> Any:
    """Approve the half-year, or say why not."""
    sentence = too_many_answers_message(token)
    link, found = _part(token)
    kept = raw_counts(found.asked, found.latest)
    if sentence:
        return _page(link, found, kept, sentence=sentence, status=429)
    asked = member_vote(found, link.member)
    answer, reason = request.form.get("answer"), clean_text(request.form.get("reason", ""))
    name = clean_text(request.form.get("voter", ""))[:LONGEST_NAME]
    if asked is None or request.form.get("edition") != str(asked.edition):
        sentence = _(
            "The numbers have changed since you opened this page. Please read them again, then send."
        )
        return _page(link, found, kept, sentence=sentence, status=409)
    if answer not in ("yes", "no") or not name or (answer == "no" and not reason):
        sentence = _(
            "Please choose an answer and write your name; if you do not approve, write why."
        )
        return _page(link, found, kept, sentence=sentence, status=422)
    assert found.review is not None
    approval.record_vote(
        found.forum,
        found.review,
        link.member,
        approves=answer == "yes",
        reason=reason[: approval.LONGEST],
        name=name,
    )
    flash(_("Thank you. Your answer is saved."))
    db.session.commit()
    return redirect(url_for("situation.fill_in_part", token=token))
